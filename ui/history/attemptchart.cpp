#include "ui/history/attemptchart.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

using PhaseKind = AttemptPhase::Kind;

struct ChartTexts {
    Q_DECLARE_TR_FUNCTIONS(AttemptChart)
};

QString barTitle(const RunRecord &record, const Attempt &attempt)
{
    const QString model = attempt.modelRequested.isEmpty() ? record.draft.model : attempt.modelRequested;
    QStringList parts{QString::number(attempt.number), oneLine(model)};
    if (attempt.httpStatus) parts += QStringLiteral("HTTP %1").arg(attempt.httpStatus);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// The phases of @p attempt that took any time; it began at @p start.
std::vector<AttemptPhase> phasesOf(const Attempt &attempt, milliseconds start)
{
    std::vector<AttemptPhase> phases;
    milliseconds at{0};
    const auto add = [&](PhaseKind kind, const std::optional<milliseconds> &until) {
        if (!until) return;
        const milliseconds end = std::clamp(*until, at, attempt.duration);
        if (end > at) phases.push_back({kind, start + at, start + end});
        at = end;
    };
    add(PhaseKind::Connect, attempt.connect);
    add(PhaseKind::FirstByte, attempt.firstByte);
    add(PhaseKind::FirstContent, attempt.firstContent);
    add(attempt.firstContent ? PhaseKind::Streaming : PhaseKind::Failing, attempt.duration);
    return phases;
}

} // namespace

AttemptChart attemptChart(const RunRecord &record)
{
    AttemptChart chart;
    for (const Attempt &attempt : record.attempts) {
        AttemptBar bar{attempt.number, barTitle(record, attempt), {}, {}};
        if (attempt.error) bar.cause = visibleText(attempt.error->message());
        const bool first = chart.bars.empty();
        const milliseconds waited = first ? record.timings.queued : attempt.waited;
        milliseconds start = chart.end + waited;
        if (record.createdAt.isValid() && attempt.startedAt.isValid())
            start = std::max(start, milliseconds(record.createdAt.msecsTo(attempt.startedAt)));
        if (start > chart.end) bar.phases.push_back({first ? PhaseKind::Queue : PhaseKind::Wait, chart.end, start});
        std::ranges::move(phasesOf(attempt, start), std::back_inserter(bar.phases));
        chart.end = std::max(chart.end, start + attempt.duration);
        chart.bars.push_back(std::move(bar));
    }
    return chart;
}

QString phaseName(AttemptPhase::Kind kind)
{
    switch (kind) {
    case PhaseKind::Queue:
        return ChartTexts::tr("waiting for a slot");
    case PhaseKind::Wait:
        return ChartTexts::tr("waiting to retry");
    case PhaseKind::Connect:
        return ChartTexts::tr("connecting");
    case PhaseKind::FirstByte:
        return ChartTexts::tr("until the first byte");
    case PhaseKind::FirstContent:
        return ChartTexts::tr("until the first token");
    case PhaseKind::Streaming:
        return ChartTexts::tr("streaming");
    case PhaseKind::Failing:
        return ChartTexts::tr("until it ended");
    }
    Q_UNREACHABLE();
}

QString describe(const AttemptChart &chart)
{
    QStringList sentences;
    for (const AttemptBar &bar : chart.bars) {
        QStringList phases;
        for (const AttemptPhase &phase : bar.phases)
            phases += phaseName(phase.kind) + u' ' + formatDuration(phase.to - phase.from);
        sentences += ChartTexts::tr("Attempt %1: %2.").arg(bar.title, phases.join(QStringLiteral(", ")));
        if (!bar.cause.isEmpty()) sentences += bar.cause;
    }
    return sentences.join(u' ');
}

} // namespace burin
