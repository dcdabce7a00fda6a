#pragma once

#include <QByteArray>

namespace burin::bench {

/// Serves OpenAI-shaped streams of @p tokens chunks, one HTTP chunk each, as fast as the socket takes them. Blocking
/// sockets, so that it costs little; runs in a process of its own. Prints its port, ends with its parent.
[[noreturn]] void serveStreams(int tokens);

} // namespace burin::bench
