#include "core/net/streamframer.h"

#include "core/net/jsonlinesframer.h"
#include "core/net/sseframer.h"

namespace burin {

std::unique_ptr<StreamFramer> makeFramer(Framing framing, FramerCaps caps)
{
    switch (framing) {
    case Framing::ServerSentEvents:
        return std::make_unique<SseFramer>(caps);
    case Framing::JsonLines:
        return std::make_unique<JsonLinesFramer>(caps);
    }
    Q_UNREACHABLE();
}

} // namespace burin
