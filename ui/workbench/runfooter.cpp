#include "ui/workbench/runfooter.h"

#include "core/cost/usagecheck.h"
#include "ui/common/announce.h"
#include "ui/common/erroractions.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/attemptspopup.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr double WarnShare = 0.75; ///< Of a time limit.

void setTone(QLabel *label, const QString &tone)
{
    if (label->property("status").toString() == tone) return;
    label->setProperty("status", tone);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

/// Whole seconds, rounded up: a countdown ends with 1.
qint64 secondsUp(milliseconds duration)
{
    return (std::max<qint64>(duration.count(), 0) + 999) / 1000;
}

QString usageDetails(const Usage &usage)
{
    QStringList lines{RunFooter::tr("Input: %1 tokens").arg(formatTokens(usage.input))};
    if (usage.cachedInput)
        lines += RunFooter::tr("of them read from the cache: %1").arg(formatTokens(usage.cachedInput));
    if (usage.cacheWrite)
        lines += RunFooter::tr("of them written to the cache: %1").arg(formatTokens(usage.cacheWrite));
    lines += RunFooter::tr("Output: %1 tokens").arg(formatTokens(usage.output));
    if (usage.reasoning) lines += RunFooter::tr("of them reasoning: %1").arg(formatTokens(usage.reasoning));
    if (usage.source == Usage::Source::Estimated)
        lines += RunFooter::tr("Counted here: the provider reported no usage.");
    return lines.join(u'\n');
}

QString receiptDetails(const Receipt &receipt)
{
    QStringList lines;
    for (const ReceiptLine &line : receipt.lines)
        lines += QStringLiteral("%1: %2 × %3 = %4")
                     .arg(line.unit, QLocale().toString(line.quantity), formatExactMoney(line.each),
                          formatExactMoney(line.amount));
    if (receipt.total) lines += RunFooter::tr("Total: %1").arg(formatExactMoney(*receipt.total));
    if (!receipt.priceSource.isEmpty()) lines += RunFooter::tr("Price from: %1").arg(visibleText(receipt.priceSource));
    return lines.join(u'\n');
}

} // namespace

RunFooter::RunFooter(QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_popup(new AttemptsPopup(this))
{
    makeParts();
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, [this] { showElapsed(milliseconds(m_clock.elapsed())); });
    connect(m_now, &QPushButton::clicked, this, &RunFooter::retryNowRequested);
    connect(m_giveUp, &QPushButton::clicked, this, &RunFooter::giveUpRequested);
    connect(&theme(), &Theme::changed, this, &RunFooter::applyTheme);
    clear();
}

void RunFooter::makeParts()
{
    auto *flow = new FlowLayout(this);
    flow->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    flow->setSpacing(theme().space(4));
    auto *state = new QWidget(this);
    auto *row = new QHBoxLayout(state);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(2));
    row->addWidget(m_icon);
    flow->addWidget(state);
    m_status = addFact(QStringLiteral("status"));
    row->addWidget(m_status);
    m_status->setAccessibleName(tr("Status of the run"));
    m_now = new QPushButton(tr("Now"), this);
    m_giveUp = new QPushButton(tr("Give up"), this);
    m_now->setAccessibleName(tr("Retry now"));
    for (QPushButton *button : {m_now, m_giveUp}) {
        button->setProperty("flat", true);
        flow->addWidget(button);
    }
    const std::pair<QLabel **, const char *> facts[] = {
        {&m_cause, "cause"}, {&m_tokens, "tokens"},   {&m_cost, "cost"},      {&m_first, "firstContent"},
        {&m_speed, "speed"}, {&m_elapsed, "elapsed"}, {&m_tries, "attempts"}, {&m_served, "served"}};
    for (const auto &[label, name] : facts) {
        *label = addFact(QString::fromLatin1(name));
        flow->addWidget(*label);
    }
    m_served->setProperty("muted", true);
    m_details = new QPushButton(tr("Attempts"), this);
    m_details->setProperty("flat", true);
    m_details->setObjectName(QStringLiteral("attemptDetails"));
    m_details->setAccessibleName(tr("Show the attempts of the run"));
    setPlainToolTip(m_details, m_details->accessibleName());
    flow->addWidget(m_details);
    connect(m_details, &QPushButton::clicked, this, [this] { m_popup->openAbove(m_details); });
}

