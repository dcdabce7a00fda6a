#include "core/prompt/templatetags.h"
#include "core/prompt/templatetree.h"

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

using ErrorKind = TemplateError::Kind;
using Expression = TemplateExpression;

constexpr qsizetype LongestName = 64;

struct HelperRow {
    const char *name;
    Expression::Kind kind;
    size_t arguments;
};
constexpr HelperRow helpers[] = {
    {"json", Expression::Kind::Json, 1},
    {"eq", Expression::Kind::Equal, 2},
};

const HelperRow *helperOf(QStringView name)
{
    const auto row =
        std::ranges::find_if(helpers, [name](const HelperRow &r) { return QLatin1StringView(r.name) == name; });
    return row == std::end(helpers) ? nullptr : row;
}

bool isKeyPart(QChar c)
{
    return (c >= u'0' && c <= u'9') || isTemplateName(QStringView(&c, 1));
}

/// Reads what stands between the braces, from left to right.
class ExpressionReader {
public:
    explicit ExpressionReader(QStringView text) : m_rest(text) {}

    bool atEnd()
    {
        m_rest = withoutBlanks(m_rest);
        return m_rest.isEmpty();
    }

    /// A path, a literal or a helper in parentheses.
    ReadExpression operand(int depth)
    {
        if (atEnd()) return ErrorKind::BadArguments;
        if (take(u'(')) return call(depth + 1);
        const QChar first = m_rest.front();
        if (first == u'"' || first == u'\'') return text(first);
        if (const std::optional<QJsonValue> value = plainLiteral())
            return Expression{.kind = Expression::Kind::Literal, .literal = *value};
        return path();
    }

    ReadExpression path()
    {
        const QStringView start = m_rest;
        TemplatePath path;
        const std::optional<ErrorKind> error = take(u'@') ? readData(path) : readPath(path);
        if (error) return *error;
        const bool ends =
            m_rest.isEmpty() || m_rest.front() == u' ' || m_rest.front() == u'\t' || m_rest.front() == u')';
        if (!ends) return ErrorKind::BadName;
        path.written = start.left(start.size() - m_rest.size()).toString();
        return Expression{.path = path};
    }

    /// name=; nothing is taken when it does not stand here.
    std::optional<QString> argumentName()
    {
        const qsizetype equals = m_rest.indexOf(u'=');
        if (equals < 0 || !isTemplateName(m_rest.left(equals))) return std::nullopt;
        const QString name = m_rest.left(equals).toString();
        m_rest = m_rest.mid(equals + 1);
        return name;
    }

    /// Up to a blank, or between quotes.
    QString fragmentName()
    {
        const QChar quote = m_rest.isEmpty() ? QChar() : m_rest.front();
        if (quote == u'"' || quote == u'\'') {
            const qsizetype end = m_rest.indexOf(quote, 1);
            const QString name = m_rest.mid(1, end - 1).toString();
            m_rest = m_rest.mid(end + 1);
            return end < 0 ? QString() : name;
        }
        const auto end = std::ranges::find_if(m_rest, [](QChar c) { return c == u' ' || c == u'\t'; });
        const QString name = m_rest.left(end - m_rest.begin()).toString();
        m_rest = m_rest.mid(name.size());
        return name;
    }

    /// The operands of @p helper up to the end or a parenthesis.
    ReadExpression operandsOf(const HelperRow &helper, int depth)
    {
        Expression expression{.kind = helper.kind};
        while (!atEnd() && m_rest.front() != u')') {
            const ReadExpression argument = operand(depth);
            if (!argument) return argument.error();
            expression.arguments.push_back(*argument);
        }
        if (expression.arguments.size() != helper.arguments) return ErrorKind::BadArguments;
        return expression;
    }

private:
    bool take(QChar c)
    {
        if (m_rest.isEmpty() || m_rest.front() != c) return false;
        m_rest = m_rest.mid(1);
        return true;
    }

    bool take(QLatin1StringView text)
    {
        if (!m_rest.startsWith(text)) return false;
        m_rest = m_rest.mid(text.size());
        return true;
    }

    QStringView key()
    {
        const auto end = std::ranges::find_if_not(m_rest, isKeyPart);
        const QStringView key = m_rest.left(end - m_rest.begin());
        m_rest = m_rest.mid(key.size());
        return key;
    }

    ReadExpression call(int depth)
    {
        if (depth > Template::MaximumDepth) return ErrorKind::TooDeep;
        m_rest = withoutBlanks(m_rest);
        const HelperRow *helper = helperOf(key());
        if (!helper) return ErrorKind::BadName;
        ReadExpression expression = operandsOf(*helper, depth);
        if (expression && !take(u')')) return ErrorKind::BadArguments;
        return expression;
    }

