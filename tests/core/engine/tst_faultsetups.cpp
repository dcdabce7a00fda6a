#include "tests/core/engine/faultcheck.h"
#include "tests/core/engine/faultrows.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/tlsidentity.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

#include <sys/socket.h>

using namespace burin;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(TlsIdentity)

/// Rows of the fault matrix that need more than a script: another port, a certificate, a proxy, a used connection.
class tst_FaultSetups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusedConnection();
    void unknownHost();
    void noRoute();
    void aPortThatAnswersNoConnection();
    void certificates_data();
    void certificates();
    void brokenHandshakes_data();
    void brokenHandshakes();
    void httpsToAnHttpPort();
    void aProxyThatRefuses_data();
    void aProxyThatRefuses();
    void aProxyThatIsNotThere();
    void aUsedConnectionThatCloses();
    void closedDuringTheUpload();
    void aBatchWaitsLonger();
    void anUnknownPriceIsNeverZero();
    void eachAttemptNamesItsPrice();
    void nothingIsSentForAnInvalidSpec_data();
    void nothingIsSentForAnInvalidSpec();
    void aMachineThatSleptKeepsWhatArrived();

private:
    /// The run has ended so: told exactly, retried so, never sent, nothing spent.
    void endsUnsent(const RunProbe &probe, const RunSpec &spec, ExpectedFault fault);
};

namespace {

const QString Path = QStringLiteral("/v1");

Engine::Options instant()
{
    Engine::Options options;
    options.jitter = [] { return 0.5; };
    options.waitScale = 0;
    return options;
}

RunSpec patientSpec(const QUrl &url)
{
    RunSpec spec = specFor(url);
    spec.timeouts = {.connect = 60s, .firstContent = 60s, .idle = 60s, .total = 120s};
    return spec;
}

QList<milliseconds> schedule()
{
    return {2s, 4s, 8s};
}

/// Lets the process use @p proxy while it lives.
class ProxyInUse {
public:
    explicit ProxyInUse(const QUrl &proxy) : m_before(QNetworkProxy::applicationProxy())
    {
        QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, proxy.host(), quint16(proxy.port())});
    }
    ~ProxyInUse() { QNetworkProxy::setApplicationProxy(m_before); }
    Q_DISABLE_COPY_MOVE(ProxyInUse)

private:
    QNetworkProxy m_before;
};

/// A port whose backlog is full: the system answers no further connection.
class SilentPort {
public:
    SilentPort()
    {
        const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_ready = listener >= 0 && listen(listener, 0) == 0 && m_server.setSocketDescriptor(listener);
        m_server.pauseAccepting();
        for (QTcpSocket &filler : m_fillers)
            filler.connectToHost(QHostAddress::LocalHost, m_server.serverPort());
    }
    bool isReady() const { return m_ready && m_fillers[0].state() == QAbstractSocket::ConnectedState; }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort())); }

private:
    QTcpServer m_server;
    std::array<QTcpSocket, 4> m_fillers;
    bool m_ready = false;
};

} // namespace

void tst_FaultSetups::endsUnsent(const RunProbe &probe, const RunSpec &spec, ExpectedFault fault)
{
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 120'000);
    const RunRecord record = probe.finished.first();
    QCOMPARE(told(record.error), QString::fromUtf8(fault.error));
    QCOMPARE(record.error->message(), sentenceOf(fault, spec, double(spec.timeouts.connect.count()) / 1000));
    QVERIFY(!record.error->advice().isEmpty());
    QCOMPARE(toString(record.status), toString(RunStatus::Failed));
    QCOMPARE(record.text, QString());
    QVERIFY(!record.attempts.back().sent);
    QCOMPARE(toString(record.attempts.back().billing), toString(Billing::None));
    QCOMPARE(record.receipt.total, std::optional(Money{}));
}

void tst_FaultSetups::refusedConnection()
{
    QUrl nobody;
    {
        const ScriptedServer server;
        nobody = server.url(Path);
    }
    Engine engine(instant());
    const RunSpec spec = patientSpec(nobody);
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, expected::Refused);
    QCOMPARE(probe.waits, schedule());
}

