#include "core/store/budgets.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QProcess>
#include <QTest>

#include <array>
#include <memory>

using namespace burin;

namespace {

constexpr Money Dollar{1'000'000'000'000};
constexpr int Generous = 120'000; // ms; the machine may be busy

/// Four processes that spend from one budget.
class Spenders {
public:
    Spenders(const QString &folder, const char *how, int tries)
    {
        for (auto &process : m_processes) {
            process = std::make_unique<QProcess>();
            process->start(QStringLiteral(BUDGET_SPENDER), {folder, QString::fromLatin1(how), QString::number(tries)});
        }
    }

    /// Whether each has said @p line by now or says it within time.
    bool allSay(const char *line)
    {
        for (auto &process : m_processes) {
            while (!process->canReadLine())
                if (!process->waitForReadyRead(Generous)) return false;
            if (process->readLine().trimmed() != line) return false;
        }
        return true;
    }

    void goOn()
    {
        for (auto &process : m_processes) {
            process->write("\n");
            process->waitForBytesWritten();
        }
    }

    /// How many dollars they say they spent; -1 if one failed.
    int won()
    {
        int sum = 0;
        for (auto &process : m_processes) {
            if (!process->waitForFinished(Generous) || process->exitCode() != 0) return -1;
            const QByteArray line = process->readAll().trimmed();
            if (!line.startsWith("won ")) return -1;
            sum += line.mid(4).toInt();
        }
        return sum;
    }

private:
    std::array<std::unique_ptr<QProcess>, 4> m_processes;
};

BudgetState dayOf(const OpenDatabase &db)
{
    const auto states = budgetStates(db, QDate::currentDate());
    return states ? states->front() : BudgetState{};
}

} // namespace

class tst_BudgetRace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void onlyOneGetsTheLastDollar();
    void lookingFirstOverspends();
    void manyRunsEndExactlyAtTheLimit();

private:
    void limit(int dollars);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_BudgetRace::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void tst_BudgetRace::limit(int dollars)
{
    // A month, so that midnight does not matter.
    QVERIFY(setBudget(OpenDatabase(m_folder->path()), {BudgetScope::Month, {}, dollars * Dollar}));
}

void tst_BudgetRace::onlyOneGetsTheLastDollar()
{
    limit(1);
    Spenders spenders(m_folder->path(), "reserve", 1);
    QVERIFY(spenders.allSay("ready"));
    spenders.goOn();
    QVERIFY(spenders.allSay("decided"));
    const OpenDatabase db(m_folder->path());
    QCOMPARE(dayOf(db).reserved, Dollar);
    spenders.goOn();
    QCOMPARE(spenders.won(), 1);
    QCOMPARE(dayOf(db).spent, Dollar);
    QCOMPARE(dayOf(db).reserved, Money{});
    QCOMPARE(*checkDatabase(db), QStringList());
}

/// The control: the same processes in the same order, but with a check of what is left instead of a reservation.
void tst_BudgetRace::lookingFirstOverspends()
{
    limit(1);
    Spenders spenders(m_folder->path(), "look", 1);
    QVERIFY(spenders.allSay("ready"));
    spenders.goOn();
    QVERIFY(spenders.allSay("decided"));
    spenders.goOn();
    QCOMPARE(spenders.won(), 4);
    QCOMPARE(dayOf(OpenDatabase(m_folder->path())).spent, 4 * Dollar);
}

void tst_BudgetRace::manyRunsEndExactlyAtTheLimit()
{
    limit(100);
    Spenders spenders(m_folder->path(), "reserve", 50);
    QVERIFY(spenders.allSay("ready"));
    spenders.goOn();
    QCOMPARE(spenders.won(), 100);
    const OpenDatabase db(m_folder->path());
    QCOMPARE(dayOf(db).spent, 100 * Dollar);
    QCOMPARE(dayOf(db).reserved, Money{});
    QCOMPARE(*checkDatabase(db), QStringList());
}

QTEST_GUILESS_MAIN(tst_BudgetRace)
#include "tst_budgetrace.moc"
