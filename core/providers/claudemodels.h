#pragma once

#include <QString>

namespace burin {

/// What Anthropic's documentation says about a model of its own, wherever it is served.
struct ClaudeModel {
    enum class Thinking {
        None,
        Budget,   ///< "enabled", with a budget of tokens inside max_tokens.
        Adaptive, ///< "adaptive", with an effort.
    };
    qint64 maxOutputTokens = 0; ///< What max_tokens may be at most; for an unknown model what all accept.
    Thinking thinking = Thinking::None;
    bool takesPrefill = false;  ///< An answer goes on where a last message of the assistant ends.
    bool takesSampling = false; ///< Accepts temperature, top_p and top_k.
};

/// The facts of @p model: "claude-opus-4-6", "claude-3-5-sonnet-20241022", "anthropic/claude-sonnet-4.5", …
/// A version newer than all known ones is taken for like the newest. Sources: Anthropic's model overview and its
/// migration guides (prefill and thinking budgets ended with 4.6, sampling parameters with 4.7).
ClaudeModel claudeModel(const QString &model);

/// Whether the name is that of one of Anthropic's models.
bool isClaude(const QString &model);

} // namespace burin
