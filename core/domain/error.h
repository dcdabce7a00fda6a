#pragma once

#include "core/base/result.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace burin {

class Secret;

enum class ErrorCategory {
    Api,
    Network,
    Validation,
    Timeout,
    Authentication,
    Authorization,
    RateLimit,
    CostLimit,
    NotFound,
    Internal,
    Rag,
    Embedding,
};

/// Low: the user goes on. Medium: a retry is advised. High: needs attention. Critical: storage itself fails.
enum class Severity { Low, Medium, High, Critical };

/// What the engine may do by itself when no content has arrived yet. After the first content nothing is automatic.
enum class RetryRule {
    Never,
    Once,      ///< One more attempt, at once, on a fresh connection.
    Automatic, ///< The retry schedule; a Retry-After header is obeyed.
    Offer,     ///< Only when the user asks.
};

/// What one attempt may have cost.
enum class Billing {
    None,      ///< Provably nothing.
    Exact,     ///< The provider reported its usage.
    Estimated, ///< Counted here, flagged as such.
    Unknown,   ///< It may have been charged; stays visible until settled.
};

/// Every way in which something can fail. Each has a row in the catalog; the row's id is stable and stored.
enum class ErrorCode {
    // API_ERROR
    Overloaded,
    ServerError,
    ContentFilter,
    EmptyResponse,
    MalformedStream,
    ErrorInStream,
    BadResponse,
    EarlyResponse,
    CompressedResponse,
    NotImplemented,
    Conflict,
    UnexpectedStatus,
    FinishedWithError,
    ResponseTooLarge,
    Repeating,
    // NETWORK_ERROR
    Refused,
    HostNotFound,
    Unreachable,
    ClosedEarly,
    OutcomeUnknown,
    Truncated,
    Tls,
    TlsInterrupted,
    Proxy,
    Redirected,
    RedirectedElsewhere,
    CaptivePortal,
    CircuitOpen,
    // VALIDATION_ERROR
    BadRequest,
    ContextLength,
    UnfilledVariable,
    BadTemplate,
    BadParameter,
    TooLarge,
    PolicyRefused,
    InsecureUrl,
    BadUrl,
    BadKeyFormat,
    EmptyPrompt,
    RejectedParameter,
    BadJson,
    NotTaken,
    UnmatchedToolAnswer,
    BadFile,
    FileChanged,
    FileNotWritten,
    // TIMEOUT_ERROR
    ConnectTimeout,
    FirstByteTimeout,
    FirstContentTimeout,
    IdleTimeout,
    TotalTimeout,
    ServerTimeout,
    // AUTHENTICATION_ERROR
    MissingKey,
    RejectedKey,
    KeychainLocked,
    KeyPaused,
    KeyElsewhere,
    // AUTHORIZATION_ERROR
    ModelNotAllowed,
    Moderation,
    // RATE_LIMIT_ERROR
    TooManyRequests,
    TooManyTokens,
    LongWait,
    // COST_LIMIT_ERROR
    BudgetReached,
    PaymentRequired,
    InsufficientQuota,
    StoppedMidStream,
    ApprovalNeeded,
    // NOT_FOUND_ERROR
    ModelNotFound,
    ModelRetired,
    EndpointNotFound,
    PromptNotFound,
    DocumentNotFound,
    RunNotFound,
    // INTERNAL_ERROR
    Storage,
    DiskFull,
    Corrupt,
    SchemaTooNew,
    ReadOnly,
    Interrupted,
    Unexpected,
    // RAG_ERROR
    DocumentUnreadable,
    DocumentEncrypted,
    DocumentTooLarge,
    IndexStale,
    // EMBEDDING_ERROR
    EmbeddingDimensions,
    EmbeddingCount,
    EmbeddingProvider,
};

/// One row of the catalog. Texts are source texts of the translation context "Errors".
struct ErrorRow {
    ErrorCode code;
    const char *id; ///< Sub-code, unique within its category, such as "first_byte".
    ErrorCategory category;
    Severity severity;
    RetryRule retry;
    Billing billing;      ///< Of an attempt that ended so before any content or usage arrived.
    const char *sentence; ///< What happened; may have a %1.
    const char *advice;   ///< What to do next.
};

std::span<const ErrorRow> errorCatalog();
const ErrorRow &errorRow(ErrorCode code);
/// The code of a stored pair such as ("TIMEOUT_ERROR", "idle").
std::optional<ErrorCode> findErrorCode(QStringView category, QStringView id);

/// "API_ERROR", "NETWORK_ERROR", … as stored and printed.
QString toString(ErrorCategory category);
QString toString(Severity severity);
QString toString(Billing billing);
std::optional<Billing> billingFrom(QStringView text);

/// Why something did not work: a code of the catalog with what is known of this case.
/// Every text in it is safe to show, store and log: it was redacted where it came in.
struct Error {
    ErrorCode code = ErrorCode::Unexpected;
    QString argument;     ///< Fills the %1 of the sentence: a host, a variable, a number of seconds.
    QString detail;       ///< The provider's or system's own words; shown below the sentence.
    int httpStatus = 0;   ///< 0 = no HTTP answer.
    QString providerCode; ///< The provider's own code or type, such as "insufficient_quota".
    QString requestId;    ///< The provider's id of the request, for its support.
    std::optional<std::chrono::milliseconds> retryAfter; ///< As the server asked.
    std::optional<bool> serverSaysRetry;                 ///< x-should-retry; overrides the row's rule.

    const ErrorRow &row() const { return errorRow(code); }
    ErrorCategory category() const { return row().category; }
    Severity severity() const { return row().severity; }
    /// One clear sentence in the user's language.
    QString message() const;
    /// What to do next, in the user's language.
    QString advice() const;
    bool operator==(const Error &) const = default;
};

/// An error of @p code with the %1 of its sentence.
Error makeError(ErrorCode code, const QString &argument = {}, const QString &detail = {});
/// @p error without the @p known secrets, and without what looks like one, in any of its texts (see
/// core/base/redact.h).
Error redacted(Error error, const std::vector<Secret> &known);

} // namespace burin

Q_DECLARE_METATYPE(burin::Error)
