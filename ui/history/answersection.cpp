#include "ui/history/answersection.h"

#include "ui/common/factlist.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/history/runfacts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

QPlainTextEdit *makeText(const QString &name, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setUndoRedoEnabled(false);
    text->setTabChangesFocus(true);
    text->setProperty("bare", true);
    text->setAccessibleName(name);
    text->document()->setDocumentMargin(theme().space(4));
    return text;
}

/// Answer, refusal and tool calls: everything the model wrote.
QString wholeText(const RunRecord &record)
{
    QStringList parts = {record.text};
    if (!record.refusal.isEmpty()) parts += AnswerSection::tr("Refusal: %1").arg(record.refusal);
    for (const ToolCall &call : record.toolCalls)
        parts += AnswerSection::tr("Tool call %1: %2").arg(call.name, call.arguments);
    parts.removeAll(QString());
    return parts.join(QStringLiteral("\n\n"));
}

} // namespace

AnswerSection::AnswerSection(QWidget *parent)
    : QWidget(parent),
      m_fold(new QToolButton(this)),
      m_copy(new QToolButton(this)),
      m_reasoning(makeText(tr("Reasoning"), this)),
      m_source(makeText(tr("Answer"), this)),
      m_none(plainLabel(LabelStyle::Muted, tr("There is no answer."), this)),
      m_facts(new FactList(this))
{
    m_fold->setCheckable(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setText(tr("Copy"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setAccessibleName(tr("Copy the answer"));
    m_none->setAlignment(Qt::AlignCenter);
    build();
    connect(m_fold, &QToolButton::toggled, this, &AnswerSection::showReasoning);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text); });
    showReasoning();
}

void AnswerSection::build()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme().space(2), theme().space(1), theme().space(2), theme().space(1));
    bar->addWidget(m_fold);
    bar->addStretch();
    bar->addWidget(m_copy);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme().space(4), theme().space(2), theme().space(4), theme().space(2));
    foot->addWidget(m_facts);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_reasoning, 1);
    layout->addWidget(m_source, 3);
    layout->addWidget(m_none, 3);
    layout->addLayout(foot);
}

void AnswerSection::setRecord(const RunRecord &record)
{
    m_text = wholeText(record);
    m_source->setPlainText(m_text);
    m_source->setVisible(!m_text.isEmpty());
    m_none->setVisible(m_text.isEmpty());
    m_copy->setEnabled(!m_text.isEmpty());
    m_reasoning->setPlainText(record.reasoning);
    m_fold->setVisible(!record.reasoning.isEmpty());
    m_fold->setText(record.usage.reasoning ? tr("Reasoning (%1 tokens)").arg(formatTokens(record.usage.reasoning))
                                           : tr("Reasoning"));
    m_fold->setAccessibleName(m_fold->text());
    m_facts->setFacts(answerFacts(record));
    showReasoning();
}

void AnswerSection::showReasoning()
{
    const bool open = m_fold->isChecked();
    m_fold->setIcon(icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_reasoning->setVisible(open && !m_reasoning->document()->isEmpty());
}

} // namespace burin
