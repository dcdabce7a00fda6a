#pragma once

#include "core/domain/streamevent.h"
#include "core/net/streamframer.h"

#include <optional>

namespace burin {

/// What is the same in one chunk of a stream after the other: many servers change nothing but the text from chunk to
/// chunk. The text of such a chunk is known without reading its JSON again, which is most of what a token costs.
/// A text with an escape in it, and every chunk that differs in any other byte, is not recognized and has to be read.
class ChunkShape {
public:
    /// The event that reading @p frame would give; std::nullopt: it has to be read.
    std::optional<StreamEvent> eventOf(const Frame &frame) const;
    /// Takes @p frame, which was read as @p events, for what the next ones may be like.
    void learn(const Frame &frame, const std::vector<StreamEvent> &events);

private:
    enum class Kind { None, Text, Reasoning };
    static Kind kindOf(const std::vector<StreamEvent> &events);

    Kind m_kind = Kind::None;
    QByteArray m_event;  ///< The type of the server-sent event.
    QByteArray m_before; ///< Of the data, up to the quotation mark before the text.
    QByteArray m_after;  ///< From the quotation mark behind it.
};

} // namespace burin
