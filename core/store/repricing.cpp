#include "core/store/repricing.h"

#include "core/cost/pricing.h"
#include "core/store/chargedattempts.h"
#include "core/store/corrections.h"
#include "core/store/rollups.h"
#include "core/store/runrows.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

#include <QJsonObject>

#include <algorithm>
#include <functional>
#include <set>

namespace burin {

namespace {

/// The receipt that @p row would get now; unpriced where that cannot be told.
using NewReceipt = std::function<Receipt(const ChargedAttempt &row)>;

/// Attempts with the receipts that they get, by run.
struct Change {
    ChargedAttempt row;
    Receipt receipt;
};

ProviderProfile profileNamed(const QString &id)
{
    ProviderProfile profile;
    profile.id = id;
    return profile;
}

Receipt priceNow(const ChargedAttempt &row, const PriceBook &book)
{
    const ProviderProfile provider = profileNamed(row.provider);
    return priceOf({.provider = provider,
                    .model = row.pricedModel(),
                    .time = row.attempt.startedAt,
                    .usage = row.attempt.usage,
                    .reported = std::nullopt,
                    .price = std::nullopt},
                   book);
}

void count(RepriceStep &step, const ChargedAttempt &row, const std::optional<Money> &now)
{
    auto line = std::ranges::find_if(
        step.lines, [&row](const RepriceLine &l) { return l.provider == row.provider && l.model == row.model; });
    if (line == step.lines.end()) {
        line = step.lines.insert(line, RepriceLine());
        line->provider = row.provider;
        line->model = row.model;
    }
    if (!now) {
        ++line->left;
        return;
    }
    const std::optional<Money> &before = row.attempt.receipt.total;
    ++line->attempts;
    line->unpricedBefore += before ? 0 : 1;
    line->before += before.value_or(Money{});
    line->after += *now;
}

struct Priced {
    RepriceStep step;
    std::vector<Change> changes; ///< In the order of runs.
};

Result<Priced> priced(const QSqlDatabase &db, const RunChoice &choice, Charged which, const Stretch &from,
                      const NewReceipt &receiptOf)
{
    const Result<ChargedStretch> stretch = nextStretch(db, choice, which, from);
    if (!stretch) return stretch.error();
    Priced result{
        .step = {.lines = {}, .runs = 0, .last = stretch->last, .share = stretch->share, .done = stretch->done},
        .changes = {}};
    std::set<RunId> runs;
    for (const ChargedAttempt &row : stretch->attempts) {
        Receipt receipt = receiptOf(row);
        const bool same = which == Charged::WithoutCertain && receipt.total == row.attempt.receipt.total;
        if (same && receipt.total) continue; // there is nothing to change
        count(result.step, row, receipt.total);
        if (!receipt.total) continue;
        runs.insert(row.run);
        result.changes.push_back({row, std::move(receipt)});
    }
    result.step.runs = int(runs.size());
    return result;
}

std::vector<Attempt> attemptsOf(SqlQuery &query, RunId run)
{
    std::vector<Attempt> attempts;
    query.run(QStringLiteral("SELECT a.*, NULL AS provider, NULL AS model FROM attempts AS a "
                             "WHERE a.run_id = ? ORDER BY a.number"),
              {run.value});
    while (query.next())
        attempts.push_back(attemptFrom(query));
    return attempts;
}

/// The run's receipt follows from those of its attempts; with one attempt it is not stored twice.
void writeRunReceipt(SqlQuery &query, RunId run)
{
    const std::vector<Attempt> attempts = attemptsOf(query, run);
    const Receipt sum = sumOf(attempts);
    const bool same = attempts.size() == 1 && attempts.front().receipt == sum;
    query.run(QStringLiteral("UPDATE runs SET cost_pico_usd = ?, provenance = ? WHERE id = ?"),
              {stored(sum.total), toString(sum.provenance), run.value});
    query.run(QStringLiteral("UPDATE run_contents SET receipt_source = ?, receipt_lines = ? WHERE run_id = ?"),
              {same ? QVariant() : storedOrNull(sum.priceSource), same ? QVariant() : stored(sum.lines), run.value});
}

void writeReceipt(SqlQuery &query, qint64 attempt, const Receipt &receipt)
{
    query.run(QStringLiteral("UPDATE attempts SET cost_pico_usd = ?, provenance = ?, receipt_source = ?, "
                             "  receipt_lines = ? WHERE id = ?"),
              {stored(receipt.total), toString(receipt.provenance), storedOrNull(receipt.priceSource),
               stored(receipt.lines), attempt});
}

/// Gives each attempt its receipt; @p changes are in the order of runs, and each run's sums are brought up to date
/// once.
void writeChanges(SqlQuery &query, const std::vector<Change> &changes)
{
    for (auto begin = changes.begin(); begin != changes.end();) {
        const RunId run = begin->row.run;
        const auto end = std::find_if(begin, changes.end(), [run](const Change &c) { return c.row.run != run; });
        changeInRollups(query, run, [&] {
            for (auto change = begin; change != end; ++change) {
                writeReceipt(query, change->row.id, change->receipt);
                writeCorrection(query, run, change->row.attempt.number);
            }
            writeRunReceipt(query, run);
        });
        begin = end;
    }
}

void keepOriginals(SqlQuery &query, RepricingId id, const std::vector<Change> &changes)
{
    for (const Change &change : changes)
        query.run(QStringLiteral("INSERT INTO repriced_attempts (repricing_id, attempt_id, old_pico_usd, "
                                 "  old_provenance, old_receipt_source, old_receipt_lines, new_pico_usd, "
                                 "  new_receipt_source) "
                                 "SELECT ?, id, cost_pico_usd, provenance, receipt_source, receipt_lines, ?, ? "
                                 "FROM attempts WHERE id = ?"),
                  {id.value, change.receipt.total->picoUsd, stored(change.receipt.priceSource), change.row.id});
}

QString jsonOf(const RunChoice &choice)
{
    QJsonObject json;
    const auto put = [&json](const char *key, const QString &text) {
        if (!text.isEmpty()) json.insert(QLatin1StringView(key), text);
    };
    put("from", choice.days.from.toString(Qt::ISODate));
    put("to", choice.days.to.toString(Qt::ISODate));
    put("provider", choice.provider);
    put("model", choice.model);
    put("prompt", choice.prompt);
    return QString::fromUtf8(compactJson(QJsonDocument(json)));
}

RunChoice choiceFrom(const QVariant &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toString().toUtf8()).object();
    const auto get = [&json](const char *key) { return json.value(QLatin1StringView(key)).toString(); };
    return {.days = {QDate::fromString(get("from"), Qt::ISODate), QDate::fromString(get("to"), Qt::ISODate)},
            .provider = get("provider"),
            .model = get("model"),
            .prompt = get("prompt")};
}

Result<RunChoice> choiceOf(const QSqlDatabase &db, RepricingId id)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT filter FROM repricings WHERE id = ? AND undone_at IS NULL"), {id.value});
    if (query.next()) return choiceFrom(query.value(0));
    return query.error().value_or(makeError(ErrorCode::Storage, {}, QStringLiteral("no repricing to go on with")));
}

