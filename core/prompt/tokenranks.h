#pragma once

#include "core/prompt/tokenizer.h"

#include <string>

namespace burin {

/// The tokens of one encoding by their bytes, and merging by them. Immutable; any thread.
class TokenRanks {
public:
    using Rank = uint32_t; ///< A token's place in the table, and its id.
    static constexpr Rank None = UINT32_MAX;

    /// Unpacks the table in resources/tokens (its format is told in make-ranks.mjs there).
    explicit TokenRanks(Encoding encoding);

    Rank find(std::string_view bytes) const;
    /// Appends the tokens of one piece of a text (see pieceEnd()) to @p tokens. O(n log n).
    void split(std::string_view piece, std::vector<Rank> &tokens) const;

private:
    void splitShort(std::string_view piece, std::vector<Rank> &tokens) const;
    void splitLong(std::string_view piece, std::vector<Rank> &tokens) const;
    std::string_view token(Rank rank) const;

    std::string m_bytes;           ///< Of all tokens, one behind the other.
    std::vector<uint32_t> m_start; ///< Of each token in m_bytes, and the end of the last.
    std::vector<Rank> m_slots;     ///< A hash table with open addressing; a power of two in size, half full at most.
    size_t m_longest = 0;          ///< Bytes of the longest token.
};

} // namespace burin
