#include "core/exchange/datadocument.h"
#include "core/exchange/exchange.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace burin {

namespace {

/// Thrown through the parser, which knows no other way to stop, and caught in readYaml().
struct Refused {
    FilePlace place;
    QString sentence;
};

/// QString::fromUtf8() takes a leading U+FEFF for a byte order mark; here it is part of the text.
QString decoded(const std::string &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(utf8.data(), qsizetype(utf8.size())));
}

/// Whether the quoted scalar that starts at @p begin ends: the parser takes the end of the file for its end.
bool isClosed(const std::string &utf8, size_t begin)
{
    if (begin >= utf8.size()) return true;
    const char quote = utf8[begin];
    if (quote != '"' && quote != '\'') return true;
    for (size_t at = begin + 1; at < utf8.size(); ++at) {
        if (quote == '"' && utf8[at] == '\\')
            ++at;
        else if (utf8[at] == quote && quote == '\'' && at + 1 < utf8.size() && utf8[at + 1] == quote)
            ++at;
        else if (utf8[at] == quote)
            return true;
    }
    return false;
}

/// What an unquoted scalar is.
DataNode plainScalar(const QString &text)
{
    static const QRegularExpression boolean(QStringLiteral("\\A(?:true|True|TRUE|false|False|FALSE)\\z"));
    static const QRegularExpression number(
        QStringLiteral("\\A[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\\z"));
    static const QRegularExpression hexadecimal(QStringLiteral("\\A0[xo][0-9a-fA-F]+\\z"));
    if (boolean.match(text).hasMatch()) return DataNode::ofBoolean(text.at(0).toLower() == u't');
    if (number.match(text).hasMatch()) return {.kind = DataNode::Kind::Number, .text = text};
    if (hexadecimal.match(text).hasMatch()) {
        bool ok = false;
        const qint64 value = QStringView(text).mid(2).toLongLong(&ok, text.at(1) == u'x' ? 16 : 8);
        if (ok) return {.kind = DataNode::Kind::Number, .text = QString::number(value)};
    }
    return DataNode::ofText(text);
}

/// Builds the value from the parser's events.
class Builder : public YAML::EventHandler {
public:
    explicit Builder(int firstLine) : m_firstLine(firstLine) {}

    DataNode root() const { return m_root; }
    /// Where the last scalar starts, in bytes.
    size_t lastScalar() const { return m_lastScalar; }

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { add({.place = placeOf(mark)}, anchor); }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto target = m_anchored.constFind(anchor);
        if (target == m_anchored.constEnd())
            throw Refused{placeOf(mark), ExchangeText::tr("An alias stands in its own value.")};
        DataNode copy = *target;
        copy.place = placeOf(mark);
        count(copy);
        add(copy, 0);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        const QString text = decoded(value);
        m_lastScalar = size_t(mark.pos);
        m_isPlain = tag == "?";
        DataNode node = tag == "?" ? plainScalar(text) : DataNode::ofText(text);
        node.place = placeOf(mark);
        count(node);
        add(node, anchor);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open({.kind = DataNode::Kind::List, .place = placeOf(mark)}, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open({.kind = DataNode::Kind::Map, .place = placeOf(mark)}, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Level {
        DataNode node;
        YAML::anchor_t anchor = 0;
        std::optional<DataNode> key = {}; ///< Of a map: the key whose value comes next.
        QSet<QString> own = {};           ///< Its keys, without those that were merged into it.
        bool mayMerge = false;            ///< The key is an unquoted "<<".
        bool hasMerged = false;
    };

    FilePlace placeOf(const YAML::Mark &mark) const { return {mark.line + m_firstLine, mark.column + 1}; }

    void count(const DataNode &node)
    {
        ++m_nodes;
        m_characters += node.text.size();
        for (const QString &key : node.keys)
            m_characters += key.size();
        if (m_nodes > MostDataNodes || m_characters > LargestExchangeFile)
            throw Refused{node.place,
                          ExchangeText::tr("The file has too many values, or aliases that repeat too much.")};
        for (const DataNode &item : node.items)
            count(item);
    }

    void open(const DataNode &node, YAML::anchor_t anchor)
    {
        if (m_levels.size() >= DeepestNesting)
            throw Refused{node.place,
                          ExchangeText::tr("Lists and maps are nested more than %1 deep.").arg(DeepestNesting)};
        count(node);
        m_levels.push_back({node, anchor});
    }

    void close()
    {
        const Level level = std::move(m_levels.back());
        m_levels.pop_back();
        add(level.node, level.anchor);
    }

    void add(DataNode node, YAML::anchor_t anchor)
    {
        if (anchor) {
            count(node); // it is kept a second time
            m_anchored.insert(anchor, node);
        }
        if (m_levels.empty()) {
            m_root = std::move(node);
            return;
        }
        Level &level = m_levels.back();
        if (level.node.isList()) {
            level.node.items.push_back(std::move(node));
        } else if (!level.key) {
            if (!node.isScalar()) throw Refused{node.place, ExchangeText::tr("A key must be a text.")};
            level.key = std::move(node);
            level.mayMerge = m_isPlain && level.key->text == QLatin1StringView("<<");
        } else {
            addMember(level, node);
        }
    }

    void addMember(Level &level, DataNode &node)
    {
        const DataNode key = *std::exchange(level.key, std::nullopt);
        node.keyPlace = key.place;
        if (level.own.contains(key.text))
            throw Refused{key.place, ExchangeText::tr("The key \"%1\" is there twice.").arg(key.text)};
        level.own.insert(key.text);
        if (level.mayMerge && node.isMap()) {
            merge(level, node);
        } else if (level.hasMerged) {
            level.node.set(key.text, node);
        } else {
            level.node.keys += key.text;
            level.node.items.push_back(std::move(node));
        }
    }

    /// A map's own keys win over merged ones, wherever they stand.
    static void merge(Level &level, const DataNode &other)
    {
        for (qsizetype i = 0; i < other.keys.size(); ++i)
            if (!level.own.contains(other.keys.at(i))) level.node.set(other.keys.at(i), other.items[size_t(i)]);
        level.hasMerged = true;
    }

    int m_firstLine;
    DataNode m_root;
    std::vector<Level> m_levels;
    QHash<YAML::anchor_t, DataNode> m_anchored;
    size_t m_lastScalar = 0;
    bool m_isPlain = false; ///< The last scalar was not quoted.
    int m_nodes = 0;
    qint64 m_characters = 0;
};

} // namespace

Result<DataNode> readYaml(const QString &text, int firstLine)
{
    Builder builder(firstLine);
    try {
        const std::string utf8 = text.toStdString();
        std::istringstream stream(utf8);
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder)) return DataNode();
        if (!isClosed(utf8, builder.lastScalar()))
            return badFile({}, ExchangeText::tr("This is no valid YAML: the last quoted text is not closed."));
        Builder second(firstLine);
        if (parser.HandleNextDocument(second) && !second.root().isNull())
            return badFile(second.root().place, ExchangeText::tr("The file has more than one document."));
    } catch (const Refused &refused) {
        return badFile(refused.place, refused.sentence);
    } catch (const YAML::Exception &error) {
        return badFile({error.mark.line + firstLine, error.mark.column + 1},
                       ExchangeText::tr("This is no valid YAML: %1.").arg(QString::fromStdString(error.msg)));
    } catch (const std::exception &error) {
        return badFile({}, ExchangeText::tr("This is no valid YAML: %1.").arg(QString::fromUtf8(error.what())));
    }
    return builder.root();
}

} // namespace burin
