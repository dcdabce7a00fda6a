#include "core/engine/modelquery.h"

#include "core/engine/specchecks.h"
#include "core/providers/errormap.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr HttpTimeouts Limits{.connect = 5s, .firstContent = 15s, .idle = 15s, .total = 30s};
constexpr qint64 BodyCap = 32 * 1024 * 1024;

} // namespace

ModelQuery::ModelQuery(ProviderProfile profile, HttpRequest request, ConnectionPool &pool, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_request(std::move(request)), m_lease(pool.acquire())
{
}

ModelQuery::~ModelQuery()
{
    Answer cancelled;
    cancelled.result.fault = TransportFault::Cancelled;
    cancelled.error = makeError(ErrorCode::Unexpected);
    settle(std::move(cancelled));
}

QFuture<ModelQuery::Answer> ModelQuery::start()
{
    m_promise.start();
    auto *stream = new HttpStream(m_lease.manager(), m_request, {.timeouts = Limits, .byteCap = BodyCap}, this);
    connect(stream, &HttpStream::bytesReceived, this, [this, stream](const QByteArray &bytes) {
        m_body += bytes;
        stream->noteContent();
    });
    connect(stream, &HttpStream::finished, this, &ModelQuery::end);
    stream->start();
    return m_promise.future();
}

void ModelQuery::end(const HttpResult &result)
{
    Answer answer{.result = result, .body = std::move(m_body), .error = std::nullopt};
    if (result.status == 0 || (result.fault != TransportFault::None && result.status == 200))
        answer.error = transportError(m_profile, result, Limits);
    else if (result.status < 200 || result.status >= 300 || result.status == 204)
        answer.error = providerFor(m_profile.kind)->decodeError(m_profile, result, answer.body);
    else if (answer.body.trimmed().startsWith('<'))
        answer.error = makeError(ErrorCode::CaptivePortal);
    if (answer.error) answer.error = redacted(*answer.error, {m_request.key});
    settle(std::move(answer));
    deleteLater();
}

void ModelQuery::settle(Answer answer)
{
    if (m_settled) return;
    m_settled = true;
    m_promise.addResult(std::move(answer));
    m_promise.finish();
}

std::optional<Error> checkEndpoint(const ProviderProfile &profile, const Secret &key)
{
    RunSpec spec;
    spec.provider = profile;
    spec.key = key;
    spec.draft.model = QStringLiteral("any");
    spec.messages = {{Role::User, QStringLiteral("any")}};
    if (const std::optional<Error> error = checkSpec(spec)) return error;
    if (!providerFor(profile.kind)) return makeError(ErrorCode::BadParameter, QStringLiteral("kind"));
    return std::nullopt;
}

Result<std::vector<ModelInfo>> modelsOf(const ProviderProfile &profile, const ModelQuery::Answer &answer,
                                        const PriceBook &prices)
{
    if (answer.error) return *answer.error;
    Result<std::vector<ModelInfo>> models = providerFor(profile.kind)->decodeModels(answer.body);
    if (!models) return models;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (ModelInfo &model : models.value()) {
        const PriceRow *row = prices.find(profile.id, model.id, now);
        if (!row) continue;
        if (!model.inputPerMillion && row->input) model.inputPerMillion = TokensPerPrice * row->input->each;
        if (!model.outputPerMillion && row->output) model.outputPerMillion = TokensPerPrice * row->output->each;
        if (model.contextTokens == 0) model.contextTokens = row->contextTokens;
    }
    return models;
}

KeyState keyStateOf(const ModelQuery::Answer &answer)
{
    if (!answer.error) return KeyState::Ok;
    const ErrorCategory category = answer.error->category();
    if (category == ErrorCategory::Authentication || category == ErrorCategory::Authorization)
        return KeyState::Rejected;
    return KeyState::Offline;
}

} // namespace burin
