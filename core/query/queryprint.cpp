#include "core/query/query.h"

#include "core/query/queryfields.h"
#include "core/query/queryvalues.h"

#include <algorithm>

namespace burin {

namespace {

QString quoted(QString text)
{
    text.replace(u'\\', QLatin1StringView("\\\\")).replace(u'"', QLatin1StringView("\\\""));
    return u'"' + text + u'"';
}

QString valueText(const QString &text)
{
    const bool plain = !text.isEmpty() && !text.startsWith(u'"') && !text.startsWith(u'#') &&
                       std::ranges::none_of(text, [](QChar c) { return c.isSpace(); });
    return plain ? text : quoted(text);
}

QString numberText(const RunCondition &condition, QueryValue kind)
{
    switch (kind) {
    case QueryValue::Status:
        return toString(RunStatus(condition.number));
    case QueryValue::Money:
        return amountText(condition.number);
    case QueryValue::Duration:
        return durationText(condition.number);
    case QueryValue::Day:
        return dayText(condition.number);
    default:
        return QString::number(condition.number);
    }
}

QLatin1StringView relationText(RunRelation relation, bool isText)
{
    switch (relation) {
    case RunRelation::Contains:
        return QLatin1StringView(":");
    case RunRelation::Is:
        return isText ? QLatin1StringView("=") : QLatin1StringView(":");
    case RunRelation::Below:
        return QLatin1StringView("<");
    case RunRelation::AtMost:
        return QLatin1StringView("<=");
    case RunRelation::Above:
        return QLatin1StringView(">");
    case RunRelation::AtLeast:
        return QLatin1StringView(">=");
    }
    return {};
}

/// Days have a field for each relation that the language can say; the others are said with the day beside.
QString dayConditionText(const RunCondition &condition)
{
    const QString day = dayText(condition.number), next = dayText(condition.number + 1);
    switch (condition.relation) {
    case RunRelation::AtLeast:
        return QStringLiteral("after:") + day;
    case RunRelation::Above:
        return QStringLiteral("after:") + next;
    case RunRelation::Below:
        return QStringLiteral("before:") + day;
    case RunRelation::AtMost:
        return QStringLiteral("before:") + next;
    default:
        return QStringLiteral("on:") + day;
    }
}

std::optional<QString> traitText(const RunCondition &condition)
{
    for (const auto &[kind, field] : {std::pair{QueryValue::Trait, "is:"}, std::pair{QueryValue::Presence, "has:"}}) {
        for (const QueryTrait &trait : traitsOf(kind)) {
            const bool same = trait.condition.field == condition.field && trait.condition.text == condition.text &&
                              trait.condition.number == condition.number &&
                              trait.condition.relation == condition.relation;
            if (same) return QLatin1StringView(field) + QLatin1StringView(trait.name);
        }
    }
    return std::nullopt;
}

QString positiveText(const RunCondition &condition)
{
    if (condition.field == RunField::Words) return quoted(condition.text);
    if (condition.field == RunField::Day) return dayConditionText(condition);
    if (condition.field == RunField::VersionId) return QStringLiteral("version:#%1").arg(condition.number);
    if (const std::optional<QString> trait = traitText(condition)) return *trait;
    const auto fields = queryFields();
    const auto field = std::ranges::find(fields, condition.field, &QueryField::field);
    Q_ASSERT(field != fields.end());
    const QString name =
        QLatin1StringView(field->name) + (condition.name.isEmpty() ? QString() : u'.' + condition.name);
    const bool isText = field->value == QueryValue::Text;
    if (isText && condition.number) return QStringLiteral("%1:#%2").arg(name).arg(condition.number);
    const bool named = isText || field->value == QueryValue::Tag;
    return name + relationText(condition.relation, isText) +
           (named ? valueText(condition.text) : numberText(condition, field->value));
}

} // namespace

QString printCondition(const RunCondition &condition)
{
    return (condition.negated ? QStringLiteral("-") : QString()) + positiveText(condition);
}

QString printQuery(const RunQuery &query)
{
    QStringList parts;
    for (const RunCondition &condition : conditionsOf(query))
        parts += printCondition(condition);
    if (!query.text.isEmpty()) parts += query.text;
    return parts.join(u' ');
}

} // namespace burin