/// What a repricing did to the runs after @p after, oldest first.
struct Replaced {
    qint64 attemptRow = 0;
    ReplacedReceipt receipt;
    bool holds = false; ///< The attempt still costs what the repricing made of it.
};

Replaced replacedFrom(const SqlQuery &query)
{
    Replaced replaced;
    replaced.attemptRow = query.value(0).toLongLong();
    replaced.holds = query.value(10).toBool();
    ReplacedReceipt &receipt = replaced.receipt;
    receipt.run = RunId{query.value(1).toLongLong()};
    receipt.attempt = query.value(2).toInt();
    receipt.model = query.value(3).toString();
    receipt.original = {.total = moneyFrom(query.value(4)),
                        .provenance = provenanceFrom(query.value(5).toString()).value_or(Provenance::Unpriced),
                        .priceSource = query.value(6).toString(),
                        .lines = receiptLinesFrom(query.value(7))};
    receipt.now = Money{query.value(8).toLongLong()};
    receipt.nowSource = query.value(9).toString();
    receipt.repricing = RepricingId{query.value(11).toLongLong()};
    receipt.undone = !query.value(12).isNull();
    return replaced;
}

const QString replacedColumns = QStringLiteral(
    "SELECT a.id, a.run_id, a.number, (SELECT name FROM models WHERE id = coalesce(a.model_id, r.model_id)), "
    "  x.old_pico_usd, x.old_provenance, x.old_receipt_source, x.old_receipt_lines, x.new_pico_usd, "
    "  x.new_receipt_source, a.cost_pico_usd IS x.new_pico_usd AND a.receipt_source IS x.new_receipt_source, "
    "  x.repricing_id, p.undone_at "
    "FROM repriced_attempts AS x JOIN attempts AS a ON a.id = x.attempt_id JOIN runs AS r ON r.id = a.run_id "
    "JOIN repricings AS p ON p.id = x.repricing_id ");

