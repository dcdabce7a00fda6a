#include "core/prompt/template.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <utility>

namespace burin {

namespace {

using Kind = TemplateError::Kind;

constexpr qsizetype LongestName = 64;
constexpr qsizetype LongestShownName = 40;

/// Something in a text that is not literal.
struct Token {
    enum class Type { Escape, Variable, Error };
    Type type = Type::Escape;
    Kind error = Kind::BadName;
    qsizetype offset = 0;
    qsizetype length = 0;
    QString name;
};

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isName(QStringView text)
{
    return !text.isEmpty() && isNameStart(text.front()) &&
           std::ranges::all_of(text, [](QChar c) { return isNameStart(c) || (c >= u'0' && c <= u'9'); });
}

QStringView withoutBlanks(QStringView text)
{
    const auto isBlank = [](QChar c) { return c == u' ' || c == u'\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.mid(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

/// The token that begins with the "{{" at @p open. It never reaches over the end of the line or the next "{{", so that
/// one forgotten brace does not spoil the rest of the text, and so that the time stays linear.
Token variableAt(QStringView text, qsizetype open)
{
    qsizetype end = open + 2;
    bool closed = false;
    for (; end < text.size() && !closed; ++end) {
        const QChar c = text[end];
        const bool twice = end + 1 < text.size() && text[end + 1] == c;
        if (c == u'\n' || c == u'\r' || (c == u'{' && twice)) break;
        closed = c == u'}' && twice;
    }
    Token token{Token::Type::Error, Kind::UnclosedBraces, open, end - open, {}};
    if (!closed) {
        token.name = withoutBlanks(text.mid(open + 2, end - open - 2)).toString();
        return token;
    }
    const QStringView name = withoutBlanks(text.mid(open + 2, end - open - 3));
    token.length = end + 1 - open;
    token.name = name.toString();
    if (!isName(name))
        token.error = Kind::BadName;
    else if (name.size() > LongestName)
        token.error = Kind::NameTooLong;
    else
        token.type = Token::Type::Variable;
    return token;
}

std::vector<Token> tokensOf(QStringView text)
{
    std::vector<Token> tokens;
    const auto braceAt = [text](qsizetype i) { return i < text.size() && text[i] == u'{'; };
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] == u'\\' && braceAt(i + 1) && braceAt(i + 2)) {
            tokens.push_back({Token::Type::Escape, Kind::BadName, i, 3, {}});
            i += 3;
        } else if (braceAt(i) && braceAt(i + 1) && !braceAt(i + 2)) {
            tokens.push_back(variableAt(text, i));
            i += tokens.back().length;
        } else {
            ++i;
        }
    }
    return tokens;
}

/// Turns rising offsets into lines and columns. LF, CR and CRLF end a line.
class LineCounter {
public:
    explicit LineCounter(QStringView text) : m_text(text) {}

    TemplateError locate(TemplateError error)
    {
        for (; m_position < error.offset; ++m_position) {
            const bool crlf =
                m_text[m_position] == u'\r' && m_position + 1 < m_text.size() && m_text[m_position + 1] == u'\n';
            if ((m_text[m_position] != u'\n' && m_text[m_position] != u'\r') || crlf) continue;
            ++m_line;
            m_lineStart = m_position + 1;
        }
        error.line = m_line;
        error.column = int(error.offset - m_lineStart) + 1;
        return error;
    }

private:
    QStringView m_text;
    qsizetype m_position = 0;
    qsizetype m_lineStart = 0;
    int m_line = 1;
};

qsizetype utf8Size(QStringView text)
{
    qsizetype size = 0;
    for (const QChar c : text)
        size += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return size;
}

QString shown(const QString &name)
{
    const QString line = name.simplified();
    return line.size() <= LongestShownName ? line : line.left(LongestShownName - 1) + u'…';
}

} // namespace

