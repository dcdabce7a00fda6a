#include "tests/core/engine/runprobe.h"
#include "tests/core/engine/wireanswer.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/tlsidentity.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr int Streams = 2'000;
constexpr int InFlight = 40;

enum class Ending { Fin, Reset, ShortLength, BadChunk, TlsWithoutGoodbye };
constexpr int Endings = 5;

/// Long enough for a reader on a busy machine to have taken what was written before the reset throws it away.
constexpr auto BeforeReset = 200ms;

Script cutAt(const WireAnswer &answer, qsizetype byte, Ending ending)
{
    const QByteArray part = answer.body().first(byte);
    const HttpHeaders type = {{"Content-Type", answer.contentType()}};
    switch (ending) {
    case Ending::Fin: // closes without a length: to Qt that is a good end
        return Script().write(responseHead(200, type) + part).close();
    case Ending::Reset:
        return Script().write(responseHead(200, type) + part).pause(BeforeReset).reset();
    case Ending::ShortLength: {
        HttpHeaders headers = type;
        headers.emplace_back("Content-Length", QByteArray::number(answer.body().size()));
        return Script().write(responseHead(200, headers) + part).close();
    }
    case Ending::BadChunk: {
        HttpHeaders headers = type;
        headers.emplace_back("Transfer-Encoding", "chunked");
        Script script = Script().write(responseHead(200, headers));
        if (!part.isEmpty()) script.chunk(part);
        return script.write("zz\r\nrubbish\r\n").close();
    }
    case Ending::TlsWithoutGoodbye:
        return Script().write(responseHead(200, type) + part).drop();
    }
    return {};
}

/// What became of one cut stream.
struct CutStream {
    RunStatus status = RunStatus::Running;
    QString text;
    QString shown;
    QString expected;
    Ending ending = Ending::Fin;
    qsizetype byte = 0;
    bool served = false; ///< Not, when the connection it was sent on was just closing.
};

} // namespace

Q_DECLARE_METATYPE(burin::WireAnswer)

/// Streams that break off anywhere before the model said that it is done: none is ever taken for a whole answer, and
/// what is kept is exactly what can be read of the bytes that the server sent.
class tst_Cuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anUncutStreamIsComplete_data();
    void anUncutStreamIsComplete();
    void aCutStreamIsNeverComplete_data();
    void aCutStreamIsNeverComplete();
};

namespace {

void addKinds()
{
    QTest::addColumn<WireAnswer>("answer");
    for (const WireAnswer &answer : wireAnswers())
        QTest::newRow(qPrintable(answer.kind())) << answer;
}

/// Sends one cut stream after the other through an engine, InFlight of them at once.
class Cutter : public QObject {
    Q_OBJECT
public:
    Cutter(const WireAnswer &answer, int streams, quint32 seed) : m_answer(answer), m_streams(streams), m_random(seed)
    {
        m_secure.setTls(tlsConfiguration(TlsIdentity::Valid));
        for (ScriptedServer *server : {&m_plain, &m_secure})
            server->answerWith([this](const ReceivedRequest &request) {
                const qsizetype number = request.target.indexOf("/stream-") + 8;
                CutStream &plan = outcomes.at(size_t(request.target.sliced(number).split('/').first().toInt()));
                plan.served = true;
                return cutAt(m_answer, plan.byte, plan.ending);
            });
    }

    void run()
    {
        for (int i = 0; i < InFlight; ++i)
            next();
    }
    bool isDone() const { return m_done == m_streams; }
    int requestsSeen() const { return m_plain.requestCount() + m_secure.requestCount(); }

    std::vector<CutStream> outcomes;

private:
    void next()
    {
        if (int(outcomes.size()) == m_streams) return;
        const size_t index = outcomes.size();
        CutStream plan;
        plan.ending = Ending(index % Endings);
        plan.byte = m_random.bounded(m_answer.end());
        plan.expected = m_answer.textIn(plan.byte);
        outcomes.push_back(plan);
        start(index, plan.ending == Ending::TlsWithoutGoodbye ? m_secure : m_plain);
    }

