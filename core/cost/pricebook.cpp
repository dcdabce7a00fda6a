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

PriceBook::PriceBook(std::vector<PriceRow> rows)
{
    auto contents = std::make_shared<Contents>();
    contents->rows = std::move(rows);
    for (qsizetype i = 0; i < qsizetype(contents->rows.size()); ++i) {
        const PriceRow &row = contents->rows[size_t(i)];
        contents->add(exactKey(row.provider, row.model), i);
        for (const QString &alias : row.aliases)
            contents->add(exactKey(row.provider, alias), i);
        for (const QString &stem : row.datedAliases)
            contents->add(datedKey(row.provider, stem), i);
    }
    m_contents = std::move(contents);
}

void PriceBook::Contents::add(const QString &key, qsizetype row)
{
    if (!index.contains(key, row)) index.insert(key, row);
}

const PriceRow *PriceBook::Contents::lastAt(const QString &key, const QDateTime &time) const
{
    qsizetype last = -1;
    const auto [begin, end] = index.equal_range(key);
    for (auto entry = begin; entry != end; ++entry) {
        if (appliesAt(rows[size_t(*entry)], time)) last = std::max(last, *entry);
    }
    return last < 0 ? nullptr : &rows[size_t(last)];
}

const PriceRow *PriceBook::find(const QString &provider, const QString &model, const QDateTime &time) const
{
    if (const PriceRow *row = m_contents->lastAt(exactKey(provider, model), time)) return row;
    const QString stem = withoutDate(model);
    return stem.isEmpty() ? nullptr : m_contents->lastAt(datedKey(provider, stem), time);
}

} // namespace burin
