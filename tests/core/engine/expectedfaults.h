#pragma once

namespace burin {

/// What the user must be told about a failure. Written out on purpose, apart from the catalog: a change there that
/// nobody meant shows here. In a sentence {host} stands for the server's "127.0.0.1:port", {limit} for the seconds
/// of the limit that was shortened for the row.
struct ExpectedFault {
    const char *error = ""; ///< "CATEGORY sub-code SEVERITY"; empty = none.
    const char *sentence = "";
};

namespace expected {

// API_ERROR
constexpr ExpectedFault Overloaded{"API_ERROR overloaded MEDIUM", "The provider is overloaded."};
constexpr ExpectedFault ContentFilter{"API_ERROR content_filter LOW",
                                      "The provider's content filter withheld the answer."};
constexpr ExpectedFault Empty{"API_ERROR empty_response MEDIUM", "The server sent an empty answer."};
constexpr ExpectedFault Malformed{"API_ERROR malformed_stream MEDIUM",
                                  "The answer could not be read: the stream is damaged."};
constexpr ExpectedFault ErrorInStream{"API_ERROR error_in_stream MEDIUM",
                                      "The provider reported an error inside the answer."};
constexpr ExpectedFault BadResponse{"API_ERROR bad_response HIGH", "{host} does not answer like a model server."};
constexpr ExpectedFault Conflict{"API_ERROR conflict MEDIUM", "The provider reported a conflict."};
constexpr ExpectedFault FinishError{"API_ERROR finish_error MEDIUM",
                                    "The model stopped because of an error at the provider."};
constexpr ExpectedFault Repeating{"API_ERROR repeating MEDIUM", "The model repeats itself, so the answer was stopped."};

// NETWORK_ERROR
constexpr ExpectedFault Refused{"NETWORK_ERROR refused MEDIUM", "Cannot reach {host}: nothing is listening there."};
constexpr ExpectedFault ClosedEarly{"NETWORK_ERROR reset MEDIUM", "The server closed the connection before answering."};
constexpr ExpectedFault OutcomeUnknown{"NETWORK_ERROR outcome_unknown MEDIUM",
                                       "The connection broke while the request was being sent."};
constexpr ExpectedFault Truncated{"NETWORK_ERROR truncated MEDIUM", "The answer was cut off before its end."};
constexpr ExpectedFault Tls{"NETWORK_ERROR tls HIGH", "The connection to {host} is not secure."};
constexpr ExpectedFault TlsInterrupted{"NETWORK_ERROR tls_interrupted MEDIUM",
                                       "The secure connection to {host} was interrupted while it was set up."};
constexpr ExpectedFault Proxy{"NETWORK_ERROR proxy HIGH", "The proxy refused the connection."};
constexpr ExpectedFault Portal{"NETWORK_ERROR captive_portal HIGH", "Got a web page instead of an answer."};

// VALIDATION_ERROR
constexpr ExpectedFault BadRequest{"VALIDATION_ERROR bad_request MEDIUM", "The provider rejected the request."};
constexpr ExpectedFault ContextLength{"VALIDATION_ERROR context_length MEDIUM",
                                      "The prompt is too long for this model."};
constexpr ExpectedFault Policy{"VALIDATION_ERROR policy MEDIUM",
                               "The provider refused the prompt because of its content policy."};
constexpr ExpectedFault TooLarge{"VALIDATION_ERROR too_large MEDIUM", "The request is too large for the server."};

// TIMEOUT_ERROR
constexpr ExpectedFault ConnectTimeout{"TIMEOUT_ERROR connect MEDIUM", "No connection within {limit} s."};
constexpr ExpectedFault FirstByte{"TIMEOUT_ERROR first_byte MEDIUM", "No answer within {limit} s."};
constexpr ExpectedFault FirstContent{"TIMEOUT_ERROR first_content MEDIUM",
                                     "The server answered, but the model wrote nothing within {limit} s."};
constexpr ExpectedFault Idle{"TIMEOUT_ERROR idle MEDIUM", "The answer stopped for more than {limit} s."};
constexpr ExpectedFault Total{"TIMEOUT_ERROR total MEDIUM", "The answer took longer than {limit} s."};

// The rest
constexpr ExpectedFault RejectedKey{"AUTHENTICATION_ERROR rejected_key HIGH", "{name} rejected the API key."};
constexpr ExpectedFault ModelNotAllowed{"AUTHORIZATION_ERROR model_not_allowed MEDIUM",
                                        "This API key may not use the model."};
constexpr ExpectedFault Moderation{"AUTHORIZATION_ERROR moderation MEDIUM",
                                   "The provider's moderation refused the prompt."};
constexpr ExpectedFault Requests{"RATE_LIMIT_ERROR requests MEDIUM", "The provider's rate limit is reached."};
constexpr ExpectedFault Tokens{"RATE_LIMIT_ERROR tokens MEDIUM",
                               "The provider's limit of tokens per minute is reached."};
constexpr ExpectedFault Payment{"COST_LIMIT_ERROR payment_required HIGH",
                                "The provider wants to be paid first: there is no credit left."};
constexpr ExpectedFault Quota{"COST_LIMIT_ERROR insufficient_quota HIGH", "The quota at the provider is used up."};
constexpr ExpectedFault Model{"NOT_FOUND_ERROR model MEDIUM", "The provider does not know the model m."};
constexpr ExpectedFault Retired{"NOT_FOUND_ERROR model_retired HIGH", "The model m was retired."};
constexpr ExpectedFault Endpoint{"NOT_FOUND_ERROR endpoint MEDIUM", "There is no model server at http://{host}/v1."};

} // namespace expected

} // namespace burin
