#pragma once

#include <QUrl>

class QProcess;

namespace burin::bench {

// A model server for benchmarks: OpenAI-shaped streams, one HTTP chunk a token. Blocking sockets, one thread a
// connection, so that it costs little; it runs in a process of its own. The model's name says what is wanted:
//   flat-N    N tokens as fast as the socket takes them
//   paced-N   N tokens, 5,000 a second; each token's text is the monotonic clock in nanoseconds
//   lane-N    N tokens, 100 a second; words and line breaks
//   hold-MS   one token at once, the rest of the answer after MS milliseconds

/// Serves until the parent process ends. Prints its port.
[[noreturn]] void serveStreams();
/// The same over TLS (flat only), with the certificate of tests/data/tls. Needs a QCoreApplication; ends with its
/// parent.
int serveTlsStreams();

/// Starts this program again as a server and tells its base URL. @p argument is "--serve" or "--serve-tls".
QUrl startServer(QProcess &process, const QString &argument);

/// Most requests that the server had open at the same time since it was last asked (GET BASE/peak).
inline constexpr char PeakPath[] = "/peak";

} // namespace burin::bench
