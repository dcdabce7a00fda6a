#include "core/exchange/datadocument.h"

#include <QRegularExpression>
#include <QSet>

namespace burin {

namespace {

constexpr int IndentStep = 2;
constexpr qsizetype LongestSimpleKey = 128; ///< YAML allows 1024; longer keys are hard to find in a diff.

/// Whether every reader sees @p c as itself when it stands in the file.
bool isPrintable(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit < 0x20 || (unit >= 0x7F && unit < 0xA0)) return unit == u'\t';
    return unit != 0x2028 && unit != 0x2029 && unit != 0xFEFF && unit < 0xFFFE;
}

bool isPlain(const QString &text)
{
    // 1.1 readers take some words for booleans that 1.2 readers do not.
    static const QSet<QString> words{QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("null"),
                                     QStringLiteral("yes"),  QStringLiteral("no"),    QStringLiteral("on"),
                                     QStringLiteral("off"),  QStringLiteral("y"),     QStringLiteral("n")};
    static const QRegularExpression safe(
        QStringLiteral("\\A[A-Za-z_/](?:[\\p{L}\\p{Nd}_ ./'()+*=?!,;$%<>~-]|:(?![\\s]|\\z))*(?<![\\s])\\z"));
    return safe.match(text).hasMatch() && !words.contains(text.toLower());
}

QString quoted(const QString &text)
{
    QString out(u'"');
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"':
            out += QLatin1StringView("\\\"");
            break;
        case u'\\':
            out += QLatin1StringView("\\\\");
            break;
        case u'\n':
            out += QLatin1StringView("\\n");
            break;
        case u'\r':
            out += QLatin1StringView("\\r");
            break;
        case u'\t':
            out += QLatin1StringView("\\t");
            break;
        default:
            if (isPrintable(c))
                out += c;
            else
                out += QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        }
    }
    return out + u'"';
}

/// Whether a block scalar gives back @p text, whoever reads it: for lines of visible text, not for blank ones.
bool isBlock(const QString &text)
{
    if (!text.contains(u'\n') || text.startsWith(u'\n') || text.startsWith(u' ') || text.startsWith(u'\t'))
        return false;
    for (const QStringView line : QStringView(text).tokenize(u'\n'))
        if (!line.isEmpty() && line.trimmed().isEmpty()) return false;
    return std::ranges::all_of(text, [](QChar c) { return c == u'\n' || isPrintable(c); });
}

QString block(const QString &text, int indent)
{
    QString out(u'|');
    qsizetype breaks = 0;
    while (text.at(text.size() - 1 - breaks) == u'\n')
        ++breaks;
    if (breaks == 0) out += u'-';
    if (breaks > 1) out += u'+';
    const QString margin(indent, u' ');
    for (const QStringView line : QStringView(text).chopped(breaks > 0 ? 1 : 0).tokenize(u'\n')) {
        out += u'\n';
        if (!line.isEmpty()) (out += margin) += line;
    }
    return out;
}

class Writer {
public:
    QString text;

    /// What stands behind "key:" or "-", from the space or line break before it.
    void value(const DataNode &node, int indent)
    {
        switch (node.kind) {
        case DataNode::Kind::Null:
            text += QLatin1StringView(" null\n");
            return;
        case DataNode::Kind::Boolean:
        case DataNode::Kind::Number:
            text += u' ' + node.text + u'\n';
            return;
        case DataNode::Kind::Text:
            text += u' ' + scalar(node.text, indent) + u'\n';
            return;
        case DataNode::Kind::List:
        case DataNode::Kind::Map:
            break;
        }
        if (node.items.empty()) {
            text += node.isMap() ? QLatin1StringView(" {}\n") : QLatin1StringView(" []\n");
        } else {
            text += u'\n';
            node.isMap() ? map(node, indent) : list(node, indent);
        }
    }

    void map(const DataNode &node, int indent)
    {
        for (qsizetype i = 0; i < node.keys.size(); ++i) {
            if (i > 0 || !m_afterDash) text += QString(indent, u' ');
            m_afterDash = false;
            key(node.keys.at(i), indent);
            value(node.items[size_t(i)], indent + IndentStep);
        }
    }

private:
    static QString scalar(const QString &value, int indent)
    {
        if (isPlain(value)) return value;
        return isBlock(value) ? block(value, indent) : quoted(value);
    }

    void key(const QString &name, int indent)
    {
        const QString written = isPlain(name) ? name : quoted(name);
        if (written.size() <= LongestSimpleKey)
            text += written + u':';
        else
            text += QLatin1StringView("? ") + written + u'\n' + QString(indent, u' ') + u':';
    }

    void list(const DataNode &node, int indent)
    {
        for (const DataNode &item : node.items) {
            text += QString(indent, u' ') + u'-';
            if (item.isMap() && !item.items.empty()) {
                text += u' ';
                m_afterDash = true;
                map(item, indent + IndentStep);
            } else {
                value(item, indent + IndentStep);
            }
        }
    }

    bool m_afterDash = false; ///< The first key of a map stands beside the dash.
};

} // namespace

QString writeYaml(const DataNode &node)
{
    if (node.items.empty()) return QStringLiteral("{}\n");
    Writer writer;
    writer.map(node, 0);
    return writer.text;
}

} // namespace burin
