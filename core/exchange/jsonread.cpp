#include "core/exchange/datadocument.h"
#include "core/exchange/exchange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace burin {

namespace {

/// Takes apart a text that QJsonDocument has found valid, so nothing is checked a second time: this adds the order of
/// the members and the places, which QJsonDocument does not tell.
class JsonReader {
public:
    explicit JsonReader(QStringView text) : m_text(text) {}

    Result<DataNode> value(int depth = 0)
    {
        skipSpace();
        DataNode node{.place = place(), .begin = m_at};
        if (depth > DeepestNesting)
            return badFile(node.place,
                           ExchangeText::tr("Lists and maps are nested more than %1 deep.").arg(DeepestNesting));
        if (++m_nodes > MostDataNodes) return badFile(node.place, ExchangeText::tr("The file has too many values."));
        if (peek() == u'{' || peek() == u'[') {
            if (const std::optional<Error> error = members(node, depth)) return *error;
        } else if (peek() == u'"') {
            node.kind = DataNode::Kind::Text;
            node.text = string();
        } else {
            word(node);
        }
        node.end = m_at;
        return node;
    }

private:
    QChar peek() const { return m_at < m_text.size() ? m_text.at(m_at) : QChar(); }

    void step()
    {
        if (peek() == u'\n') {
            ++m_line;
            m_lineStart = m_at + 1;
        }
        ++m_at;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && peek().isSpace())
            step();
    }

    FilePlace place() const { return {m_line, int(m_at - m_lineStart) + 1}; }

    /// Between the quotes nothing but escapes has a meaning, and no line ends.
    QString string()
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size() && peek() != u'"')
            m_at += peek() == u'\\' ? 2 : 1;
        ++m_at;
        const QStringView quoted = m_text.sliced(begin, std::min(m_at, m_text.size()) - begin);
        if (!quoted.contains(u'\\')) return quoted.sliced(1).chopped(1).toString();
        const QString text = QJsonDocument::fromJson('[' + quoted.toUtf8() + ']').array().first().toString();
        return QString::fromUtf8(text.toUtf8()); // half a character, which an escape can be, is in no file of ours
    }

    void word(DataNode &node)
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !peek().isSpace() && peek() != u',' && peek() != u']' && peek() != u'}')
            ++m_at;
        node.text = m_text.sliced(begin, m_at - begin).toString();
        if (node.text == QLatin1StringView("null")) {
            node.text.clear();
        } else {
            const bool isNumber = node.text.startsWith(u'-') || node.text.at(0).isDigit();
            node.kind = isNumber ? DataNode::Kind::Number : DataNode::Kind::Boolean;
        }
    }

    std::optional<Error> members(DataNode &node, int depth)
    {
        node.kind = peek() == u'{' ? DataNode::Kind::Map : DataNode::Kind::List;
        const QChar closing = node.isMap() ? u'}' : u']';
        QSet<QString> seen;
        step();
        for (skipSpace(); m_at < m_text.size() && peek() != closing; skipSpace()) {
            const FilePlace keyPlace = place();
            if (node.isMap()) {
                node.keys += string();
                if (seen.contains(node.keys.last()))
                    return badFile(keyPlace, ExchangeText::tr("The key \"%1\" is there twice.").arg(node.keys.last()));
                seen.insert(node.keys.last());
                skipSpace();
                step(); // the colon
            }
            Result<DataNode> item = value(depth + 1);
            if (!item) return item.error();
            item.value().keyPlace = keyPlace;
            node.items.push_back(std::move(item.value()));
            skipSpace();
            if (peek() == u',') step();
        }
        step();
        return std::nullopt;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_lineStart = 0;
    int m_line = 1;
    int m_nodes = 0;
};

FilePlace placeIn(const QByteArray &bytes, qsizetype offset)
{
    const QByteArray before = bytes.first(std::min(offset, bytes.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {int(before.count('\n')) + 1, int(QString::fromUtf8(before.sliced(lineStart)).size()) + 1};
}

} // namespace

Result<DataNode> readJson(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    QJsonParseError error;
    // A document is an object or an array; the brackets allow for any value.
    const qsizetype values = QJsonDocument::fromJson('[' + bytes + ']', &error).array().size();
    if (error.error != QJsonParseError::NoError)
        return badFile(placeIn(bytes, std::max(0, int(error.offset) - 1)),
                       ExchangeText::tr("This is no valid JSON: %1.").arg(error.errorString()));
    if (text.trimmed().isEmpty()) return badFile({}, ExchangeText::tr("It is empty."));
    if (values != 1) return badFile({}, ExchangeText::tr("This is no valid JSON: it is more than one value."));
    return JsonReader(text).value();
}

} // namespace burin
