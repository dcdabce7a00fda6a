#include "core/cost/pricebook.h"

#include <QRegularExpression>

#include <algorithm>

namespace burin {

namespace {

QString exactKey(const QString &provider, const QString &model)
{
    return provider + u'/' + model.toLower();
}

/// Apart from every exact key: no model's id holds a line break.
QString datedKey(const QString &provider, const QString &stem)
{
    return exactKey(provider, stem) + u'\n';
}

/// @p model without a date at its end, or empty if there is none.
QString withoutDate(const QString &model)
{
    static const QRegularExpression date(QStringLiteral(R"(-20\d{2}(-\d{2}-\d{2}|\d{4})$)"));
    const QRegularExpressionMatch match = date.match(model);
    return match.hasMatch() ? model.left(match.capturedStart()) : QString();
}

bool appliesAt(const PriceRow &row, const QDateTime &time)
{
    // Without a time, what holds all day counts: the row that is valid last.
    if (!time.isValid()) return !row.hours;
    if (row.validFrom.isValid() && time < row.validFrom) return false;
    if (row.validTo.isValid() && time >= row.validTo) return false;
    return !row.hours || row.hours->contains(time.toUTC().time());
}

} // namespace

bool DailyHours::contains(QTime time) const
{
    return from <= to ? time >= from && time < to : time >= from || time < to;
}

Money TieredPrice::at(qint64 inputTokens) const
{
    Money price = each;
    for (const Tier &tier : tiers) {
        if (inputTokens > tier.aboveInputTokens) price = tier.each;
    }
    return price;
}

PriceBook::PriceBook(std::vector<PriceRow> rows) : m_rows(std::move(rows))
{
    for (qsizetype i = 0; i < qsizetype(m_rows.size()); ++i) {
        const PriceRow &row = m_rows[size_t(i)];
        add(exactKey(row.provider, row.model), i);
        for (const QString &alias : row.aliases)
            add(exactKey(row.provider, alias), i);
        for (const QString &stem : row.datedAliases)
            add(datedKey(row.provider, stem), i);
    }
}

void PriceBook::add(const QString &key, qsizetype row)
{
    if (!m_index.contains(key, row)) m_index.insert(key, row);
}

const PriceRow *PriceBook::lastAt(const QString &key, const QDateTime &time) const
{
    qsizetype last = -1;
    const auto [begin, end] = m_index.equal_range(key);
    for (auto entry = begin; entry != end; ++entry) {
        if (appliesAt(m_rows[size_t(*entry)], time)) last = std::max(last, *entry);
    }
    return last < 0 ? nullptr : &m_rows[size_t(last)];
}

const PriceRow *PriceBook::find(const QString &provider, const QString &model, const QDateTime &time) const
{
    if (const PriceRow *row = lastAt(exactKey(provider, model), time)) return row;
    const QString stem = withoutDate(model);
    return stem.isEmpty() ? nullptr : lastAt(datedKey(provider, stem), time);
}

} // namespace burin
