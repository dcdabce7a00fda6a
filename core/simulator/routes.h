#pragma once

#include "core/simulator/embedding.h"
#include "core/simulator/protocol.h"

namespace burin::simulator {

enum class Action { Chat, CountTokens, Embed, ListModels, ShowModel, ShowKey, ShowGeneration, ShowVersion };

/// One address of the simulator: which vendor's it is and what it does.
struct Route {
    const char *method;
    const char *path;   ///< Whole, or its beginning when there is a suffix.
    const char *suffix; ///< How it ends, with a model in between; nullptr = nothing follows.
    Action action;
    const Protocol &(*protocol)();
    EmbeddingFormat embedding = EmbeddingFormat::OpenAi;
};

/// Any route of that path, preferring one of that method; nullptr if there is none.
const Route *findRoute(const HttpMessage &request);

/// The key in whichever header the vendors have it.
QByteArray keyIn(const HttpMessage &request);

} // namespace burin::simulator
