#include "ui/history/answersection.h"

#include "ui/common/factlist.h"
#include "ui/common/foldbutton.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/history/runfacts.h"
#include "ui/markdown/markdownhtml.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/streamview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

/// Arguments as indented JSON; as they are where they are none.
QString prettyArguments(const QString &arguments)
{
    const QJsonDocument json = QJsonDocument::fromJson(arguments.toUtf8());
    return json.isNull() ? arguments : QString::fromUtf8(json.toJson(QJsonDocument::Indented)).trimmed();
}

QString callsText(const RunRecord &record)
{
    QStringList lines;
    if (!record.refusal.isEmpty()) lines += AnswerSection::tr("Refusal: %1").arg(record.refusal);
    for (const ToolCall &call : record.toolCalls)
        lines +=
            AnswerSection::tr("Tool call %1 (%2)").arg(call.name, call.id) + u'\n' + prettyArguments(call.arguments);
    return lines.join(QStringLiteral("\n\n"));
}

} // namespace

AnswerSection::AnswerSection(QWidget *parent)
    : QWidget(parent),
      m_reasoning(new StreamView(this)),
      m_fold(new FoldButton(tr("Reasoning"), m_reasoning, this)),
      m_asSource(new QToolButton(this)),
      m_copy(new QToolButton(this)),
      m_views(new QStackedWidget(this)),
      m_rendered(new MarkdownView(this)),
      m_source(new StreamView(this)),
      m_none(plainLabel(LabelStyle::Muted, tr("There is no answer."), this)),
      m_calls(new StreamView(this)),
      m_facts(new FactList(this))
{
    m_asSource->setText(tr("Source"));
    m_asSource->setIcon(icon(QStringLiteral("code")));
    m_asSource->setCheckable(true);
    m_asSource->setAccessibleName(tr("Show the answer as the model wrote it"));
    m_copy->setText(tr("Copy"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy the answer"));
    for (QToolButton *button : {m_asSource, m_copy})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reasoning->setAccessibleName(tr("Reasoning"));
    m_source->setAccessibleName(tr("Answer as the model wrote it"));
    m_calls->setAccessibleName(tr("Refusal and tool calls"));
    m_rendered->setAccessibleName(tr("Answer"));
    m_source->setFont(theme().monoFont());
    m_calls->setFont(theme().monoFont());
    m_calls->setMaximumHeight(theme().space(30));
    m_none->setAlignment(Qt::AlignCenter);
    build();
    connect(m_asSource, &QToolButton::toggled, this, &AnswerSection::showView);
    connect(m_rendered, &MarkdownView::rendered, this, &AnswerSection::showView);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text); });
}

QWidget *AnswerSection::makeBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(theme().space(2), theme().space(1), theme().space(2), theme().space(1));
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_fold);
    layout->addStretch();
    layout->addWidget(m_asSource);
    layout->addWidget(m_copy);
    return bar;
}

void AnswerSection::build()
{
    m_views->addWidget(m_rendered);
    m_views->addWidget(m_source);
    m_views->addWidget(m_none);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme().space(4), theme().space(2), theme().space(4), theme().space(2));
    foot->addWidget(m_facts);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_reasoning, 1);
    layout->addWidget(m_views, 3);
    layout->addWidget(m_calls, 1);
    layout->addLayout(foot);
}

void AnswerSection::setRecord(const RunRecord &record)
{
    if (record.text != m_text) {
        m_text = record.text;
        m_source->replaceText({});
        m_sourceFilled = false;
        m_rendered->showMarkdown(m_text.size() > MarkdownLimit ? QString() : m_text);
    }
    const QString calls = callsText(record);
    if (calls != m_callsText) m_calls->replaceText(calls);
    m_callsText = calls;
    m_calls->setVisible(!calls.isEmpty());
    m_facts->setFacts(answerFacts(record));
    showReasoning(record);
    showView();
}

void AnswerSection::showReasoning(const RunRecord &record)
{
    if (m_reasoningText != record.reasoning) m_reasoning->replaceText(record.reasoning);
    m_reasoningText = record.reasoning;
    const bool some = !m_reasoningText.isEmpty();
    m_fold->setVisible(some);
    m_reasoning->setVisible(some && m_fold->isChecked());
    m_fold->setText(record.usage.reasoning ? tr("Reasoning (%1 tokens)").arg(formatTokens(record.usage.reasoning))
                                           : tr("Reasoning"));
    m_fold->setAccessibleName(m_fold->text());
}

void AnswerSection::showView()
{
    const bool some = !m_text.isEmpty();
    m_asSource->setEnabled(some);
    m_copy->setEnabled(some);
    if (!some) return m_views->setCurrentWidget(m_none);
    // What cannot be rendered quickly is shown as it was written: that view lays out only what is in sight.
    const bool plain = m_text.size() > MarkdownLimit || m_rendered->isPlain();
    m_asSource->setEnabled(!plain);
    const bool source = plain || m_asSource->isChecked();
    if (source && !m_sourceFilled) {
        m_sourceFilled = true;
        m_source->replaceText(m_text);
    }
    m_views->setCurrentWidget(source ? static_cast<QWidget *>(m_source) : m_rendered);
}

} // namespace burin
