#include "core/cost/pricing.h"
#include "core/store/budgetreports.h"
#include "core/store/budgets.h"
#include "core/store/history.h"
#include "core/store/keyvalue.h"
#include "core/store/ownprices.h"
#include "core/store/reconcile.h"
#include "core/store/reports.h"
#include "core/store/repricing.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

const QString Vendor = QStringLiteral("vendor");
const QString Model = QStringLiteral("unheard-of");

PriceRow price(const QString &model, qint64 input, qint64 output)
{
    PriceRow row;
    row.provider = Vendor;
    row.model = model;
    row.input = TieredPrice{Money{input}, {}};
    row.output = TieredPrice{Money{output}, {}};
    row.source = typedPriceSource();
    return row;
}

PriceBook bookWith(qint64 input, qint64 output)
{
    return PriceBook({price(Model, input, output)});
}

/// 100 tokens in, 50 out, and nobody knew the price.
RunRecord unpricedRun()
{
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.providerId = Vendor;
    record.draft.model = Model;
    record.modelServed.clear();
    Attempt &attempt = record.attempts.front();
    attempt.modelServed.clear();
    attempt.usage = {};
    attempt.usage.input = 100;
    attempt.usage.output = 50;
    attempt.usage.source = Usage::Source::Reported;
    attempt.billing = Billing::Exact;
    attempt.receipt = {};
    record.usage = attempt.usage;
    record.receipt = sumOf(record.attempts);
    return record;
}

/// All steps of a repricing, a preview or an undoing.
template <class F> RepriceStep allSteps(F step)
{
    RepriceStep sum;
    while (!sum.done) {
        const Result<RepriceStep> next = step(sum.last);
        if (!next) qFatal("%s", qPrintable(next.error().detail));
        add(sum, *next);
    }
    return sum;
}

RepricingId repriceAll(const OpenDatabase &db, const PriceBook &book, const RunChoice &choice = {})
{
    const RepricingId id = *beginRepricing(db, choice, QDateTime::currentDateTimeUtc());
    allSteps([&](RunId after) { return reprice(db, id, book, after); });
    return id;
}

RepriceStep undoAll(const OpenDatabase &db, RepricingId id)
{
    return allSteps([&](RunId after) { return undoRepricing(db, id, QDateTime::currentDateTimeUtc(), after); });
}

qint64 ledgerSum(const OpenDatabase &db)
{
    return db.value(QStringLiteral("SELECT coalesce(sum(amount_pico_usd), 0) FROM ledger")).toLongLong();
}

DayRange always()
{
    return {QDate(2000, 1, 1), QDate(2100, 1, 1)};
}

} // namespace

class tst_Repricing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void previewChangesNothing();
    void correctsLedgerRunAndSums();
    void undoGivesBackWhatWas();
    void theProviderHasTheLastWord();
    void asksOnlyForWhatIsChosen();
    void goesOnInStretches();
    void randomRunsComeBackExactly();
    void whatIfCountsTheSameTokens();
    void keepsOwnPrices();
    void takingAListEndsTheRowBefore();
    void namesUnpricedModels();
    void recordsTheThresholdsThatArePassed();
    void tellsHowThePeriodGoes();
};

void tst_Repricing::previewChangesNothing()
{
    const OpenDatabase db;
    RunRecord record = unpricedRun();
    QVERIFY(store(db, record));
    const RepriceStep step = allSteps([&](RunId after) { return previewRepricing(db, {}, bookWith(2, 10), after); });
    QCOMPARE(step.runs, 1);
    QCOMPARE(step.lines.size(), 1u);
    QCOMPARE(step.lines.front(), (RepriceLine{Vendor, Model, 1, 1, {}, Money{700}, 0}));
    QCOMPARE(step.share, 1.0);
    QCOMPARE(*loadRun(db, record.id), record);
    const RepriceStep unknown = allSteps([&](RunId after) { return previewRepricing(db, {}, PriceBook(), after); });
    QCOMPARE(unknown.runs, 0);
    QCOMPARE(totalOf(unknown).left, 1); // there is no price for it
}