QLabel *RunFooter::addFact(const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void RunFooter::hideFacts()
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_tries, m_elapsed, m_cause, m_tokens, m_cost, m_first,
                                                          m_speed, m_served, m_now, m_giveUp, m_details})
        part->hide();
    setTone(m_elapsed, {});
    setTone(m_tokens, {});
}

void RunFooter::tell(QLabel *label, const QString &text, const QString &exact)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
    setPlainToolTip(label, exact);
}

void RunFooter::setStatus(const QString &iconName, const QString &tone, const QString &text)
{
    m_iconName = iconName;
    m_tone = tone;
    setTone(m_status, tone);
    m_status->setText(text);
    m_icon->setVisible(!text.isEmpty());
    applyTheme();
}

void RunFooter::applyTheme()
{
    if (m_iconName.isEmpty()) return;
    const ThemeColors &colors = theme().colors();
    const QColor color = m_tone == QLatin1StringView("ok")      ? colors.ok
                         : m_tone == QLatin1StringView("warn")  ? colors.warn
                         : m_tone == QLatin1StringView("error") ? colors.error
                                                                : colors.muted;
    const int side = theme().space(4);
    m_icon->setPixmap(icon(m_iconName, color).pixmap(QSize(side, side), devicePixelRatioF()));
}

void RunFooter::clear()
{
    m_tick.stop();
    m_phase = Phase::Idle;
    hideFacts();
    setStatus({}, {}, {});
}

void RunFooter::beginPhase(Phase phase)
{
    m_phase = phase;
    m_clock.start();
    m_tick.start();
    showElapsed(0ms);
}

void RunFooter::showStarted(const RunSpec &spec)
{
    m_timeouts = spec.timeouts;
    m_fallback.clear();
    m_attempts = spec.retry.retries + 1;
    showAttempt(1);
    announce(m_status, tr("Run started"));
}

void RunFooter::showAttempt(int number)
{
    m_attempt = number;
    hideFacts();
    setStatus(QStringLiteral("loader"), {}, tr("Waiting for the first token"));
    if (number > 1) tell(m_tries, tr("attempt %1 of %2").arg(number).arg(qMax(number, m_attempts)));
    if (!m_fallback.isEmpty()) tell(m_served, tr("going on with %1").arg(visibleText(m_fallback.left(60))), m_fallback);
    beginPhase(Phase::Waiting);
}

void RunFooter::showFallback(int next, const QString &model, const Error &cause)
{
    m_fallback = model;
    showAttempt(next);
    tell(m_cause, visibleText(cause.message()), visibleText(cause.detail.left(400)));
    announce(m_status, m_cause->text() + u' ' + m_served->text());
}

void RunFooter::showContent()
{
    if (m_phase != Phase::Waiting) return;
    m_phase = Phase::Streaming;
    setStatus(QStringLiteral("loader"), {}, tr("Streaming"));
    const milliseconds first(m_clock.elapsed());
    tell(m_first, tr("first token %1").arg(formatDuration(first)));
    showElapsed(first);
}

void RunFooter::showRetrying(int next, milliseconds delay, const Error &cause)
{
    m_attempt = next;
    m_delay = delay;
    hideFacts();
    setStatus(QStringLiteral("clock"), QStringLiteral("warn"), QString());
    tell(m_tries, tr("attempt %1 of %2").arg(next).arg(qMax(next, m_attempts)));
    tell(m_cause, visibleText(cause.message()), visibleText(cause.detail.left(400)));
    m_now->show();
    m_giveUp->show();
    beginPhase(Phase::Retrying);
    announce(m_status, m_cause->text() + u' ' + m_status->text());
}