QString describe(const TemplateError &error)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("Template", source); };
    const auto located = [&error](const QString &sentence) { return sentence.arg(error.line).arg(error.column); };
    switch (error.kind) {
    case Kind::UnclosedBraces:
        //: %1 is a line and %2 a column of the prompt.
        return located(text(QT_TRANSLATE_NOOP("Template", "Line %1, column %2: “{{” has no “}}” on its line.")));
    case Kind::BadName:
        if (error.name.isEmpty())
            return located(
                text(QT_TRANSLATE_NOOP("Template", "Line %1, column %2: there is no name between the braces.")));
        //: %3 is what stands between the braces.
        return located(text(QT_TRANSLATE_NOOP("Template", "Line %1, column %2: “%3” is not a name; use letters, digits "
                                                          "and _, or write \\{{ for plain braces.")))
            .arg(shown(error.name));
    case Kind::NameTooLong:
        return located(text(
            QT_TRANSLATE_NOOP("Template", "Line %1, column %2: the name of a variable has at most 64 characters.")));
    case Kind::Unfilled:
        return text(QT_TRANSLATE_NOOP("Template", "The variable %1 has no value.")).arg(shown(error.name));
    case Kind::TooLarge:
        return text(QT_TRANSLATE_NOOP("Template", "With its variables filled in, the prompt is larger than 10 MB."));
    }
    Q_UNREACHABLE();
}

Result<Template, std::vector<TemplateError>> Template::parse(const QString &text)
{
    Template parsed;
    std::vector<TemplateError> errors;
    LineCounter lines(text);
    QSet<QString> names;
    QString literal;
    qsizetype done = 0;
    for (const Token &token : tokensOf(text)) {
        literal += QStringView(text).mid(done, token.offset - done);
        done = token.offset + token.length;
        if (token.type == Token::Type::Escape) {
            literal += QStringLiteral("{{");
        } else if (token.type == Token::Type::Error) {
            errors.push_back(lines.locate({token.error, token.name, token.offset, token.length}));
        } else {
            parsed.m_spans.push_back({token.offset, token.length, token.name});
            parsed.m_literals.push_back(std::exchange(literal, {}));
            if (names.contains(token.name)) continue;
            names.insert(token.name);
            parsed.m_unfilled.push_back(lines.locate({Kind::Unfilled, token.name, token.offset, token.length}));
        }
    }
    if (!errors.empty()) return errors;
    literal += QStringView(text).mid(done);
    parsed.m_literals.push_back(literal);
    return parsed;
}

QStringList Template::variables() const
{
    QStringList names;
    for (const TemplateError &place : m_unfilled)
        names += place.name;
    return names;
}

const std::vector<Template::Span> &Template::spans() const
{
    return m_spans;
}

std::optional<TemplateError> Template::tooLarge(const QMap<QString, QString> &values) const
{
    QMap<QString, qsizetype> sizes;
    for (const TemplateError &place : m_unfilled)
        sizes.insert(place.name, utf8Size(values.value(place.name)));
    qsizetype size = utf8Size(m_literals.front());
    size_t next = 0;
    for (; next < m_spans.size() && size <= MaximumOutput; ++next)
        size += sizes.value(m_spans[next].name) + utf8Size(m_literals[next + 1]);
    if (size <= MaximumOutput) return std::nullopt;

    TemplateError error;
    if (next > 0) error = *std::ranges::find(m_unfilled, m_spans[next - 1].name, &TemplateError::name);
    error.kind = Kind::TooLarge;
    return error;
}

Result<QString, std::vector<TemplateError>> Template::render(const QMap<QString, QString> &values) const
{
    std::vector<TemplateError> errors;
    std::ranges::copy_if(m_unfilled, std::back_inserter(errors),
                         [&values](const TemplateError &place) { return !values.contains(place.name); });
    if (!errors.empty()) return errors;
    if (const std::optional<TemplateError> error = tooLarge(values)) return std::vector{*error};

    QString text = m_literals.front();
    for (size_t i = 0; i < m_spans.size(); ++i)
        text += values.value(m_spans[i].name) + m_literals[i + 1];
    return text;
}

std::vector<Template::Span> findVariables(QStringView text)
{
    std::vector<Template::Span> spans;
    for (const Token &token : tokensOf(text)) {
        if (token.type == Token::Type::Variable) spans.push_back({token.offset, token.length, token.name});
    }
    return spans;
}

} // namespace burin
