#include "powerloss.h"

#include "core/store/budgets.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reconcile.h"
#include "storetesting.h"

#include <QDir>
#include <QTemporaryDir>

#include <algorithm>
#include <map>

namespace burin {

namespace {

/// What the store has said to be done, and after how many steps.
struct Acknowledged {
    size_t steps = 0;
    enum class What { Begun, Sent, Settled } what = What::Begun;
    RunId run;
    std::optional<RunRecord> record; ///< For Settled: what must be there.
};

/// Journals runs and notes every step to the files and everything that was acknowledged.
class Recorded {
public:
    /// @p folder holds a sound database that nobody uses.
    Recorded(const QString &folder, quint32 seed) : m_random(seed)
    {
        WatchedFiles files;
        const OpenDatabase db(folder);
        // Copies pages to the database often, instead of every thousand.
        db.execute(QStringLiteral("PRAGMA wal_autocheckpoint = %1").arg(4 + m_random.below(40)));
        files.watch([this](const FileStep &step) {
            steps.push_back(step);
            return 0;
        });
        for (int i = 0; i < 8; ++i)
            journalRun(db);
        files.watch({});
    }

    std::vector<FileStep> steps;
    std::vector<Acknowledged> acknowledged;

private:
    void note(Acknowledged::What what, RunId run, std::optional<RunRecord> record = {})
    {
        acknowledged.push_back({steps.size(), what, run, std::move(record)});
    }

    void journalRun(const OpenDatabase &db)
    {
        using What = Acknowledged::What;
        RunRecord record = plainRun(m_random.text(2000), m_random.text(9000));
        const RunSpec spec = specOf(record);
        record.id = *beginRun(db, spec);
        note(What::Begun, record.id);
        CostEstimate estimate;
        estimate.input = estimate.worst = Money{2'000'000};
        if (!reserveCost(db, record.id, estimate, {})) qFatal("reserve");
        if (!beginAttempt(db, record.id, record.attempts.front())) qFatal("attempt");
        note(What::Sent, record.id);
        for (int from = 0; from < record.text.size(); from += 1500)
            if (!checkpoint(db, record.id, record.text.mid(from, 1500), {})) qFatal("checkpoint");
        if (m_random.oneIn(5)) return; // never ends
        if (!finishRun(db, record)) qFatal("finish");
        note(What::Settled, record.id, record);
        if (!m_random.oneIn(3)) return;
        if (!reconcile(db, {record.id, 1, Money{77}, {}})) qFatal("reconcile");
        note(What::Settled, record.id, *loadRun(db, record.id));
    }

    RandomRuns m_random;
};

/// What must be there of each run after @p steps.
std::map<RunId, Acknowledged> expectedAfter(const std::vector<Acknowledged> &all, size_t steps)
{
    std::map<RunId, Acknowledged> expected;
    for (const Acknowledged &one : all)
        if (one.steps <= steps) expected[one.run] = one;
    return expected;
}

void makeDatabase(const QString &folder)
{
    const OpenDatabase db(folder);
    RunRecord first = plainRun(QStringLiteral("first"), QStringLiteral("answer"));
    const Budget budget{BudgetScope::Month, {}, Money{9'000'000'000'000'000}};
    if (!store(db, first) || !setBudget(db, budget)) qFatal("no database to begin with");
}

bool writeFiles(const QMap<QString, QByteArray> &files, const QString &from, const QString &to)
{
    for (const QFileInfo &old : QDir(to).entryInfoList(QDir::Files))
        QFile::remove(old.filePath());
    for (auto file = files.cbegin(); file != files.cend(); ++file) {
        QFile target(QString(file.key()).replace(from, to));
        if (!target.open(QIODevice::WriteOnly) || target.write(*file) != file->size()) return false;
    }
    return true;
}

void compare(const OpenDatabase &db, const std::map<RunId, Acknowledged> &expected, PowerLossReport &report)
{
    for (const auto &[id, one] : expected) {
        const Result<RunRecord> run = loadRun(db, id);
        switch (one.what) {
        case Acknowledged::What::Settled:
            ++report.settled;
            // A later correction may already be there: then only the money differs.
            if (!run || run->text != one.record->text || run->status != one.record->status ||
                (*run != *one.record && run->receipt.total != Money{77}))
                ++report.settledLost;
            break;
        case Acknowledged::What::Sent:
            ++report.attempts;
            if (!run || run->attempts.empty()) ++report.attemptsLost;
            break;
        case Acknowledged::What::Begun:
            ++report.begun;
            if (!run) ++report.begunLost;
            break;
        }
    }
}

void look(const QString &folder, const std::map<RunId, Acknowledged> &expected, PowerLossReport &report)
{
    const OpenDatabase db(folder);
    QStringList problems;
    if (!db.valid()) {
        problems += db.error().message() + u' ' + db.error().detail;
        for (const auto &[id, one] : expected)
            report.settledLost += one.what == Acknowledged::What::Settled ? 1 : 0;
    } else {
        compare(db, expected, report);
        if (!recoverInterrupted(db)) problems += QStringLiteral("not recovered");
        const Result<QStringList> found = checkDatabase(db);
        problems += found ? *found : QStringList{found.error().message()};
    }
    report.corrupt += problems.isEmpty() ? 0 : 1;
    if (report.problems.size() < 5) report.problems += problems;
}

} // namespace

PowerLossReport &PowerLossReport::operator+=(const PowerLossReport &other)
{
    crashes += other.crashes;
    settled += other.settled;
    settledLost += other.settledLost;
    attempts += other.attempts;
    attemptsLost += other.attemptsLost;
    begun += other.begun;
    begunLost += other.begunLost;
    corrupt += other.corrupt;
    if (problems.size() < 5) problems += other.problems;
    return *this;
}

PowerLossReport losePower(quint32 seed, int crashes, Disk::Syncs syncs)
{
    const QTemporaryDir folder;
    const QTemporaryDir after;
    makeDatabase(folder.path());
    Disk disk(folder.path(), syncs);
    const Recorded recorded(folder.path(), seed);

    QRandomGenerator random(seed);
    std::vector<size_t> moments;
    for (int i = 0; i < crashes; ++i)
        moments.push_back(size_t(random.bounded(qint64(recorded.steps.size()) + 1)));
    std::ranges::sort(moments);
    PowerLossReport report;
    report.crashes = crashes;
    size_t done = 0;
    for (const size_t moment : moments) {
        for (; done < moment; ++done)
            disk.apply(recorded.steps[done]);
        if (!writeFiles(disk.afterPowerLoss(random), folder.path(), after.path())) qFatal("no space for the test");
        look(after.path(), expectedAfter(recorded.acknowledged, moment), report);
    }
    return report;
}

} // namespace burin
