#include "app/secrets/secrets.h"
#include "tests/app/support/privatebus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QTest>

using namespace burin;

namespace {

/// Takes every call and never answers: a keychain whose dialog nobody sees.
class SilentService : public QDBusVirtualObject {
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        message.setDelayedReply(true);
        ++calls;
        return true;
    }
    int calls = 0;
};

ProviderProfile profile()
{
    ProviderProfile profile;
    profile.id = QStringLiteral("example");
    profile.baseUrl = QUrl(QStringLiteral("https://api.example.com/v1"));
    return profile;
}

} // namespace

#define AWAIT(future) QTRY_VERIFY((future).isFinished())

class tst_SilentKeychain : public QObject {
    Q_OBJECT
public:
    static void initMain() { s_bus.emplace(); }

private Q_SLOTS:
    void initTestCase();
    void missingAnswerIsAnError();
    void providerWithoutKeyNeedsNoKeychain();
    void savedKeyWorksAtOnce();

private:
    static inline std::optional<PrivateBus> s_bus;
    SilentService m_service;
};

void tst_SilentKeychain::initTestCase()
{
    QVERIFY2(s_bus->start(), "dbus-daemon is not installed");
    QDBusConnection bus = QDBusConnection::sessionBus();
    QVERIFY(bus.registerVirtualObject(QStringLiteral("/"), &m_service, QDBusConnection::SubPath));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.secrets")));
}

void tst_SilentKeychain::missingAnswerIsAnError()
{
    Secrets secrets({}, nullptr, std::chrono::milliseconds(50));
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    QVERIFY(!lookup.isFinished());
    AWAIT(lookup);
    QVERIFY(lookup.result().key.isEmpty());
    QVERIFY(lookup.result().error);
    QCOMPARE(lookup.result().error->code, ErrorCode::KeychainLocked);
    QTRY_VERIFY(m_service.calls > 0);
}

void tst_SilentKeychain::providerWithoutKeyNeedsNoKeychain()
{
    Secrets secrets({}, nullptr, std::chrono::milliseconds(50));
    ProviderProfile local = profile();
    local.needsKey = false;
    const QFuture<KeyLookup> lookup = secrets.find(local);
    AWAIT(lookup);
    QCOMPARE(lookup.result().source, KeySource::None);
    QVERIFY(!lookup.result().error);
}

void tst_SilentKeychain::savedKeyWorksAtOnce()
{
    Secrets secrets({}, nullptr, std::chrono::milliseconds(50));
    const QFuture<KeySource> saved = secrets.save(profile(), Secret("sk-session"));
    const QFuture<KeyLookup> lookup = secrets.find(profile());
    AWAIT(lookup);
    QCOMPARE(lookup.result().key.reveal(), QByteArray("sk-session"));
    QCOMPARE(lookup.result().source, KeySource::Session);
    AWAIT(saved);
    QCOMPARE(saved.result(), KeySource::Session);
}

QTEST_GUILESS_MAIN(tst_SilentKeychain)
#include "tst_silentkeychain.moc"
