#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

using namespace burin;

/// What reaches a terminal, and what a pipe.
class tst_CliTerminal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void escapesReachATerminalOnlyWhenAllowed_data();
    void escapesReachATerminalOnlyWhenAllowed();
    void pipesGetWhatTheModelWrote();
    void readerThatLeavesEndsTheRun();
};

namespace {

/// A pseudo terminal that a child writes to.
class Terminal {
public:
    Terminal() : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
        ::grantpt(m_master);
        ::unlockpt(m_master);
        m_slave = ::open(name().constData(), O_RDWR | O_NOCTTY | O_CLOEXEC); // keeps what was written readable
    }
    ~Terminal()
    {
        ::close(m_slave);
        ::close(m_master);
    }
    Q_DISABLE_COPY_MOVE(Terminal)

    QByteArray name() const { return ::ptsname(m_master); }
    QByteArray readAll() const
    {
        QByteArray bytes(64 * 1024, '\0');
        const auto count = ::read(m_master, bytes.data(), size_t(bytes.size()));
        return bytes.left(qMax(qsizetype(0), qsizetype(count)));
    }

private:
    int m_master;
    int m_slave;
};

} // namespace

void tst_CliTerminal::escapesReachATerminalOnlyWhenAllowed_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("by itself") << QStringList{} << false;
    QTest::newRow("--raw") << QStringList{u"--raw"_qs} << true;
}

void tst_CliTerminal::escapesReachATerminalOnlyWhenAllowed()
{
    QFETCH(QStringList, options);
    QFETCH(bool, allowed);
    // Cut inside the sequences, as a stream may be.
    ScriptedServer server({answer({"a\x1b]0;ti",
                                   "tle\x07"
                                   "b\x1b[3",
                                   "1mc"})});
    CliProfile profile;
    Terminal terminal;
    const auto process = profile.prepare(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}) + options);
    process->setStandardOutputFile(QString::fromLocal8Bit(terminal.name()));
    process->start();
    QCOMPARE(CliProfile::finish(*process).exitCode, 0);
    const QByteArray shown = terminal.readAll();
    QCOMPARE(shown.contains('\x1b'), allowed);
    QCOMPARE(shown.contains("title"), allowed);
    if (!allowed) QCOMPARE(shown, "abc\r\n"); // the terminal itself makes CR LF of LF
}

void tst_CliTerminal::pipesGetWhatTheModelWrote()
{
    ScriptedServer server({answer({"a\x1b[31mb"})});
    CliProfile profile;
    QCOMPARE(profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs})).output, "a\x1b[31mb\n");
}

void tst_CliTerminal::readerThatLeavesEndsTheRun()
{
    Script script = sseHead();
    for (int i = 0; i < 1000; ++i)
        script.event(contentEvent("more and more text ")).pause(std::chrono::milliseconds(50));
    ScriptedServer server({script});
    CliProfile profile;
    const auto process = profile.prepare(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    process->setArguments(QStringList{u"-c"_qs, u"\"$0\" \"$@\" | head -c 4"_qs, process->program()} +
                          process->arguments());
    process->setProgram(u"/bin/sh"_qs);
    process->start();
    QCOMPARE(CliProfile::finish(*process).output, "more");
    QCOMPARE(server.requestCount(), 1);
    const QJsonObject stored = profile.call({u"history"_qs, u"list"_qs, u"--json"_qs}).document();
    QCOMPARE(stored.value(u"status").toString(), u"cancelled"_qs);
}

QTEST_GUILESS_MAIN(tst_CliTerminal)
#include "tst_cliterminal.moc"
