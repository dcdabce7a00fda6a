#include "core/exchange/exchangefile.h"

#include "core/exchange/datadocument.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace burin {

namespace {

bool startsLikeJson(const QString &text)
{
    const QStringView start = QStringView(text).trimmed();
    return start.startsWith(u'{') || start.startsWith(u'[');
}

Result<DataNode> parsed(const QString &text)
{
    if (!startsLikeJson(text)) return readYaml(text);
    Result<DataNode> json = readJson(text);
    if (json) return json;
    Result<DataNode> yaml = readYaml(text); // a flow map without quotes, perhaps
    return yaml ? yaml : json;
}

/// The lines of comment at the start, without blank lines around them.
QString leadingComment(const QString &text)
{
    QStringList lines;
    for (const QStringView line : QStringView(text).tokenize(u'\n')) {
        if (!line.startsWith(u'#') && !line.trimmed().isEmpty()) break;
        lines += line.toString();
    }
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    while (!lines.isEmpty() && lines.first().trimmed().isEmpty())
        lines.removeFirst();
    return lines.join(u'\n');
}

/// All scalars below @p node, in the order of the file.
void collectTexts(const DataNode &node, QString &all)
{
    for (const QString &key : node.keys)
        all += key + u'\n';
    if (node.isScalar()) all += node.text + u'\n';
    for (const DataNode &item : node.items)
        collectTexts(item, all);
}

/// A "#" that is in no text of the document starts a comment.
void tellComments(const QString &text, const DataNode &root, ImportContext &context)
{
    QString all;
    int number = 0;
    const qsizetype skipped = context.file.comment.count(u'\n') + (context.file.comment.isEmpty() ? 0 : 1);
    for (const QStringView line : QStringView(text).tokenize(u'\n')) {
        ++number;
        qsizetype at = line.startsWith(u'#') ? 0 : line.indexOf(QLatin1StringView(" #"));
        if (at < 0 || number <= skipped) continue;
        at += line.at(at) == u'#' ? 0 : 1;
        if (all.isEmpty()) collectTexts(root, all);
        if (all.contains(line.sliced(at).trimmed().chopped(line.endsWith(u'"') ? 1 : 0))) continue;
        return context.tell({number, int(at) + 1}, QStringLiteral("#"),
                            ExchangeText::tr("Comments behind the first key are not kept when the file is written."));
    }
}

/// Replaces what is no valid Unicode; true when there was such.
bool repair(QString &text)
{
    if (QStringView(text).isValidUtf16()) return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (text.at(i).isSurrogate())
            text[i] = QChar::ReplacementCharacter;
    }
    return true;
}

bool repair(DataNode &node)
{
    bool isChanged = repair(node.text);
    for (QString &key : node.keys)
        isChanged |= repair(key);
    for (DataNode &item : node.items)
        isChanged |= repair(item);
    return isChanged;
}

void finishRoot(DataNode &root, const PromptFile &file, const char *format, std::vector<Notice> &notices)
{
    putKept(root, file, QString::fromLatin1(format), notices);
    if (repair(root))
        notices.push_back({{}, {}, ExchangeText::tr("Half characters (lone surrogates) were replaced by \U0000FFFD.")});
}

} // namespace

Result<DataNode> documentOf(const ExchangeSource &source)
{
    const Result<QString> text = exchangeText(source.bytes);
    if (!text) return text.error();
    return parsed(*text);
}

Result<DataNode> openDocument(const ExchangeSource &source, ImportContext &context)
{
    const Result<QString> text = exchangeText(source.bytes);
    if (!text) return text.error();
    context.source = *text;
    Result<DataNode> root = parsed(*text);
    if (!root) return root;
    if (root->isNull()) return badFile({}, ExchangeText::tr("It is empty."));
    if (!root->isMap()) return badFile(root->place, ExchangeText::tr("A map of keys and values was expected."));
    if (startsLikeJson(*text)) return root;
    context.file.comment = leadingComment(*text);
    tellComments(*text, *root, context);
    return root;
}

