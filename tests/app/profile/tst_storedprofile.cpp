#include "app/cli/runoptions.h"
#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "core/providers/registry.h"
#include "core/store/database.h"
#include "core/store/keyvalue.h"

#include <QCommandLineParser>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

/// What is set in the window holds on the command line too, where no option says otherwise.
class tst_StoredProfile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void emptyDatabaseMeansDefaults();
    void whatTheWindowStoredIsLoaded();
    void unsafeAddressesAreLeftOut();
    void optionsWinOverSettings();
    void budgetsFollowTheSettings();
};

namespace {

ProviderProfile providerNamed(const QString &id)
{
    for (const ProviderProfile &profile : builtInProviders())
        if (profile.id == id) return profile;
    return {};
}

StoredProfile profileWith(const QString &id, const QString &address)
{
    return {Settings(), {{u"base_urls"_qs, QJsonObject{{id, address}}}}, {}};
}

} // namespace

void tst_StoredProfile::emptyDatabaseMeansDefaults()
{
    Result<QSqlDatabase> db = openInMemory(u"defaults"_qs);
    QVERIFY(db);
    const Result<StoredProfile> profile = loadStoredProfile(*db);
    QVERIFY(profile);
    QVERIFY(profile->settings == Settings());
    const ProviderProfile provider = providerNamed(u"ollama"_qs);
    QVERIFY(!provider.id.isEmpty());
    QVERIFY(atItsAddress(provider, *profile) == provider);
    closeDatabase(db.value());
}

void tst_StoredProfile::whatTheWindowStoredIsLoaded()
{
    Result<QSqlDatabase> db = openInMemory(u"stored"_qs);
    QVERIFY(db);
    Settings settings;
    settings.set(QString::fromLatin1(setting::Retries), 7);
    QVERIFY(saveDocument(*db, QString::fromLatin1(SettingsDocument), settings.toJson()));
    QVERIFY(saveDocument(*db, QString::fromLatin1(ProvidersDocument),
                         profileWith(u"ollama"_qs, u"http://127.0.0.1:4321/v1"_qs).providers));
    const Result<StoredProfile> profile = loadStoredProfile(*db);
    QVERIFY(profile);
    QCOMPARE(profile->settings.number(setting::Retries), 7.0);
    QCOMPARE(atItsAddress(providerNamed(u"ollama"_qs), *profile).baseUrl, QUrl(u"http://127.0.0.1:4321/v1"_qs));
    QVERIFY(atItsAddress(providerNamed(u"openai"_qs), *profile) == providerNamed(u"openai"_qs));
    closeDatabase(db.value());
}

void tst_StoredProfile::unsafeAddressesAreLeftOut()
{
    const ProviderProfile openAi = providerNamed(u"openai"_qs);
    for (const char *address : {"http://example.com/v1", "https://me:pw@example.com/v1", "not an address", ""})
        QVERIFY2(atItsAddress(openAi, profileWith(u"openai"_qs, QString::fromLatin1(address))) == openAi, address);
}

void tst_StoredProfile::optionsWinOverSettings()
{
    StoredProfile profile;
    profile.settings.set(QString::fromLatin1(setting::IdleTimeout), 11);
    profile.settings.set(QString::fromLatin1(setting::ConnectTimeout), 12);
    profile.settings.set(QString::fromLatin1(setting::Retries), 7);
    profile.settings.set(QString::fromLatin1(setting::RetryCap), 13);
    QCommandLineParser parser;
    addRunOptions(parser);
    QVERIFY(parser.parse({u"burin"_qs, u"--provider"_qs, u"openai"_qs, u"--model"_qs, u"m"_qs, u"--user"_qs, u"hi"_qs,
                          u"--retries"_qs, u"0"_qs, u"--timeout"_qs, u"idle=1"_qs, u"--budget"_qs, u"0.25"_qs}));
    const Checked<AskedRun> asked = readRun(parser);
    QVERIFY(asked);
    const Checked<RunSpec> spec = rendered(*asked, {});
    QVERIFY(spec);
    const Checked<RunSpec> own = adapted(*spec, parser, profile);
    QVERIFY(own);
    QCOMPARE(own->retry.retries, 0);
    QCOMPARE(own->timeouts.idle, 1s);
    QCOMPARE(own->timeouts.connect, 12s);
    QCOMPARE(own->retry.cap, 13s);
    QCOMPARE(own->costLimit, parseUsd(u"0.25"));
    QVERIFY(own->messages == spec->messages);
}

void tst_StoredProfile::budgetsFollowTheSettings()
{
    Settings settings;
    QCOMPARE(budgetPolicyFrom(settings).approveAbove, *parseUsd(u"1"));
    QVERIFY(budgetPolicyFrom(settings).unpriced == BudgetPolicy::Unpriced::Refuse);
    settings.set(QString::fromLatin1(setting::ApprovalLimit), 2.29); // no double is exactly that
    settings.set(QString::fromLatin1(setting::UnpricedRuns), 1);
    QCOMPARE(budgetPolicyFrom(settings).approveAbove, *parseUsd(u"2.29"));
    QVERIFY(budgetPolicyFrom(settings).unpriced == BudgetPolicy::Unpriced::Allow);
}

QTEST_GUILESS_MAIN(tst_StoredProfile)
#include "tst_storedprofile.moc"
