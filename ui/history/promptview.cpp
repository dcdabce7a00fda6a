#include "ui/history/promptview.h"

#include "ui/common/format.h"
#include "ui/theme/theme.h"

#include <QJsonArray>
#include <QLocale>
#include <QScrollBar>
#include <QTextBlockFormat>
#include <QTextCursor>

namespace burin {

namespace {

/// Writes headings and texts into a document, never as markup.
class Writer {
public:
    explicit Writer(QTextDocument *document) : m_cursor(document) { m_cursor.beginEditBlock(); }
    ~Writer() { m_cursor.endEditBlock(); }
    Q_DISABLE_COPY_MOVE(Writer)

    void heading(const QString &text)
    {
        QTextCharFormat format;
        QFont font = theme().smallFont();
        font.setWeight(QFont::DemiBold);
        format.setFont(font);
        format.setForeground(theme().colors().muted);
        line(text, format, m_first ? 0 : theme().space(5));
    }

    void body(const QString &text)
    {
        QTextCharFormat format;
        format.setFont(theme().bodyFont());
        format.setForeground(theme().colors().text);
        line(text, format, theme().space(1));
    }

    void field(const QString &name, const QString &value)
    {
        QTextCharFormat format;
        format.setFont(theme().monoFont());
        format.setForeground(theme().colors().variable);
        format.setBackground(theme().colors().variableBackground);
        line(name, format, theme().space(2));
        body(value);
    }

private:
    void line(const QString &text, const QTextCharFormat &format, int above)
    {
        QTextBlockFormat block;
        block.setTopMargin(above);
        if (m_first)
            m_cursor.setBlockFormat(block);
        else
            m_cursor.insertBlock(block);
        QTextBlockFormat plain;
        m_first = false;
        bool begun = false;
        for (const QString &part : text.split(u'\n')) {
            if (begun) m_cursor.insertBlock(plain);
            m_cursor.insertText(part, format);
            begun = true;
        }
    }

    QTextCursor m_cursor;
    bool m_first = true;
};

QString parameterText(const QJsonValue &value)
{
    if (value.isDouble()) return QString::number(value.toDouble(), 'g', 15);
    if (value.isBool()) return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isString()) return value.toString();
    const QJsonDocument json = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(json.toJson(QJsonDocument::Compact));
}

QString roleTitle(Role role)
{
    switch (role) {
    case Role::System:
        return PromptView::tr("SYSTEM");
    case Role::Developer:
        return PromptView::tr("DEVELOPER");
    case Role::User:
        return PromptView::tr("USER");
    case Role::Assistant:
        return PromptView::tr("ASSISTANT");
    case Role::Tool:
        break;
    }
    return PromptView::tr("TOOL");
}

/// Files, calls, and whose answer it is.
void writeExtras(Writer &writer, const Message &message)
{
    for (const Attachment &file : message.attachments)
        writer.field(PromptView::tr("File"),
                     visibleText(QStringLiteral("%1 · %2 · %3")
                                     .arg(file.name, file.mimeType, QLocale().formattedDataSize(file.data.size()))));
    if (!message.toolCallId.isEmpty())
        writer.field(PromptView::tr("Answers the call"), visibleText(message.toolCallId));
    for (const ToolCall &call : message.toolCalls)
        writer.field(PromptView::tr("Call of %1").arg(visibleText(call.name)), call.arguments);
}

/// What the model may ask for, and the form that its answer must have.
void writeWishes(Writer &writer, const PromptDraft &draft)
{
    if (!draft.tools.empty()) writer.heading(PromptView::tr("TOOLS"));
    for (const ToolDefinition &tool : draft.tools)
        writer.field(visibleText(tool.name), QString(tool.description + u'\n' + tool.parameters).trimmed());
    if (draft.format.kind == ResponseFormat::Kind::Text) return;
    writer.heading(PromptView::tr("FORM OF THE ANSWER"));
    writer.body(draft.format.schema.isEmpty() ? PromptView::tr("A JSON object") : draft.format.schema);
}

} // namespace

PromptView::PromptView(QWidget *parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setProperty("bare", true);
    setAccessibleName(tr("Messages and variables"));
    document()->setDocumentMargin(theme().space(4));
    connect(&theme(), &Theme::changed, this, &PromptView::rebuild);
}

void PromptView::setRecord(const RunRecord &record)
{
    if (record.messages == m_messages && record.draft == m_draft) return;
    m_messages = record.messages;
    m_draft = record.draft;
    rebuild();
    verticalScrollBar()->setValue(0);
}

void PromptView::rebuild()
{
    const int place = verticalScrollBar()->value();
    clear();
    {
        Writer writer(document());
        for (const Message &message : m_messages) {
            writer.heading(roleTitle(message.role));
            if (!message.text.isEmpty()) writer.body(message.text);
            writeExtras(writer, message);
        }
        writeWishes(writer, m_draft);
        if (!m_draft.variables.isEmpty()) writer.heading(tr("VARIABLES"));
        for (auto variable = m_draft.variables.cbegin(); variable != m_draft.variables.cend(); ++variable)
            writer.field(visibleText(variable.key()), variable.value());
        const QJsonObject parameters = toJson(m_draft.parameters);
        if (!parameters.isEmpty()) writer.heading(tr("PARAMETERS"));
        for (auto parameter = parameters.constBegin(); parameter != parameters.constEnd(); ++parameter)
            writer.body(visibleText(parameter.key()) + QStringLiteral(" = ") + parameterText(parameter.value()));
    }
    verticalScrollBar()->setValue(place);
}

} // namespace burin
