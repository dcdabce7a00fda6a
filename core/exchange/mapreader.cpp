#include "core/exchange/mapreader.h"

#include <QRegularExpression>

#include <algorithm>

namespace burin {

namespace {

/// Names that only keys and passwords have.
bool namesSecret(const QString &key)
{
    static const QRegularExpression secret(
        QStringLiteral("\\A(?:.*api[-_]?key|.*secret|.*password|authorization|(?:access|auth|bearer)[-_]?token)\\z"),
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(key).hasMatch();
}

/// @p node without the secrets in it.
DataNode cleaned(ImportContext &context, const DataNode &node, const QStringList &path)
{
    DataNode rest = node;
    rest.items.clear();
    rest.keys.clear();
    for (size_t i = 0; i < node.items.size(); ++i) {
        const QString key = node.isMap() ? node.keys.at(qsizetype(i)) : QString::number(i);
        const DataNode &item = node.items[i];
        if (node.isMap() && namesSecret(key) && item.isScalar()) {
            context.tell(
                item.keyPlace, pathText(path + QStringList{key}),
                ExchangeText::tr("A key does not belong in a prompt; it was left out. Enter it under Settings."));
            continue;
        }
        if (node.isMap()) rest.keys += key;
        rest.items.push_back(cleaned(context, item, path + QStringList{key}));
    }
    return rest;
}

bool isIndex(const QString &part)
{
    return !part.isEmpty() && std::ranges::all_of(part, [](QChar c) { return c.isDigit(); });
}

} // namespace

QString pathText(const QStringList &path)
{
    QString text;
    for (const QString &part : path) {
        if (isIndex(part) && !text.isEmpty())
            text += QStringLiteral("[%1]").arg(part.toInt() + 1);
        else
            text += (text.isEmpty() ? QString() : QStringLiteral(".")) + part;
    }
    return text;
}

QString toString(const Notice &notice)
{
    const QString place =
        notice.place.line > 0 ? QStringLiteral("%1:%2: ").arg(notice.place.line).arg(notice.place.column) : QString();
    return place + (notice.what.isEmpty() ? QString() : notice.what + QLatin1StringView(": ")) + notice.sentence;
}

void ImportContext::tell(FilePlace place, const QString &what, const QString &sentence)
{
    constexpr size_t MostNotices = 1'000; // a hostile file must not fill the memory with complaints
    if (notices.size() < MostNotices) notices.push_back({place, what, sentence});
}

void ImportContext::keep(const QStringList &path, const DataNode &value, const QString &sentence)
{
    DataNode wrapped = DataNode::map();
    wrapped.set(path.last(), value);
    const DataNode rest = cleaned(*this, wrapped, path.first(path.size() - 1));
    if (rest.items.empty()) return;
    file.kept.push_back({format, path, rest.items.front()});
    tell(value.keyPlace.line > 0 ? value.keyPlace : value.place, pathText(path),
         sentence.isEmpty() ? ExchangeText::tr("Burin has no place for it. It is kept and written back.") : sentence);
}

FilePlace ImportContext::find(const QString &piece, FilePlace from) const
{
    qsizetype at = 0;
    for (int line = 1; line < from.line && at >= 0; ++line)
        at = source.indexOf(u'\n', at) + 1;
    at = source.indexOf(piece, std::max<qsizetype>(0, at + from.column - 1));
    if (at < 0) return from;
    const QStringView before = QStringView(source).first(at);
    return {int(before.count(u'\n')) + 1, int(at - (before.lastIndexOf(u'\n') + 1)) + 1};
}

MapReader::MapReader(ImportContext &context, const DataNode *node, const QStringList &path)
    : m_context(context), m_node(node && node->isMap() ? node : nullptr), m_path(path)
{
    if (!node || node->isMap() || (node->isNull() && path.isEmpty())) return;
    if (path.isEmpty())
        context.tell(node->place, {}, ExchangeText::tr("A map was expected here; it was left out."));
    else
        context.keep(path, *node, ExchangeText::tr("A map was expected here. It is kept and written back."));
}

const DataNode *MapReader::take(const char *key)
{
    const QString name = QString::fromUtf8(key);
    m_taken.insert(name);
    const DataNode *node = m_node ? m_node->find(name) : nullptr;
    return node && !node->isNull() ? node : nullptr;
}

const DataNode *MapReader::takeIf(const char *key, bool (*fits)(const DataNode &))
{
    const DataNode *node = take(key);
    if (!node || fits(*node)) return node;
    keep(QString::fromUtf8(key), ExchangeText::tr("It has another type than expected. It is kept and written back."));
    return nullptr;
}

const DataNode *MapReader::takeMap(const char *key)
{
    return takeIf(key, [](const DataNode &node) { return node.isMap(); });
}

const DataNode *MapReader::takeList(const char *key)
{
    return takeIf(key, [](const DataNode &node) { return node.isList(); });
}

QString MapReader::text(const char *key)
{
    const DataNode *node = takeIf(key, [](const DataNode &n) { return n.isScalar(); });
    return node ? node->text : QString();
}

std::optional<double> MapReader::number(const char *key)
{
    const DataNode *node = takeIf(key, [](const DataNode &n) { return n.kind == DataNode::Kind::Number; });
    return node ? std::optional(node->text.toDouble()) : std::nullopt;
}

std::optional<bool> MapReader::boolean(const char *key)
{
    const DataNode *node = takeIf(key, [](const DataNode &n) { return n.kind == DataNode::Kind::Boolean; });
    return node ? std::optional(node->text == QLatin1StringView("true")) : std::nullopt;
}

QStringList MapReader::texts(const char *key)
{
    const DataNode *node = takeIf(key, [](const DataNode &n) {
        return n.isScalar() || (n.isList() && std::ranges::all_of(n.items, [](const DataNode &item) {
                                    return item.isScalar() && !item.isNull();
                                }));
    });
    return node ? textsOf(*node) : QStringList();
}

void MapReader::keep(const QString &key, const QString &sentence)
{
    m_taken.insert(key);
    if (const DataNode *node = m_node ? m_node->find(key) : nullptr) m_context.keep(pathTo(key), *node, sentence);
}

void MapReader::finish()
{
    for (const QString &key : untaken())
        keep(key);
}

QStringList MapReader::untaken() const
{
    QStringList rest = keys();
    rest.removeIf([this](const QString &key) { return m_taken.contains(key); });
    return rest;
}

QStringList MapReader::keys() const
{
    return m_node ? m_node->keys : QStringList();
}

namespace {

/// False when its place is gone.
bool putBack(DataNode &root, const KeptPart &part)
{
    DataNode *node = &root;
    for (const QString &step : part.path.first(part.path.size() - 1)) {
        const size_t index = step.toUInt();
        if (node->isList() && index < node->items.size())
            node = &node->items[index];
        else if (node->isMap() && node->find(step))
            node = node->find(step);
        else if (node->isMap() && !isIndex(step)) {
            node->set(step, DataNode::map());
            node = node->find(step);
        } else
            return false;
    }
    const QString &last = part.path.last();
    if (node->isMap()) {
        if (!node->find(last)) node->set(last, part.value);
        return *node->find(last) == part.value;
    }
    const size_t index = last.toUInt();
    if (!node->isList() || index > node->items.size()) return false;
    node->items.insert(node->items.begin() + qsizetype(index), part.value);
    return true;
}

} // namespace

void putKept(DataNode &root, const PromptFile &file, const QString &format, std::vector<Notice> &notices)
{
    for (const KeptPart &part : file.kept) {
        if (part.path.isEmpty()) continue;
        if (part.format != format && format == QLatin1StringView("native")) continue; // it has a list for them
        if (part.format != format)
            notices.push_back(
                {{}, pathText(part.path), ExchangeText::tr("It belongs to another format; it was left out.")});
        else if (!putBack(root, part))
            notices.push_back({{}, pathText(part.path), ExchangeText::tr("Its place is gone; it was left out.")});
    }
}

} // namespace burin
