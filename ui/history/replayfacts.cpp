#include "ui/history/replayfacts.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Replay)
};

QString momentOr(const std::optional<microseconds> &time)
{
    return time ? formatMoment(*time) : QStringLiteral("–");
}

QString exact(microseconds time)
{
    return Words::tr("%1 µs").arg(QLocale().toString(qint64(time.count())));
}

QString headerLines(const WireRecording::Headers &headers)
{
    QString lines;
    for (const auto &[name, value] : headers)
        lines += QString::fromLatin1(name) + QLatin1StringView(": ") + QString::fromLatin1(value) + u'\n';
    return lines;
}

Fact longestGapFact(const ReplayPace &pace)
{
    if (!pace.longestGap) return {Words::tr("Longest gap"), momentOr(std::nullopt), {}};
    const QString value =
        Words::tr("%1, after %2").arg(formatMoment(pace.longestGap->length()), formatMoment(pace.longestGap->from));
    return {Words::tr("Longest gap"), value, exact(pace.longestGap->length())};
}

QString bytesText(const WireRecording &recording)
{
    const QLocale locale;
    const QString kept = Words::tr("%1 in %2")
                             .arg(locale.formattedDataSize(recordedBytes(recording)),
                                  Words::tr("%n piece(s)", nullptr, int(recording.pieces.size())));
    if (recording.bytesLeftOut == 0) return kept;
    return Words::tr("%1; %2 left out").arg(kept, locale.formattedDataSize(recording.bytesLeftOut));
}

} // namespace

QString formatMoment(std::chrono::microseconds time)
{
    if (time.count() < 10'000 && time.count() > 0)
        return Words::tr("%1 ms").arg(QLocale().toString(double(time.count()) / 1000, 'f', 1));
    return formatDuration(std::chrono::duration_cast<milliseconds>(time));
}

QString paceSentence(const ReplayTimeline &timeline)
{
    const ReplayPace pace = paceOf(timeline);
    if (!pace.firstContent) return Words::tr("No content in %1.").arg(formatMoment(timeline.end));
    const QString pieces = Words::tr("%n piece(s)", nullptr, int(timeline.points.size()));
    const QString longest = pace.longestGap ? formatMoment(pace.longestGap->length()) : momentOr(std::nullopt);
    return Words::tr("%1 of content in %2; the first after %3, the longest gap %4.")
        .arg(pieces, formatMoment(timeline.end), formatMoment(*pace.firstContent), longest);
}

std::vector<Fact> replayFacts(const Replay &replay)
{
    const WireRecording &recording = replay.recording;
    const ReplayPace pace = paceOf(replay.timeline);
    std::vector<Fact> facts{
        {Words::tr("Response head"), recording.status ? formatMoment(recording.headAt) : momentOr(std::nullopt), {}},
        {Words::tr("First content"), momentOr(pace.firstContent),
         pace.firstContent ? exact(*pace.firstContent) : QString()},
        {Words::tr("Median gap"), momentOr(pace.medianGap), pace.medianGap ? exact(*pace.medianGap) : QString()},
        longestGapFact(pace),
        {Words::tr("End"), formatMoment(replay.timeline.end), exact(replay.timeline.end)},
        {Words::tr("Received"), bytesText(recording), {}},
    };
    if (!recording.fault.isEmpty()) facts.push_back({Words::tr("Connection"), visibleText(recording.fault), {}});
    if (replay.error) facts.push_back({Words::tr("Error"), visibleText(replay.error->message()), {}});
    return facts;
}

std::vector<Fact> gapFacts(const ReplayTimeline &timeline)
{
    const ReplayPace pace = paceOf(timeline);
    const auto gap = [](const QString &name, const std::optional<microseconds> &length) {
        return Fact{name, momentOr(length), length ? exact(*length) : QString()};
    };
    return {{Words::tr("Gaps"), QLocale().toString(qint64(pace.gaps)), {}},
            gap(Words::tr("Median (p50)"), pace.medianGap),
            gap(Words::tr("95 of 100 are no longer than (p95)"), pace.slowGap),
            longestGapFact(pace)};
}

QString headersText(const WireRecording &recording)
{
    QString text = QString::fromLatin1(recording.method) + u' ' + recording.url + u'\n';
    text += headerLines(recording.requestHeaders) + u'\n';
    if (recording.status == 0) return text + Words::tr("No response.") + u'\n';
    text += QStringLiteral("HTTP %1\n").arg(recording.status);
    return text + headerLines(recording.responseHeaders);
}

QString textAt(const ReplayTimeline &timeline, const ReplayMoment &moment)
{
    QString text = timeline.reasoning.left(moment.reasoning);
    if (!text.isEmpty() && moment.text + moment.refusal > 0) text += QStringLiteral("\n\n— — —\n\n");
    return text + timeline.text.left(moment.text) + timeline.refusal.left(moment.refusal);
}

QString whyNothingWasRecorded(const RunRecord &record)
{
    if (record.status == RunStatus::Running) return Words::tr("The run is still going on.");
    const bool sent = std::ranges::any_of(record.attempts, &Attempt::sent);
    if (!sent) return Words::tr("Nothing was recorded, because nothing was sent.");
    return Words::tr("Nothing was recorded: recording was off, or newer recordings took its place.");
}

} // namespace burin