Result<FrontMatter> openFrontMatter(const ExchangeSource &source, ImportContext &context)
{
    const Result<QString> text = exchangeText(source.bytes);
    if (!text) return text.error();
    context.source = *text;
    if (text->trimmed().isEmpty()) return badFile({}, ExchangeText::tr("It is empty."));
    const QString comment = leadingComment(*text);
    const QStringList lines = text->split(u'\n');
    qsizetype first = 0;
    while (first < lines.size() && (lines.at(first).startsWith(u'#') || lines.at(first).trimmed().isEmpty()))
        ++first;
    const auto isFence = [&lines](qsizetype i) {
        return lines.at(i).startsWith(QLatin1StringView("---")) && lines.at(i).trimmed() == QLatin1StringView("---");
    };
    if (first >= lines.size() || !isFence(first)) return FrontMatter{.body = *text};
    qsizetype last = first + 1;
    while (last < lines.size() && !isFence(last))
        ++last;
    if (last >= lines.size())
        return badFile({int(first) + 1, 1}, ExchangeText::tr("The front matter has no closing line of \"---\"."));
    const QString yaml = lines.sliced(first + 1, last - first - 1).join(u'\n');
    const Result<DataNode> head = readYaml(yaml, int(first) + 2);
    if (!head) return head.error();
    if (!head->isMap() && !head->isNull())
        return badFile(head->place, ExchangeText::tr("A map of keys and values was expected."));
    context.file.comment = comment;
    return FrontMatter{*head, lines.sliced(last + 1).join(u'\n'), int(last) + 2, true};
}

Exported writeDocument(DataNode root, const PromptFile &file, const char *format, std::vector<Notice> notices)
{
    finishRoot(root, file, format, notices);
    QString comment = file.comment;
    repair(comment);
    const QString before = comment.isEmpty() ? QString() : comment + u'\n';
    return {(before + writeYaml(root)).toUtf8(), notices};
}

Exported writeFrontMatter(DataNode head, const QString &body, const PromptFile &file, std::vector<Notice> notices)
{
    QString text = body;
    if (repair(head) | repair(text))
        notices.push_back({{}, {}, ExchangeText::tr("Half characters (lone surrogates) were replaced by \U0000FFFD.")});
    const QString before = file.comment.isEmpty() ? QString() : file.comment + u'\n';
    const QString yaml = head.items.empty() ? QString() : writeYaml(head);
    return {(before + QLatin1StringView("---\n") + yaml + QLatin1StringView("---\n") + text).toUtf8(), notices};
}

namespace {

/// As QJsonDocument writes it, but with the members in their order.
void writeJson(const DataNode &node, int indent, QString &out)
{
    if (node.isScalar() || node.items.empty()) {
        const QJsonArray wrapped{toJson(node)};
        const QString text = QString::fromUtf8(QJsonDocument(wrapped).toJson(QJsonDocument::Compact));
        out += node.kind == DataNode::Kind::Number ? node.text : text.sliced(1).chopped(1);
        return;
    }
    const QString margin(indent + 2, u' ');
    out += node.isMap() ? QLatin1StringView("{\n") : QLatin1StringView("[\n");
    for (size_t i = 0; i < node.items.size(); ++i) {
        out += margin;
        if (node.isMap()) {
            writeJson(DataNode::ofText(node.keys.at(qsizetype(i))), 0, out);
            out += QLatin1StringView(": ");
        }
        writeJson(node.items[i], indent + 2, out);
        out += i + 1 < node.items.size() ? QLatin1StringView(",\n") : QLatin1StringView("\n");
    }
    out += QString(indent, u' ') + (node.isMap() ? u'}' : u']');
}

} // namespace

Exported writeJsonDocument(DataNode root, const PromptFile &file, const char *format, std::vector<Notice> notices)
{
    finishRoot(root, file, format, notices);
    return {(jsonText(root) + u'\n').toUtf8(), notices};
}

QString jsonText(const DataNode &node)
{
    QString out;
    writeJson(node, 0, out);
    return out;
}

VariableRow &declaredRow(PromptFile &file, const QString &name)
{
    std::vector<VariableRow> &rows = file.draft.declared;
    const auto row = std::ranges::find(rows, name, &VariableRow::name);
    if (row != rows.end()) return *row;
    return rows.emplace_back(VariableRow{.name = name});
}

} // namespace burin
