#include "core/base/redact.h"
#include "core/base/secret.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace burin;

namespace {

const QString Mark = QStringLiteral("[redacted]");
/// What must never be seen again, wherever it stands.
const QByteArray Canary = "s3cret+Canary/0123456789==";

QByteArray backwards(QByteArray bytes)
{
    std::ranges::reverse(bytes);
    return bytes;
}

QString randomKey(QRandomGenerator &random, int length)
{
    constexpr char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QString key;
    for (int i = 0; i < length; ++i)
        key += QLatin1Char(characters[random.bounded(int(sizeof characters) - 1)]);
    return key;
}

} // namespace

class tst_Redact : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hidesCredentials_data();
    void hidesCredentials();
    void leavesHarmlessTextAlone_data();
    void leavesHarmlessTextAlone();
    void hidesKnownSecretsInEverySpelling();
    void hidesKnownSecretsInsideBase64();
    void hidesKnownSecretsTakenForBytes();
    void hidesTheLongerOfTwoSecretsWhole();
    void toleratesOddSecrets();
    void hidesEveryKeyShapeAnywhere();
    void changesNothingTheSecondTime();
    void takesLinearTime();
};

void tst_Redact::hidesCredentials_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("key sk-abcdef1234567890 rejected", "key [redacted] rejected");
    row("sk-proj-AbC_123-xyz789", "[redacted]");
    row("sk-ant-api03-AAAA-bbbb_cccc", "[redacted]");
    row("sk-or-v1-0123456789abcdef", "[redacted]");
    row("Incorrect API key provided: sk-12345***********wxyz. You can find",
        "Incorrect API key provided: [redacted]. You can find");
    row("key_sk-abcdef1234567890", "key_[redacted]");
    row("AIzaSyA-1234567890_abcdefghijklmnopqrst", "[redacted]");
    row("gsk_abcdefABCDEF1234567890", "[redacted]");
    row("xai-AbCdEfGhIjKlMnOpQrStUvWx", "[redacted]");
    row("pplx-0123456789abcdef0123456789abcdef", "[redacted]");
    row("hf_AbCdEfGhIjKlMnOpQrStUvWx", "[redacted]");
    row("r8_AbCdEfGhIjKlMnOpQrStUvWx", "[redacted]");
    row("nvapi-AbCdEfGh-IjKlMnOpQrStUvWx", "[redacted]");
    row("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN", "[redacted]");
    row("Authorization: Bearer abc", "Authorization: Bearer [redacted]");
    row("authorization: basic dXNlcjpwYXNz", "authorization: basic [redacted]");
    row("Authorization: abc", "Authorization: [redacted]");
    row("Proxy-Authorization: Basic abc=", "Proxy-Authorization: Basic [redacted]");
    row("{\"Authorization\":\"Bearer abc\",\"a\":1}", "{\"Authorization\":\"Bearer [redacted]\",\"a\":1}");
    row("{\\\"api_key\\\":\\\"abc\\\"}", "{\\\"api_key\\\":\\\"[redacted]\\\"}");
    row("sent 'Bearer tok-1234' to", "sent 'Bearer [redacted]' to");
    row("Bearer eyJx.y_z-1", "Bearer [redacted]");
    row("BEARER A1B2C3D4", "BEARER [redacted]");
    row("x-api-key: abc123", "x-api-key: [redacted]");
    row("X-Goog-Api-Key: abc123", "X-Goog-Api-Key: [redacted]");
    row("GROQ_API_KEY=abc123", "GROQ_API_KEY=[redacted]");
    row("apiKey: \"abc123\"", "apiKey: \"[redacted]\"");
    row("\"access_token\": \"abc\"", "\"access_token\": \"[redacted]\"");
    row("client_secret=abc", "client_secret=[redacted]");
    row("https://host/p?key=abc&alt=sse", "https://host/p?key=[redacted]&alt=sse");
    row("https://host/p?alt=sse&token=abc#f", "https://host/p?alt=sse&token=[redacted]#f");
    row("Error transferring http://h/m:gen?key=AIzaShort - server replied",
        "Error transferring http://h/m:gen?key=[redacted] - server replied");
    row("https://host/cb#access_token=abc", "https://host/cb#access_token=[redacted]");
    row("https://b.s3.example/o?X-Amz-Credential=AK%2F1&X-Amz-Date=1&X-Amz-Signature=0a1b",
        "https://b.s3.example/o?X-Amz-Credential=[redacted]&X-Amz-Date=1&X-Amz-Signature=[redacted]");
    row("https://host/o?x-goog-signature=0a1b2c", "https://host/o?x-goog-signature=[redacted]");
    row("http://127.0.0.1:3000/?code=abc&code_verifier=xyz",
        "http://127.0.0.1:3000/?code=[redacted]&code_verifier=[redacted]");
    row("Set-Cookie: __cf_bm=a.b-c; path=/; HttpOnly", "Set-Cookie: [redacted]");
    row("{\"cookie\":\"session=abc; theme=dark\",\"a\":1}", "{\"cookie\":\"[redacted]\",\"a\":1}");
    row("https://ada:geheim@host/v1", "https://ada:[redacted]@host/v1");
    row("proxy http://u:p@127.0.0.1:3128 refused", "proxy http://u:[redacted]@127.0.0.1:3128 refused");
}

