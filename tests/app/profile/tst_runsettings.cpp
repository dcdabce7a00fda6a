#include "app/profile/runsettings.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_RunSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void overridesWinOverSettings();
    void overridesLiveBesideTheOtherSettings();
    void aBatchObeysLongerWaits();
};

namespace {

LimitOverride retriesOf(const QString &model, int retries)
{
    LimitOverride row;
    row.scope = LimitOverride::Scope::Model;
    row.name = model;
    row.retries = retries;
    return row;
}

} // namespace

void tst_RunSettings::overridesWinOverSettings()
{
    Settings settings;
    settings.set(QString::fromLatin1(setting::Retries), 5);
    settings.set(QString::fromLatin1(setting::IdleTimeout), 12);
    settings = withLimitOverrides(settings, {retriesOf(QStringLiteral("m"), 0)});
    const RunLimits one = limitsFor(settings, {}, {.model = QStringLiteral("m")});
    QCOMPARE(one.retry.retries, 0);
    QCOMPARE(one.timeouts.idle, milliseconds(12s));
    QCOMPARE(limitsFor(settings, {}, {.model = QStringLiteral("other")}).retry.retries, 5);
}

void tst_RunSettings::overridesLiveBesideTheOtherSettings()
{
    const std::vector<LimitOverride> rows = {retriesOf(QStringLiteral("m"), 2)};
    Settings settings = withLimitOverrides({}, rows);
    settings.set(QString::fromLatin1(setting::Retries), 4);
    const Settings stored(settings.toJson());
    QCOMPARE(limitOverrides(stored), rows);
    QCOMPARE(int(stored.number(setting::Retries)), 4);
    QVERIFY(limitOverrides({}).empty());
}

void tst_RunSettings::aBatchObeysLongerWaits()
{
    Settings settings;
    QCOMPARE(limitsFor(settings, {}, {}).retry.longestServerWait, milliseconds(60s));
    QCOMPARE(limitsFor(settings, {}, {.use = RunUse::Batch}).retry.longestServerWait, milliseconds(300s));
    settings.set(QString::fromLatin1(setting::RetryLongestWait), 900);
    QCOMPARE(limitsFor(settings, {}, {.use = RunUse::Batch}).retry.longestServerWait, milliseconds(900s));
}

QTEST_APPLESS_MAIN(tst_RunSettings)
#include "tst_runsettings.moc"
