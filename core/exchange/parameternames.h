#pragma once

#include "core/exchange/mapreader.h"

#include <span>

namespace burin {

/// A format's name of a parameter, and the one that toJson(ChatParameters) gives it.
struct ParameterName {
    const char *theirs;
    const char *ours;
};

/// What a format does with parameters that its table does not list.
enum class OtherParameters {
    Kept, ///< They are the format's own and mean nothing to a provider.
    Sent, ///< They are the provider's, under its names: parameters of the prompt like the others.
};

/// temperature, topP, maxTokens, …: as GitHub Models and Prompty 2 write them.
std::span<const ParameterName> camelCaseNames();
/// maxOutputTokens and stopSequences, as Google's APIs and what follows them have.
std::span<const ParameterName> googleNames();
/// As OpenAI's API has them.
std::span<const ParameterName> openAiNames();

/// Adds to @p parameters what @p reader has of them. What has the wrong type is kept and told.
void readParameters(MapReader &reader, std::span<const ParameterName> names, OtherParameters others,
                    ChatParameters &parameters);
/// The parameters that have a name in @p names, or all with OtherParameters::Sent. The rest goes to @p left, under our
/// names.
DataNode writeParameters(const ChatParameters &parameters, std::span<const ParameterName> names, OtherParameters others,
                         QJsonObject &left);

} // namespace burin