    void start(size_t index, const ScriptedServer &server)
    {
        RunSpec spec = specFor(server.url(QStringLiteral("/stream-%1/v1").arg(index)));
        spec.provider.kind = m_answer.kind();
        spec.timeouts = {.connect = 60s, .firstContent = 60s, .idle = 60s, .total = 120s};
        spec.retry.retries = 0;
        Run *run = m_engine.start(spec);
        connect(run, &Run::textAdded, this, [this, index](const QString &text) { outcomes[index].shown += text; });
        connect(run, &Run::finished, this, [this, index](const RunRecord &record) {
            outcomes[index].status = record.status;
            outcomes[index].text = record.text;
            ++m_done;
            next();
        });
    }

    const TrustTestAuthority m_trust;
    WireAnswer m_answer;
    int m_streams;
    int m_done = 0;
    QRandomGenerator m_random;
    ScriptedServer m_plain;
    ScriptedServer m_secure;
    Engine m_engine{{}};
};

} // namespace

void tst_Cuts::anUncutStreamIsComplete_data()
{
    addKinds();
}

void tst_Cuts::anUncutStreamIsComplete()
{
    // Teeth: were the stream of a kind not understood at all, no cut of it could be taken for complete either.
    QFETCH(WireAnswer, answer);
    for (const qsizetype byte : {answer.end(), answer.body().size()}) {
        ScriptedServer server({cutAt(answer, byte, Ending::Fin)});
        Engine engine({});
        RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
        spec.provider.kind = answer.kind();
        RunProbe probe(engine.start(spec));
        QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 60'000);
        QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Completed));
        QCOMPARE(probe.finished.first().text, answer.textIn(byte));
        QCOMPARE(probe.finished.first().warnings, 0);
    }
}

void tst_Cuts::aCutStreamIsNeverComplete_data()
{
    addKinds();
}

void tst_Cuts::aCutStreamIsNeverComplete()
{
    QFETCH(WireAnswer, answer);
    const quint32 seed = qEnvironmentVariableIsSet("BURIN_SEED") ? qEnvironmentVariable("BURIN_SEED").toUInt()
                                                                 : QRandomGenerator::global()->generate();
    const int streams = Streams / int(wireAnswers().size());
    Cutter cutter(answer, streams, seed);
    cutter.run();
    QTRY_VERIFY_WITH_TIMEOUT(cutter.isDone(), 240'000);
    int complete = 0;
    int exact = 0;
    int served = 0;
    for (const CutStream &outcome : cutter.outcomes) {
        const QByteArray where = QByteArrayLiteral("seed ") + QByteArray::number(seed) + " byte " +
                                 QByteArray::number(outcome.byte) + " ending " +
                                 QByteArray::number(int(outcome.ending));
        served += outcome.served;
        complete += outcome.status == RunStatus::Completed;
        exact += outcome.served && outcome.text == outcome.expected;
        QVERIFY2(outcome.status == (outcome.text.isEmpty() ? RunStatus::Failed : RunStatus::Truncated),
                 where.constData());
        QCOMPARE(outcome.shown, outcome.text);
        // A reset may throw away what was on its way; nothing may be added or altered by it.
        if (!outcome.served)
            QVERIFY2(outcome.text.isEmpty(), where.constData());
        else if (outcome.ending == Ending::Reset)
            QVERIFY2(outcome.expected.startsWith(outcome.text), where.constData());
        else
            QVERIFY2(outcome.text == outcome.expected, where.constData());
    }
    qInfo("%s: %d streams, seed %u: %d sent by the server, %d taken for complete, %d kept exactly",
          qPrintable(answer.kind()), streams, seed, served, complete, exact);
    QCOMPARE(complete, 0);
    QVERIFY(served >= streams * 9 / 10);
    QVERIFY(exact >= served * 9 / 10);
    QCOMPARE(cutter.requestsSeen(), served);
}

QTEST_GUILESS_MAIN(tst_Cuts)
#include "tst_cuts.moc"