void tst_Repricing::correctsLedgerRunAndSums()
{
    const OpenDatabase db;
    RunRecord record = unpricedRun();
    QVERIFY(store(db, record));
    QCOMPARE(costReport(db, always())->totals.unpricedRuns, 1);
    const RepricingId id = repriceAll(db, bookWith(2, 10));
    const RunRecord priced = *loadRun(db, record.id);
    QCOMPARE(priced.receipt.total, Money{700});
    QVERIFY(priced.receipt.provenance == Provenance::Computed);
    QCOMPARE(priced.receipt.lines.size(), 2u);
    QCOMPARE(ledgerSum(db), 700);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ledger WHERE correction = 1")).toInt(), 1);
    const CostTotals totals = costReport(db, always())->totals;
    QCOMPARE(totals.spend, Money{700});
    QCOMPARE(totals.unpricedRuns, 0);
    QCOMPARE(totals.inputTokens, 100);
    QCOMPARE(*checkDatabase(db), QStringList());

    const std::vector<Repricing> all = *repricings(db);
    QCOMPARE(all.size(), 1u);
    QCOMPARE(all.front().id, id);
    QCOMPARE(all.front().unpricedBefore, 1);
    QCOMPARE(all.front().after, Money{700});
    const std::vector<ReplacedReceipt> replaced = *replacedReceiptsOf(db, record.id);
    QCOMPARE(replaced.size(), 1u);
    QCOMPARE(replaced.front().original, record.receipt); // stays to be seen
    QCOMPARE(replaced.front().now, Money{700});
    QCOMPARE(*replacedReceipts(db, id, 10), replaced);

    repriceAll(db, bookWith(2, 10)); // is priced: not once more
    QCOMPARE(ledgerSum(db), 700);
    QCOMPARE(repricings(db)->size(), 1u);
}