void tst_FaultSetups::unknownHost()
{
    Engine engine(instant());
    const RunSpec spec = patientSpec(QUrl(QStringLiteral("https://no-such-host.invalid/v1")));
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, {"NETWORK_ERROR dns MEDIUM", "The name no-such-host.invalid was not found."});
    QCOMPARE(probe.waits, QList<milliseconds>{0ms});
}

void tst_FaultSetups::noRoute()
{
    // The system refuses to connect to the broadcast address by itself; nothing leaves.
    Engine engine(instant());
    const RunSpec spec = patientSpec(QUrl(QStringLiteral("https://255.255.255.255/v1")));
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, {"NETWORK_ERROR unreachable MEDIUM", "There is no connection to 255.255.255.255."});
    QCOMPARE(probe.waits, schedule());
}

void tst_FaultSetups::aPortThatAnswersNoConnection()
{
    const SilentPort port;
    QTRY_VERIFY(port.isReady());
    Engine engine(instant());
    RunSpec spec = patientSpec(port.url());
    spec.timeouts.connect = 300ms;
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, expected::ConnectTimeout);
    QCOMPARE(probe.waits, schedule());
}

void tst_FaultSetups::certificates_data()
{
    QTest::addColumn<TlsIdentity>("identity");
    QTest::newRow("5 self-signed") << TlsIdentity::SelfSigned;
    QTest::newRow("5 wrong host") << TlsIdentity::WrongHost;
    QTest::newRow("5 expired") << TlsIdentity::Expired;
}

void tst_FaultSetups::certificates()
{
    QFETCH(TlsIdentity, identity);
    const TrustTestAuthority trust;
    ScriptedServer server({goodAnswer()});
    server.setTls(tlsConfiguration(identity));
    Engine engine(instant());
    const RunSpec spec = patientSpec(server.url(Path));
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, expected::Tls);
    QVERIFY(probe.waits.isEmpty());
    QVERIFY(!probe.finished.first().error->detail.isEmpty()); // the certificate's own trouble
    QCOMPARE(server.requestCount(), 0);
}

void tst_FaultSetups::brokenHandshakes_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<bool>("transient");
    QTest::newRow("5 old version") << QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7) << false;
    QTest::newRow("5 no TLS at all") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << false;
    QTest::newRow("6 closed in the handshake") << QByteArray() << true;
}

void tst_FaultSetups::brokenHandshakes()
{
    QFETCH(QByteArray, greeting);
    QFETCH(bool, transient);
    ScriptedServer server;
    server.setGreeting(greeting);
    if (transient) server.setAccept(ScriptedServer::Accept::Close);
    QUrl url = server.url(Path);
    url.setScheme(QStringLiteral("https"));
    Engine engine(instant());
    const RunSpec spec = patientSpec(url);
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, transient ? expected::TlsInterrupted : expected::Tls);
    QCOMPARE(probe.waits, transient ? schedule() : QList<milliseconds>());
}

void tst_FaultSetups::httpsToAnHttpPort()
{
    ScriptedServer server; // waits for a request and does not know what a handshake is
    QUrl url = server.url(Path);
    url.setScheme(QStringLiteral("https"));
    Engine engine(instant());
    RunSpec spec = patientSpec(url);
    spec.timeouts.connect = 300ms;
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, expected::ConnectTimeout);
    QCOMPARE(server.requestCount(), 0);
}

void tst_FaultSetups::aProxyThatRefuses_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("9 407") << 407;
    QTest::newRow("9 403") << 403;
    QTest::newRow("9 502") << 502;
}

void tst_FaultSetups::aProxyThatRefuses()
{
    QFETCH(int, status);
    ScriptedServer proxy({response(status, "go away", {{"Proxy-Authenticate", "Basic realm=\"x\""}})});
    const ProxyInUse use(proxy.url());
    Engine engine(instant());
    RunSpec spec = patientSpec(QUrl(QStringLiteral("https://models.example/v1")));
    spec.key = Secret("sk-canary-12345678");
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, expected::Proxy);
    QVERIFY(probe.waits.isEmpty());
    const QString detail = probe.finished.first().error->detail;
    QVERIFY2(detail.contains(proxy.url().authority()), qPrintable(detail)); // which proxy
    QVERIFY(proxy.requestCount() > 0);
    for (const ReceivedRequest &request : proxy.requests()) {
        QCOMPARE(request.method, "CONNECT");
        QVERIFY(!request.head.contains("canary"));
    }
}

