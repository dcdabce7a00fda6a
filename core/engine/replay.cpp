#include "core/engine/replay.h"

#include "core/engine/responsereader.h"
#include "core/engine/verdict.h"
#include "core/engine/wirecapture.h"
#include "core/providers/registry.h"

#include <algorithm>

namespace burin {

namespace {

/// The row of a known provider, for its quirks; else one of that kind at the recorded address.
ProviderProfile profileOf(const WireRecording &recording)
{
    const QUrl url(recording.url);
    for (const ProviderProfile &known : builtInProviders())
        if (known.id == recording.providerId && known.kind == recording.kind) return known;
    ProviderProfile profile = adHocProvider(recording.kind, url);
    profile.id = recording.providerId;
    return profile;
}

HttpResult resultOf(const WireRecording &recording)
{
    HttpResult result;
    result.fault = faultNamed(recording.fault);
    result.status = recording.status;
    result.headers = recording.responseHeaders;
    result.sent = true;
    result.bytes = recordedBytes(recording);
    result.duration = std::chrono::duration_cast<milliseconds>(recording.endAt);
    return result;
}

/// Feeds the pieces and notes when the answer grew.
class Player {
public:
    Player(const Provider &provider, const ProviderProfile &profile) : m_reader(provider, profile) {}

    ResponseReader &reader() { return m_reader; }
    void take(microseconds at, const std::vector<StreamEvent> &events)
    {
        bool content = false;
        for (const StreamEvent &event : events) {
            content = content || (isContent(event) && !result.answer.terminated);
            apply(result.answer, event);
        }
        if (!content) return;
        const Answer &answer = result.answer;
        const ReplayMoment moment{.points = qsizetype(result.timeline.points.size()) + 1,
                                  .text = answer.text.size(),
                                  .reasoning = answer.reasoning.size(),
                                  .refusal = answer.refusal.size()};
        result.timeline.points.push_back({at, moment});
    }

    ReplayResult result;

private:
    ResponseReader m_reader;
};

void judgeBy(ReplayResult &result, const ResponseFacts &facts, const WireRecording &recording)
{
    result.error = judge(facts);
    result.status = statusOf(result.answer, result.error, facts.result.fault);
    // The end is missing because it was not kept, which says nothing about the answer.
    if (recording.bytesLeftOut == 0) return;
    result.error.reset();
    result.status = RunStatus::Partial;
}

} // namespace

Result<ReplayResult> playThrough(const WireRecording &recording)
{
    const Provider *provider = providerFor(recording.kind);
    if (!provider) return makeError(ErrorCode::BadParameter, QStringLiteral("kind"), recording.kind);
    const ProviderProfile profile = profileOf(recording);
    const HttpResult http = resultOf(recording);
    Player player(*provider, profile);
    if (recording.status != 0) player.reader().takeHead(recording.status, recording.responseHeaders);
    microseconds last = recording.headAt;
    for (const WirePiece &piece : recording.pieces) {
        last = std::max(last, piece.at);
        player.take(last, player.reader().feed(piece.bytes));
    }
    player.take(last, player.reader().finish());

    ReplayResult result = std::move(player.result);
    if (result.answer.responseId.isEmpty())
        result.answer.responseId = QString::fromLatin1(headerValue(http.headers, "x-generation-id"));
    result.timeline.text = result.answer.text;
    result.timeline.reasoning = result.answer.reasoning;
    result.timeline.refusal = result.answer.refusal;
    result.timeline.end = std::max(last, recording.endAt);
    judgeBy(result,
            {.provider = *provider,
             .profile = profile,
             .result = http,
             .timeouts = {},
             .answer = result.answer,
             .errorBody = player.reader().body(),
             .problem = player.reader().problem(),
             .bytes = player.reader().bytesSeen()},
            recording);
    return result;
}

Result<Replay> replayOf(const WireRecording &recording)
{
    Result<ReplayResult> played = playThrough(recording);
    if (!played) return played.error();
    ReplayResult &result = played.value();
    return Replay{recording, std::move(result.timeline), result.status, std::move(result.error)};
}

Result<std::vector<Replay>> replaysOf(const std::vector<WireRecording> &recordings)
{
    std::vector<Replay> replays;
    for (const WireRecording &recording : recordings) {
        Result<Replay> replay = replayOf(recording);
        if (!replay) return replay.error();
        replays.push_back(std::move(replay.value()));
    }
    return replays;
}

} // namespace burin
