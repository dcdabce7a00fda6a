#include "core/domain/limits.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;
using Scope = LimitOverride::Scope;

class tst_Limits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMostSpecificWinsWhateverTheOrder();
    void whatDoesNotFitChangesNothing();
    void whatIsNotSetFollowsTheLessSpecific();
    void theyComeBackFromJson();
    void senselessRowsAreLeftOut();
    void presetsAreAsDocumented();
};

namespace {

LimitSubject subject()
{
    return {.use = RunUse::Batch,
            .providerId = QStringLiteral("openai"),
            .model = QStringLiteral("gpt-5"),
            .prompt = QStringLiteral("Letter")};
}

LimitOverride total(Scope scope, const QString &name, milliseconds time)
{
    LimitOverride row;
    row.scope = scope;
    row.name = name;
    row.total = time;
    return row;
}

} // namespace

void tst_Limits::theMostSpecificWinsWhateverTheOrder()
{
    std::vector<LimitOverride> rows = {
        total(Scope::Prompt, QStringLiteral("letter"), 4s), total(Scope::Model, QStringLiteral("GPT-5"), 3s),
        total(Scope::Provider, QStringLiteral("openai"), 2s), total(Scope::Use, QStringLiteral("batch"), 1s)};
    for (const milliseconds expected : {4s, 3s, 2s, 1s}) {
        QCOMPARE(resolved({}, rows, subject()).timeouts.total, expected);
        rows.erase(rows.begin());
    }
    QCOMPARE(resolved({}, rows, subject()), RunLimits());
}

void tst_Limits::whatDoesNotFitChangesNothing()
{
    const std::vector<LimitOverride> rows = {
        total(Scope::Prompt, QStringLiteral("openai"), 4s), total(Scope::Model, QStringLiteral("gpt-5-mini"), 3s),
        total(Scope::Provider, QStringLiteral("gpt-5"), 2s), total(Scope::Use, QStringLiteral("interactive"), 1s)};
    QCOMPARE(resolved({}, rows, subject()), RunLimits());
    LimitSubject untitled = subject();
    untitled.prompt.clear();
    QCOMPARE(resolved({}, {total(Scope::Prompt, {}, 4s)}, untitled), RunLimits());
}

void tst_Limits::whatIsNotSetFollowsTheLessSpecific()
{
    LimitOverride provider;
    provider.scope = Scope::Provider;
    provider.name = QStringLiteral("openai");
    provider.connect = 1s;
    provider.firstContent = 2s;
    provider.idle = 3s;
    provider.total = 4s;
    provider.run = 5s;
    provider.retries = 6;
    provider.initial = 7s;
    provider.cap = 8s;
    provider.longestServerWait = 9s;
    const RunLimits all{{.connect = 1s, .firstContent = 2s, .idle = 3s, .total = 4s, .run = 5s},
                        {.retries = 6, .initial = 7s, .cap = 8s, .longestServerWait = 9s}};
    QCOMPARE(resolved({}, {provider}, subject()), all);
    RunLimits one = all;
    one.timeouts.total = 99s;
    QCOMPARE(resolved({}, {provider, total(Scope::Model, QStringLiteral("gpt-5"), 99s)}, subject()), one);
}

void tst_Limits::theyComeBackFromJson()
{
    LimitOverride full = total(Scope::Model, QStringLiteral("vendor/model:free"), 1'500ms);
    full.run = 0s;
    full.retries = 0;
    full.cap = 10s;
    const std::vector<LimitOverride> rows = {full, total(Scope::Use, QStringLiteral("batch"), 600s)};
    const QJsonArray stored = QJsonDocument::fromJson(QJsonDocument(toJson(rows)).toJson()).array();
    QCOMPARE(limitsFrom(stored), rows);
    QCOMPARE(stored.first().toObject().value(QStringLiteral("total")).toDouble(), 1.5);
}

void tst_Limits::senselessRowsAreLeftOut()
{
    const QByteArray json = R"([
        7, null, {}, {"scope": "planet", "name": "x"}, {"scope": "model"}, {"scope": "model", "name": ""},
        {"scope": "model", "name": "m", "total": -1, "idle": 1e300, "connect": "soon", "retries": 1000, "cap": 3}])";
    const std::vector<LimitOverride> rows = limitsFrom(QJsonDocument::fromJson(json).array());
    QCOMPARE(rows.size(), size_t(1));
    LimitOverride expected;
    expected.scope = Scope::Model;
    expected.name = QStringLiteral("m");
    QCOMPARE(rows.front(), expected);
}

void tst_Limits::presetsAreAsDocumented()
{
    QCOMPARE(retryPreset(RetryPreset::Interactive), RetrySettings());
    QCOMPARE(retryPreset(RetryPreset::Batch).longestServerWait, milliseconds(300s));
    QCOMPARE(retryPreset(RetryPreset::Embedding), (RetrySettings{3, 1s, 30s, 300s}));
    QCOMPARE(retryPreset(RetryPreset::Network), (RetrySettings{5, 1s, 16s, 60s}));
}

QTEST_APPLESS_MAIN(tst_Limits)
#include "tst_limits.moc"
