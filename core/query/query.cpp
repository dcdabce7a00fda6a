#include "core/query/query.h"

#include "core/query/querylexer.h"
#include "core/query/queryvalues.h"

#include <algorithm>
#include <limits>

namespace burin {

namespace {

/// The relation as it was written; @p negated is turned round by "!=".
RunRelation relationOf(const QueryToken &token, bool &negated)
{
    const QStringView written = token.relation;
    if (written == u"!=") negated = !negated;
    if (written == u":") return token.field->colon;
    if (written == u"<") return RunRelation::Below;
    if (written == u"<=") return RunRelation::AtMost;
    if (written == u">") return RunRelation::Above;
    if (written == u">=") return RunRelation::AtLeast;
    return RunRelation::Is;
}

bool takesRelation(const QueryToken &token)
{
    const QueryValue kind = token.field->value;
    if (kind == QueryValue::Day || kind == QueryValue::Trait || kind == QueryValue::Presence)
        return token.relation == u":" || token.relation == u"=";
    const bool ordered = token.relation.startsWith(u'<') || token.relation.startsWith(u'>');
    return !ordered || hasOrder(kind);
}

std::optional<qint64> statusFrom(const QString &text)
{
    const std::optional<RunStatus> status = runStatusFrom(text.toLower());
    return status ? std::optional(qint64(*status)) : std::nullopt;
}

std::optional<qint64> numberOf(const QueryToken &token, QDate today)
{
    switch (token.field->value) {
    case QueryValue::Status:
        return statusFrom(token.value);
    case QueryValue::Money:
        return amountFrom(token.value);
    case QueryValue::Count:
        return countFrom(token.value);
    case QueryValue::Duration:
        return durationMsFrom(token.value);
    case QueryValue::Rating:
        return numberFromOne(token.value, 5);
    case QueryValue::Number:
        return numberFromOne(token.value, std::numeric_limits<qint64>::max());
    case QueryValue::Day:
        return dayFrom(token.value, today);
    default:
        return std::nullopt;
    }
}

std::optional<RunCondition> traitOf(const QueryToken &token)
{
    for (const QueryTrait &trait : traitsOf(token.field->value)) {
        if (token.value.compare(QLatin1StringView(trait.name), Qt::CaseInsensitive) == 0) return trait.condition;
    }
    return std::nullopt;
}

/// "#12", not quoted: a row's id instead of a name.
std::optional<qint64> rowOf(const QueryToken &token)
{
    const bool named = token.field->field == RunField::Prompt || token.field->field == RunField::Version ||
                       token.field->field == RunField::Batch;
    if (!named || token.quoted || !token.value.startsWith(u'#')) return std::nullopt;
    return numberFromOne(QStringView(token.value).sliced(1), std::numeric_limits<qint64>::max());
}

std::optional<RunCondition> conditionOf(const QueryToken &token, QDate today)
{
    if (token.value.isEmpty() || !takesRelation(token)) return std::nullopt;
    RunCondition condition;
    if (const std::optional<qint64> row = rowOf(token)) {
        const bool version = token.field->field == RunField::Version;
        condition = {version ? RunField::VersionId : token.field->field, RunRelation::Is, {}, *row};
        condition.negated = token.negated != (token.relation == u"!=");
        return condition;
    }
    if (!traitsOf(token.field->value).empty()) {
        const std::optional<RunCondition> trait = traitOf(token);
        if (!trait) return std::nullopt;
        condition = *trait;
        condition.negated = token.negated;
        return condition;
    }
    condition.field = token.field->field;
    condition.negated = token.negated;
    condition.relation = relationOf(token, condition.negated);
    if (condition.field == RunField::Variable) condition.name = token.name.toString();
    if (token.field->value == QueryValue::Text || token.field->value == QueryValue::Tag) {
        condition.text = token.value;
        return condition;
    }
    const std::optional<qint64> number = numberOf(token, today);
    if (!number) return std::nullopt;
    condition.number = *number;
    return condition;
}

void addParts(const QueryToken &token, QueryPartKind value, std::vector<QueryPart> &parts)
{
    qsizetype at = token.offset;
    const auto add = [&](QueryPartKind kind, qsizetype end) {
        if (end > at) parts.push_back({kind, at, end - at});
        at = end;
    };
    if (token.negated) add(QueryPartKind::Negation, at + 1);
    if (token.field) {
        add(QueryPartKind::Field, token.valueOffset - token.relation.size());
        add(QueryPartKind::Relation, token.valueOffset);
    }
    add(value, token.end());
}

class Reader {
public:
    explicit Reader(QDate today) : m_today(today) {}

    ParsedQuery read(const QString &text)
    {
        for (const QueryToken &token : queryTokens(text)) {
            if (token.field)
                readCondition(token);
            else
                readWord(token);
        }
        m_parsed.query.text = m_words.join(u' ');
        return std::move(m_parsed);
    }

private:
    void readCondition(const QueryToken &token)
    {
        const std::optional<RunCondition> condition = conditionOf(token, m_today);
        addParts(token, condition ? QueryPartKind::Value : QueryPartKind::Wrong, m_parsed.parts);
        if (condition)
            m_parsed.query.conditions.push_back(*condition);
        else if (!m_parsed.problem)
            m_parsed.problem = {token.offset, token.length, needOf(*token.field)};
    }

    void readWord(const QueryToken &token)
    {
        const bool phrase = token.quoted || token.negated;
        addParts(token, token.quoted ? QueryPartKind::Phrase : QueryPartKind::Word, m_parsed.parts);
        if (!phrase)
            m_words += token.value;
        else if (!token.value.trimmed().isEmpty())
            m_parsed.query.conditions.push_back(
                {RunField::Words, RunRelation::Contains, token.value, 0, {}, token.negated});
    }

    QDate m_today;
    ParsedQuery m_parsed;
    QStringList m_words;
};

} // namespace

ParsedQuery parseQuery(const QString &text, QDate today)
{
    return Reader(today).read(text);
}

} // namespace burin
