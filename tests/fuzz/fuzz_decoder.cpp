#include "core/engine/answer.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"
#include "tests/fuzz/fuzzing.h"

#include <QString>

#include <cstring>

using namespace burin;

namespace {

constexpr int statuses[] = {301, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 503, 529};

/// One wire format a process, named by BURIN_FUZZ_KIND: each has its own corpus.
const Provider &provider()
{
    static const Provider *const chosen = [] {
        const Provider *found = providerFor(qEnvironmentVariable("BURIN_FUZZ_KIND", QStringLiteral("openai")));
        fuzz::require(found != nullptr, "BURIN_FUZZ_KIND names no wire format");
        return found;
    }();
    return *chosen;
}

ProviderProfile profile()
{
    return adHocProvider(qEnvironmentVariable("BURIN_FUZZ_KIND", QStringLiteral("openai")),
                         QUrl(QStringLiteral("https://api.example.com/v1")));
}

Answer streamed(const ProviderProfile &profile, const std::vector<QByteArray> &parts)
{
    const std::unique_ptr<StreamFramer> framer = makeFramer(provider().framing());
    const std::unique_ptr<StreamDecoder> decoder = provider().decoder(profile);
    Answer answer;
    const auto take = [&](const std::vector<Frame> &frames) {
        for (const Frame &frame : frames) {
            for (const StreamEvent &event : decoder->decode(frame))
                apply(answer, event);
        }
    };
    for (const QByteArray &part : parts)
        take(framer->feed(part));
    take(framer->finish());
    return answer;
}

bool isSame(const Answer &a, const Answer &b)
{
    return a.text == b.text && a.reasoning == b.reasoning && a.refusal == b.refusal && a.toolCalls == b.toolCalls &&
           a.usage == b.usage && a.reportedCost == b.reportedCost && a.finishReason == b.finishReason &&
           a.failure == b.failure && a.terminated == b.terminated && a.invalidFrames == b.invalidFrames;
}

void checkUsage(const Usage &usage)
{
    for (const std::optional<qint64> &count : {usage.input, usage.output})
        fuzz::require(!count || *count >= 0, "a count of tokens is negative");
}

} // namespace

/// The first byte decides what the rest is: a stream, a whole answer, an error, or a list of models.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ProviderProfile sender = profile();
    if (size == 0) return 0;
    const QByteArray body = fuzz::bytesOf(data + 1, size - 1);
    switch (data[0] % 5) {
    case 0:
    case 1: {
        const Answer whole = streamed(sender, {body});
        fuzz::require(isSame(whole, streamed(sender, fuzz::pieces(body))), "the answer depends on how bytes arrive");
        checkUsage(whole.usage);
        break;
    }
    case 2: {
        Answer answer;
        for (const StreamEvent &event : provider().decodeWhole(sender, body))
            apply(answer, event);
        checkUsage(answer.usage);
        break;
    }
    case 3: {
        HttpResult head;
        head.status = statuses[data[0] / 5 % std::size(statuses)];
        const Error error = provider().decodeError(sender, head, body);
        fuzz::require(!error.message().isEmpty() && error.detail.size() <= 4'000, "the error cannot be shown");
        break;
    }
    default:
        if (const Result<std::vector<ModelInfo>> models = provider().decodeModels(body)) {
            for (const ModelInfo &model : *models)
                fuzz::require(!model.id.isEmpty() && model.contextTokens >= 0, "a model makes no sense");
        }
    }
    return 0;
}
