#include "core/domain/error.h"

#include <QtGlobal>

namespace burin {

namespace {

using enum ErrorCategory;
using enum Severity;
using R = RetryRule;
using B = Billing;

// clang-format off
// lupdate does not expand macros, so each text names its context itself.
constexpr ErrorRow rows[] = {
    {ErrorCode::Overloaded, "overloaded", Api, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider is overloaded."), QT_TRANSLATE_NOOP("Errors", "Try again in a moment, or choose another model.")},
    {ErrorCode::ServerError, "server_error", Api, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The provider failed with status %1."), QT_TRANSLATE_NOOP("Errors", "Try again; if it stays, look at the provider's status page.")},
    {ErrorCode::ContentFilter, "content_filter", Api, Low, R::Never, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The provider's content filter withheld the answer."), QT_TRANSLATE_NOOP("Errors", "Rephrase the prompt, or choose another model.")},
    {ErrorCode::EmptyResponse, "empty_response", Api, Medium, R::Once, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The server sent an empty answer."), QT_TRANSLATE_NOOP("Errors", "Try again.")},
    {ErrorCode::MalformedStream, "malformed_stream", Api, Medium, R::Offer, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The answer could not be read: the stream is damaged."), QT_TRANSLATE_NOOP("Errors", "Try again; what arrived is kept.")},
    {ErrorCode::ErrorInStream, "error_in_stream", Api, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The provider reported an error inside the answer."), QT_TRANSLATE_NOOP("Errors", "Try again; what arrived is kept.")},
    {ErrorCode::BadResponse, "bad_response", Api, High, R::Never, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "%1 does not answer like a model server."), QT_TRANSLATE_NOOP("Errors", "Check the base URL of the provider.")},
    {ErrorCode::EarlyResponse, "early_response", Api, Medium, R::Once, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The server sent status %1 and nothing more."), QT_TRANSLATE_NOOP("Errors", "Try again.")},
    {ErrorCode::CompressedResponse, "compressed_response", Api, Medium, R::Never, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The server compressed the answer (%1) although it was asked not to."), QT_TRANSLATE_NOOP("Errors", "Check the proxy or gateway in between.")},
    {ErrorCode::NotImplemented, "not_implemented", Api, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The server does not support this kind of request (status %1)."), QT_TRANSLATE_NOOP("Errors", "Check the provider's kind and base URL.")},
    {ErrorCode::Conflict, "conflict", Api, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider reported a conflict."), QT_TRANSLATE_NOOP("Errors", "Try again.")},
    {ErrorCode::UnexpectedStatus, "unexpected_status", Api, Medium, R::Never, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The server answered with an unexpected status: %1."), QT_TRANSLATE_NOOP("Errors", "Check the base URL of the provider.")},
    {ErrorCode::FinishedWithError, "finish_error", Api, Medium, R::Offer, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The model stopped because of an error at the provider."), QT_TRANSLATE_NOOP("Errors", "Try again; what arrived is kept.")},
    {ErrorCode::ResponseTooLarge, "response_too_large", Api, High, R::Never, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The answer is larger than the limit of %1."), QT_TRANSLATE_NOOP("Errors", "What arrived up to the limit is kept.")},

    {ErrorCode::Refused, "refused", Network, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "Cannot reach %1: nothing is listening there."), QT_TRANSLATE_NOOP("Errors", "Check that the server is running and the base URL is right.")},
    {ErrorCode::HostNotFound, "dns", Network, Medium, R::Once, B::None,
     QT_TRANSLATE_NOOP("Errors", "The name %1 was not found."), QT_TRANSLATE_NOOP("Errors", "Check the base URL and the network connection.")},
    {ErrorCode::Unreachable, "unreachable", Network, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no connection to %1."), QT_TRANSLATE_NOOP("Errors", "Check the network connection.")},
    {ErrorCode::ClosedEarly, "reset", Network, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The server closed the connection before answering."), QT_TRANSLATE_NOOP("Errors", "Try again; the request may have been charged.")},
    {ErrorCode::OutcomeUnknown, "outcome_unknown", Network, Medium, R::Once, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The connection broke while the request was being sent."), QT_TRANSLATE_NOOP("Errors", "Try again; the request may have been charged.")},
    {ErrorCode::Truncated, "truncated", Network, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The answer was cut off before its end."), QT_TRANSLATE_NOOP("Errors", "What arrived is kept. Run again for a whole answer.")},
    {ErrorCode::Tls, "tls", Network, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The connection to %1 is not secure."), QT_TRANSLATE_NOOP("Errors", "Check the address and the certificate; the system's clock must be right.")},
    {ErrorCode::TlsInterrupted, "tls_interrupted", Network, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "The secure connection to %1 was interrupted while it was set up."), QT_TRANSLATE_NOOP("Errors", "Try again.")},
    {ErrorCode::Proxy, "proxy", Network, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The proxy refused the connection."), QT_TRANSLATE_NOOP("Errors", "Check the system's proxy settings.")},
    {ErrorCode::Redirected, "redirect", Network, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The server moved to %1."), QT_TRANSLATE_NOOP("Errors", "Use that address as the base URL if you trust it.")},
    {ErrorCode::RedirectedElsewhere, "redirect_foreign", Network, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The server wants to redirect to another host: %1."), QT_TRANSLATE_NOOP("Errors", "The key was not sent there. Check the base URL.")},
    {ErrorCode::CaptivePortal, "captive_portal", Network, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "Got a web page instead of an answer."), QT_TRANSLATE_NOOP("Errors", "Check the base URL, and whether the network wants you to sign in.")},

    {ErrorCode::BadRequest, "bad_request", Validation, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider rejected the request."), QT_TRANSLATE_NOOP("Errors", "Read the provider's message and adjust the prompt or the parameters.")},
    {ErrorCode::ContextLength, "context_length", Validation, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The prompt is too long for this model."), QT_TRANSLATE_NOOP("Errors", "Shorten the prompt, or choose a model with a larger context.")},
    {ErrorCode::UnfilledVariable, "unfilled_variable", Validation, Low, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The variable %1 has no value."), QT_TRANSLATE_NOOP("Errors", "Fill it in below the prompt.")},
    {ErrorCode::BadTemplate, "bad_template", Validation, Low, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The prompt's template has an error. %1"), QT_TRANSLATE_NOOP("Errors", "Correct it where it is marked.")},
    {ErrorCode::BadParameter, "bad_parameter", Validation, Low, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The parameter %1 is not valid."), QT_TRANSLATE_NOOP("Errors", "Correct it or clear it.")},
    {ErrorCode::TooLarge, "too_large", Validation, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The request is too large for the server."), QT_TRANSLATE_NOOP("Errors", "Shorten the prompt.")},
    {ErrorCode::PolicyRefused, "policy", Validation, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider refused the prompt because of its content policy."), QT_TRANSLATE_NOOP("Errors", "Rephrase the prompt, or choose another model.")},
    {ErrorCode::InsecureUrl, "insecure_url", Validation, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "%1 is not encrypted, so nothing was sent."), QT_TRANSLATE_NOOP("Errors", "Use https://; http:// is for servers on this computer only.")},
    {ErrorCode::BadUrl, "bad_url", Validation, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "%1 is not a usable base URL."), QT_TRANSLATE_NOOP("Errors", "Enter an address such as https://api.openai.com/v1.")},
    {ErrorCode::BadKeyFormat, "bad_key_format", Validation, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The API key contains characters that no key has."), QT_TRANSLATE_NOOP("Errors", "Copy it again, without spaces or line breaks.")},
    {ErrorCode::EmptyPrompt, "empty_prompt", Validation, Low, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no prompt to send."), QT_TRANSLATE_NOOP("Errors", "Write something into the user message.")},

    {ErrorCode::ConnectTimeout, "connect", Timeout, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "No connection within %1 s."), QT_TRANSLATE_NOOP("Errors", "Check the address and the network, then try again.")},
    {ErrorCode::FirstByteTimeout, "first_byte", Timeout, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "No answer within %1 s."), QT_TRANSLATE_NOOP("Errors", "Try again, or allow more time in the settings.")},
    {ErrorCode::FirstContentTimeout, "first_content", Timeout, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The server answered, but the model wrote nothing within %1 s."), QT_TRANSLATE_NOOP("Errors", "Try again, or allow more time in the settings.")},
    {ErrorCode::IdleTimeout, "idle", Timeout, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The answer stopped for more than %1 s."), QT_TRANSLATE_NOOP("Errors", "What arrived is kept. Run again for a whole answer.")},
    {ErrorCode::TotalTimeout, "total", Timeout, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The answer took longer than %1 s."), QT_TRANSLATE_NOOP("Errors", "What arrived is kept. Allow more time in the settings.")},
    {ErrorCode::ServerTimeout, "server", Timeout, Medium, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The provider took too long (status %1)."), QT_TRANSLATE_NOOP("Errors", "Try again, or choose another model.")},

    {ErrorCode::MissingKey, "missing_key", Authentication, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no API key for %1."), QT_TRANSLATE_NOOP("Errors", "Add one in the settings, or set the provider's environment variable.")},
    {ErrorCode::RejectedKey, "rejected_key", Authentication, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "%1 rejected the API key."), QT_TRANSLATE_NOOP("Errors", "Check the key in the settings.")},
    {ErrorCode::KeychainLocked, "keychain_locked", Authentication, High, R::Offer, B::None,
     QT_TRANSLATE_NOOP("Errors", "The system's keychain could not be read."), QT_TRANSLATE_NOOP("Errors", "Unlock it and try again, or enter the key for this session.")},

    {ErrorCode::ModelNotAllowed, "model_not_allowed", Authorization, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "This API key may not use the model."), QT_TRANSLATE_NOOP("Errors", "Choose another model, or ask the owner of the key.")},
    {ErrorCode::Moderation, "moderation", Authorization, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider's moderation refused the prompt."), QT_TRANSLATE_NOOP("Errors", "Rephrase the prompt, or choose another model.")},

    {ErrorCode::TooManyRequests, "requests", RateLimit, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider's rate limit is reached."), QT_TRANSLATE_NOOP("Errors", "Wait a moment and try again.")},
    {ErrorCode::TooManyTokens, "tokens", RateLimit, Medium, R::Automatic, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider's limit of tokens per minute is reached."), QT_TRANSLATE_NOOP("Errors", "Wait a moment, or shorten the prompt.")},
    {ErrorCode::LongWait, "long_wait", RateLimit, High, R::Offer, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider's rate limit is reached; it asks to wait %1 s."), QT_TRANSLATE_NOOP("Errors", "Try again after that time, or choose another model.")},

    {ErrorCode::BudgetReached, "budget", CostLimit, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The budget does not cover this run."), QT_TRANSLATE_NOOP("Errors", "Raise the budget, or choose a cheaper model.")},
    {ErrorCode::PaymentRequired, "payment_required", CostLimit, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider wants to be paid first: there is no credit left."), QT_TRANSLATE_NOOP("Errors", "Top up the account at the provider.")},
    {ErrorCode::InsufficientQuota, "insufficient_quota", CostLimit, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The quota at the provider is used up."), QT_TRANSLATE_NOOP("Errors", "Raise the limit or top up the account at the provider.")},
    {ErrorCode::StoppedMidStream, "stopped_mid_stream", CostLimit, High, R::Offer, B::Estimated,
     QT_TRANSLATE_NOOP("Errors", "The run was stopped at its budget."), QT_TRANSLATE_NOOP("Errors", "What arrived is kept. Raise the budget to run again.")},

    {ErrorCode::ModelNotFound, "model", NotFound, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The provider does not know the model %1."), QT_TRANSLATE_NOOP("Errors", "Choose a model from the provider's list.")},
    {ErrorCode::ModelRetired, "model_retired", NotFound, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The model %1 was retired."), QT_TRANSLATE_NOOP("Errors", "Choose a newer model.")},
    {ErrorCode::EndpointNotFound, "endpoint", NotFound, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no model server at %1."), QT_TRANSLATE_NOOP("Errors", "Check the path of the base URL; it often ends with /v1.")},
    {ErrorCode::PromptNotFound, "prompt", NotFound, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no prompt %1."), QT_TRANSLATE_NOOP("Errors", "Check its name.")},
    {ErrorCode::DocumentNotFound, "document", NotFound, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no file %1."), QT_TRANSLATE_NOOP("Errors", "Check its name and place.")},
    {ErrorCode::RunNotFound, "run", NotFound, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "There is no run %1 in the history."), QT_TRANSLATE_NOOP("Errors", "Look it up in the list of runs.")},

    {ErrorCode::Storage, "storage", Internal, Critical, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The history could not be written."), QT_TRANSLATE_NOOP("Errors", "Check the disk; what was streamed is still in the window.")},
    {ErrorCode::DiskFull, "disk_full", Internal, Critical, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The disk is full, so the history could not be written."), QT_TRANSLATE_NOOP("Errors", "Free some space; what was streamed is still in the window.")},
    {ErrorCode::Corrupt, "corrupt", Internal, Critical, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The history %1 is damaged and was left untouched."), QT_TRANSLATE_NOOP("Errors", "Restore a backup, or start with another data folder.")},
    {ErrorCode::SchemaTooNew, "schema_too_new", Internal, High, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The history %1 was written by a newer version of Burin and was left untouched."), QT_TRANSLATE_NOOP("Errors", "Install the newer version.")},
    {ErrorCode::ReadOnly, "read_only", Internal, Critical, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The data folder %1 cannot be written."), QT_TRANSLATE_NOOP("Errors", "Check its owner and permissions, or choose another data folder.")},
    {ErrorCode::Interrupted, "interrupted", Internal, Medium, R::Offer, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "Burin ended while this run was going on."), QT_TRANSLATE_NOOP("Errors", "What arrived is kept. Run again for a whole answer.")},
    {ErrorCode::Unexpected, "unexpected", Internal, High, R::Never, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "Something unexpected happened."), QT_TRANSLATE_NOOP("Errors", "Copy the details and report it.")},

    {ErrorCode::DocumentUnreadable, "extract", Rag, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "No text could be read from %1."), QT_TRANSLATE_NOOP("Errors", "Try another format.")},
    {ErrorCode::DocumentEncrypted, "encrypted", Rag, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "%1 is protected by a password."), QT_TRANSLATE_NOOP("Errors", "Save a copy without the password.")},
    {ErrorCode::DocumentTooLarge, "too_large", Rag, Medium, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "%1 is too large."), QT_TRANSLATE_NOOP("Errors", "Split it into smaller files.")},
    {ErrorCode::IndexStale, "index_stale", Rag, Low, R::Never, B::None,
     QT_TRANSLATE_NOOP("Errors", "The documents changed since they were indexed."), QT_TRANSLATE_NOOP("Errors", "Index them again.")},

    {ErrorCode::EmbeddingDimensions, "dimensions", Embedding, High, R::Once, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The embedding model's vectors changed their size."), QT_TRANSLATE_NOOP("Errors", "Index the documents again.")},
    {ErrorCode::EmbeddingCount, "count_mismatch", Embedding, High, R::Once, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The embedding model answered with the wrong number of vectors."), QT_TRANSLATE_NOOP("Errors", "Try again, or choose another model.")},
    {ErrorCode::EmbeddingProvider, "provider", Embedding, High, R::Automatic, B::Unknown,
     QT_TRANSLATE_NOOP("Errors", "The embedding model failed."), QT_TRANSLATE_NOOP("Errors", "Try again, or choose another model.")},
};
// clang-format on

} // namespace

std::span<const ErrorRow> errorCatalog()
{
    return rows;
}

} // namespace burin
