#pragma once

#include <QStringView>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace burin {

class TokenRanks;

/// The byte-pair encodings of OpenAI's models, by their names in tiktoken.
enum class Encoding { O200kBase, Cl100kBase };

/// The encoding that @p model counts its tokens with, by the start of its name in lower or upper case; the maker before
/// a slash ("openai/" of routers) is understood, and fine-tuned models ("ft:gpt-4o-mini:…") are like what they were
/// made from. Nullopt: not known, and then no count is exact.
std::optional<Encoding> encodingOf(QStringView model);

/// Counts tokens as one encoding does: the text is cut into pieces by the encoding's pattern, and in each piece the
/// neighbours that form the token of the lowest rank are merged until none do. Rank tables, patterns and results are
/// those of OpenAI's tiktoken (https://github.com/openai/tiktoken). Special tokens such as "<|endoftext|>" are plain
/// text here, as they are in what users write; an unpaired surrogate counts as U+FFFD.
///
/// Immutable and usable from any thread. A text of n bytes takes O(n log n) at worst.
class Tokenizer {
public:
    /// Read at the first call, which takes a tenth of a second or so and waits for no other thread but one that is
    /// reading the same encoding: make it away from the GUI thread. The object lives as long as the program.
    static const Tokenizer &of(Encoding encoding);
    /// The same if it was read before, else null: for the GUI thread.
    static const Tokenizer *ifLoaded(Encoding encoding);

    ~Tokenizer();

    qint64 count(QStringView text) const;
    /// The ids of the tokens in their order.
    std::vector<uint32_t> encode(QStringView text) const;

private:
    explicit Tokenizer(Encoding encoding);

    std::unique_ptr<const TokenRanks> m_ranks;
    Encoding m_encoding;
};

} // namespace burin
