#include "core/export/htmlpage.h"
#include "core/export/transfertext.h"

namespace burin {

namespace {

constexpr char Head[] = R"(<!DOCTYPE html>
<html lang="%1">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%2</title>
<style>
:root { --page: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --block: #f6f8fa; }
@media (prefers-color-scheme: dark) {
:root { --page: #15181c; --text: #e6e8ea; --soft: #9aa4af; --line: #363c44; --block: #1d2126; }
}
body { background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 2em auto;
  max-width: 60em; padding: 0 1em; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em; overflow-wrap: anywhere; }
h1 { margin-top: 0; }
article + article { border-top: 1px solid var(--line); margin-top: 2.5em; }
dl { display: grid; gap: .2em 1.5em; grid-template-columns: max-content 1fr; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--block); border: 1px solid var(--line); border-radius: 6px; font: 13px/1.5 ui-monospace, monospace;
  margin: 0; overflow-wrap: anywhere; padding: .8em 1em; unicode-bidi: plaintext; white-space: pre-wrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .3em 1em .3em 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
.lanes { display: grid; gap: 1.5em; grid-template-columns: repeat(auto-fit, minmax(18em, 1fr)); }
.lanes > section { min-width: 0; }
@media print {
:root { --page: #fff; --text: #000; --soft: #444; --line: #999; --block: #fff; }
body { margin: 0; max-width: none; font-size: 10pt; }
pre { font-size: 9pt; }
h1, h2, h3, h4 { break-after: avoid; }
tr, dl { break-inside: avoid; }
}
</style>
</head>
<body>
)";

QString messageText(const Message &message)
{
    QString text = message.text;
    for (const Attachment &file : message.attachments)
        text += QStringLiteral("\n[%1, %2]").arg(file.name, file.mimeType);
    for (const ToolCall &call : message.toolCalls)
        text += u'\n' + call.name + u' ' + call.arguments;
    return text;
}

QString cells(const QStringList &texts, QLatin1StringView tag)
{
    QString html = QStringLiteral("<tr>");
    for (const QString &text : texts)
        html += QStringLiteral("<%1>%2</%1>").arg(tag, htmlText(text));
    return html + QStringLiteral("</tr>\n");
}

} // namespace

QByteArray htmlBegin(const QString &title)
{
    // The text comes in last, so that what looks like a place for it within the text is left alone.
    return QString::fromLatin1(Head).arg(QLocale().bcp47Name().toHtmlEscaped(), htmlText(title)).toUtf8();
}

QByteArray htmlEnd()
{
    return "</body>\n</html>\n";
}

QString htmlText(const QString &text)
{
    QString visible = QString::fromUtf8(text.toUtf8()); // half characters become U+FFFD
    for (QChar &c : visible)
        if ((c < u' ' && c != u'\n' && c != u'\t' && c != u'\r') || c == QChar(0x7f)) c = QChar::ReplacementCharacter;
    return visible.toHtmlEscaped();
}

QString htmlHeading(int level, const QString &text)
{
    Q_ASSERT(level >= 1 && level <= 6);
    return QStringLiteral("<h%1>%2</h%1>\n").arg(QString::number(level), htmlText(text));
}

QString htmlBlock(const QString &title, const QString &text)
{
    if (text.isEmpty()) return {};
    return htmlHeading(4, title) + QStringLiteral("<pre>\n") + htmlText(text) + QStringLiteral("</pre>\n");
}

QString htmlTable(const ReadTable &table)
{
    if (table.rows.empty()) return {};
    QString html = table.title.isEmpty() ? QString() : htmlHeading(4, table.title);
    html += QStringLiteral("<div class=\"scroll\"><table>\n<thead>") + cells(table.header, QLatin1StringView("th"));
    html += QStringLiteral("</thead>\n<tbody>\n");
    for (const QStringList &row : table.rows)
        html += cells(row, QLatin1StringView("td"));
    return html + QStringLiteral("</tbody>\n</table></div>\n");
}

QString htmlFacts(const std::vector<ReadFact> &facts)
{
    QString html = QStringLiteral("<dl>\n");
    for (const ReadFact &fact : facts)
        html += QStringLiteral("<dt>%1</dt><dd>%2</dd>\n").arg(htmlText(fact.name), htmlText(fact.value));
    return html + QStringLiteral("</dl>\n");
}

QString htmlRun(const RunRecord &record, const QString &note, int level)
{
    QString html = htmlHeading(level, readableTitle(record)) + htmlFacts(readableFacts(record));
    html += htmlBlock(Transfer::tr("Note"), note);
    for (const Message &message : record.messages)
        html += htmlBlock(toString(message.role), messageText(message));
    html += htmlBlock(Transfer::tr("Reasoning"), record.reasoning);
    html += htmlBlock(Transfer::tr("Answer"), record.text);
    html += htmlBlock(Transfer::tr("Refusal"), record.refusal);
    for (const ToolCall &call : record.toolCalls)
        html += htmlBlock(Transfer::tr("Tool call") + u' ' + call.name, call.arguments);
    if (record.error) html += htmlBlock(Transfer::tr("Error"), readableError(*record.error));
    if (record.attempts.size() > 1) html += htmlTable(readableAttempts(record.attempts));
    return html + htmlTable(readableReceipt(record.receipt));
}

} // namespace burin
