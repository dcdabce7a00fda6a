#include "ui/workbench/answerview.h"

#include "ui/common/endnote.h"
#include "ui/common/errorcard.h"
#include "ui/markdown/markdownhtml.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/keptanswer.h"
#include "ui/workbench/reasoningfold.h"
#include "ui/workbench/streamview.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr qsizetype CarriedLimit = 64'000; ///< A longer text is not laid out at once to find the place that was read.

/// The answer as text: what the model wrote, why it refused, which tools it called.
QString answerText(const RunRecord &record)
{
    QString text = record.text;
    const auto append = [&text](const QString &part) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + part;
    };
    if (!record.refusal.isEmpty() && !record.text.contains(record.refusal)) append(record.refusal);
    for (const ToolCall &call : record.toolCalls)
        append(QStringLiteral("```json\n%1(%2)\n```").arg(call.name, call.arguments));
    return text;
}

} // namespace

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent),
      m_kept(new KeptAnswer(this)),
      m_reasoning(new ReasoningFold(this)),
      m_stack(new QStackedWidget(this)),
      m_stream(new StreamView(this)),
      m_rendered(new MarkdownView(this)),
      m_error(new ErrorCard(this)),
      m_end(new EndNote(this))
{
    m_stream->setAccessibleName(tr("Answer"));
    m_stream->setObjectName(QStringLiteral("answerSource"));
    m_rendered->setAccessibleName(tr("Answer"));
    m_rendered->setObjectName(QStringLiteral("answerRendered"));
    for (QWidget *part :
         {makeEmpty(), makeError(), static_cast<QWidget *>(m_stream), static_cast<QWidget *>(m_rendered)})
        m_stack->addWidget(part);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_kept);
    layout->addWidget(m_reasoning);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_end);
    connect(m_rendered, &MarkdownView::rendered, this, &AnswerView::maybeShowRendered);
    connect(m_error, &ErrorCard::actionRequested, this, &AnswerView::actionRequested);
    connect(m_end, &EndNote::actionRequested, this, &AnswerView::actionRequested);
    connect(m_emptyAction, &QPushButton::clicked, this, &AnswerView::emptyActionRequested);
    connect(&theme(), &Theme::changed, this, &AnswerView::applyTheme);
    applyTheme();
}

