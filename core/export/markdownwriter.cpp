#include "core/export/runfacts.h"
#include "core/export/runwriters.h"
#include "core/export/transfertext.h"

#include <algorithm>

namespace burin {

namespace {

/// A text of one line, never at its beginning: nothing in it is markup, also no HTML.
QString inLine(const QString &text)
{
    static constexpr QStringView Markup = u"\\`*_{}[]<>#|~&";
    QString escaped;
    for (const QChar c : text.simplified()) {
        if (Markup.contains(c)) escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

/// A text as it is: between fences that are longer than any within it.
QString fenced(const QString &text)
{
    qsizetype longest = 2;
    qsizetype ticks = 0;
    for (const QChar c : text) {
        ticks = c == u'`' ? ticks + 1 : 0;
        longest = std::max(longest, ticks);
    }
    const QString fence(longest + 1, u'`');
    return fence + QLatin1StringView("text\n") + text + (text.endsWith(u'\n') ? QString() : QStringLiteral("\n")) +
           fence + u'\n';
}

QString block(const QString &title, const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("\n### %1\n\n%2").arg(inLine(title), fenced(text));
}

QString row(const QStringList &cells)
{
    QStringList escaped;
    for (const QString &cell : cells)
        escaped += inLine(cell);
    return QStringLiteral("| %1 |\n").arg(escaped.join(QLatin1StringView(" | ")));
}

QString tableText(const ReadTable &table)
{
    if (table.rows.empty()) return {};
    QString text = QStringLiteral("\n### %1\n\n").arg(inLine(table.title)) + row(table.header);
    text += QLatin1StringView("|") + QStringLiteral("---|").repeated(table.header.size()) + u'\n';
    for (const QStringList &cells : table.rows)
        text += row(cells);
    return text;
}

QString messageText(const Message &message)
{
    QString text = message.text;
    for (const Attachment &file : message.attachments)
        text += QStringLiteral("\n[%1, %2]").arg(file.name, file.mimeType);
    for (const ToolCall &call : message.toolCalls)
        text += u'\n' + call.name + u' ' + call.arguments;
    return block(toString(message.role), text);
}

class MarkdownWriter : public RunWriter {
public:
    QByteArray add(const PortableRun &run) override
    {
        const RunRecord &record = run.record;
        QString text = m_first ? QString() : QStringLiteral("\n---\n\n");
        m_first = false;
        text += QStringLiteral("## %1\n\n").arg(inLine(readableTitle(record)));
        for (const ReadFact &fact : readableFacts(record))
            text += QStringLiteral("- %1: %2\n").arg(inLine(fact.name), inLine(fact.value));
        for (const Message &message : record.messages)
            text += messageText(message);
        text += block(Transfer::tr("Reasoning"), record.reasoning);
        text += block(Transfer::tr("Answer"), record.text);
        text += block(Transfer::tr("Refusal"), record.refusal);
        for (const ToolCall &call : record.toolCalls)
            text += block(Transfer::tr("Tool call") + u' ' + call.name, call.arguments);
        if (record.error) text += block(Transfer::tr("Error"), readableError(*record.error));
        text += block(Transfer::tr("Note"), run.note);
        if (record.attempts.size() > 1) text += tableText(readableAttempts(record.attempts));
        return (text + tableText(readableReceipt(record.receipt))).toUtf8();
    }

private:
    bool m_first = true;
};

} // namespace

std::unique_ptr<RunWriter> markdownWriter()
{
    return std::make_unique<MarkdownWriter>();
}

} // namespace burin