Result<std::vector<Replaced>> replaced(const QSqlDatabase &db, const QString &condition, const QVariantList &values)
{
    std::vector<Replaced> rows;
    SqlQuery query(db);
    query.run(replacedColumns + condition, values);
    while (query.next())
        rows.push_back(replacedFrom(query));
    if (query.error()) return *query.error();
    return rows;
}

std::vector<ReplacedReceipt> receiptsOf(const std::vector<Replaced> &rows)
{
    std::vector<ReplacedReceipt> receipts;
    std::ranges::transform(rows, std::back_inserter(receipts), &Replaced::receipt);
    return receipts;
}

ChargedAttempt chargedFrom(const Replaced &row)
{
    ChargedAttempt charged{
        .id = row.attemptRow, .run = row.receipt.run, .provider = {}, .model = row.receipt.model, .attempt = {}};
    charged.attempt.number = row.receipt.attempt;
    charged.attempt.receipt.total = row.receipt.now;
    return charged;
}

} // namespace

Result<RepriceStep> previewRepricing(const QSqlDatabase &db, const RunChoice &choice, const PriceBook &book,
                                     const Stretch &from)
{
    const Result<Priced> result = priced(db, choice, Charged::WithoutCertain, from,
                                         [&book](const ChargedAttempt &row) { return priceNow(row, book); });
    if (!result) return result.error();
    return result->step;
}

Result<RepricingId> beginRepricing(const QSqlDatabase &db, const RunChoice &choice, const QDateTime &now)
{
    SqlQuery query(db);
    query.run(QStringLiteral("INSERT INTO repricings (at, filter) VALUES (?, ?)"), {stored(now), jsonOf(choice)});
    if (query.error()) return *query.error();
    return RepricingId{query.insertedId()};
}

Result<RepriceStep> reprice(const QSqlDatabase &db, RepricingId id, const PriceBook &book, const Stretch &from)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    const Result<RunChoice> choice = choiceOf(db, id);
    if (!choice) return choice.error();
    const Result<Priced> result = priced(db, *choice, Charged::WithoutCertain, from,
                                         [&book](const ChargedAttempt &row) { return priceNow(row, book); });
    if (!result) return result.error();
    SqlQuery query(db);
    keepOriginals(query, id, result->changes);
    writeChanges(query, result->changes);
    if (query.error()) return *query.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return result->step;
}

