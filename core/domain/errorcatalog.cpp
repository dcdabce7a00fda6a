#include "core/domain/error.h"

#include <QtGlobal>

namespace burin {

namespace {

using enum ErrorCategory;
using enum Severity;
using R = RetryRule;
using B = Billing;

#define T(text) QT_TRANSLATE_NOOP("Errors", text)

// clang-format off
constexpr ErrorRow rows[] = {
    {ErrorCode::Overloaded, "overloaded", Api, Medium, R::Automatic, B::None,
     T("The provider is overloaded."), T("Try again in a moment, or choose another model.")},
    {ErrorCode::ServerError, "server_error", Api, Medium, R::Automatic, B::Unknown,
     T("The provider failed with status %1."), T("Try again; if it stays, look at the provider's status page.")},
    {ErrorCode::ContentFilter, "content_filter", Api, Low, R::Never, B::Unknown,
     T("The provider's content filter withheld the answer."), T("Rephrase the prompt, or choose another model.")},
    {ErrorCode::EmptyResponse, "empty_response", Api, Medium, R::Once, B::Unknown,
     T("The server sent an empty answer."), T("Try again.")},
    {ErrorCode::MalformedStream, "malformed_stream", Api, Medium, R::Offer, B::Unknown,
     T("The answer could not be read: the stream is damaged."), T("Try again; what arrived is kept.")},
    {ErrorCode::ErrorInStream, "error_in_stream", Api, Medium, R::Automatic, B::Unknown,
     T("The provider reported an error inside the answer."), T("Try again; what arrived is kept.")},
    {ErrorCode::BadResponse, "bad_response", Api, High, R::Never, B::Unknown,
     T("%1 does not answer like a model server."), T("Check the base URL of the provider.")},
    {ErrorCode::EarlyResponse, "early_response", Api, Medium, R::Once, B::Unknown,
     T("The server sent status %1 and nothing more."), T("Try again.")},
    {ErrorCode::CompressedResponse, "compressed_response", Api, Medium, R::Never, B::Unknown,
     T("The server compressed the answer (%1) although it was asked not to."), T("Check the proxy or gateway in between.")},
    {ErrorCode::NotImplemented, "not_implemented", Api, High, R::Never, B::None,
     T("The server does not support this kind of request (status %1)."), T("Check the provider's kind and base URL.")},
    {ErrorCode::Conflict, "conflict", Api, Medium, R::Automatic, B::None,
     T("The provider reported a conflict."), T("Try again.")},
    {ErrorCode::UnexpectedStatus, "unexpected_status", Api, Medium, R::Never, B::Unknown,
     T("The server answered with an unexpected status: %1."), T("Check the base URL of the provider.")},
    {ErrorCode::FinishedWithError, "finish_error", Api, Medium, R::Offer, B::Unknown,
     T("The model stopped because of an error at the provider."), T("Try again; what arrived is kept.")},
    {ErrorCode::ResponseTooLarge, "response_too_large", Api, High, R::Never, B::Unknown,
     T("The answer is larger than the limit of %1."), T("What arrived up to the limit is kept.")},

    {ErrorCode::Refused, "refused", Network, Medium, R::Automatic, B::None,
     T("Cannot reach %1: nothing is listening there."), T("Check that the server is running and the base URL is right.")},
    {ErrorCode::HostNotFound, "dns", Network, Medium, R::Once, B::None,
     T("The name %1 was not found."), T("Check the base URL and the network connection.")},
    {ErrorCode::Unreachable, "unreachable", Network, Medium, R::Automatic, B::None,
     T("There is no connection to %1."), T("Check the network connection.")},
    {ErrorCode::ClosedEarly, "reset", Network, Medium, R::Automatic, B::Unknown,
     T("The server closed the connection before answering."), T("Try again; the request may have been charged.")},
    {ErrorCode::OutcomeUnknown, "outcome_unknown", Network, Medium, R::Once, B::Unknown,
     T("The connection broke while the request was being sent."), T("Try again; the request may have been charged.")},
    {ErrorCode::Truncated, "truncated", Network, Medium, R::Automatic, B::Unknown,
     T("The answer was cut off before its end."), T("What arrived is kept. Run again for a whole answer.")},
    {ErrorCode::Tls, "tls", Network, High, R::Never, B::None,
     T("The connection to %1 is not secure."), T("Check the address and the certificate; the system's clock must be right.")},
    {ErrorCode::TlsInterrupted, "tls_interrupted", Network, Medium, R::Automatic, B::None,
     T("The secure connection to %1 was interrupted while it was set up."), T("Try again.")},
    {ErrorCode::Proxy, "proxy", Network, High, R::Never, B::None,
     T("The proxy refused the connection."), T("Check the system's proxy settings.")},
    {ErrorCode::Redirected, "redirect", Network, Medium, R::Never, B::None,
     T("The server moved to %1."), T("Use that address as the base URL if you trust it.")},
    {ErrorCode::RedirectedElsewhere, "redirect_foreign", Network, High, R::Never, B::None,
     T("The server wants to redirect to another host: %1."), T("The key was not sent there. Check the base URL.")},
    {ErrorCode::CaptivePortal, "captive_portal", Network, High, R::Never, B::None,
     T("Got a web page instead of an answer."), T("Check the base URL, and whether the network wants you to sign in.")},

    {ErrorCode::BadRequest, "bad_request", Validation, Medium, R::Never, B::None,
     T("The provider rejected the request."), T("Read the provider's message and adjust the prompt or the parameters.")},
    {ErrorCode::ContextLength, "context_length", Validation, Medium, R::Never, B::None,
     T("The prompt is too long for this model."), T("Shorten the prompt, or choose a model with a larger context.")},
    {ErrorCode::UnfilledVariable, "unfilled_variable", Validation, Low, R::Never, B::None,
     T("The variable %1 has no value."), T("Fill it in below the prompt.")},
    {ErrorCode::BadTemplate, "bad_template", Validation, Low, R::Never, B::None,
     T("The prompt's template has an error: %1."), T("Correct it where it is marked.")},
    {ErrorCode::BadParameter, "bad_parameter", Validation, Low, R::Never, B::None,
     T("The parameter %1 is not valid."), T("Correct it or clear it.")},
    {ErrorCode::TooLarge, "too_large", Validation, Medium, R::Never, B::None,
     T("The request is too large for the server."), T("Shorten the prompt.")},
    {ErrorCode::PolicyRefused, "policy", Validation, Medium, R::Never, B::None,
     T("The provider refused the prompt because of its content policy."), T("Rephrase the prompt, or choose another model.")},
    {ErrorCode::InsecureUrl, "insecure_url", Validation, High, R::Never, B::None,
     T("%1 is not encrypted, so nothing was sent."), T("Use https://; http:// is for servers on this computer only.")},
    {ErrorCode::BadUrl, "bad_url", Validation, Medium, R::Never, B::None,
     T("%1 is not a usable base URL."), T("Enter an address such as https://api.openai.com/v1.")},
    {ErrorCode::BadKeyFormat, "bad_key_format", Validation, Medium, R::Never, B::None,
     T("The API key contains characters that no key has."), T("Copy it again, without spaces or line breaks.")},
    {ErrorCode::EmptyPrompt, "empty_prompt", Validation, Low, R::Never, B::None,
     T("There is no prompt to send."), T("Write something into the user message.")},

    {ErrorCode::ConnectTimeout, "connect", Timeout, Medium, R::Automatic, B::None,
     T("No connection within %1 s."), T("Check the address and the network, then try again.")},
    {ErrorCode::FirstByteTimeout, "first_byte", Timeout, Medium, R::Automatic, B::Unknown,
     T("No answer within %1 s."), T("Try again, or allow more time in the settings.")},
    {ErrorCode::FirstContentTimeout, "first_content", Timeout, Medium, R::Automatic, B::Unknown,
     T("The server answered, but the model wrote nothing within %1 s."), T("Try again, or allow more time in the settings.")},
    {ErrorCode::IdleTimeout, "idle", Timeout, Medium, R::Automatic, B::Unknown,
     T("The answer stopped for more than %1 s."), T("What arrived is kept. Run again for a whole answer.")},
    {ErrorCode::TotalTimeout, "total", Timeout, Medium, R::Automatic, B::Unknown,
     T("The answer took longer than %1 s."), T("What arrived is kept. Allow more time in the settings.")},
    {ErrorCode::ServerTimeout, "server", Timeout, Medium, R::Automatic, B::Unknown,
     T("The provider took too long (status %1)."), T("Try again, or choose another model.")},

    {ErrorCode::MissingKey, "missing_key", Authentication, High, R::Never, B::None,
     T("There is no API key for %1."), T("Add one in the settings, or set the provider's environment variable.")},
    {ErrorCode::RejectedKey, "rejected_key", Authentication, High, R::Never, B::None,
     T("%1 rejected the API key."), T("Check the key in the settings.")},
    {ErrorCode::KeychainLocked, "keychain_locked", Authentication, High, R::Offer, B::None,
     T("The system's keychain could not be read."), T("Unlock it and try again, or enter the key for this session.")},

    {ErrorCode::ModelNotAllowed, "model_not_allowed", Authorization, Medium, R::Never, B::None,
     T("This API key may not use the model."), T("Choose another model, or ask the owner of the key.")},
    {ErrorCode::Moderation, "moderation", Authorization, Medium, R::Never, B::None,
     T("The provider's moderation refused the prompt."), T("Rephrase the prompt, or choose another model.")},

    {ErrorCode::TooManyRequests, "requests", RateLimit, Medium, R::Automatic, B::None,
     T("The provider's rate limit is reached."), T("Wait a moment and try again.")},
    {ErrorCode::TooManyTokens, "tokens", RateLimit, Medium, R::Automatic, B::None,
     T("The provider's limit of tokens per minute is reached."), T("Wait a moment, or shorten the prompt.")},
    {ErrorCode::LongWait, "long_wait", RateLimit, High, R::Offer, B::None,
     T("The provider's rate limit is reached; it asks to wait %1 s."), T("Try again after that time, or choose another model.")},

    {ErrorCode::BudgetReached, "budget", CostLimit, Medium, R::Never, B::None,
     T("The budget does not cover this run."), T("Raise the budget, or choose a cheaper model.")},
    {ErrorCode::PaymentRequired, "payment_required", CostLimit, High, R::Never, B::None,
     T("The provider wants to be paid first: there is no credit left."), T("Top up the account at the provider.")},
    {ErrorCode::InsufficientQuota, "insufficient_quota", CostLimit, High, R::Never, B::None,
     T("The quota at the provider is used up."), T("Raise the limit or top up the account at the provider.")},
    {ErrorCode::StoppedMidStream, "stopped_mid_stream", CostLimit, High, R::Offer, B::Estimated,
     T("The run was stopped at its budget."), T("What arrived is kept. Raise the budget to run again.")},

    {ErrorCode::ModelNotFound, "model", NotFound, Medium, R::Never, B::None,
     T("The provider does not know the model %1."), T("Choose a model from the provider's list.")},
    {ErrorCode::ModelRetired, "model_retired", NotFound, High, R::Never, B::None,
     T("The model %1 was retired."), T("Choose a newer model.")},
    {ErrorCode::EndpointNotFound, "endpoint", NotFound, Medium, R::Never, B::None,
     T("There is no model server at %1."), T("Check the path of the base URL; it often ends with /v1.")},
    {ErrorCode::PromptNotFound, "prompt", NotFound, Medium, R::Never, B::None,
     T("There is no prompt %1."), T("Check its name.")},
    {ErrorCode::DocumentNotFound, "document", NotFound, Medium, R::Never, B::None,
     T("There is no file %1."), T("Check its name and place.")},
    {ErrorCode::RunNotFound, "run", NotFound, Medium, R::Never, B::None,
     T("There is no run %1 in the history."), T("Look it up in the list of runs.")},

    {ErrorCode::Storage, "storage", Internal, Critical, R::Never, B::None,
     T("The history could not be written."), T("Check the disk; what was streamed is still in the window.")},
    {ErrorCode::DiskFull, "disk_full", Internal, Critical, R::Never, B::None,
     T("The disk is full, so the history could not be written."), T("Free some space; what was streamed is still in the window.")},
    {ErrorCode::Corrupt, "corrupt", Internal, Critical, R::Never, B::None,
     T("The history %1 is damaged and was left untouched."), T("Restore a backup, or start with another data folder.")},
    {ErrorCode::SchemaTooNew, "schema_too_new", Internal, High, R::Never, B::None,
     T("The history %1 was written by a newer version of Burin and was left untouched."), T("Install the newer version.")},
    {ErrorCode::ReadOnly, "read_only", Internal, Critical, R::Never, B::None,
     T("The data folder %1 cannot be written."), T("Check its owner and permissions, or choose another data folder.")},
    {ErrorCode::Interrupted, "interrupted", Internal, Medium, R::Offer, B::Unknown,
     T("Burin ended while this run was going on."), T("What arrived is kept. Run again for a whole answer.")},
    {ErrorCode::Unexpected, "unexpected", Internal, High, R::Never, B::Unknown,
     T("Something unexpected happened."), T("Copy the details and report it.")},

    {ErrorCode::DocumentUnreadable, "extract", Rag, Medium, R::Never, B::None,
     T("No text could be read from %1."), T("Try another format.")},
    {ErrorCode::DocumentEncrypted, "encrypted", Rag, Medium, R::Never, B::None,
     T("%1 is protected by a password."), T("Save a copy without the password.")},
    {ErrorCode::DocumentTooLarge, "too_large", Rag, Medium, R::Never, B::None,
     T("%1 is too large."), T("Split it into smaller files.")},
    {ErrorCode::IndexStale, "index_stale", Rag, Low, R::Never, B::None,
     T("The documents changed since they were indexed."), T("Index them again.")},

    {ErrorCode::EmbeddingDimensions, "dimensions", Embedding, High, R::Once, B::Unknown,
     T("The embedding model's vectors changed their size."), T("Index the documents again.")},
    {ErrorCode::EmbeddingCount, "count_mismatch", Embedding, High, R::Once, B::Unknown,
     T("The embedding model answered with the wrong number of vectors."), T("Try again, or choose another model.")},
    {ErrorCode::EmbeddingProvider, "provider", Embedding, High, R::Automatic, B::Unknown,
     T("The embedding model failed."), T("Try again, or choose another model.")},
};
// clang-format on

#undef T

} // namespace

std::span<const ErrorRow> errorCatalog()
{
    return rows;
}

} // namespace burin
