#include "core/domain/provider.h"

#include <QTest>

using namespace burin;

class tst_Provider : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trustsOnlySafeBaseUrls_data();
    void trustsOnlySafeBaseUrls();
    void refusesNumbersThatStandForForeignHosts();
    void namesKeyStates();
};

void tst_Provider::trustsOnlySafeBaseUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("safe");
    for (const char *url :
         {"https://api.openai.com/v1", "HTTPS://API.OPENAI.COM/v1", "https://host:8443", "https://10.0.0.1/v1",
          "https://[2001:db8::1]/v1", "http://127.0.0.1:11434", "http://127.0.0.1", "http://127.1.2.3:80/v1",
          "http://localhost:1234/v1", "http://LOCALHOST", "http://[::1]:8080/v1", "http://[0:0:0:0:0:0:0:1]/v1"})
        QTest::newRow(url) << QString::fromLatin1(url) << true;
    for (const char *url : {"",
                            "api.openai.com",
                            "//api.openai.com",
                            "https://",
                            "https:///v1",
                            "http://",
                            "ftp://host",
                            "file:///etc/passwd",
                            "data:text/plain,x",
                            "javascript:alert(1)",
                            "ws://127.0.0.1",
                            "http://evil",
                            "http://evil.com/v1",
                            "http://127.0.0.1.evil.com",
                            "http://localhost.evil.com",
                            "http://evil.com/127.0.0.1",
                            "http://evil.com?localhost",
                            "http://evil.com#@localhost",
                            "http://localhost@evil",
                            "http://127.0.0.1:80@evil.com",
                            "https://user@host",
                            "https://user:secret@host",
                            "https://@host",
                            "https://:@host",
                            "http://user@localhost",
                            "http://u:p@127.0.0.1",
                            "http://[::ffff:8.8.8.8]",
                            "http://[::ffff:127.0.0.1]",
                            "http://[::]",
                            "http://[fe80::1]",
                            "http://134744072",
                            "http://0x08080808",
                            "http://010.010.010.010",
                            "http://8.8.8.8",
                            "http://0.0.0.0",
                            "http://0",
                            "http://126.255.255.255",
                            "http://128.0.0.1",
                            "http://10.0.0.1",
                            "http://192.168.0.1",
                            "http://169.254.169.254",
                            "http://1270.0.1",
                            "http://127.0.0.256",
                            "http://127.0.0.1.",
                            "http://localhost.",
                            "http://xn--localhost-abc",
                            "http://localhost:99999",
                            "http://local host",
                            "http://localhost\\@evil.com",
                            "https://ho st/v1"})
        QTest::newRow(url) << QString::fromLatin1(url) << false;
}

void tst_Provider::trustsOnlySafeBaseUrls()
{
    QFETCH(QString, url);
    QFETCH(bool, safe);
    QCOMPARE(isSafeBaseUrl(QUrl(url)), safe);
}

/// QUrl reads "2130706433" as the address it stands for, so what is accepted can only be this computer itself.
void tst_Provider::refusesNumbersThatStandForForeignHosts()
{
    for (const char *spelling : {"http://2130706433", "http://0x7f000001", "http://127.1", "http://0177.0.0.1"}) {
        const QUrl url(QString::fromLatin1(spelling));
        if (isSafeBaseUrl(url)) QCOMPARE(url.host(), QStringLiteral("127.0.0.1"));
    }
}

void tst_Provider::namesKeyStates()
{
    QCOMPARE(toString(KeyState::Unknown), QStringLiteral("unknown"));
    QCOMPARE(toString(KeyState::NotNeeded), QStringLiteral("not_needed"));
    QCOMPARE(toString(KeyState::Missing), QStringLiteral("missing"));
    QCOMPARE(toString(KeyState::Malformed), QStringLiteral("malformed"));
    QCOMPARE(toString(KeyState::Rejected), QStringLiteral("rejected"));
    QCOMPARE(toString(KeyState::Ok), QStringLiteral("ok"));
    QCOMPARE(toString(KeyState::Offline), QStringLiteral("offline"));
}

QTEST_APPLESS_MAIN(tst_Provider)
#include "tst_provider.moc"
