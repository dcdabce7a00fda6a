#include "ui/workbench/messageeditor.h"

#include "core/base/await.h"
#include "core/cost/pricing.h"
#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"
#include "ui/workbench/attachmentlimit.h"
#include "ui/workbench/attachmentstrip.h"
#include "ui/workbench/messagetext.h"
#include "ui/workbench/thumbnail.h"
#include "ui/workbench/variablehighlighter.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

constexpr qsizetype LongestLine = 300; ///< Of a folded message.

QString placeholderFor(Role role)
{
    switch (role) {
    case Role::System:
    case Role::Developer:
        return MessageEditor::tr("Instructions for the model: who it is, how it answers. May stay empty.");
    case Role::User:
        return MessageEditor::tr("What you ask. {{name}} makes a variable.");
    case Role::Assistant:
        return MessageEditor::tr("What the model answers, as an example or as the start of its answer.");
    case Role::Tool:
        return MessageEditor::tr("What the tool gave back.");
    }
    return {};
}

QString described(const std::vector<ToolCall> &calls)
{
    QStringList lines;
    for (const ToolCall &call : calls)
        lines += MessageEditor::tr("Calls %1 (%2)").arg(oneLine(call.name), oneLine(call.arguments.left(LongestLine)));
    return lines.join(u'\n');
}

} // namespace

MessageEditor::MessageEditor(QWidget *parent)
    : QWidget(parent),
      m_header(new MessageHeader(this)),
      m_editor(new MessageText(this)),
      m_callId(new QLineEdit(this)),
      m_attachments(new AttachmentStrip(this)),
      m_calls(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_problem(plainLabel(LabelStyle::Body, {}, this))
{
    new VariableHighlighter(m_editor->document());
    m_problem->setWordWrap(true);
    m_problem->setProperty("status", QStringLiteral("error"));
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    m_pause.setSingleShot(true);
    m_pause.setInterval(600);
    makeCallFields();
    layOut();
    connectParts();
    showShape();
    analyse();
}

void MessageEditor::makeCallFields()
{
    m_callId->setObjectName(QStringLiteral("callId"));
    m_callId->setPlaceholderText(tr("Id of the call that this answers"));
    m_callId->setAccessibleName(tr("Id of the call that this answers"));
    m_calls->setObjectName(QStringLiteral("calls"));
    m_calls->setWordWrap(true);
}

void MessageEditor::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_header);
    layout->addWidget(m_callId);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_attachments);
    layout->addWidget(m_calls);
    layout->addWidget(m_problem);
}

void MessageEditor::connectParts()
{
    connect(&m_pause, &QTimer::timeout, this, &MessageEditor::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &MessageEditor::noteEdit);
    connect(m_header, &MessageHeader::foldWanted, this, &MessageEditor::toggleFold);
    connect(m_header, &MessageHeader::roleChosen, this, [this](Role role) {
        PromptMessage wanted = m_shape;
        wanted.role = role;
        Q_EMIT shapeWanted(wanted);
    });
    connect(m_editor, &MessageText::filesOffered, this, &MessageEditor::filesOffered);
    connect(m_editor, &MessageText::imageOffered, this, &MessageEditor::attachImage);
    connect(m_attachments, &AttachmentStrip::removeRequested, this, [this](int index) {
        PromptMessage wanted = m_shape;
        wanted.attachments.erase(wanted.attachments.begin() + index);
        Q_EMIT shapeWanted(wanted);
    });
    connect(m_callId, &QLineEdit::textEdited, this, [this](const QString &id) {
        m_shape.toolCallId = id;
        Q_EMIT edited();
    });
    connect(&theme(), &Theme::changed, this, [this] { showMarks(); });
}

void MessageEditor::setMessage(const PromptMessage &message)
{
    if (message.text != m_editor->toPlainText()) {
        const QSignalBlocker quiet(this);
        m_editor->setPlainText(message.text);
        m_last = message.text;
    }
    m_shape = message;
    m_shape.text.clear();
    showShape();
    analyse();
    check();
}

PromptMessage MessageEditor::message() const
{
    PromptMessage message = m_shape;
    message.text = m_editor->toPlainText();
    return message;
}

void MessageEditor::setShape(const PromptMessage &message)
{
    const bool folded = m_shape.folded;
    m_shape = message;
    m_shape.text.clear();
    m_shape.folded = folded;
    showShape();
}

void MessageEditor::setNumber(int number)
{
    m_number = number;
    showShape();
}

void MessageEditor::showShape()
{
    m_header->showRole(m_number, m_shape.role);
    m_header->showEnabled(m_shape.enabled);
    m_header->showFolded(m_shape.folded ? std::optional(m_editor->toPlainText().left(LongestLine)) : std::nullopt);
    const QString name = tr("Message %1, %2").arg(m_number).arg(roleTitle(m_shape.role));
    setAccessibleName(name);
    m_editor->setAccessibleName(name);
    m_editor->setPlaceholderText(placeholderFor(m_shape.role));
    m_editor->setVisible(!m_shape.folded);
    if (m_editor->property("quiet").toBool() == m_shape.enabled) {
        m_editor->setProperty("quiet", !m_shape.enabled);
        m_editor->style()->unpolish(m_editor);
        m_editor->style()->polish(m_editor);
    }
    if (m_callId->text() != m_shape.toolCallId) m_callId->setText(m_shape.toolCallId);
    m_callId->setVisible(!m_shape.folded && m_shape.role == Role::Tool);
    m_attachments->setAttachments(m_shape.attachments);
    m_attachments->setVisible(!m_shape.folded && !m_attachments->isEmpty());
    m_calls->setText(described(m_shape.toolCalls));
    m_calls->setVisible(!m_shape.folded && !m_shape.toolCalls.empty());
    showSize();
    showProblems(m_problems);
    setSizePolicy(QSizePolicy::Preferred, m_shape.folded ? QSizePolicy::Maximum : QSizePolicy::Expanding);
}

