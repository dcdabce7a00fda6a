#include "app/secrets/secrets.h"
#include "tests/app/support/privatebus.h"

#include <QFutureWatcher>
#include <QProcess>
#include <QTest>

using namespace burin;

namespace {

constexpr char canary[] = "sk-canary-4f1d7c02a9";

ProviderProfile profile(const QString &url = QStringLiteral("https://api.example.com/v1"))
{
    ProviderProfile profile;
    profile.id = QStringLiteral("example");
    profile.baseUrl = QUrl(url);
    profile.keyVariables = {QStringLiteral("EXAMPLE_API_KEY"), QStringLiteral("EXAMPLE_KEY")};
    return profile;
}

} // namespace

#define AWAIT(future) QTRY_VERIFY((future).isFinished())

class tst_Secrets : public QObject {
    Q_OBJECT
public:
    static void initMain() { s_bus.emplace(); }

private Q_SLOTS:
    void cleanup();
    void readsTheEnvironmentOnce();
    void childProcessesInheritNoKey();
    void firstVariableWins();
    void ignoresAnEmptyVariable();
    void keyOfTheEnvironmentStaysWithItsOrigin_data();
    void keyOfTheEnvironmentStaysWithItsOrigin();
    void twoProvidersMayShareAVariable();
    void reportsAMalformedVariable();
    void missingKeyIsNoError();
    void keepsForTheSessionWithoutKeychain();
    void keyOfTheSessionStaysWithItsOrigin();
    void environmentComesBeforeTheSession();
    void refusesAMalformedKey();
    void forgetsARemovedKey();
    void writesNoFile();
    void keyOfAnotherAddressIsAskedForAgain_data();
    void keyOfAnotherAddressIsAskedForAgain();

private:
    static inline std::optional<PrivateBus> s_bus; ///< Never started: a computer without a keychain.
};

void tst_Secrets::cleanup()
{
    qunsetenv("EXAMPLE_API_KEY");
    qunsetenv("EXAMPLE_KEY");
}

void tst_Secrets::readsTheEnvironmentOnce()
{
    qputenv("EXAMPLE_API_KEY", canary);
    Secrets secrets({profile()});
    QVERIFY(!qEnvironmentVariableIsSet("EXAMPLE_API_KEY"));
    for (int i = 0; i < 2; ++i) {
        const QFuture<KeyLookup> lookup = secrets.find(profile());
        AWAIT(lookup);
        QCOMPARE(lookup.result().key.reveal(), QByteArray(canary));
        QCOMPARE(lookup.result().source, KeySource::Environment);
        QCOMPARE(lookup.result().variable, QStringLiteral("EXAMPLE_API_KEY"));
        QVERIFY(!lookup.result().error);
    }
}

void tst_Secrets::childProcessesInheritNoKey()
{
    const auto environment = [] {
        QProcess child;
        child.start(QStringLiteral("env"), QStringList());
        child.waitForFinished();
        return child.readAll();
    };
    qputenv("EXAMPLE_API_KEY", canary);
    QVERIFY(environment().contains(canary));
    const Secrets secrets({profile()});
    QVERIFY(environment().contains("HOME="));
    QVERIFY(!environment().contains(canary));
}

void tst_Secrets::firstVariableWins()
{
    qputenv("EXAMPLE_KEY", "second");
    qputenv("EXAMPLE_API_KEY", "first");
    Secrets secrets({profile()});
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QCOMPARE(lookup.result().key.reveal(), QByteArray("first"));
}

void tst_Secrets::ignoresAnEmptyVariable()
{
    qputenv("EXAMPLE_API_KEY", "");
    qputenv("EXAMPLE_KEY", canary);
    Secrets secrets({profile()});
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QCOMPARE(lookup.result().variable, QStringLiteral("EXAMPLE_KEY"));
}

void tst_Secrets::keyOfTheEnvironmentStaysWithItsOrigin_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<KeySource>("source");
    QTest::newRow("another path") << "https://api.example.com/beta" << KeySource::Environment;
    QTest::newRow("standard port written out") << "https://api.example.com:443/v1" << KeySource::Environment;
    QTest::newRow("another host") << "https://api.example.org/v1" << KeySource::None;
    QTest::newRow("a host below it") << "https://evil.api.example.com/v1" << KeySource::None;
    QTest::newRow("another port") << "https://api.example.com:8443/v1" << KeySource::None;
    QTest::newRow("not encrypted") << "http://api.example.com/v1" << KeySource::None;
}

void tst_Secrets::keyOfTheEnvironmentStaysWithItsOrigin()
{
    QFETCH(const QString, url);
    qputenv("EXAMPLE_API_KEY", canary);
    Secrets secrets({profile()});
    const QFuture<KeyLookup> lookup = secrets.find(profile(url));
    AWAIT(lookup);
    QTEST(lookup.result().source, "source");
    QCOMPARE(lookup.result().key.isEmpty(), lookup.result().source == KeySource::None);
}

