#include "ui/faultlab/faultresult.h"

#include "ui/common/announce.h"
#include "ui/common/errorcard.h"
#include "ui/common/factlist.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/faultlab/faultwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace burin {

namespace {

/// One line of the timeline: the wait, the status, what went wrong, how long it took.
Fact factOf(const Attempt &attempt)
{
    QStringList parts;
    if (attempt.waited.count() > 0)
        parts += FaultResult::tr("waited %1").arg(formatDuration(std::optional(attempt.waited)));
    if (attempt.httpStatus > 0) parts += FaultResult::tr("status %1").arg(attempt.httpStatus);
    parts += attempt.error ? visibleText(attempt.error->message()) : FaultResult::tr("answered");
    parts += formatDuration(std::optional(attempt.duration));
    return {FaultResult::tr("Attempt %1").arg(attempt.number), parts.join(QStringLiteral(" · ")), {}};
}

} // namespace

FaultResult::FaultResult(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_verdict(plainLabel(LabelStyle::Body, {}, this)),
      m_timeline(new FactList(this)),
      m_error(new ErrorCard(this)),
      m_text(new QPlainTextEdit(this)),
      m_kept(plainLabel(LabelStyle::SmallMuted, {}, this))
{
    m_verdict->setWordWrap(true);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Text that was kept"));
    m_text->setTabChangesFocus(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme().space(2));
    line->addWidget(m_icon, 0, Qt::AlignTop);
    line->addWidget(m_verdict, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    layout->addLayout(line);
    layout->addWidget(m_timeline);
    layout->addWidget(m_error);
    layout->addWidget(m_kept);
    layout->addWidget(m_text, 1);
    connect(m_error, &ErrorCard::actionRequested, this, [this](ErrorAction action) {
        if (action == ErrorAction::TryAgain || action == ErrorAction::RunAgain)
            Q_EMIT runAgainRequested();
        else if (action == ErrorAction::OpenSettings)
            Q_EMIT settingsRequested();
    });
    connect(&theme(), &Theme::changed, this, &FaultResult::paintVerdict);
    clear();
}

void FaultResult::clear()
{
    m_attempts.clear();
    m_next.clear();
    m_met.reset();
    m_verdict->setText(tr("Run the open prompt through a scenario to see what becomes of it."));
    m_error->hide();
    m_text->hide();
    m_kept->hide();
    showTimeline();
    paintVerdict();
}

void FaultResult::showStarted()
{
    clear();
    m_verdict->setText(tr("Running …"));
}

void FaultResult::showAttempt(const Attempt &attempt)
{
    m_attempts.push_back(attempt);
    m_next.clear();
    showTimeline();
}

void FaultResult::showRetrying(int next, std::chrono::milliseconds delay)
{
    m_next = tr("Attempt %1 follows in %2").arg(next).arg(formatDuration(std::optional(delay)));
    showTimeline();
}

void FaultResult::showTimeline()
{
    std::vector<Fact> facts;
    for (const Attempt &attempt : m_attempts)
        facts.push_back(factOf(attempt));
    if (!m_next.isEmpty()) facts.push_back({tr("Next"), m_next, {}});
    m_timeline->setFacts(facts);
}

void FaultResult::showFinished(const RunRecord &record, const Expectation &expected)
{
    m_attempts = record.attempts;
    m_next.clear();
    showTimeline();
    m_met = meets(record, expected);
    const QString got = wordsFor(record);
    m_verdict->setText(*m_met ? tr("As expected: %1").arg(got)
                              : tr("Not as expected: %1\nExpected: %2").arg(got, wordsFor(expected)));
    paintVerdict();
    m_error->setVisible(record.error.has_value());
    if (record.error) m_error->showError(*record.error, ErrorOrigin::Run, ErrorCard::Voice::Quiet);
    m_text->setPlainText(visibleText(record.text + record.refusal));
    m_text->setVisible(!m_text->toPlainText().isEmpty());
    m_kept->setText(m_text->toPlainText().isEmpty() ? tr("No text was kept.") : tr("Text that was kept"));
    m_kept->show();
    announce(this, m_verdict->text());
}

void FaultResult::paintVerdict()
{
    m_icon->setVisible(m_met.has_value());
    if (!m_met) return setTone(m_verdict, {});
    const int size = theme().space(5);
    m_icon->setPixmap(icon(verdictIconName(*m_met), toneColor(verdictTone(*m_met))).pixmap(size, size));
    setTone(m_verdict, verdictTone(*m_met));
}

} // namespace burin
