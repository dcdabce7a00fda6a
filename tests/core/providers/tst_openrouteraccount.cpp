#include "core/domain/error.h"
#include "core/providers/openrouteraccount.h"
#include "core/providers/registry.h"

#include <QTest>
#include <QUrlQuery>

using namespace burin;

namespace {

ProviderProfile openRouter()
{
    return adHocProvider(QStringLiteral("openrouter"), QUrl(QStringLiteral("https://openrouter.ai/api/v1")));
}

} // namespace

class tst_OpenRouterAccount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsCredits_data();
    void readsCredits();
    void asksForAChargeByItsId();
    void readsACharge();
    void addsTheVendorsBillForAnOwnKey();
    void takesNothingElseForAnAnswer();
    void derivesTheChallengeAsTheStandardSays();
    void sendsOnlyTheChallengeToTheBrowser();
    void exchangesTheCodeWithTheVerifier();
};

void tst_OpenRouterAccount::readsCredits_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("limited");
    QTest::addColumn<QString>("left");
    QTest::newRow("limit") << QByteArray(R"({"data":{"label":"work","limit_remaining":12.4,"usage_daily":0.31}})")
                           << true << QStringLiteral("12.400000000000");
    QTest::newRow("no limit") << QByteArray(R"({"data":{"label":"work","limit_remaining":null,"usage_daily":0}})")
                              << false << QString();
}

void tst_OpenRouterAccount::readsCredits()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, limited);
    QFETCH(QString, left);
    const Result<Credits> credits = decodeCredits(body);
    QVERIFY(credits);
    QCOMPARE(credits->label, QStringLiteral("work"));
    QCOMPARE(credits->left.has_value(), limited);
    if (limited) QCOMPARE(exactUsd(*credits->left), left);
    QVERIFY(credits->usedToday);
}

void tst_OpenRouterAccount::asksForAChargeByItsId()
{
    const HttpRequest request = chargeRequest(openRouter(), QStringLiteral("gen-1 &x=y"), Secret("k"));
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.url.path(), QStringLiteral("/api/v1/generation"));
    QCOMPARE(QUrlQuery(request.url).queryItemValue(QStringLiteral("id"), QUrl::FullyDecoded),
             QStringLiteral("gen-1 &x=y"));
    QVERIFY(!request.url.toString().contains(QLatin1StringView("key")));
}

void tst_OpenRouterAccount::readsACharge()
{
    const Result<Charge> charge = decodeCharge(R"({"data":{"total_cost":0.00123,"native_tokens_prompt":100,
        "native_tokens_completion":40,"native_tokens_reasoning":12,"native_tokens_cached":null}})");
    QVERIFY(charge);
    QCOMPARE(charge->total, *parseUsd(u"0.00123"));
    QCOMPARE(charge->usage.input, std::optional<qint64>(100));
    QCOMPARE(charge->usage.output, std::optional<qint64>(40));
    QCOMPARE(charge->usage.reasoning, std::optional<qint64>(12));
    QVERIFY(!charge->usage.cachedInput);
    QCOMPARE(charge->usage.source, Usage::Source::Reported);
}

void tst_OpenRouterAccount::addsTheVendorsBillForAnOwnKey()
{
    const Result<Charge> charge =
        decodeCharge(R"({"data":{"total_cost":0.001,"is_byok":true,"upstream_inference_cost":0.02}})");
    QVERIFY(charge);
    QCOMPARE(charge->total, *parseUsd(u"0.021"));
}

void tst_OpenRouterAccount::takesNothingElseForAnAnswer()
{
    for (const QByteArray &body : {QByteArray("{}"), QByteArray("<html>"), QByteArray(R"({"data":[]})")}) {
        QVERIFY(!decodeCredits(body));
        QVERIFY(!decodeCharge(body));
        QVERIFY(!decodeSignInKey(body));
    }
}

void tst_OpenRouterAccount::derivesTheChallengeAsTheStandardSays()
{
    // The example of RFC 7636, appendix B.
    const QByteArray random =
        QByteArray::fromBase64("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", QByteArray::Base64UrlEncoding);
    const SignIn signIn = makeSignIn(random);
    QCOMPARE(signIn.verifier, QByteArray("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    QCOMPARE(signIn.challenge, QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

void tst_OpenRouterAccount::sendsOnlyTheChallengeToTheBrowser()
{
    const SignIn signIn = makeSignIn(QByteArray(32, 'r'));
    const QUrl url = signInUrl(signIn, QUrl(QStringLiteral("http://localhost:4000/callback?state=s&t=1")));
    QCOMPARE(url.host(), QStringLiteral("openrouter.ai"));
    QVERIFY(!url.toString().contains(QString::fromLatin1(signIn.verifier)));
    QCOMPARE(QUrlQuery(url).queryItemValue(QStringLiteral("callback_url"), QUrl::FullyDecoded),
             QStringLiteral("http://localhost:4000/callback?state=s&t=1"));
    QCOMPARE(QUrlQuery(url).queryItemValue(QStringLiteral("code_challenge")), QString::fromLatin1(signIn.challenge));
}

void tst_OpenRouterAccount::exchangesTheCodeWithTheVerifier()
{
    const SignIn signIn = makeSignIn(QByteArray(32, 'r'));
    const HttpRequest request = signInKeyRequest(openRouter(), signIn, QStringLiteral("c0de"));
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url, QUrl(QStringLiteral("https://openrouter.ai/api/v1/auth/keys")));
    QVERIFY(request.body.contains(signIn.verifier));
    QVERIFY(request.body.contains("c0de"));
    const Result<Secret> key = decodeSignInKey(R"({"key":"sk-or-v1-made-up"})");
    QVERIFY(key);
    QCOMPARE(key->reveal(), QByteArray("sk-or-v1-made-up"));
}

QTEST_GUILESS_MAIN(tst_OpenRouterAccount)
#include "tst_openrouteraccount.moc"