void tst_Redact::hidesCredentials()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(redacted(text), expected);
}

void tst_Redact::leavesHarmlessTextAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {
             "",
             "a sketch of a risk-free task",
             "desk-to-desk, ask-me-anything",
             "sk-learn",
             "sk-SK",
             "brisk-paced-walking",
             "Basic authentication required",
             "basic understanding of basic English",
             "a basic end-to-end test",
             "Basic JavaScript",
             "a Bearer token is required.",
             "Bearer authentication",
             "the bearer of bad news",
             "WWW-Authenticate: Bearer realm=\"api\"",
             "You didn't provide an API key.",
             "API keys: 3 found",
             "Missing Authorization header",
             "monkey: banana, keyboard=qwerty",
             "max_tokens=5 tokens: 12",
             "https://host/v1/chat?model=gpt-5&alt=sse",
             "https://host:8080/a@b",
             "mailto:ada@example.org",
             "Ratio 3:4@5 and http://127.0.0.1:8080/v1",
             "model pplx-7b-online, xai-grok-4-fast, hf_transfer, gsk_x",
             "openai/gpt-oss-120b, meta-llama/Llama-3.1-8B",
             "req_0123456789abcdef0123456789abcdef",
             "AIza",
             "a recipe for a cookie: flour, sugar",
             "https://host/v1?status=code&keyword=a",
             "chatcmpl-9f8e7d6c5b4a39281706",
             "secretary, tokenizer, keys, authorizations",
             "日本語 🙂 ключ: значение",
         })
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_Redact::leavesHarmlessTextAlone()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text), text);
}

void tst_Redact::hidesKnownSecretsInEverySpelling()
{
    const std::vector<Secret> known{Secret(Canary)};
    const QList<QByteArray> spellings{Canary,
                                      Canary.toPercentEncoding(),
                                      Canary.toPercentEncoding().toLower(),
                                      '%' + Canary.toHex('%').toUpper(),
                                      Canary.toBase64(),
                                      Canary.toBase64(QByteArray::Base64UrlEncoding),
                                      Canary.toHex(),
                                      Canary.toHex().toUpper(),
                                      backwards(Canary)};
    for (const QByteArray &spelling : spellings) {
        const QString text = QStringLiteral("before ") + QString::fromLatin1(spelling) + QStringLiteral(" after");
        const QString result = redacted(text, known);
        QVERIFY2(!result.contains(QString::fromLatin1(spelling.left(12))), qPrintable(result));
        QVERIFY(result.startsWith(QStringLiteral("before [redacted]")) && result.endsWith(QStringLiteral(" after")));
        const QString glued = u'x' + QString::fromLatin1(spelling) + u'x' + QString::fromLatin1(spelling);
        QVERIFY(!redacted(glued, known).contains(QString::fromLatin1(spelling.left(12))));
    }
}

