#include "core/reconcile/drift.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <map>

namespace burin {

namespace {

/// "gpt-5" for "openai/GPT-5-2025-08-07".
QString stemOf(const QString &model)
{
    static const QRegularExpression date(QStringLiteral(R"([-@](20\d{2}-?\d{2}-?\d{2}|\d{8})$)"));
    return model.toLower().section(u'/', -1).remove(date);
}

/// Finds the file's name for a model of the ledger.
class ModelNames {
public:
    explicit ModelNames(const UsageFile &file)
    {
        for (const UsageRow &row : file.rows) {
            m_exact.insert(row.model.toLower(), row.model);
            m_stems.insert(stemOf(row.model), row.model);
            m_named = m_named || !row.model.isEmpty();
        }
    }
    QString nameOf(const QString &model) const
    {
        if (!m_named) return {};
        if (const auto exact = m_exact.find(model.toLower()); exact != m_exact.end()) return *exact;
        return m_stems.value(stemOf(model), model);
    }

private:
    QHash<QString, QString> m_exact;
    QHash<QString, QString> m_stems;
    bool m_named = false;
};

template <class T> void addKnown(std::optional<T> &sum, const std::optional<T> &part)
{
    if (part) sum = sum.value_or(T{}) + *part;
}

void addFile(DriftRow &row, const UsageRow &use)
{
    addKnown(row.fileRequests, use.requests);
    if (!use.requests && !use.generation.isEmpty()) row.fileRequests = row.fileRequests.value_or(0) + 1;
    addKnown(row.fileInput, use.input);
    addKnown(row.fileOutput, use.output);
    addKnown(row.fileCost, use.cost);
}

void addLedger(DriftRow &row, const LedgerUse &use)
{
    ++row.ledgerRequests;
    row.ledgerInput += use.input.value_or(0);
    row.ledgerOutput += use.output.value_or(0);
    row.ledgerCost += use.cost.value_or(Money{});
    row.ledgerUnpriced += use.cost ? 0 : 1;
}

/// Answers by id; each is matched once.
void matchAnswers(const UsageFile &file, const std::vector<LedgerUse> &ledger, UsageDrift &drift)
{
    QMultiHash<QString, const LedgerUse *> byId;
    for (const LedgerUse &use : ledger)
        if (!use.responseId.isEmpty()) byId.insert(use.responseId, &use);
    QSet<const LedgerUse *> matched;
    for (const UsageRow &row : file.rows) {
        const auto found = byId.find(row.generation);
        if (row.generation.isEmpty() || found == byId.end()) {
            drift.onlyInFile.push_back(row);
            continue;
        }
        ++drift.matched;
        drift.different += (*found)->cost == row.cost ? 0 : 1;
        matched.insert(*found);
        byId.erase(found);
    }
    std::ranges::copy_if(ledger, std::back_inserter(drift.onlyInLedger),
                         [&matched](const LedgerUse &use) { return !matched.contains(&use); });
}

} // namespace

UtcDays daysOf(const UsageFile &file)
{
    UtcDays days;
    for (const UsageRow &row : file.rows) {
        if (!days.from.isValid() || row.day < days.from) days.from = row.day;
        if (!days.to.isValid() || row.day > days.to) days.to = row.day;
    }
    return days;
}

UsageDrift driftOf(const UsageFile &file, const std::vector<LedgerUse> &ledger)
{
    const UtcDays days = daysOf(file);
    UsageDrift drift;
    drift.from = days.from;
    drift.to = days.to;
    const ModelNames names(file);
    struct Sides {
        DriftRow row;
        bool inFile = false;
        bool inLedger = false;
    };
    std::map<std::pair<QDate, QString>, Sides> rows;
    for (const UsageRow &use : file.rows) {
        Sides &sides = rows[{use.day, use.model}];
        sides.inFile = true;
        addFile(sides.row, use);
        addFile(drift.total, use);
    }
    for (const LedgerUse &use : ledger) {
        Sides &sides = rows[{use.day, names.nameOf(use.model)}];
        sides.inLedger = true;
        addLedger(sides.row, use);
        addLedger(drift.total, use);
    }
    for (auto &[key, sides] : rows) {
        sides.row.day = key.first;
        sides.row.model = key.second;
        using Side = DriftRow::Side;
        sides.row.side = !sides.inLedger ? Side::OnlyFile : !sides.inFile ? Side::OnlyLedger : Side::Both;
        drift.rows.push_back(sides.row);
    }
    drift.byGeneration = !file.columns.generation.isEmpty() &&
                         std::ranges::any_of(file.rows, [](const UsageRow &r) { return !r.generation.isEmpty(); });
    if (drift.byGeneration) matchAnswers(file, ledger, drift);
    return drift;
}

} // namespace burin
