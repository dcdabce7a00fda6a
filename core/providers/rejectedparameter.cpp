#include "core/providers/rejectedparameter.h"

#include <QRegularExpression>

#include <algorithm>

namespace burin {

namespace {

/// The vendors' codes that say: not this parameter, or not with this value.
constexpr const char *codes[] = {"unsupported_parameter", "unsupported_value", "unknown_parameter",
                                 "unrecognized_parameter", "extra_forbidden"};

/// What a request is about, and what it may cost: never left out to please a server.
constexpr const char *needed[] = {
    "model",
    "messages",
    "message",
    "input",
    "contents",
    "content",
    "system",
    "stream",
    "stream_options",
    "prompt",
    "max_tokens",
    "max_completion_tokens",
    "max_output_tokens",
    "maxoutputtokens",
    "role",
    "body",
    "systeminstruction",
    "max_new_tokens",
    "num_predict",
};

/// The stable forms of the vendors' sentences, with the parameter's name as the first capture.
const std::vector<QRegularExpression> &sentences()
{
    static const std::vector<QRegularExpression> list = [] {
        std::vector<QRegularExpression> expressions;
        for (const char *pattern : {
                 R"re(Unsupported (?:parameter|value): ['"`]([\w.\[\]]+))re",          // OpenAI
                 R"re(Unknown parameter: ['"`]([\w.\[\]]+))re",                        // OpenAI
                 R"re(Unrecognized request arguments? supplied: ([\w.]+))re",          // OpenAI, older
                 R"re(([\w.]+): Extra inputs are not permitted)re",                    // Anthropic, Mistral
                 R"re(Unknown name "(\w+)")re",                                        // Google
                 R"re(unknown field ['"`]([\w.]+))re",                                 // servers in Go and Rust
                 R"re(does not support (?:the )?parameter:? ['"`]?([\w.]+))re",        // xAI
                 R"re(not supported (?:on|by|for|with) this model: ['"`]?([\w.]+))re", // xAI
                 R"re(['"`]\w+['"`] and ['"`](\w+)['"`] cannot both be specified)re",  // Anthropic
                 R"re(['"`]([\w.]+)['"`] is (?:not supported|unsupported|deprecated|not available|not allowed))re",
                 R"re(does not support (thinking)\b)re", // Ollama
             })
            expressions.emplace_back(QString::fromLatin1(pattern), QRegularExpression::CaseInsensitiveOption);
        return expressions;
    }();
    return list;
}

QString nameIn(const ErrorBody &body)
{
    const bool coded =
        std::ranges::any_of(codes, [&](const char *code) { return body.codes.contains(QLatin1StringView(code)); });
    if (coded && !body.parameter.isEmpty()) return body.parameter;
    for (const QRegularExpression &sentence : sentences()) {
        const QRegularExpressionMatch match = sentence.match(body.message);
        if (match.hasMatch()) return match.captured(1);
    }
    return {};
}

} // namespace

std::optional<QString> rejectedParameter(const ErrorBody &body)
{
    const QString name = nameIn(body);
    if (name.isEmpty()) return std::nullopt;
    static const QRegularExpression separators(QStringLiteral("[.\\[]"));
    const QStringList parts = name.toLower().split(separators);
    const bool isNeeded = std::ranges::any_of(needed, [&](const char *part) {
        return parts.first() == QLatin1StringView(part) || parts.last() == QLatin1StringView(part);
    });
    return isNeeded ? std::nullopt : std::optional(name);
}

} // namespace burin