    ReadExpression text(QChar quote)
    {
        QString value;
        for (qsizetype i = 1; i < m_rest.size(); ++i) {
            if (m_rest[i] == quote) {
                m_rest = m_rest.mid(i + 1);
                return Expression{.kind = Expression::Kind::Literal, .literal = value};
            }
            if (m_rest[i] == u'\\' && i + 1 < m_rest.size() && (m_rest[i + 1] == quote || m_rest[i + 1] == u'\\')) ++i;
            value += m_rest[i];
        }
        return ErrorKind::BadArguments;
    }

    /// A number, true, false or null.
    std::optional<QJsonValue> plainLiteral()
    {
        const auto end = std::ranges::find_if(m_rest, [](QChar c) { return c == u' ' || c == u'\t' || c == u')'; });
        const QStringView word = m_rest.left(end - m_rest.begin());
        std::optional<QJsonValue> value;
        bool isNumber = false;
        const double number = word.toDouble(&isNumber);
        const bool digitFirst = word.front() == u'-' || (word.front() >= u'0' && word.front() <= u'9');
        if (isNumber && digitFirst && std::isfinite(number)) value = QJsonValue(number);
        if (word == QLatin1StringView("true")) value = QJsonValue(true);
        if (word == QLatin1StringView("false")) value = QJsonValue(false);
        if (word == QLatin1StringView("null")) value = QJsonValue(QJsonValue::Null);
        if (value) m_rest = m_rest.mid(word.size());
        return value;
    }

    /// Behind "@".
    std::optional<ErrorKind> readData(TemplatePath &path)
    {
        path.base = TemplatePath::Base::Loop;
        while (take(QLatin1StringView("../")))
            ++path.up;
        const QString name = key().toString();
        if (name == QLatin1StringView("root") && path.up == 0) {
            path.base = TemplatePath::Base::Root;
            return readMembers(path);
        }
        path.keys += name;
        const bool known =
            QStringList{QStringLiteral("index"), QStringLiteral("first"), QStringLiteral("last"), QStringLiteral("key")}
                .contains(name);
        return known ? std::nullopt : std::optional(ErrorKind::BadName);
    }

    std::optional<ErrorKind> readPath(TemplatePath &path)
    {
        while (take(QLatin1StringView("../")))
            ++path.up;
        if (take(QLatin1StringView(".."))) {
            ++path.up;
            return std::nullopt;
        }
        const bool dot = take(QLatin1StringView("./"));
        if (!dot && path.up == 0 && take(u'.')) return std::nullopt;
        const QStringView first = key();
        if (first == QLatin1StringView("this") && !dot) return readMembers(path);
        if (!isTemplateName(first)) return ErrorKind::BadName;
        if (first.size() > LongestName) return ErrorKind::NameTooLong;
        path.keys += first.toString();
        return readMembers(path);
    }

    /// ".name", ".0" and ".[any text]".
    std::optional<ErrorKind> readMembers(TemplatePath &path)
    {
        while (take(u'.')) {
            const qsizetype bracket = m_rest.startsWith(u'[') ? m_rest.indexOf(u']') : -1;
            if (bracket > 0) {
                path.keys += m_rest.mid(1, bracket - 1).toString();
                m_rest = m_rest.mid(bracket + 1);
                continue;
            }
            const QStringView member = key();
            if (member.isEmpty()) return ErrorKind::BadName;
            path.keys += member.toString();
        }
        return std::nullopt;
    }

    QStringView m_rest;
};

} // namespace

ReadExpression readValue(QStringView body)
{
    ExpressionReader reader(body);
    const QStringView word = body.left(std::ranges::find_if_not(body, isKeyPart) - body.begin());
    const HelperRow *helper = word.size() < body.size() ? helperOf(word) : nullptr;
    if (helper && (body[word.size()] == u' ' || body[word.size()] == u'\t')) {
        reader = ExpressionReader(body.mid(word.size()));
        ReadExpression call = reader.operandsOf(*helper, 0);
        return call && !reader.atEnd() ? ReadExpression(ErrorKind::BadArguments) : call;
    }
    ReadExpression path = reader.path();
    return path && !reader.atEnd() ? ReadExpression(ErrorKind::BadName) : path;
}

ReadExpression readSubject(QStringView body)
{
    ExpressionReader reader(body);
    ReadExpression subject = reader.operand(0);
    return subject && !reader.atEnd() ? ReadExpression(ErrorKind::BadArguments) : subject;
}

Result<TemplateInclude, TemplateError::Kind> readInclude(QStringView body)
{
    ExpressionReader reader(body);
    TemplateInclude include{.name = reader.fragmentName()};
    if (include.name.isEmpty()) return ErrorKind::BadArguments;
    while (!reader.atEnd()) {
        const std::optional<QString> name = reader.argumentName();
        const ReadExpression value = reader.operand(0);
        if (!value) return value.error();
        if (name)
            include.arguments.emplace_back(*name, *value);
        else if (include.context || !include.arguments.empty())
            return ErrorKind::BadArguments;
        else
            include.context = *value;
    }
    return include;
}

} // namespace burin
