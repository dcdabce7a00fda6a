#include "core/engine/engine.h"
#include "core/providers/registry.h"
#include "tests/support/scriptedserver.h"

#include <QFutureWatcher>
#include <QTest>

using namespace burin;

Q_DECLARE_METATYPE(burin::KeyState)
Q_DECLARE_METATYPE(burin::Script)

class tst_ModelQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsModelsWithPricesOfTheBook();
    void keyStates_data();
    void keyStates();
    void aKeyThatIsMissingOrMalformedIsNotSent();
    void aDyingEngineAnswersItsQueries();
};

void tst_ModelQuery::listsModelsWithPricesOfTheBook()
{
    ScriptedServer server({jsonResponse(200, R"({"data":[{"id":"known"},{"id":"new"}]})")});
    PriceRow row;
    row.provider = QStringLiteral("acme");
    row.model = QStringLiteral("known");
    row.input = TieredPrice{*parseUsd(u"0.000003"), {}};
    row.contextTokens = 1000;
    Engine engine({.prices = PriceBook({row})});
    ProviderProfile provider = adHocProvider(QStringLiteral("openai"), server.url(QStringLiteral("/v1")));
    provider.id = QStringLiteral("acme");
    QFuture<Result<std::vector<ModelInfo>>> future = engine.fetchModels(provider, {});
    QTRY_VERIFY(future.isFinished());
    const Result<std::vector<ModelInfo>> models = future.result();
    QVERIFY(models);
    QCOMPARE(models->size(), size_t(2));
    QCOMPARE(models->at(0).inputPerMillion, parseUsd(u"3"));
    QCOMPARE(models->at(0).contextTokens, 1000);
    QVERIFY(!models->at(1).inputPerMillion); // unknown is not free
    QCOMPARE(server.requests().at(0).method, "GET");
    QCOMPARE(server.requests().at(0).target, "/v1/models");
}

void tst_ModelQuery::keyStates_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<KeyState>("state");
    QTest::newRow("ok") << jsonResponse(200, R"({"data":[]})") << KeyState::Ok;
    QTest::newRow("rejected") << jsonResponse(401, "{}") << KeyState::Rejected;
    QTest::newRow("not allowed") << jsonResponse(403, "{}") << KeyState::Rejected;
    QTest::newRow("down") << jsonResponse(503, "{}") << KeyState::Offline;
    QTest::newRow("closes") << Script().close() << KeyState::Offline;
    QTest::newRow("web page") << response(200, "<html>") << KeyState::Offline;
}

void tst_ModelQuery::keyStates()
{
    QFETCH(Script, script);
    QFETCH(KeyState, state);
    ScriptedServer server({script});
    Engine engine({});
    const ProviderProfile provider = adHocProvider(QStringLiteral("openai"), server.url(QStringLiteral("/v1")));
    QFuture<Verification> future = engine.verify(provider, Secret("sk-1"));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(toString(future.result().state), toString(state));
    QCOMPARE(future.result().error.has_value(), state != KeyState::Ok);
    QVERIFY(server.requestCount() <= 2); // no retries of ours; Qt repeats a GET that got no answer
}

void tst_ModelQuery::aKeyThatIsMissingOrMalformedIsNotSent()
{
    ScriptedServer server;
    Engine engine({});
    ProviderProfile provider = adHocProvider(QStringLiteral("openai"), server.url(QStringLiteral("/v1")));
    provider.needsKey = true;
    QCOMPARE(toString(engine.verify(provider, {}).result().state), toString(KeyState::Missing));
    QCOMPARE(toString(engine.verify(provider, Secret("a b")).result().state), toString(KeyState::Malformed));
    QCOMPARE(engine.fetchModels(provider, {}).result().error().code, ErrorCode::MissingKey);
    QCOMPARE(server.connectionCount(), 0);
}

void tst_ModelQuery::aDyingEngineAnswersItsQueries()
{
    ScriptedServer server({Script().stall()});
    QFuture<Verification> future;
    {
        Engine engine({});
        future = engine.verify(adHocProvider(QStringLiteral("openai"), server.url(QStringLiteral("/v1"))), Secret("k"));
        QTRY_COMPARE(server.requestCount(), 1);
    }
    QVERIFY(future.isFinished());
    QVERIFY(future.result().error);
}

QTEST_GUILESS_MAIN(tst_ModelQuery)
#include "tst_modelquery.moc"