void tst_FaultSetups::aProxyThatIsNotThere()
{
    QUrl nobody;
    {
        const ScriptedServer server;
        nobody = server.url();
    }
    const ProxyInUse use(nobody);
    Engine engine(instant());
    const RunSpec spec = patientSpec(QUrl(QStringLiteral("https://models.example/v1")));
    RunProbe probe(engine.start(spec));
    endsUnsent(probe, spec, expected::Proxy);
    QVERIFY(probe.waits.isEmpty());
    const QString detail = probe.finished.first().error->detail;
    QVERIFY2(detail.contains(nobody.authority()), qPrintable(detail));
}

void tst_FaultSetups::aUsedConnectionThatCloses()
{
    ScriptedServer server({goodAnswer(), Script().close(), goodAnswer()});
    Engine engine(instant());
    const RunSpec spec = patientSpec(server.url(Path));
    RunProbe first(engine.start(spec));
    QTRY_VERIFY(first.isDone());
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QCOMPARE(record.text, QStringLiteral("fine"));
    QCOMPARE(probe.waits, QList<milliseconds>{0ms}); // at once, on a connection of its own
    const Attempt &lost = record.attempts.front();
    QCOMPARE(told(lost.error), QString::fromUtf8(expected::OutcomeUnknown.error));
    QCOMPARE(lost.error->message(), QString::fromUtf8(expected::OutcomeUnknown.sentence));
    QCOMPARE(toString(lost.billing), toString(Billing::Unknown));
    QCOMPARE(server.requestCount(), 3); // never twice by itself
    QVERIFY(server.requests().at(2).connection != server.requests().at(1).connection);
}

void tst_FaultSetups::closedDuringTheUpload()
{
    ScriptedServer server({Script().beforeBody().pause(20ms).reset()});
    Engine engine(instant());
    RunSpec spec = patientSpec(server.url(Path));
    spec.messages = {{Role::User, QString(20'000'000, u'x')}};
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 120'000);
    const RunRecord record = probe.finished.first();
    QCOMPARE(told(record.error), QString::fromUtf8(expected::TooLarge.error));
    QCOMPARE(record.error->message(), QString::fromUtf8(expected::TooLarge.sentence));
    QVERIFY(probe.waits.isEmpty());
    QCOMPARE(server.requestCount(), 1);
}

void tst_FaultSetups::aBatchWaitsLonger()
{
    ScriptedServer server({jsonResponse(429, "{}", {{"Retry-After", "300"}}), goodAnswer()});
    Engine engine(instant());
    RunSpec spec = patientSpec(server.url(Path));
    spec.use = RunUse::Batch;
    spec.retry.longestServerWait = 300s;
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.waits, QList<milliseconds>{300s});
    QCOMPARE(probe.finished.first().text, QStringLiteral("fine"));
}

void tst_FaultSetups::anUnknownPriceIsNeverZero()
{
    ScriptedServer server({goodAnswer()});
    Engine engine(instant());
    RunSpec spec = patientSpec(server.url(Path));
    spec.price.reset();
    spec.draft.model = QStringLiteral("nobody/knows-this-model");
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QCOMPARE(toString(record.status), toString(RunStatus::Completed));
    QCOMPARE(toString(record.attempts.back().billing), toString(Billing::Exact)); // the tokens are
    QCOMPARE(record.usage.input, std::optional<qint64>(10));
    QCOMPARE(record.receipt.total, std::optional<Money>());
    QCOMPARE(toString(record.receipt.provenance), toString(Provenance::Unpriced));
}

void tst_FaultSetups::eachAttemptNamesItsPrice()
{
    // The prices are the engine's from its start: nothing that changes meanwhile changes a run.
    ScriptedServer server({goodAnswer()});
    Engine engine(instant());
    RunProbe probe(engine.start(patientSpec(server.url(Path))));
    QTRY_VERIFY(probe.isDone());
    const Attempt &attempt = probe.finished.first().attempts.front();
    QCOMPARE(attempt.receipt.priceSource, QStringLiteral("user"));
    QCOMPARE(attempt.receipt.total, parseUsd(u"0.000105"));
    QCOMPARE(probe.finished.first().receipt.priceSource, attempt.receipt.priceSource);
}