/// Inside a longer base64 text a secret has three looks, by how many bytes stand in front of it.
void tst_Redact::hidesKnownSecretsInsideBase64()
{
    for (const QByteArray &before : {QByteArray("abc"), QByteArray("abcd"), QByteArray("abcde")}) {
        const QByteArray encoded = (before + Canary + "xyz").toBase64();
        const QString result = redacted(QString::fromLatin1(encoded), {Secret(Canary)});
        const QByteArray left = QByteArray::fromBase64(QString(result).remove(Mark).toLatin1());
        QVERIFY2(!left.contains(Canary.mid(2, 6)) && result.contains(Mark), qPrintable(result));
        QVERIFY(result.startsWith(QStringLiteral("YWJj"))); // and nothing of what is around it
    }
}

void tst_Redact::hidesKnownSecretsTakenForBytes()
{
    const QString utf16 = QString::fromLatin1(Canary);
    const QString asBytes = QString::fromLatin1(reinterpret_cast<const char *>(utf16.utf16()), utf16.size() * 2);
    QVERIFY(redacted(asBytes, {Secret(Canary)}).startsWith(Mark));
}

void tst_Redact::hidesTheLongerOfTwoSecretsWhole()
{
    const std::vector<Secret> known{Secret("plainword"), Secret("plainword-andmore")};
    QCOMPARE(redacted(QStringLiteral("a plainword-andmore b plainword c"), known),
             QStringLiteral("a [redacted] b [redacted] c"));
}

void tst_Redact::toleratesOddSecrets()
{
    const QString text = QStringLiteral("an x in a text");
    QCOMPARE(redacted(text, {Secret(), Secret(""), Secret("x"), Secret("a")}), text);
    const std::vector<Secret> unicode{Secret(QByteArray("пароль"))};
    QCOMPARE(redacted(QStringLiteral("ваш пароль!"), unicode), QStringLiteral("ваш [redacted]!"));
    const std::vector<Secret> special{Secret("a.*(b)\\1+")};
    QCOMPARE(redacted(QStringLiteral("<a.*(b)\\1+>"), special), QStringLiteral("<[redacted]>"));
}

void tst_Redact::hidesEveryKeyShapeAnywhere()
{
    QRandomGenerator random(5);
    const QStringList prefixes{QStringLiteral("sk-"),   QStringLiteral("sk-proj-"), QStringLiteral("sk-ant-api03-"),
                               QStringLiteral("AIza"),  QStringLiteral("gsk_"),     QStringLiteral("xai-"),
                               QStringLiteral("pplx-"), QStringLiteral("csk-"),     QStringLiteral("hf_"),
                               QStringLiteral("r8_"),   QStringLiteral("nvapi-")};
    const QStringList around{QStringLiteral(" "), QStringLiteral("\""), QStringLiteral("="), QStringLiteral("\n"),
                             QStringLiteral(":"), QStringLiteral("/"),  QStringLiteral("'"), QStringLiteral("(")};
    for (int round = 0; round < 2000; ++round) {
        const QString secret = randomKey(random, 20 + random.bounded(60));
        const QString text = QStringLiteral("text") + around.at(random.bounded(int(around.size()))) +
                             prefixes.at(random.bounded(int(prefixes.size()))) + secret +
                             around.at(random.bounded(int(around.size()))) + QStringLiteral("text");
        const QString result = redacted(text);
        QVERIFY2(!result.contains(secret.left(8)) && !result.contains(secret.right(8)), qPrintable(text));
        QVERIFY(result.startsWith(QStringLiteral("text")) && result.contains(Mark));
    }
}

void tst_Redact::changesNothingTheSecondTime()
{
    const QString text = QStringLiteral("Authorization: Bearer abc, api_key=1, ?key=2 sk-abcdef123456 Bearer a1b2c3 "
                                        "https://u:p@h Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== \"token\"");
    const QString once = redacted(text);
    QVERIFY(once.count(Mark) >= 7);
    QCOMPARE(redacted(once), once);
}

/// Texts on which a careless expression takes minutes.
void tst_Redact::takesLinearTime()
{
    for (const char *piece :
         {"sk-", "Bearer ", "Basic aB1", "authorization", "authorization: ", "api_key", "://", "://a:", "?key=", "?a-",
          "cookie: ", "cookie: a=", "eyJ", "eyJaaaaaaaaa.", "a", " ", "\"'\\", "hf_"}) {
        const QString text = QString::fromLatin1(piece).repeated(60'000);
        QVERIFY(!redacted(text).isEmpty());
    }
}

QTEST_APPLESS_MAIN(tst_Redact)
#include "tst_redact.moc"