void MessageEditor::setFolded(bool folded)
{
    m_shape.folded = folded;
    showShape();
}

void MessageEditor::toggleFold()
{
    const bool hadFocus = m_editor->hasFocus() || m_header->foldButton()->hasFocus();
    setFolded(!m_shape.folded);
    if (hadFocus) entry()->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void MessageEditor::attachImage(const QImage &image)
{
    await(pngOf(image), this, [this](const QByteArray &png) {
        if (png.isEmpty() || png.size() > LargestAttachment)
            return showAttachmentProblem(tr("The pasted picture is too large: at most %1 can be attached.")
                                             .arg(QLocale().formattedDataSize(LargestAttachment)));
        PromptMessage wanted = m_shape;
        const QString name = tr("pasted-%1.png").arg(wanted.attachments.size() + 1);
        wanted.attachments.push_back({name, QStringLiteral("image/png"), png});
        Q_EMIT shapeWanted(wanted);
    });
}

void MessageEditor::showAttachmentProblem(const QString &problem)
{
    if (m_shape.folded) setFolded(false);
    m_attachments->showProblem(problem);
}

QWidget *MessageEditor::entry() const
{
    return m_shape.folded ? m_header->foldButton() : m_editor;
}

void MessageEditor::setVariables(const VariableValues &values)
{
    if (values == m_values) return;
    m_values = values;
    analyse();
}

void MessageEditor::noteEdit()
{
    QString now = m_editor->toPlainText();
    if (now == m_last) return; // the highlighter changed formats only
    m_last = std::move(now);
    analyse();
    if (!m_problems.empty())
        check(); // a mark that is there already follows the typing
    else
        m_pause.start();
    if (m_shape.folded) showShape();
    Q_EMIT edited();
}

void MessageEditor::analyse()
{
    QString sent = m_editor->toPlainText();
    if (const auto parsed = Template::parse(sent)) {
        VariableValues values = m_values;
        for (const QString &name : parsed->variables())
            values.insert(name, m_values.value(name));
        if (const auto rendered = parsed->render(values)) sent = *rendered;
    }
    m_estimate = sent.isEmpty() ? 0 : estimateTokens(sent);
    showSize();
}

void MessageEditor::setTokens(std::optional<qint64> count, int percent)
{
    m_tokens = count;
    m_percent = percent;
    showSize();
}

void MessageEditor::showSize()
{
    const QLocale locale;
    if (!m_shape.enabled) return m_header->showSize({}, {}); // it is not sent
    if (m_tokens) {
        //: Size of a message and its share of the prompt.
        m_header->showSize(tr("%1 tok · %2 %").arg(locale.toString(*m_tokens), locale.toString(m_percent)),
                           tr("Tokens of this message, and its share of the prompt."));
        return;
    }
    //: Rough size of a message.
    m_header->showSize(m_estimate == 0 ? QString() : tr("~%1 tokens").arg(locale.toString(m_estimate)),
                       tr("Estimated from the length of the text."));
}

bool MessageEditor::check()
{
    m_pause.stop();
    const auto parsed = Template::parse(m_editor->toPlainText());
    showProblems(parsed ? std::vector<TemplateError>() : parsed.error());
    return bool(parsed);
}

void MessageEditor::showProblems(const std::vector<TemplateError> &problems)
{
    m_problems = problems;
    showMarks();
    QStringList lines;
    for (size_t i = 0; i < std::min<size_t>(problems.size(), 3); ++i)
        lines += describe(problems[i]);
    const QString told = lines.join(u'\n');
    if (!told.isEmpty() && told != m_problem->text()) announce(m_problem, told);
    m_problem->setText(told);
    m_problem->setVisible(!told.isEmpty());
}

void MessageEditor::setHits(const std::vector<TextHit> &hits)
{
    if (hits == m_hits) return;
    m_hits = hits;
    showMarks();
}

void MessageEditor::showMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype length = m_editor->document()->characterCount() - 1;
    const auto mark = [&](qsizetype offset, qsizetype size, const QTextCharFormat &format) {
        QTextCursor cursor(m_editor->document());
        cursor.setPosition(int(qMin(offset, length)));
        cursor.setPosition(int(qMin(offset + qMax<qsizetype>(size, 1), length)), QTextCursor::KeepAnchor);
        marks.append({cursor, format});
    };
    QTextCharFormat hitFormat;
    QColor colour = theme().colors().warn;
    colour.setAlpha(90);
    hitFormat.setBackground(colour);
    for (const TextHit &hit : m_hits)
        mark(hit.offset, hit.length, hitFormat);
    QTextCharFormat problemFormat;
    problemFormat.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    problemFormat.setUnderlineColor(theme().colors().error);
    for (const TemplateError &problem : m_problems)
        mark(problem.offset, problem.length, problemFormat);
    m_editor->setExtraSelections(marks);
}

void MessageEditor::showProblem(const TemplateError &problem)
{
    if (m_shape.folded) toggleFold();
    if (std::ranges::count(m_problems, problem) == 0) showProblems({problem});
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(int(std::clamp<qsizetype>(problem.offset, 0, m_editor->document()->characterCount() - 1)));
    m_editor->setTextCursor(cursor);
    m_editor->setFocus(Qt::OtherFocusReason);
}

} // namespace burin
