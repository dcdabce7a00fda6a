// Spends dollars of a budget in a process of its own, one dollar a run. Called as
//   budget_spender FOLDER reserve|look N
// "reserve" asks the store to reserve the dollar; "look" only looks whether there is one left, as naive code would.
// It says "ready", waits for a line, tries N times and says "won COUNT". With N = 1 it says "decided" and waits for
// another line between the decision and the spending, so that a test can have several processes decide first.

#include "core/store/budgets.h"
#include "core/store/database.h"
#include "core/store/journal.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>

using namespace burin;

namespace {

constexpr Money Dollar{1'000'000'000'000};

void say(const char *line)
{
    std::puts(line);
    std::fflush(stdout);
}

bool reserves(const QSqlDatabase &db, RunId run)
{
    CostEstimate estimate;
    estimate.input = Money{1};
    estimate.worst = Dollar;
    return bool(reserveCost(db, run, estimate, {}));
}

bool looks(const QSqlDatabase &db)
{
    const auto states = budgetStates(db, QDate::currentDate());
    return states && leftOf(states->front()) >= Dollar;
}

/// One run that costs a dollar if it @p goes.
RunRecord recordOf(const RunSpec &spec, bool goes)
{
    RunRecord record;
    record.id = spec.id;
    record.draft = spec.draft;
    record.messages = spec.messages;
    record.providerId = spec.provider.id;
    record.createdAt = spec.createdAt;
    record.endedAt = QDateTime::currentDateTimeUtc();
    record.status = goes ? RunStatus::Completed : RunStatus::Failed;
    record.receipt.total = goes ? Dollar : Money{};
    record.receipt.provenance = Provenance::Computed;
    if (!goes) return record;
    Attempt attempt;
    attempt.startedAt = record.createdAt;
    attempt.sent = true;
    attempt.receipt = record.receipt;
    attempt.billing = Billing::Exact;
    record.attempts = {attempt};
    return record;
}

/// Whether a dollar was spent.
bool spend(const QSqlDatabase &db, bool careful, bool waits)
{
    RunSpec spec;
    spec.draft.model = QStringLiteral("model");
    spec.messages = {{Role::User, QStringLiteral("question")}};
    spec.provider.id = QStringLiteral("provider");
    spec.createdAt = QDateTime::currentDateTimeUtc();
    const Result<RunId> id = beginRun(db, spec);
    if (!id) std::abort();
    spec.id = *id;
    const bool goes = careful ? reserves(db, spec.id) : looks(db);
    if (waits) {
        say("decided");
        std::getchar();
    }
    if (!finishRun(db, recordOf(spec, goes))) std::abort();
    return goes;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 4) return 2;
    const Result<QSqlDatabase> db = openDatabase(QString::fromLocal8Bit(argv[1]), QStringLiteral("spender"));
    if (!db) return 3;
    const bool careful = std::strcmp(argv[2], "reserve") == 0;
    const int tries = std::atoi(argv[3]);
    say("ready");
    std::getchar();
    int won = 0;
    for (int i = 0; i < tries; ++i)
        won += spend(*db, careful, tries == 1) ? 1 : 0;
    std::printf("won %d\n", won);
    return 0;
}
