// Journals runs through the store until it is killed, and says on standard output what was committed. Called as
//   journal_writer FOLDER SEED       endlessly
//   journal_writer FOLDER hold       one run, which ends when a line comes in on standard input
// Lines: "begin ID", "attempt ID", "text ID LENGTH" (so much of its text is durable), "end ID".

#include "core/store/database.h"
#include "core/store/journal.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cstdio>
#include <unistd.h>

using namespace burin;

namespace {

/// The text of run @p id, of which any beginning can be recognised.
QString wholeText(RunId id)
{
    QString text;
    for (int i = 0; i < 400; ++i)
        text += QStringLiteral("%1:%2 ").arg(id.value).arg(i);
    return text;
}

/// In one write, so that a killed process never leaves half a line.
void say(const char *what, RunId id, qsizetype length = -1)
{
    QByteArray line = QByteArray(what) + ' ' + QByteArray::number(id.value);
    if (length >= 0) line += ' ' + QByteArray::number(length);
    line += '\n';
    if (::write(STDOUT_FILENO, line.constData(), size_t(line.size())) != line.size()) ::_exit(3);
}

void require(bool done)
{
    if (!done) ::_exit(4);
}

RunSpec someSpec()
{
    RunSpec spec;
    spec.draft.model = QStringLiteral("model");
    spec.messages = {{Role::User, QStringLiteral("question")}};
    spec.provider.id = QStringLiteral("provider");
    spec.createdAt = QDateTime::currentDateTimeUtc();
    return spec;
}

class Writer {
public:
    Writer(const QSqlDatabase &db, quint32 seed) : m_db(db), m_random(seed) {}

    RunId begin()
    {
        m_spec = someSpec();
        const Result<RunId> id = beginRun(m_db, m_spec);
        require(bool(id));
        m_id = *id;
        say("begin", m_id);
        m_attempt = {};
        m_attempt.startedAt = m_spec.createdAt;
        require(bool(beginAttempt(m_db, m_id, m_attempt)));
        say("attempt", m_id);
        return m_id;
    }

    void stream()
    {
        const QString text = wholeText(m_id);
        for (qsizetype done = 0; done < text.size();) {
            const QString piece = text.mid(done, 1 + m_random.bounded(600));
            require(bool(checkpoint(m_db, m_id, piece, {})));
            done += piece.size();
            say("text", m_id, done);
        }
    }

    void end()
    {
        RunRecord record;
        record.id = m_id;
        record.draft = m_spec.draft;
        record.messages = m_spec.messages;
        record.providerId = m_spec.provider.id;
        record.createdAt = m_spec.createdAt;
        record.endedAt = QDateTime::currentDateTimeUtc();
        record.status = RunStatus::Completed;
        record.text = wholeText(m_id);
        m_attempt.sent = true;
        m_attempt.billing = Billing::Exact;
        m_attempt.receipt.total = Money{1000};
        m_attempt.receipt.provenance = Provenance::Computed;
        record.receipt = m_attempt.receipt;
        record.attempts = {m_attempt};
        require(bool(finishRun(m_db, record)));
        say("end", m_id);
    }

private:
    const QSqlDatabase &m_db;
    QRandomGenerator m_random;
    RunSpec m_spec;
    Attempt m_attempt;
    RunId m_id;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 3) return 2;
    const Result<QSqlDatabase> db = openDatabase(QString::fromLocal8Bit(argv[1]), QStringLiteral("writer"));
    require(bool(db));
    Writer writer(*db, quint32(std::atoi(argv[2])));
    if (std::strcmp(argv[2], "hold") == 0) {
        writer.begin();
        writer.stream();
        std::getchar();
        writer.end();
        return 0;
    }
    for (;;) {
        writer.begin();
        writer.stream();
        writer.end();
    }
}