void tst_FaultSetups::nothingIsSentForAnInvalidSpec_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QByteArray>("error");
    const QString safe = QStringLiteral("https://example.invalid/v1");
    const QString m = QStringLiteral("m");
    const auto address = [&](const char *name, const char *url, const QByteArray &error) {
        QTest::newRow(name) << QString::fromUtf8(url) << QByteArray("k") << m << m << error;
    };
    const auto key = [&](const char *name, const QByteArray &bytes, const QByteArray &error) {
        QTest::newRow(name) << safe << bytes << m << m << error;
    };
    const QByteArray insecure = "VALIDATION_ERROR insecure_url HIGH";
    const QByteArray badUrl = "VALIDATION_ERROR bad_url MEDIUM";
    const QByteArray badKey = "VALIDATION_ERROR bad_key_format MEDIUM";
    address("8 http to another computer", "http://example.invalid/v1", insecure);
    address("8 http to a name that looks local", "http://127.0.0.1.example.invalid/v1", insecure);
    address("8 http to a mapped address", "http://[::ffff:8.8.8.8]/v1", insecure);
    address("8 no address", "", badUrl);
    address("8 ftp", "ftp://example.invalid", badUrl);
    address("8 a password in the address", "https://me:secret@example.invalid", badUrl);
    key("116 a line break in the key", "sk-1\n", badKey);
    key("116 a space in the key", "sk 1", badKey);
    key("116 a NUL in the key", QByteArray("sk\0001", 4), badKey);
    key("116 a foreign letter in the key", "sk-\xc3\xbc", badKey);
    key("no key", "", "AUTHENTICATION_ERROR missing_key HIGH");
    QTest::newRow("no model") << safe << QByteArray("k") << QStringLiteral(" ") << m
                              << QByteArray("VALIDATION_ERROR bad_parameter LOW");
    QTest::newRow("122 a huge paste") << safe << QByteArray("k") << m << QString(70'000'000, u'x')
                                      << QByteArray("VALIDATION_ERROR too_large MEDIUM");
    QTest::newRow("no prompt") << safe << QByteArray("k") << m << QString()
                               << QByteArray("VALIDATION_ERROR empty_prompt LOW");
}

void tst_FaultSetups::nothingIsSentForAnInvalidSpec()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, key);
    QFETCH(QString, model);
    QFETCH(QString, prompt);
    Engine engine({});
    RunSpec spec = specFor(QUrl(url));
    spec.provider.needsKey = true;
    spec.key = Secret(key);
    spec.draft.model = model;
    spec.messages = {{Role::User, prompt}};
    RunProbe probe(engine.start(spec));
    QVERIFY(!probe.isDone()); // never from inside start()
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QTEST(told(record.error).toUtf8(), "error");
    QVERIFY(record.attempts.empty());
    QVERIFY(!record.error->message().isEmpty() && !record.error->message().contains(QLatin1StringView("%1")));
    QVERIFY(!record.error->message().contains(QStringLiteral("secret")));
}

void tst_FaultSetups::aMachineThatSleptKeepsWhatArrived()
{
    // This process stands still for longer than the idle limit, as in a suspended machine; the answer arrived before.
    ScriptedServer server({sseHead().event(textChunk("one ")).stall()});
    Engine engine(instant());
    RunSpec spec = patientSpec(server.url(Path));
    spec.timeouts.idle = 500ms;
    Run *run = engine.start(spec);
    RunProbe probe(run);
    connect(run, &Run::textAdded, run, [] {
        QElapsedTimer asleep;
        asleep.start();
        while (asleep.elapsed() < 700) {
        }
    });
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QCOMPARE(told(record.error), QString::fromUtf8(expected::Idle.error));
    QCOMPARE(toString(record.status), toString(RunStatus::Partial));
    QCOMPARE(record.text, QStringLiteral("one "));
    QVERIFY(probe.waits.isEmpty());
    QCOMPARE(toString(record.attempts.back().billing), toString(Billing::Estimated));
}

QTEST_GUILESS_MAIN(tst_FaultSetups)
#include "tst_faultsetups.moc"
