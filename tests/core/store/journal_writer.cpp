// Journals runs through the store until it is killed, and says on standard output what was committed. Called as
//   journal_writer FOLDER SEED anywhere     endlessly
//   journal_writer FOLDER SEED hold         one run, which ends when a line comes in on standard input
//   journal_writer FOLDER STEPS upgrade     brings an earlier database up to date, and dies within that many steps to
//   the files journal_writer FOLDER SEED STAGE        kills itself at a stage of a run (see killcycle.h)
// Lines: "begin ID", "attempt ID", "text ID LENGTH" (so much of its text is durable), "end ID".

#include "core/store/backlog.h"
#include "core/store/budgets.h"
#include "core/store/database.h"
#include "core/store/journal.h"
#include "killcycle.h"
#include "watchedfiles.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cstdio>
#include <signal.h>
#include <unistd.h>

using namespace burin;

namespace {

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

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    ::_exit(5);
}

class Writer {
public:
    Writer(const QSqlDatabase &db, quint32 seed) : m_db(db), m_random(seed) {}

    void begin()
    {
        m_spec = someSpec();
        const Result<RunId> id = beginRun(m_db, m_spec);
        require(bool(id));
        m_id = *id;
        say("begin", m_id);
    }

    void reserve()
    {
        CostEstimate estimate;
        estimate.input = estimate.worst = Money{2000};
        require(bool(reserveCost(m_db, m_id, estimate, {})));
    }

    void send()
    {
        m_attempt = {};
        m_attempt.startedAt = m_spec.createdAt;
        require(bool(beginAttempt(m_db, m_id, m_attempt)));
        say("attempt", m_id);
    }

    void stream()
    {
        const QString text = writersText(m_id.value);
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
        record.text = writersText(m_id.value);
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

/// Dies within the next @p steps steps to the files.
void dieWithin(WatchedFiles &files, int steps)
{
    files.watch([left = steps](const FileStep &) mutable {
        if (--left <= 0) die();
        return 0;
    });
}

} // namespace

/// One run, up to its end or to @p stage, where the process ends.
void writeRun(Writer &writer, WatchedFiles &files, const QByteArray &stage, int steps)
{
    writer.begin();
    if (stage == "queued") die();
    writer.reserve();
    if (stage == "reserved") die();
    writer.send();
    if (stage == "sent") die();
    if (stage == "streaming") dieWithin(files, steps);
    writer.stream();
    if (stage == "streaming" || stage == "ended") die();
    if (stage == "committing") dieWithin(files, steps);
    writer.end();
    if (stage == "committing") die();
}

int upgrade(const QString &folder, WatchedFiles &files, int steps)
{
    dieWithin(files, steps);
    Result<QSqlDatabase> db = openDatabase(folder, QStringLiteral("upgrade"));
    require(bool(db));
    for (Result<bool> more = true; *more;) {
        more = workOnBacklog(*db);
        require(bool(more));
    }
    closeDatabase(db.value());
    return 0;
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 4) return 2;
    WatchedFiles files;
    if (QByteArray(argv[3]) == "upgrade") return upgrade(QString::fromLocal8Bit(argv[1]), files, std::atoi(argv[2]));
    const Result<QSqlDatabase> db = openDatabase(QString::fromLocal8Bit(argv[1]), QStringLiteral("writer"));
    require(bool(db));
    const int seed = std::atoi(argv[2]);
    const QByteArray stage(argv[3]);
    Writer writer(*db, quint32(seed));
    if (stage == "hold") {
        writer.begin();
        writer.reserve();
        writer.send();
        writer.stream();
        std::getchar();
        writer.end();
        return 0;
    }
    for (int whole = seed % 2; whole > 0 || stage == "anywhere"; --whole)
        writeRun(writer, files, {}, 0);
    writeRun(writer, files, stage, 1 + seed % 40);
    return 4; // it should be dead
}
