#include "core/query/queryedit.h"

#include "core/query/query.h"
#include "core/query/querylexer.h"

#include <algorithm>

namespace burin {

namespace {

constexpr qsizetype MostCompletions = 200;

/// Those of @p names that have @p typed in them; those that begin with it first.
QStringList matching(const QStringList &names, const QString &typed)
{
    QStringList begin, within;
    for (const QString &name : names) {
        if (name.startsWith(typed, Qt::CaseInsensitive))
            begin += name;
        else if (name.contains(typed, Qt::CaseInsensitive))
            within += name;
    }
    return (begin + within).mid(0, MostCompletions);
}

QStringList statusNames()
{
    QStringList names;
    for (const RunStatus status : {RunStatus::Completed, RunStatus::Running, RunStatus::Truncated, RunStatus::Partial,
                                   RunStatus::Failed, RunStatus::Cancelled, RunStatus::Interrupted, RunStatus::Blocked})
        names += toString(status);
    return names;
}

QStringList errorNames()
{
    QStringList names;
    for (const ErrorRow &row : errorCatalog())
        names += toString(row.category) + u'/' + QLatin1StringView(row.id);
    return names;
}

QStringList traitNames(QueryValue kind)
{
    QStringList names;
    for (const QueryTrait &trait : traitsOf(kind))
        names += QLatin1StringView(trait.name);
    return names;
}

QStringList namesFor(RunField field, const RunFacets &known)
{
    switch (field) {
    case RunField::Model:
        return known.models;
    case RunField::Provider:
        return known.providers;
    case RunField::Prompt:
        return known.prompts;
    case RunField::Tag:
        return known.tags;
    case RunField::Batch:
        return known.batches;
    case RunField::Error:
        return errorNames();
    default:
        return {};
    }
}

QStringList valuesFor(const QueryField &field, const RunFacets &known)
{
    switch (field.value) {
    case QueryValue::Status:
        return statusNames();
    case QueryValue::Trait:
    case QueryValue::Presence:
        return traitNames(field.value);
    case QueryValue::Rating:
        return {QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("3"), QStringLiteral("2"),
                QStringLiteral("1")};
    case QueryValue::Day:
        return {QStringLiteral("today"), QStringLiteral("yesterday"), QStringLiteral("7d"), QStringLiteral("30d"),
                QStringLiteral("90d")};
    default:
        return namesFor(field.field, known);
    }
}

/// A value as it must be written behind a relation.
QString writtenValue(const QString &value)
{
    const QString printed = printCondition({RunField::Model, RunRelation::Contains, value});
    return printed.mid(printed.indexOf(u':') + 1);
}

QStringList fieldTexts(const QString &typed, const RunFacets &known)
{
    QStringList texts;
    for (const QueryField &field : queryFields()) {
        const QString name = QLatin1StringView(field.name);
        if (field.field != RunField::Variable)
            texts += name + (hasOrder(field.value) && field.field != RunField::Id ? QString() : QStringLiteral(":"));
    }
    for (const QString &variable : known.variables)
        texts += QStringLiteral("var.%1=").arg(variable);
    texts.removeIf([&](const QString &text) { return !text.startsWith(typed, Qt::CaseInsensitive) || text == typed; });
    return texts;
}

QStringList conditionTexts(const QString &text, const QueryToken &token, const RunFacets &known)
{
    const QString before = text.sliced(token.offset, token.valueOffset - token.offset);
    QStringList texts;
    for (const QString &value : matching(valuesFor(*token.field, known), token.value))
        if (value != token.value) texts += before + writtenValue(value);
    return texts;
}

bool isAbout(const QueryToken &token, RunField field)
{
    if (!token.field) return false;
    const auto traits = traitsOf(token.field->value);
    if (traits.empty()) return token.field->field == field;
    return std::ranges::any_of(traits, [&](const QueryTrait &trait) {
        return trait.condition.field == field &&
               token.value.compare(QLatin1StringView(trait.name), Qt::CaseInsensitive) == 0;
    });
}

} // namespace

QueryCompletion completionsAt(const QString &text, qsizetype cursor, const RunFacets &known)
{
    for (const QueryToken &token : queryTokens(text)) {
        if (cursor <= token.offset || cursor > token.end()) continue;
        if (token.field) return {token.offset, token.length, conditionTexts(text, token, known)};
        if (token.quoted) return {};
        QStringList texts = fieldTexts(token.value, known);
        if (token.negated)
            for (QString &field : texts)
                field.prepend(u'-');
        return {token.offset, token.length, texts};
    }
    return {};
}

QString withCondition(const QString &text, RunField field, const QString &condition)
{
    QStringList pieces;
    bool placed = condition.isEmpty();
    for (const QueryToken &token : queryTokens(text)) {
        if (!isAbout(token, field)) {
            pieces += text.sliced(token.offset, token.length);
        } else if (!placed) {
            pieces += condition;
            placed = true;
        }
    }
    if (!placed) pieces += condition;
    return pieces.join(u' ');
}

} // namespace burin