void tst_Secrets::twoProvidersMayShareAVariable()
{
    qputenv("EXAMPLE_API_KEY", canary);
    const ProviderProfile other = profile(QStringLiteral("https://eu.example.com"));
    Secrets secrets({profile(), other});
    for (const ProviderProfile &one : {profile(), other}) {
        const QFuture<KeyLookup> lookup = secrets.find(one);
        AWAIT(lookup);
        QCOMPARE(lookup.result().source, KeySource::Environment);
    }
}

void tst_Secrets::reportsAMalformedVariable()
{
    qputenv("EXAMPLE_API_KEY", "sk-broken\r\nHost: evil");
    Secrets secrets({profile()});
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QCOMPARE(lookup.result().source, KeySource::Environment);
    QVERIFY(lookup.result().error);
    QCOMPARE(lookup.result().error->code, ErrorCode::BadKeyFormat);
}

void tst_Secrets::missingKeyIsNoError()
{
    Secrets secrets({profile()});
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
    QCOMPARE(lookup.result().source, KeySource::None);
    QVERIFY(!lookup.result().error);
}

void tst_Secrets::keepsForTheSessionWithoutKeychain()
{
    {
        Secrets secrets({profile()});
        const QFuture<KeySource> saved = secrets.save(profile(), Secret(canary));
        AWAIT(saved);
        QCOMPARE(saved.result(), KeySource::Session);
        const QFuture<KeyLookup> lookup = secrets.find(profile());
        AWAIT(lookup);
        QCOMPARE(lookup.result().key.reveal(), QByteArray(canary));
        QCOMPARE(lookup.result().source, KeySource::Session);
    }
    Secrets nextSession({profile()});
    const QFuture<KeyLookup> lookup = nextSession.find(profile());
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
}

void tst_Secrets::keyOfTheSessionStaysWithItsOrigin()
{
    Secrets secrets({profile()});
    const QFuture<KeySource> saved = secrets.save(profile(), Secret(canary));
    AWAIT(saved);
    const QFuture<KeyLookup> lookup = secrets.find(profile(QStringLiteral("https://evil.example/v1")));
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
}

void tst_Secrets::environmentComesBeforeTheSession()
{
    qputenv("EXAMPLE_API_KEY", "from-environment");
    Secrets secrets({profile()});
    const QFuture<KeySource> saved = secrets.save(profile(), Secret(canary));
    AWAIT(saved);
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QCOMPARE(lookup.result().key.reveal(), QByteArray("from-environment"));
}

void tst_Secrets::refusesAMalformedKey()
{
    Secrets secrets({profile()});
    const QFuture<KeySource> saved = secrets.save(profile(), Secret("two words"));
    AWAIT(saved);
    QCOMPARE(saved.result(), KeySource::None);
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
}

void tst_Secrets::forgetsARemovedKey()
{
    Secrets secrets({profile()});
    const QFuture<KeySource> saved = secrets.save(profile(), Secret(canary));
    AWAIT(saved);
    const QFuture<Outcome> removed = secrets.remove(profile().id);
    AWAIT(removed);
    QVERIFY(bool(removed.result()));
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
}

void tst_Secrets::writesNoFile()
{
    qputenv("EXAMPLE_API_KEY", canary);
    Secrets secrets({profile()});
    const QFuture<KeySource> saved = secrets.save(profile(), Secret(canary));
    AWAIT(saved);
    QCOMPARE(filesContaining(s_bus->home(), canary), QStringList());
}

void tst_Secrets::keyOfAnotherAddressIsAskedForAgain_data()
{
    QTest::addColumn<bool>("inEnvironment");
    QTest::addColumn<bool>("needsKey");
    QTest::addColumn<bool>("isError");
    QTest::newRow("of the environment") << true << true << true;
    QTest::newRow("of the session") << false << true << true;
    QTest::newRow("not needed there") << true << false << false;
}

void tst_Secrets::keyOfAnotherAddressIsAskedForAgain()
{
    QFETCH(const bool, inEnvironment);
    QFETCH(const bool, needsKey);
    QFETCH(const bool, isError);
    if (inEnvironment) qputenv("EXAMPLE_API_KEY", canary);
    Secrets secrets({profile()});
    if (!inEnvironment) {
        const QFuture<KeySource> saved = secrets.save(profile(), Secret(canary));
        AWAIT(saved);
    }
    ProviderProfile moved = profile(QStringLiteral("https://gateway.example.org/v1"));
    moved.name = QStringLiteral("Example");
    moved.needsKey = needsKey;
    const QFuture<KeyLookup> lookup = secrets.find(moved);
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
    QCOMPARE(lookup.result().error.has_value(), isError);
    if (!isError) return;
    QCOMPARE(lookup.result().error->code, ErrorCode::KeyElsewhere);
    QVERIFY(lookup.result().error->message().contains(QStringLiteral("Example")));

    const QFuture<KeySource> again = secrets.save(moved, Secret(canary));
    AWAIT(again);
    const QFuture<KeyLookup> second = secrets.find(moved);
    AWAIT(second);
    QCOMPARE(second.result().key.reveal(), QByteArray(canary));
}

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_secrets.moc"