QWidget *AnswerView::makeEmpty()
{
    m_emptyPart = new QWidget(this);
    m_emptyIcon = new QLabel(m_emptyPart);
    m_emptyText = new QLabel(m_emptyPart);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setProperty("muted", true);
    m_emptyAction = new QPushButton(tr("Choose a model"), m_emptyPart);
    auto *layout = new QVBoxLayout(m_emptyPart);
    layout->setSpacing(theme().space(3));
    layout->addStretch(2);
    layout->addWidget(m_emptyIcon, 0, Qt::AlignHCenter);
    layout->addWidget(m_emptyText);
    layout->addWidget(m_emptyAction, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    return m_emptyPart;
}

QWidget *AnswerView::makeError()
{
    m_errorPart = new QWidget(this);
    auto *layout = new QVBoxLayout(m_errorPart);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(m_error);
    layout->addStretch();
    return m_errorPart;
}

void AnswerView::showPart(QWidget *part)
{
    m_stack->setCurrentWidget(part);
    Q_EMIT viewChanged();
}

void AnswerView::begin(const QString &kept)
{
    setKept(kept);
    m_renderWhenReady = false;
    m_text.clear();
    m_stream->replaceText({});
    m_reasoning->replaceText({});
    m_end->hide();
    showPart(m_stream);
}

void AnswerView::clear()
{
    begin({});
    showPart(m_emptyPart);
}

void AnswerView::addText(const QString &text)
{
    m_text += text;
    m_stream->addText(text);
}

void AnswerView::addReasoning(const QString &text)
{
    m_reasoning->addText(text);
}

void AnswerView::replaceText(const QString &text)
{
    // What streamed in stays as it is under the reader's eyes.
    if (text == m_text) return;
    m_text = text;
    m_stream->replaceText(text);
}

void AnswerView::finish(const RunRecord &record)
{
    replaceText(answerText(record));
    m_reasoning->replaceText(record.reasoning, record.usage.reasoning);
    m_end->hide();
    m_renderWhenReady = false;
    if (record.continues.isValid()) m_kept->setCaption(tr("continued, run %1").arg(record.id.value));
    if (m_text.isEmpty() && record.error) {
        showError(*record.error, ErrorOrigin::Run);
        return;
    }
    m_end->showRecord(record);
    if (!showsSource()) showPart(m_stream);
    render();
}

void AnswerView::render()
{
    // Beyond the limit the rendering would be the same plain lines a second time, and as much memory.
    m_renderWhenReady = m_text.size() <= MarkdownLimit;
    m_rendered->showMarkdown(m_renderWhenReady ? m_text : QString());
    if (!m_renderWhenReady) Q_EMIT viewChanged();
}

void AnswerView::setKept(const QString &text)
{
    m_kept->setCaption(tr("continued"));
    m_kept->setText(text);
    Q_EMIT viewChanged();
}

QString AnswerView::keptText() const
{
    return m_kept->text();
}

void AnswerView::showError(const Error &error, ErrorOrigin origin)
{
    m_renderWhenReady = false;
    m_end->hide();
    const bool elsewhere = placementOf(error.severity(), origin) != ErrorPlacement::InPlace;
    m_error->showError(error, origin, elsewhere ? ErrorCard::Voice::Quiet : ErrorCard::Voice::Announced);
    showPart(m_errorPart);
}

void AnswerView::showEmpty(const QString &sentence, const QString &action)
{
    m_emptyText->setText(sentence);
    if (!action.isEmpty()) m_emptyAction->setText(action);
    m_emptyAction->setVisible(!action.isEmpty());
    if (m_text.isEmpty() && m_stack->currentWidget() == m_emptyPart) showPart(m_emptyPart);
}

bool AnswerView::showsSource() const
{
    return m_stack->currentWidget() == m_stream;
}

void AnswerView::maybeShowRendered()
{
    if (!m_renderWhenReady) return;
    m_renderWhenReady = false;
    m_stream->flush();
    const bool reading = m_stream->verticalScrollBar()->value() > 0;
    // Nothing changes under a selection, nor where the place that is read could not be found again at once.
    if (m_stream->textCursor().hasSelection() || m_rendered->isPlain() || (reading && m_text.size() > CarriedLimit)) {
        Q_EMIT viewChanged();
        return;
    }
    showPart(m_rendered);
    if (reading) carryPosition();
}

void AnswerView::carryPosition()
{
    QScrollBar *bar = m_rendered->verticalScrollBar();
    if (m_stream->isFollowing()) {
        m_rendered->document()->documentLayout()->documentSize(); // lays all of it out, so that the end is known
        bar->setValue(bar->maximum());
        return;
    }
    const QTextCursor top = m_stream->cursorForPosition(QPoint(theme().space(3), theme().space(2)));
    static const QRegularExpression words(QStringLiteral("[\\w ,.]{12,40}"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    const QString line =
        top.block().text().mid(top.positionInBlock()).left(400) + u' ' + top.block().next().text().left(400);
    const QString snippet = words.match(line).captured().trimmed();
    const double share = double(top.position()) / qMax(1, m_stream->document()->characterCount());
    const int expected = int(share * m_rendered->document()->characterCount());
    QTextCursor found;
    if (!snippet.isEmpty()) found = m_rendered->document()->find(snippet, qMax(0, expected - 2000));
    if (found.isNull()) {
        found = QTextCursor(m_rendered->document());
        found.setPosition(expected);
    } else {
        found.setPosition(found.selectionStart());
    }
    m_rendered->document()->documentLayout()->documentSize();
    bar->setValue(bar->value() + m_rendered->cursorRect(found).top() - theme().space(2));
}

void AnswerView::showSource()
{
    m_renderWhenReady = false;
    showPart(m_stream);
}

void AnswerView::showRendered()
{
    if (m_rendered->markdown() == m_text)
        showPart(m_rendered);
    else
        render();
}

void AnswerView::applyTheme()
{
    const int side = theme().space(8);
    m_emptyIcon->setPixmap(
        icon(QStringLiteral("message-square"), theme().colors().muted).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace burin
