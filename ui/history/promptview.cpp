#include "ui/history/promptview.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QJsonArray>
#include <QLocale>
#include <QScrollBar>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextTable>

#include <algorithm>

namespace burin {

namespace {

/// A piece of a text with a format of its own.
struct Marked {
    qsizetype offset = 0;
    qsizetype length = 0;
    QString toolTip = {};
};

/// Writes headings and texts into a document, never as markup.
class Writer {
public:
    explicit Writer(QTextDocument *document) : m_cursor(document) { m_cursor.beginEditBlock(); }
    ~Writer() { m_cursor.endEditBlock(); }
    Q_DISABLE_COPY_MOVE(Writer)

    void heading(const QString &text)
    {
        QFont font = theme().smallFont();
        font.setWeight(QFont::DemiBold);
        line(text, formatOf(font, theme().colors().muted), m_fresh ? 0 : theme().space(5));
    }

    void caption(const QString &text)
    {
        line(text, formatOf(theme().smallFont(), theme().colors().muted), theme().space(2));
    }

    void body(const QString &text, const std::vector<Marked> &marks = {})
    {
        const qsizetype shown = std::min(text.size(), PromptView::LongestMessage);
        const QTextCharFormat format = formatOf(theme().bodyFont(), theme().colors().text);
        begin(theme().space(1));
        qsizetype at = 0;
        for (const Marked &mark : marks) {
            if (mark.offset < at || mark.offset + mark.length > shown) continue;
            insert(text.mid(at, mark.offset - at), format);
            QTextCharFormat marked = format;
            marked.setForeground(theme().colors().variable);
            marked.setBackground(theme().colors().variableBackground);
            marked.setToolTip(plainToolTip(mark.toolTip));
            insert(text.mid(mark.offset, mark.length), marked);
            at = mark.offset + mark.length;
        }
        insert(text.mid(at, shown - at), format);
        if (shown < text.size())
            caption(PromptView::tr("%n more character(s) are not shown here; Copy has them.", nullptr,
                                   int(text.size() - shown)));
    }

    void field(const QString &name, const QString &value)
    {
        QTextCharFormat format = formatOf(theme().monoFont(), theme().colors().variable);
        format.setBackground(theme().colors().variableBackground);
        line(name, format, theme().space(2));
        body(value);
    }

    /// What follows goes into the left half, then, after the next call, into the right one, then below.
    void leftHalf()
    {
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(0);
        format.setCellSpacing(theme().space(2));
        format.setMargin(0);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setColumnWidthConstraints(
            {QTextLength(QTextLength::PercentageLength, 50), QTextLength(QTextLength::PercentageLength, 50)});
        m_table = m_cursor.insertTable(1, 2, format);
        m_cursor = m_table->cellAt(0, 0).firstCursorPosition();
        m_fresh = true;
    }
    void rightHalf()
    {
        m_cursor = m_table->cellAt(0, 1).firstCursorPosition();
        m_fresh = true;
    }
    void below()
    {
        m_cursor.movePosition(QTextCursor::End);
        m_fresh = true;
    }

private:
    static QTextCharFormat formatOf(const QFont &font, const QColor &color)
    {
        QTextCharFormat format;
        format.setFont(font);
        format.setForeground(color);
        return format;
    }

    void begin(int above)
    {
        QTextBlockFormat block;
        block.setTopMargin(above);
        if (m_fresh)
            m_cursor.setBlockFormat(block);
        else
            m_cursor.insertBlock(block);
        m_fresh = false;
    }

    void line(const QString &text, const QTextCharFormat &format, int above)
    {
        begin(above);
        insert(text, format);
    }

    void insert(const QString &text, const QTextCharFormat &format)
    {
        bool begun = false;
        for (const QString &part : text.split(u'\n')) {
            if (begun) m_cursor.insertBlock(QTextBlockFormat());
            m_cursor.insertText(part, format);
            begun = true;
        }
    }

    QTextCursor m_cursor;
    QTextTable *m_table = nullptr;
    bool m_fresh = true; ///< The cursor is in an empty block that is to be used.
};

std::vector<Marked> filledMarks(const MessageOrigin &origin)
{
    std::vector<Marked> marks;
    for (const FilledValue &value : origin.filled)
        marks.push_back({value.offset, value.length, value.name});
    return marks;
}

std::vector<Marked> tagMarks(const QString &text)
{
    std::vector<Marked> marks;
    for (const TemplateTag &tag : findTags(text))
        marks.push_back({tag.offset, tag.length});
    return marks;
}

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

enum class Place { Beside, Below };

/// @p written is the template to show with it, if any.
void writeMessage(Writer &writer, const Message &message, const MessageOrigin &origin, const PromptMessage *written,
                  Place place)
{
    writer.heading(roleTitle(message.role));
    const bool beside = written && place == Place::Beside;
    if (beside) writer.leftHalf();
    if (!message.text.isEmpty()) writer.body(message.text, filledMarks(origin));
    if (beside) writer.rightHalf();
    if (written && !beside) writer.caption(PromptView::tr("Template"));
    if (written) writer.body(written->text, tagMarks(written->text));
    if (beside) writer.below();
    writeExtras(writer, message);
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
    m_origins = originsOf(m_draft, m_messages);
    rebuild();
    verticalScrollBar()->setValue(0);
}

void PromptView::setTemplates(Templates templates)
{
    if (templates == m_templates) return;
    m_templates = templates;
    rebuild();
}

const PromptMessage *PromptView::templateOf(size_t message) const
{
    const int source = m_origins[message].source;
    if (source < 0) return nullptr;
    const PromptMessage *written = &m_draft.messages[size_t(source)];
    return written->text == m_messages[message].text ? nullptr : written;
}

bool PromptView::hasTemplates() const
{
    for (size_t i = 0; i < m_messages.size(); ++i)
        if (templateOf(i)) return true;
    return false;
}

QString PromptView::messagesText() const
{
    QStringList texts;
    for (const Message &message : m_messages)
        texts += roleTitle(message.role) + u'\n' + message.text;
    return texts.join(QStringLiteral("\n\n"));
}

bool PromptView::isWide() const
{
    return width() >= theme().space(160);
}

void PromptView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    if (isWide() != m_wide && hasTemplates()) rebuild();
}

void PromptView::rebuild()
{
    const int place = verticalScrollBar()->value();
    clear();
    m_wide = isWide();
    {
        Writer writer(document());
        for (size_t i = 0; i < m_messages.size(); ++i)
            writeMessage(writer, m_messages[i], m_origins[i], m_templates == Templates::Shown ? templateOf(i) : nullptr,
                         m_wide ? Place::Beside : Place::Below);
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