void tst_Repricing::undoGivesBackWhatWas()
{
    const OpenDatabase db;
    RunRecord record = unpricedRun();
    QVERIFY(store(db, record));
    const RepricingId id = repriceAll(db, bookWith(2, 10));
    undoAll(db, id);
    QCOMPARE(*loadRun(db, record.id), record);
    QCOMPARE(ledgerSum(db), 0);
    QCOMPARE(costReport(db, always())->totals.unpricedRuns, 1);
    QCOMPARE(*checkDatabase(db), QStringList());
    QVERIFY(repricings(db)->front().undoneAt.isValid());
    QVERIFY(replacedReceiptsOf(db, record.id)->front().undone);
    QVERIFY(!reprice(db, id, bookWith(1, 1), {})); // it is over
    repriceAll(db, bookWith(3, 10));
    QCOMPARE(ledgerSum(db), 800);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Repricing::theProviderHasTheLastWord()
{
    const OpenDatabase db;
    RunRecord record = unpricedRun();
    record.attempts.front().billing = Billing::Estimated;
    record.attempts.front().usage.source = Usage::Source::Estimated;
    record.usage = record.attempts.front().usage;
    QVERIFY(store(db, record));
    const RepricingId id = repriceAll(db, bookWith(2, 10));
    QVERIFY(loadRun(db, record.id)->receipt.provenance == Provenance::Estimated);
    QCOMPARE(*reconcile(db, {record.id, 1, Money{123}, {}}), true);
    QCOMPARE(*reconcile(db, {record.id, 1, Money{456}, {}}), false);
    QCOMPARE(ledgerSum(db), 123);
    repriceAll(db, bookWith(9, 9));
    QCOMPARE(totalOf(undoAll(db, id)).left, 1); // was corrected since
    QCOMPARE(ledgerSum(db), 123);
    QVERIFY(loadRun(db, record.id)->receipt.provenance == Provenance::Reported);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Repricing::asksOnlyForWhatIsChosen()
{
    const OpenDatabase db;
    RunRecord record = unpricedRun();
    record.draft.title = QStringLiteral("Reply");
    QVERIFY(store(db, record));
    const QDate day = record.createdAt.toLocalTime().date();
    const auto found = [&](const RunChoice &choice) {
        return allSteps([&](RunId after) { return previewRepricing(db, choice, bookWith(1, 1), after); }).runs;
    };
    QCOMPARE(found({}), 1);
    QCOMPARE(found({.days = {day, day}, .provider = Vendor, .model = Model, .prompt = QStringLiteral("Reply")}), 1);
    QCOMPARE(found({.days = {day.addDays(1), {}}, .provider = {}, .model = {}, .prompt = {}}), 0);
    QCOMPARE(found({.days = {{}, day.addDays(-1)}, .provider = {}, .model = {}, .prompt = {}}), 0);
    QCOMPARE(found({.days = {}, .provider = QStringLiteral("other"), .model = {}, .prompt = {}}), 0);
    QCOMPARE(found({.days = {}, .provider = {}, .model = QStringLiteral("other"), .prompt = {}}), 0);
    QCOMPARE(found({.days = {}, .provider = {}, .model = {}, .prompt = QStringLiteral("Other")}), 0);
}

void tst_Repricing::goesOnInStretches()
{
    const OpenDatabase db;
    const int stretch = 4;
    for (int i = 0; i < stretch + 3; ++i) {
        RunRecord record = unpricedRun();
        QVERIFY(store(db, record));
    }
    const RepricingId id = *beginRepricing(db, {}, QDateTime::currentDateTimeUtc());
    const RepriceStep first = *reprice(db, id, bookWith(2, 10), {{}, stretch});
    QCOMPARE(first.runs, stretch);
    QVERIFY(!first.done);
    QVERIFY(first.share > 0.5 && first.share < 0.6);
    QCOMPARE(ledgerSum(db), 700 * stretch); // stopped here, all is well
    QCOMPARE(*checkDatabase(db), QStringList());
    const RepriceStep second = *reprice(db, id, bookWith(2, 10), {first.last, stretch});
    QCOMPARE(second.runs, 3);
    QVERIFY(second.done);
    undoAll(db, id);
    QCOMPARE(ledgerSum(db), 0);
}

void tst_Repricing::randomRunsComeBackExactly()
{
    const OpenDatabase db;
    RandomRuns random(5);
    std::vector<RunRecord> before;
    std::vector<PriceRow> rows;
    for (int i = 0; i < 60; ++i) {
        RunRecord record = random.next();
        if (record.attempts.empty()) continue;
        for (Attempt &attempt : record.attempts)
            if (attempt.billing == Billing::None) attempt.receipt = {Money{}, Provenance::Computed, {}, {}};
        record.receipt = sumOf(record.attempts);
        QVERIFY(store(db, record));
        before.push_back(*loadRun(db, record.id));
        for (const Attempt &attempt : record.attempts) {
            PriceRow row = price(attempt.modelServed.isEmpty() ? record.draft.model : attempt.modelServed, 3, 7);
            row.provider = attempt.providerId.isEmpty() ? record.providerId : attempt.providerId;
            rows.push_back(row);
        }
    }
    const qint64 sum = ledgerSum(db);
    const RepricingId id = repriceAll(db, PriceBook(rows));
    QVERIFY(!repricings(db)->empty());
    QVERIFY(ledgerSum(db) != sum);
    const QStringList problems = *checkDatabase(db);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    undoAll(db, id);
    QCOMPARE(ledgerSum(db), sum);
    QCOMPARE(*checkDatabase(db), QStringList());
    for (const RunRecord &record : before)
        QCOMPARE(difference(*loadRun(db, record.id), record), QString());
}

void tst_Repricing::whatIfCountsTheSameTokens()
{
    const OpenDatabase db;
    RunRecord record = unpricedRun();
    record.attempts.front().usage.cachedInput = 40;
    record.attempts.front().receipt = {Money{1'000}, Provenance::Computed, {}, {}};
    record.receipt = sumOf(record.attempts);
    QVERIFY(store(db, record));
    PriceRow other = price(QStringLiteral("cheap"), 2, 10);
    other.provider = QStringLiteral("elsewhere");
    other.cachedInput = TieredPrice{Money{1}, {}};
    ProviderProfile provider;
    provider.id = other.provider;
    const WhatIfModel target{provider, other.model, QDateTime::currentDateTimeUtc()};
    const RepriceStep step = allSteps([&](RunId after) { return whatIf(db, {}, target, PriceBook({other}), after); });
    const RepriceLine total = totalOf(step);
    QCOMPARE(total.attempts, 1);
    QCOMPARE(total.before, Money{1'000});
    QCOMPARE(total.after, Money{60 * 2 + 40 * 1 + 50 * 10});
    QCOMPARE(*loadRun(db, record.id), record);
}

void tst_Repricing::keepsOwnPrices()
{
    const OpenDatabase db;
    OwnPrice own{.id = {}, .row = price(Model, 2, 10)};
    own.row.reasoning = TieredPrice{Money{}, {}};
    own.row.request = Money{5};
    own.row.validFrom = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(saveOwnPrice(db, own));
    std::vector<OwnPrice> kept = *ownPrices(db);
    QCOMPARE(kept.size(), 1u);
    QCOMPARE(kept.front().row, own.row); // 0 is a price, none is none
    QCOMPARE(saveOwnPrice(db, own).error().code, ErrorCode::BadParameter);
    kept.front().row.validTo = QDateTime(QDate(2026, 2, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(saveOwnPrice(db, kept.front()));
    QCOMPARE(ownPrices(db)->front(), kept.front());
    QCOMPARE(storedPriceBook(db)->find(Vendor, Model, own.row.validFrom)->input->each, Money{2});
    QVERIFY(removeOwnPrice(db, kept.front().id));
    QVERIFY(ownPrices(db)->empty());
}

void tst_Repricing::takingAListEndsTheRowBefore()
{
    const OpenDatabase db;
    QVERIFY(saveOwnPrice(db, {.id = {}, .row = price(Model, 2, 10)}));
    PriceRow taken = price(Model.toUpper(), 3, 10);
    taken.source = QStringLiteral("list");
    taken.validFrom = QDateTime(QDate(2026, 5, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(takePrices(db, {taken}));
    const PriceBook book = *storedPriceBook(db);
    QCOMPARE(book.find(Vendor, Model, taken.validFrom)->input->each, Money{3});
    QCOMPARE(book.find(Vendor, Model, taken.validFrom.addSecs(-1))->input->each, Money{2});
}

void tst_Repricing::namesUnpricedModels()
{
    const OpenDatabase db;
    for (int i = 0; i < 2; ++i) {
        RunRecord record = unpricedRun();
        QVERIFY(store(db, record));
    }
    RunRecord priced = plainRun(QStringLiteral("a"), QStringLiteral("b"));
    QVERIFY(store(db, priced));
    const std::vector<UnpricedModel> models = *unpricedModels(db);
    QCOMPARE(models.size(), 1u);
    QCOMPARE(models.front().model, Model);
    QCOMPARE(models.front().runs, 2);
}

void tst_Repricing::recordsTheThresholdsThatArePassed()
{
    const OpenDatabase db;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, Money{1'000}}));
    QVERIFY(setBudget(db, {BudgetScope::Prompt, QStringLiteral("Reply"), Money{600}}));
    RunRecord record = unpricedRun();
    record.createdAt = record.attempts.front().startedAt = now;
    record.draft.title = QStringLiteral("Reply");
    record.attempts.front().receipt = {Money{820}, Provenance::Computed, {}, {}};
    record.receipt = sumOf(record.attempts);
    const auto alerts = watchBudgets(db, now, RunId{1}, [&] { return store(db, record); });
    QCOMPARE(alerts->size(), 2u);
    const std::vector<BudgetBreach> breaches = *budgetBreaches(db, 10);
    QCOMPARE(breaches.size(), 2u);
    QVERIFY(breaches[0].budget.scope == BudgetScope::Prompt);
    QCOMPARE(breaches[0].percent, 100);
    QVERIFY(!breaches[0].periodFrom.isValid());
    QCOMPARE(breaches[1].percent, 80);
    QCOMPARE(breaches[1].spent, Money{820});
    QCOMPARE(breaches[1].periodFrom.day(), 1);
    QCOMPARE(breaches[1].run, RunId{1});
    QVERIFY(qAbs(breaches[1].at.msecsTo(now)) < 1);
    QVERIFY(watchBudgets(db, now, {}, [] { return Outcome(Done{}); })->empty());
    QCOMPARE(watchBudgets(db, now, {}, [] { return Outcome(makeError(ErrorCode::Storage)); }).error().code,
             ErrorCode::Storage);
    QCOMPARE(budgetBreaches(db, 10)->size(), 2u);
}

void tst_Repricing::tellsHowThePeriodGoes()
{
    const OpenDatabase db;
    const QDateTime now(QDate(2026, 11, 25), QTime(14, 30)); // a Wednesday
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, Money{10'000}}));
    QVERIFY(setBudget(db, {BudgetScope::Week, {}, Money{70'000}}));
    QVERIFY(setBudget(db, {BudgetScope::Run, {}, Money{70'000}}));
    QVERIFY(setBudget(db, {BudgetScope::Prompt, QStringLiteral("Reply"), Money{70'000}}));
    const auto spend = [&db](const QDateTime &local, qint64 amount) {
        RunRecord record = unpricedRun();
        record.draft.title = QStringLiteral("Reply");
        record.createdAt = record.attempts.front().startedAt = local.toUTC();
        record.attempts.front().receipt = {Money{amount}, Provenance::Computed, {}, {}};
        record.receipt = sumOf(record.attempts);
        QVERIFY(store(db, record));
    };
    for (int day = 1; day <= 6; ++day) { // each day 1,000 in the morning and 500 in the evening
        spend(now.addDays(-day).addSecs(-5 * 3600), 1'000);
        spend(now.addDays(-day).addSecs(5 * 3600), 500);
    }
    spend(now.addSecs(-3600), 2'000);
    const BudgetsOverview overview = *budgetsOverview(db, now);
    QCOMPARE(overview.budgets.size(), 4u);
    const BudgetReport &run = overview.budgets[0], &day = overview.budgets[1], &week = overview.budgets[2],
                       &prompt = overview.budgets[3];
    QVERIFY(run.parts.empty() && !run.forecast);
    QCOMPARE(day.parts.size(), 15u);
    QCOMPARE(day.parts[13], Money{2'000});
    QCOMPARE(day.forecast->expected, Money{2'500}); // an evening like the others is still to come
    QCOMPARE(week.period.from, QDate(2026, 11, 23));
    QCOMPARE(week.parts, (std::vector<Money>{Money{1'500}, Money{1'500}, Money{2'000}}));
    QCOMPARE(week.forecast->expected, Money{5'000 + 500 + 4 * 1'500});
    QCOMPARE(week.forecast->days, 6);
    QCOMPARE(*prompt.lastsDays, (70'000 - 11'000) / 1'500);
}

QTEST_GUILESS_MAIN(tst_Repricing)
#include "tst_repricing.moc"
