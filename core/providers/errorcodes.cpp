#include "core/providers/errorcodes.h"

#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>

namespace burin {

namespace {

struct CodeRow {
    const char *code; ///< As vendors write it, in lower case.
    ErrorCode meaning;
};

/// The vendors' own words. Those that say no more than the status does are left out.
constexpr CodeRow rows[] = {
    {"context_length_exceeded", ErrorCode::ContextLength},
    {"exceed_context_size_error", ErrorCode::ContextLength},
    {"too_many_prompt_tokens", ErrorCode::ContextLength},
    {"context_window_exceeded", ErrorCode::ContextLength},
    {"token_limit_exceeded", ErrorCode::ContextLength},
    {"string_too_long", ErrorCode::ContextLength},
    {"string_above_max_length", ErrorCode::ContextLength},

    {"content_filter", ErrorCode::PolicyRefused},
    {"content_policy_violation", ErrorCode::PolicyRefused},
    {"responsibleaipolicyviolation", ErrorCode::PolicyRefused},
    {"moderation_blocked", ErrorCode::PolicyRefused},
    {"content_moderation", ErrorCode::PolicyRefused},
    {"bio_policy", ErrorCode::PolicyRefused},
    {"refusal", ErrorCode::PolicyRefused},

    {"invalid_api_key", ErrorCode::RejectedKey},
    {"api_key_invalid", ErrorCode::RejectedKey},
    {"incorrect_api_key", ErrorCode::RejectedKey},
    {"authentication_error", ErrorCode::RejectedKey},
    {"authentication", ErrorCode::RejectedKey},
    {"unauthenticated", ErrorCode::RejectedKey},

    {"insufficient_quota", ErrorCode::InsufficientQuota},
    {"credit_balance_exhausted", ErrorCode::InsufficientQuota},
    {"credit_balance_too_low", ErrorCode::InsufficientQuota},
    {"billing_hard_limit_reached", ErrorCode::InsufficientQuota},
    {"quota_exceeded", ErrorCode::InsufficientQuota},
    {"quota_per_day", ErrorCode::InsufficientQuota},
    {"spend_limit_exceeded", ErrorCode::InsufficientQuota},
    {"payment_required", ErrorCode::PaymentRequired},
    {"billing_error", ErrorCode::PaymentRequired},
    {"insufficient_credits", ErrorCode::PaymentRequired},
    {"insufficient_balance", ErrorCode::PaymentRequired},

    {"permission_denied", ErrorCode::ModelNotAllowed},
    {"permission_error", ErrorCode::ModelNotAllowed},

    {"model_not_found", ErrorCode::ModelNotFound},
    {"deploymentnotfound", ErrorCode::ModelNotFound},
    {"model_decommissioned", ErrorCode::ModelRetired},
    {"model_deprecated", ErrorCode::ModelRetired},
    {"free_variant_ended", ErrorCode::ModelRetired},
    {"wrong_endpoint", ErrorCode::EndpointNotFound},
    {"unknown_url", ErrorCode::EndpointNotFound},

    {"tokens", ErrorCode::TooManyTokens},
    {"quota_tokens", ErrorCode::TooManyTokens},
    {"rate_limit_exceeded", ErrorCode::TooManyRequests},
    {"rate_limit_error", ErrorCode::TooManyRequests},
    {"ratelimitreached", ErrorCode::TooManyRequests},
    {"resource_exhausted", ErrorCode::TooManyRequests},
    {"too_many_requests", ErrorCode::TooManyRequests},

    {"overloaded_error", ErrorCode::Overloaded},
    {"engine_overloaded", ErrorCode::Overloaded},
    {"provider_overloaded", ErrorCode::Overloaded},
    {"capacity_exhausted", ErrorCode::Overloaded},
    {"unavailable_error", ErrorCode::Overloaded},
    {"unavailable", ErrorCode::Overloaded},

    {"timeout", ErrorCode::ServerTimeout},
    {"timeout_error", ErrorCode::ServerTimeout},
    {"deadline_exceeded", ErrorCode::ServerTimeout},

    {"request_too_large", ErrorCode::TooLarge},
    {"payload_too_large", ErrorCode::TooLarge},
};

/// The first meaning among @p allowed, in their order, that a code of @p body has.
std::optional<ErrorCode> refined(const ErrorBody &body, std::initializer_list<ErrorCode> allowed)
{
    for (const ErrorCode meaning : allowed) {
        for (const CodeRow &row : rows) {
            if (row.meaning == meaning && body.codes.contains(QLatin1StringView(row.code))) return meaning;
        }
    }
    return std::nullopt;
}

bool saysTooLong(const QString &message)
{
    static const QRegularExpression expression(
        QStringLiteral("context (length|window|size)|too many (input |prompt )?tokens|"
                       "prompt is too long|input tokens? exceeded|maximum number of tokens|"
                       "token count.{0,40}exceeds"),
        QRegularExpression::CaseInsensitiveOption);
    return expression.match(message).hasMatch();
}

ErrorCode badRequest(int status, const ErrorBody &body)
{
    using enum ErrorCode;
    if (const auto code = refined(body, {ContextLength, PolicyRefused, RejectedKey, InsufficientQuota, PaymentRequired,
                                         ModelRetired, ModelNotFound, TooLarge}))
        return *code;
    if (body.moderated) return PolicyRefused;
    return status == 400 && saysTooLong(body.message) ? ContextLength : BadRequest;
}

ErrorCode notFound(const ErrorBody &body)
{
    using enum ErrorCode;
    if (const auto code = refined(body, {ModelRetired, ModelNotFound, EndpointNotFound})) return *code;
    if (body.kind != ErrorBody::Kind::Json || body.onlyDetail) return EndpointNotFound;
    // Most vendors give both cases the same code, so what they say is missing decides.
    static const QRegularExpression model(QStringLiteral("\\bmodels?\\b|\\bdeployment\\b|\\bendpoints found\\b"),
                                          QRegularExpression::CaseInsensitiveOption);
    return model.match(body.message).hasMatch() ? ModelNotFound : EndpointNotFound;
}

ErrorCode clientError(int status, const ErrorBody &body)
{
    using enum ErrorCode;
    switch (status) {
    case 401:
        return RejectedKey;
    case 402:
        return refined(body, {InsufficientQuota}).value_or(PaymentRequired);
    case 403:
        if (body.moderated || refined(body, {PolicyRefused})) return Moderation;
        return refined(body, {InsufficientQuota, PaymentRequired, RejectedKey}).value_or(ModelNotAllowed);
    case 404:
        return notFound(body);
    case 408:
        return ServerTimeout;
    case 409:
        return Conflict;
    case 410:
        return ModelRetired;
    case 413:
        return refined(body, {ContextLength}).value_or(TooLarge);
    case 425:
    case 429:
        return refined(body, {InsufficientQuota, PaymentRequired, TooManyTokens}).value_or(TooManyRequests);
    default:
        return badRequest(status, body);
    }
}

ErrorCode serverError(int status, const ErrorBody &body)
{
    using enum ErrorCode;
    switch (status) {
    case 501:
    case 505:
        return NotImplemented;
    case 503:
    case 529:
        return Overloaded;
    case 504:
    case 524:
        return ServerTimeout;
    default:
        return refined(body, {Overloaded, ServerTimeout}).value_or(ServerError);
    }
}

} // namespace

ErrorCode codeForStatus(int status, const ErrorBody &body)
{
    if (status >= 100 && status < 200) return ErrorCode::EarlyResponse;
    if (status == 204 || status == 205 || status == 304) return ErrorCode::EmptyResponse;
    if (status >= 400 && status < 500) return clientError(status, body);
    if (status >= 500 && status < 600) return serverError(status, body);
    return ErrorCode::UnexpectedStatus;
}

ErrorCode codeForReport(const ErrorBody &body)
{
    using enum ErrorCode;
    if (const auto code = refined(body, {ContextLength, InsufficientQuota, PaymentRequired, RejectedKey, PolicyRefused,
                                         ModelRetired, ModelNotFound, TooManyTokens, TooManyRequests, Overloaded,
                                         ServerTimeout, ModelNotAllowed, TooLarge}))
        return *code;
    const int status = body.status.value_or(0);
    if (status < 400 || status >= 600) return ErrorInStream;
    return codeForStatus(status, body);
}

} // namespace burin
