#include "core/exchange/foreigntemplate.h"

#include <QRegularExpression>

namespace burin {

namespace {

/// A variable, or a path into one.
bool isPath(const QString &expression)
{
    static const QRegularExpression path(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*\\z"));
    return path.match(expression).hasMatch();
}

/// What Handlebars and our templates have in common, by its first word.
bool isOurs(const QString &expression)
{
    static const QRegularExpression known(
        QStringLiteral("\\A~?\\s*(?:[#/"
                       "](?:if|unless|each|with)\\b|else\\b|!|json\\s|this\\b|@(?:index|first|last|key)\\b|\\{).*\\z"),
        QRegularExpression::DotMatchesEverythingOption);
    return known.match(expression).hasMatch() || isPath(expression.trimmed());
}

/// Replaces each match of @p pattern with what @p replace makes of it, in one pass.
template <class Replace> QString replacedEach(const QString &text, const QRegularExpression &pattern, Replace replace)
{
    QString out;
    qsizetype done = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(text).sliced(done, match.capturedStart() - done);
        out += replace(match);
        done = match.capturedEnd();
    }
    out += QStringView(text).sliced(done);
    return out;
}

/// Tells of pieces of one text, each at its own place even when they are alike.
class Teller {
public:
    Teller(ImportContext &context, const TextOrigin &origin) : m_context(context), m_origin(origin), m_at(origin.place)
    {
    }

    void tell(const QString &piece, const QString &sentence)
    {
        m_at = m_context.find(piece, m_at);
        m_context.tell(m_at, m_origin.what, sentence.arg(piece.simplified().left(60)));
        ++m_at.column;
    }

private:
    ImportContext &m_context;
    TextOrigin m_origin;
    FilePlace m_at;
};

QString fromJinja(const QString &text, Teller &teller)
{
    static const QRegularExpression tag(QStringLiteral("\\{\\{(.*?)\\}\\}|\\{%.*?%\\}|\\{#.*?#\\}"),
                                        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression literal(QStringLiteral("\\A([\"'])(\\{\\{|\\{%|\\{#)\\1\\z"));
    return replacedEach(text, tag, [&teller](const QRegularExpressionMatch &match) {
        const QString expression = match.captured(1).trimmed();
        if (isPath(expression)) return QStringLiteral("{{%1}}").arg(expression);
        if (const QRegularExpressionMatch escaped = literal.match(expression); escaped.hasMatch())
            return (escaped.captured(2) == QLatin1StringView("{{") ? QStringLiteral("\\") : QString()) +
                   escaped.captured(2);
        teller.tell(match.captured(), ExchangeText::tr("%1 is Jinja that Burin does not know. It stays as text."));
        return match.captured();
    });
}

QString fromDollar(const QString &text, Teller &teller)
{
    static const QRegularExpression tag(
        QStringLiteral("\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})?|\\{\\{"));
    return replacedEach(text, tag, [&teller](const QRegularExpressionMatch &match) {
        if (match.captured() == QLatin1StringView("{{")) return QStringLiteral("\\{{");
        if (match.hasCaptured(1)) return QStringLiteral("$");
        const QString name = match.captured(2) + match.captured(3);
        if (!name.isEmpty()) return QStringLiteral("{{%1}}").arg(name);
        teller.tell(match.captured(),
                    ExchangeText::tr("%1 alone is an error there; a dollar is \"$$\". It stays as text."));
        return match.captured();
    });
}

void tellForeignTags(Dialect dialect, const QString &text, Teller &teller)
{
    static const QRegularExpression tag(QStringLiteral("(?<!\\\\)\\{\\{(.*?)\\}\\}"),
                                        QRegularExpression::DotMatchesEverythingOption);
    for (auto it = tag.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString expression = match.captured(1);
        if (dialect == Dialect::Handlebars ? isOurs(expression) : isPath(expression.trimmed())) continue;
        teller.tell(match.captured(),
                    dialect == Dialect::Handlebars
                        ? ExchangeText::tr("%1 is a helper that Burin does not know. It stays as text.")
                        : ExchangeText::tr("%1 is plain text there, and has a meaning in Burin."));
    }
}

/// One of our tags: an escape, or what stands between the braces.
QString tagFor(Dialect dialect, const QString &expression, const QString &following)
{
    if (dialect != Dialect::Dollar) return QStringLiteral("{{%1}}").arg(expression);
    const bool runsOn = !following.isEmpty() && (following.at(0).isLetterOrNumber() || following.at(0) == u'_');
    return (runsOn ? QStringLiteral("${%1}") : QStringLiteral("$%1")).arg(expression);
}

} // namespace

QString fromDialect(Dialect dialect, const QString &text, const TextOrigin &origin, ImportContext &context)
{
    Teller teller(context, origin);
    if (dialect == Dialect::Jinja) return fromJinja(text, teller);
    if (dialect == Dialect::Dollar) return fromDollar(text, teller);
    tellForeignTags(dialect, text, teller);
    return text;
}

QString toDialect(Dialect dialect, const QString &text, const QString &what, std::vector<Notice> &notices)
{
    if (dialect == Dialect::Handlebars) return text;
    static const QRegularExpression tag(QStringLiteral("\\\\\\{\\{|\\{\\{(.*?)\\}\\}|\\{%|\\{#|\\$"),
                                        QRegularExpression::DotMatchesEverythingOption);
    const auto tell = [&](const QString &piece, const QString &sentence) {
        notices.push_back({{}, what, sentence.arg(piece.simplified().left(60))});
        return piece;
    };
    return replacedEach(text, tag, [&](const QRegularExpressionMatch &match) {
        const QString piece = match.captured();
        if (piece == QLatin1StringView("$")) return dialect == Dialect::Dollar ? QStringLiteral("$$") : piece;
        if (piece == QLatin1StringView("{%") || piece == QLatin1StringView("{#"))
            return dialect == Dialect::Jinja ? QStringLiteral("{{ \"%1\" }}").arg(piece) : piece;
        if (piece == QLatin1StringView("\\{{")) {
            if (dialect == Dialect::Dollar) return QStringLiteral("{{");
            if (dialect == Dialect::Jinja) return QStringLiteral("{{ \"{{\" }}");
            return tell(piece, ExchangeText::tr("That format cannot escape braces; %1 is written as it is."));
        }
        const QString expression = match.captured(1).trimmed();
        const bool isName = isPath(expression) && (dialect != Dialect::Dollar || !expression.contains(u'.'));
        if (isName) return tagFor(dialect, expression, text.mid(match.capturedEnd(), 1));
        return tell(piece, ExchangeText::tr("That format does not know %1; it is written as it is."));
    });
}

} // namespace burin
