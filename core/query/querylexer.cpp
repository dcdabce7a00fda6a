#include "core/query/querylexer.h"

namespace burin {

namespace {

constexpr qsizetype NoOffset = -1;

bool isQuote(QChar c)
{
    return c == u'"';
}

/// The end of the quotation that begins at @p start, behind its closing mark.
qsizetype endOfQuotation(QStringView text, qsizetype start)
{
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size())
            ++i;
        else if (isQuote(text[i]))
            return i + 1;
    }
    return text.size();
}

/// The text of the quotation @p quotation, which may lack its closing mark.
QString unquoted(QStringView quotation)
{
    QString text;
    for (qsizetype i = 1; i < quotation.size(); ++i) {
        if (quotation[i] == u'\\' && i + 1 < quotation.size())
            text += quotation[++i];
        else if (!isQuote(quotation[i]))
            text += quotation[i];
    }
    return text;
}

qsizetype endOfWord(QStringView text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && !text[end].isSpace())
        ++end;
    return end;
}

qsizetype relationLength(QStringView text)
{
    for (const QLatin1StringView relation :
         {QLatin1StringView(">="), QLatin1StringView("<="), QLatin1StringView("!="), QLatin1StringView(":"),
          QLatin1StringView("="), QLatin1StringView("<"), QLatin1StringView(">")})
        if (text.startsWith(relation)) return relation.size();
    return 0;
}

/// Where the first relation of the word at @p start stands; NoOffset if there is none.
qsizetype findRelation(QStringView text, qsizetype start)
{
    for (qsizetype i = start; i < text.size() && !text[i].isSpace() && !isQuote(text[i]); ++i)
        if (relationLength(text.sliced(i)) > 0) return i;
    return NoOffset;
}

/// Reads the value at @p start into @p token.
void readValue(QStringView text, qsizetype start, QueryToken &token)
{
    token.valueOffset = start;
    token.quoted = start < text.size() && isQuote(text[start]);
    const qsizetype end = token.quoted ? endOfQuotation(text, start) : endOfWord(text, start);
    const QStringView value = text.sliced(start, end - start);
    token.value = token.quoted ? unquoted(value) : value.toString();
    token.length = end - token.offset;
}

bool readCondition(QStringView text, qsizetype start, QueryToken &token)
{
    const qsizetype relation = findRelation(text, start);
    if (relation == NoOffset) return false;
    const QStringView name = text.sliced(start, relation - start);
    token.field = findQueryField(name);
    if (!token.field) return false;
    token.name = token.field->field == RunField::Variable ? name.sliced(4) : name;
    token.relation = text.sliced(relation, relationLength(text.sliced(relation)));
    readValue(text, relation + token.relation.size(), token);
    return true;
}

QueryToken readToken(QStringView text, qsizetype offset)
{
    QueryToken token;
    token.offset = offset;
    const bool dash = text[offset] == u'-' && offset + 1 < text.size();
    const bool mayNegate = dash && !text[offset + 1].isSpace() && text[offset + 1] != u'-';
    token.negated = mayNegate;
    const qsizetype start = offset + (mayNegate ? 1 : 0);
    if (!readCondition(text, start, token)) readValue(text, start, token);
    return token;
}

} // namespace

std::vector<QueryToken> queryTokens(QStringView text)
{
    std::vector<QueryToken> tokens;
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        tokens.push_back(readToken(text, i));
        i = tokens.back().end();
    }
    return tokens;
}

} // namespace burin