void RunFooter::showElapsed(milliseconds elapsed)
{
    if (m_phase == Phase::Retrying) {
        //: Countdown to the next attempt. %1 is a number of seconds.
        m_status->setText(tr("Retry in %1 s").arg(QLocale().toString(secondsUp(m_delay - elapsed))));
        m_icon->show();
        return;
    }
    if (m_phase != Phase::Waiting && m_phase != Phase::Streaming) return;
    const milliseconds limit =
        m_phase == Phase::Waiting ? std::min(m_timeouts.firstContent, m_timeouts.total) : m_timeouts.total;
    //: Time used and time allowed.
    QString text = tr("%1 / %2 s").arg(QLocale().toString(elapsed / 1s), QLocale().toString(limit / 1s));
    const bool late = double(elapsed.count()) >= WarnShare * double(limit.count());
    if (late) text = tr("%1, near the limit").arg(text);
    tell(m_elapsed, text,
         m_phase == Phase::Waiting ? tr("Time to the first token, and its limit")
                                   : tr("Time of this attempt, and its limit"));
    setTone(m_elapsed, late ? QStringLiteral("warn") : QString());
}

void RunFooter::showFinished(const RunRecord &record)
{
    m_tick.stop();
    m_phase = Phase::Finished;
    hideFacts();
    setStatus(statusIconName(record.status), statusTone(record.status), formatStatus(record.status));
    setPlainToolTip(m_status, record.error ? record.error->message() : QString());
    tellUsage(record);
    tellTimes(record);
    m_popup->setRecord(record);
    m_details->setVisible(!record.attempts.empty());
    tellEnd(record);
}

void RunFooter::tellEnd(const RunRecord &record)
{
    const bool inFooter =
        record.error && placementOf(record.error->severity(), ErrorOrigin::Run) == ErrorPlacement::Note;
    if (inFooter) {
        tell(m_cause, visibleText(record.error->message()), errorDetails(*record.error));
        announce(m_status, tr("Run %1").arg(formatStatus(record.status)) + QStringLiteral(". ") + m_cause->text());
        return;
    }
    const QString reason =
        record.nativeFinishReason.isEmpty() ? toString(record.finishReason) : visibleText(record.nativeFinishReason);
    //: Why the model stopped, in the provider's word, such as "stop" or "length".
    tell(m_cause, tr("finish: %1").arg(reason), tr("Why the model stopped, as the provider says."));
    announce(m_status, tr("Run %1").arg(formatStatus(record.status)));
}

void RunFooter::tellUsage(const RunRecord &record)
{
    const Usage &usage = record.usage;
    if (usage.input || usage.output) {
        const QString about = usage.source == Usage::Source::Estimated ? QStringLiteral("~") : QString();
        const auto odd = anomalyOf(record);
        const QString counts =
            tr("%1 → %2 tokens").arg(about + formatTokens(usage.input), about + formatTokens(usage.output));
        tell(m_tokens, odd ? tr("%1, unusual").arg(counts) : counts,
             usageDetails(usage) + (odd ? u'\n' + describe(*odd) : QString()));
        setTone(m_tokens, odd ? QStringLiteral("warn") : QString());
    }
    QString cost = formatMoney(record.receipt.total, record.receipt.provenance);
    if (record.receipt.total && record.receipt.provenance != Provenance::Local)
        cost += u' ' + formatProvenance(record.receipt.provenance);
    if (record.simulated) cost = tr("simulated, no cost");
    tell(m_cost, cost, receiptDetails(record.receipt));
}

void RunFooter::tellTimes(const RunRecord &record)
{
    const RunTimings &times = record.timings;
    if (times.firstContent) tell(m_first, tr("first token %1").arg(formatDuration(times.firstContent)));
    if (times.tokensPerSecond)
        tell(m_speed, tr("%1 tokens/s")
                          .arg(QLocale().toString(*times.tokensPerSecond, 'f', *times.tokensPerSecond < 10 ? 1 : 0)));
    tell(m_elapsed, formatDuration(times.total), tr("From Run to the end, waits included"));
    tell(m_tries, tr("%n attempt(s)", nullptr, int(record.attempts.size())));
    QString served = record.modelServed == record.draft.model ? QString() : record.modelServed;
    if (!record.providerServed.isEmpty())
        served += (served.isEmpty() ? QString() : QStringLiteral(" · ")) + record.providerServed;
    if (!served.isEmpty()) tell(m_served, tr("served by %1").arg(visibleText(served.left(60))), visibleText(served));
}

} // namespace burin
