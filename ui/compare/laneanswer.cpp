#include "ui/compare/laneanswer.h"

#include "ui/common/diffview.h"
#include "ui/common/labels.h"
#include "ui/common/progressline.h"
#include "ui/compare/varianceview.h"
#include "ui/theme/theme.h"
#include "ui/workbench/answerview.h"
#include "ui/workbench/runfooter.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace burin {

namespace {

int wordsOf(const TextDiff &diff, DiffSpan::Kind kind)
{
    int words = 0;
    for (const DiffSpan &span : diff.spans)
        if (span.kind == kind) words += int(span.text.simplified().split(u' ', Qt::SkipEmptyParts).size());
    return words;
}

QString sentenceOf(const TextDiff &diff, const QString &base)
{
    if (!diff.changed())
        return diff.json ? LaneAnswer::tr("The same JSON as in lane %1").arg(base)
                         : LaneAnswer::tr("The same as in lane %1").arg(base);
    const QString added = LaneAnswer::tr("%n word(s) added", nullptr, wordsOf(diff, DiffSpan::Kind::Added));
    const QString removed = LaneAnswer::tr("%n removed", nullptr, wordsOf(diff, DiffSpan::Kind::Removed));
    //: What differs from another lane. %2 is such as "3 words added", %3 such as "2 removed".
    const QString text = LaneAnswer::tr("Against lane %1: %2, %3").arg(base, added, removed);
    return diff.json ? LaneAnswer::tr("%1; compared as JSON").arg(text) : text;
}

} // namespace

LaneAnswer::LaneAnswer(QWidget *parent)
    : QWidget(parent),
      m_progress(new ProgressLine(this)),
      m_stack(new QStackedWidget(this)),
      m_view(new AnswerView(this)),
      m_difference(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_diff(new DiffView(this)),
      m_variance(new VarianceView(this)),
      m_footer(new RunFooter(this))
{
    auto *paper = new QFrame(this);
    paper->setProperty("paper", true);
    auto *inside = new QVBoxLayout(paper);
    inside->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_view);
    m_stack->addWidget(makeChanges());
    m_stack->addWidget(m_variance);
    inside->addWidget(m_stack);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(paper, 1);
    column->addWidget(m_footer);
    m_view->showEmpty(tr("The answer streams here. Ctrl+Shift+Enter runs all lanes."));
    m_view->clear();
    connect(m_view, &AnswerView::actionRequested, this, &LaneAnswer::actionRequested);
    connect(m_footer, &RunFooter::retryNowRequested, this, &LaneAnswer::retryNowRequested);
    connect(m_footer, &RunFooter::giveUpRequested, this, &LaneAnswer::giveUpRequested);
    connect(m_variance, &VarianceView::runPicked, this, &LaneAnswer::runPicked);
}

QWidget *LaneAnswer::makeChanges()
{
    m_changes = new QWidget(this);
    m_difference->setWordWrap(true);
    m_difference->setObjectName(QStringLiteral("difference"));
    m_difference->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), 0);
    m_diff->setObjectName(QStringLiteral("changes"));
    m_diff->setAccessibleName(tr("What differs from the base lane"));
    auto *column = new QVBoxLayout(m_changes);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_difference);
    column->addWidget(m_diff, 1);
    return m_changes;
}

void LaneAnswer::setAspect(LaneAspect aspect)
{
    m_aspect = aspect;
    refresh();
}

void LaneAnswer::setChanges(const std::optional<TextDiff> &diff, const QString &base)
{
    m_hasDiff = diff.has_value();
    if (diff) {
        m_difference->setText(sentenceOf(*diff, base));
        m_diff->showSpans(diff->spans);
    }
    refresh();
}

void LaneAnswer::setVariance(const std::optional<AnswerVariance> &variance)
{
    m_hasVariance = variance.has_value();
    if (variance) m_variance->showVariance(*variance);
    refresh();
}

void LaneAnswer::refresh()
{
    QWidget *part = m_view;
    if (!m_running && m_aspect == LaneAspect::Changes && m_hasDiff) part = m_changes;
    if (!m_running && m_aspect == LaneAspect::Repeats && m_hasVariance) part = m_variance;
    m_stack->setCurrentWidget(part);
}

void LaneAnswer::showStarted(const RunSpec &spec)
{
    m_running = true;
    m_progress->start();
    m_view->begin(spec.continuation ? spec.continuation->text : QString());
    m_footer->showStarted(spec);
    refresh();
}

void LaneAnswer::showAttempt(int number)
{
    m_footer->showAttempt(number);
}

void LaneAnswer::appendText(const QString &text)
{
    m_view->addText(text);
    m_footer->showContent();
}

void LaneAnswer::appendReasoning(const QString &text)
{
    m_view->addReasoning(text);
    m_footer->showContent();
}

void LaneAnswer::showRetrying(int next, std::chrono::milliseconds delay, const Error &cause)
{
    m_footer->showRetrying(next, delay, cause);
}

void LaneAnswer::showFallback(int next, const QString &model, const Error &cause)
{
    m_footer->showFallback(next, model, cause);
}

void LaneAnswer::showRecord(const RunRecord &record)
{
    m_running = false;
    m_progress->stop();
    m_view->finish(record);
    m_footer->showFinished(record);
    refresh();
}

void LaneAnswer::showError(const Error &error)
{
    m_running = false;
    m_progress->stop();
    m_footer->clear();
    m_view->showError(error, ErrorOrigin::Input);
    refresh();
}

} // namespace burin
