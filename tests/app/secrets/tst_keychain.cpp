#include "app/secrets/secrets.h"
#include "tests/app/support/privatebus.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QProcess>
#include <QTest>

using namespace burin;

namespace {

constexpr char canary[] = "sk-canary-90b2e6d1f3";

ProviderProfile profile(const QString &url = QStringLiteral("https://api.example.com/v1"))
{
    ProviderProfile profile;
    profile.id = QStringLiteral("example");
    profile.baseUrl = QUrl(url);
    return profile;
}

} // namespace

#define AWAIT(future) QTRY_VERIFY((future).isFinished())

/// The true way: a Secret Service on a bus of its own.
class tst_Keychain : public QObject {
    Q_OBJECT
public:
    static void initMain() { s_bus.emplace(); }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void findsNothingAtFirst();
    void nextSessionFindsASavedKey();
    void laterKeyReplacesTheFirst();
    void keyStaysWithItsOrigin();
    void removedKeyIsGone();
    void removingNothingIsFine();
    void foreignEntryIsNotUsed();
    void keyIsNowhereInPlainText();

private:
    void save(const QByteArray &key);
    KeyLookup lookUp(const ProviderProfile &wanted);

    static inline std::optional<PrivateBus> s_bus;
    QProcess m_keyring;
};

void tst_Keychain::initTestCase()
{
    QVERIFY2(s_bus->start(), "dbus-daemon is not installed");
    m_keyring.start(QStringLiteral("gnome-keyring-daemon"), {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
                                                             QStringLiteral("--components=secrets")});
    QVERIFY2(m_keyring.waitForStarted(), "gnome-keyring-daemon is not installed");
    m_keyring.write("password");
    m_keyring.closeWriteChannel();
    QTRY_VERIFY(
        QDBusConnection::sessionBus().interface()->isServiceRegistered(QStringLiteral("org.freedesktop.secrets")));
}

void tst_Keychain::cleanupTestCase()
{
    m_keyring.kill();
    m_keyring.waitForFinished();
}

void tst_Keychain::init()
{
    Secrets secrets({});
    const QFuture<Outcome> removed = secrets.remove(profile().id);
    AWAIT(removed);
}

void tst_Keychain::save(const QByteArray &key)
{
    Secrets secrets({});
    const QFuture<KeySource> saved = secrets.save(profile(), Secret(key));
    AWAIT(saved);
    QCOMPARE(saved.result(), KeySource::Keychain);
}

KeyLookup tst_Keychain::lookUp(const ProviderProfile &wanted)
{
    Secrets secrets({});
    const QFuture<KeyLookup> lookup = secrets.find(wanted);
    [&] { AWAIT(lookup); }();
    return lookup.isFinished() ? lookup.result() : KeyLookup();
}

void tst_Keychain::findsNothingAtFirst()
{
    const KeyLookup lookup = lookUp(profile());
    QVERIFY(lookup.key.isEmpty());
    QCOMPARE(lookup.source, KeySource::None);
    QVERIFY(!lookup.error);
}

void tst_Keychain::nextSessionFindsASavedKey()
{
    save(canary);
    const KeyLookup lookup = lookUp(profile());
    QCOMPARE(lookup.key.reveal(), QByteArray(canary));
    QCOMPARE(lookup.source, KeySource::Keychain);
    QVERIFY(!lookup.error);
}

void tst_Keychain::laterKeyReplacesTheFirst()
{
    save("first");
    save("second");
    QCOMPARE(lookUp(profile()).key.reveal(), QByteArray("second"));
}

void tst_Keychain::keyStaysWithItsOrigin()
{
    save(canary);
    QVERIFY(lookUp(profile(QStringLiteral("https://evil.example/v1"))).key.isEmpty());
    QVERIFY(lookUp(profile(QStringLiteral("http://api.example.com/v1"))).key.isEmpty());
    QVERIFY(lookUp(profile(QStringLiteral("https://api.example.com:8443/v1"))).key.isEmpty());
    QVERIFY(!lookUp(profile(QStringLiteral("https://api.example.com/other"))).key.isEmpty());
    const KeyLookup elsewhere = lookUp(profile(QStringLiteral("https://evil.example/v1")));
    QVERIFY(elsewhere.error);
    QCOMPARE(elsewhere.error->code, ErrorCode::KeyElsewhere);
}

void tst_Keychain::removedKeyIsGone()
{
    save(canary);
    Secrets secrets({});
    const QFuture<Outcome> removed = secrets.remove(profile().id);
    AWAIT(removed);
    QVERIFY(bool(removed.result()));
    QVERIFY(lookUp(profile()).key.isEmpty());
}

void tst_Keychain::removingNothingIsFine()
{
    Secrets secrets({});
    const QFuture<Outcome> removed = secrets.remove(QStringLiteral("never saved"));
    AWAIT(removed);
    QVERIFY(bool(removed.result()));
}

void tst_Keychain::foreignEntryIsNotUsed()
{
    const Keychain keychain(QStringLiteral("burin"), std::chrono::seconds(30));
    const QFuture<KeychainAnswer> written = keychain.write(profile().id, canary);
    AWAIT(written);
    QCOMPARE(written.result().kind, KeychainAnswer::Kind::Done);
    QVERIFY(lookUp(profile()).key.isEmpty());
}

void tst_Keychain::keyIsNowhereInPlainText()
{
    save(canary);
    QCOMPARE(filesContaining(s_bus->home(), canary), QStringList());
    QVERIFY(!filesContaining(s_bus->home(), "keyring").isEmpty()); // it did store something there
}

QTEST_GUILESS_MAIN(tst_Keychain)
#include "tst_keychain.moc"