Result<RepriceStep> undoRepricing(const QSqlDatabase &db, RepricingId id, const QDateTime &now, const Stretch &from)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    const auto rows =
        replaced(db,
                 QStringLiteral("WHERE x.repricing_id = ? AND a.run_id > ? AND a.run_id <= "
                                "  (SELECT max(run_id) FROM (SELECT DISTINCT b.run_id "
                                "   FROM repriced_attempts AS y JOIN attempts AS b ON b.id = y.attempt_id "
                                "   WHERE y.repricing_id = ? AND b.run_id > ? ORDER BY 1 LIMIT ?)) "
                                "ORDER BY a.run_id, a.number"),
                 {id.value, from.after.value, id.value, from.after.value, from.runs});
    if (!rows) return rows.error();
    RepriceStep step{.lines = {}, .runs = 0, .last = from.after, .share = 1, .done = rows->empty()};
    std::vector<Change> changes;
    std::set<RunId> runs;
    for (const Replaced &row : *rows) {
        const ChargedAttempt charged = chargedFrom(row);
        step.last = charged.run;
        count(step, charged, row.holds ? std::optional(row.receipt.original.total.value_or(Money{})) : std::nullopt);
        if (!row.holds) continue;
        runs.insert(charged.run);
        changes.push_back({charged, row.receipt.original});
    }
    step.runs = int(runs.size());
    SqlQuery query(db);
    writeChanges(query, changes);
    if (step.done)
        query.run(QStringLiteral("UPDATE repricings SET undone_at = ? WHERE id = ?"), {stored(now), id.value});
    if (query.error()) return *query.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return step;
}

Result<std::vector<Repricing>> repricings(const QSqlDatabase &db)
{
    std::vector<Repricing> all;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT p.id, p.at, p.filter, p.undone_at, count(*), sum(x.old_pico_usd IS NULL), "
                             "  coalesce(sum(x.old_pico_usd), 0), sum(x.new_pico_usd) "
                             "FROM repricings AS p JOIN repriced_attempts AS x ON x.repricing_id = p.id "
                             "GROUP BY p.id ORDER BY p.id DESC"));
    while (query.next())
        all.push_back({.id = RepricingId{query.value(0).toLongLong()},
                       .at = timeFrom(query.value(1)),
                       .choice = choiceFrom(query.value(2)),
                       .undoneAt = timeFrom(query.value(3)),
                       .attempts = query.value(4).toInt(),
                       .unpricedBefore = query.value(5).toInt(),
                       .before = Money{query.value(6).toLongLong()},
                       .after = Money{query.value(7).toLongLong()}});
    if (query.error()) return *query.error();
    return all;
}

Result<std::vector<ReplacedReceipt>> replacedReceipts(const QSqlDatabase &db, RepricingId id, int limit)
{
    const auto rows = replaced(db, QStringLiteral("WHERE x.repricing_id = ? ORDER BY a.run_id DESC, a.number LIMIT ?"),
                               {id.value, limit});
    if (!rows) return rows.error();
    return receiptsOf(*rows);
}

Result<std::vector<ReplacedReceipt>> replacedReceiptsOf(const QSqlDatabase &db, RunId run)
{
    const auto rows = replaced(db, QStringLiteral("WHERE a.run_id = ? ORDER BY a.number, x.repricing_id"), {run.value});
    if (!rows) return rows.error();
    return receiptsOf(*rows);
}

Result<RepriceStep> whatIf(const QSqlDatabase &db, const RunChoice &choice, const WhatIfModel &target,
                           const PriceBook &book, const Stretch &from)
{
    const auto receiptOf = [&target, &book](const ChargedAttempt &row) {
        return priceOf({.provider = target.provider,
                        .model = target.model,
                        .time = target.time,
                        .usage = row.attempt.usage,
                        .reported = std::nullopt,
                        .price = std::nullopt},
                       book);
    };
    const Result<Priced> result = priced(db, choice, Charged::All, from, receiptOf);
    if (!result) return result.error();
    return result->step;
}

} // namespace burin
