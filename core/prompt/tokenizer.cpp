#include "core/prompt/tokenizer.h"

#include "core/prompt/tokenpieces.h"
#include "core/prompt/tokenranks.h"

#include <QString>

#include <array>
#include <atomic>

namespace burin {

namespace {

struct EncodingRow {
    const char *prefix; ///< Of the model's name, in lower case.
    Encoding encoding;
};
/// The first row that fits counts. After tiktoken/model.py.
constexpr EncodingRow encodingRows[] = {
    {"gpt-5", Encoding::O200kBase},
    {"gpt-5.", Encoding::O200kBase},
    {"gpt-4.1", Encoding::O200kBase},
    {"gpt-4.5", Encoding::O200kBase},
    {"gpt-4o", Encoding::O200kBase},
    {"chatgpt-4o", Encoding::O200kBase},
    {"gpt-oss", Encoding::O200kBase},
    {"o1", Encoding::O200kBase},
    {"o3", Encoding::O200kBase},
    {"o4", Encoding::O200kBase},
    {"gpt-4", Encoding::Cl100kBase},
    {"gpt-3.5", Encoding::Cl100kBase},
    {"gpt-35", Encoding::Cl100kBase}, // as Azure writes it
    {"text-embedding-3", Encoding::Cl100kBase},
    {"text-embedding-ada-002", Encoding::Cl100kBase},
};

/// "gpt-4" names "gpt-4" and "gpt-4-turbo", neither "gpt-42" nor a "gpt-4.9" that is still to come; "gpt-oss" also
/// names "gpt-oss:20b", as Ollama writes it; "gpt-5." names whatever begins so.
bool isFamily(QStringView model, QLatin1StringView prefix)
{
    if (!model.startsWith(prefix)) return false;
    if (model.size() == prefix.size() || prefix.endsWith(QLatin1StringView("."))) return true;
    const QChar next = model.at(prefix.size());
    return next == u'-' || next == u':';
}

std::atomic<const Tokenizer *> &loadedSlot(Encoding encoding)
{
    static std::array<std::atomic<const Tokenizer *>, 2> slots{};
    return slots[size_t(encoding)];
}

} // namespace

std::optional<Encoding> encodingOf(QStringView model)
{
    const QString lower = model.toString().toLower();
    QStringView name = lower;
    if (name.startsWith(u"openai/")) name = name.mid(7);
    if (name.contains(u'/')) return std::nullopt; // another maker's, whatever it is called
    if (name.startsWith(u"ft:")) name = name.mid(3);
    for (const EncodingRow &row : encodingRows) {
        if (isFamily(name, QLatin1StringView(row.prefix))) return row.encoding;
    }
    return std::nullopt;
}

Tokenizer::Tokenizer(Encoding encoding) : m_ranks(std::make_unique<const TokenRanks>(encoding)), m_encoding(encoding) {}

Tokenizer::~Tokenizer() = default;

const Tokenizer &Tokenizer::of(Encoding encoding)
{
    // Never destroyed: threads of the pool may still count while the program ends.
    const auto load = [](Encoding which) {
        const auto *const tokenizer = new Tokenizer(which);
        loadedSlot(which).store(tokenizer, std::memory_order_release);
        return tokenizer;
    };
    if (encoding == Encoding::O200kBase) {
        static const Tokenizer *const o200k = load(Encoding::O200kBase);
        return *o200k;
    }
    static const Tokenizer *const cl100k = load(Encoding::Cl100kBase);
    return *cl100k;
}

const Tokenizer *Tokenizer::ifLoaded(Encoding encoding)
{
    return loadedSlot(encoding).load(std::memory_order_acquire);
}

std::vector<uint32_t> Tokenizer::encode(QStringView text) const
{
    const std::string utf8 = utf8Of(text);
    std::vector<uint32_t> tokens;
    for (size_t begin = 0; begin < utf8.size();) {
        const size_t end = pieceEnd(m_encoding, utf8, begin);
        m_ranks->split(std::string_view(utf8).substr(begin, end - begin), tokens);
        begin = end;
    }
    return tokens;
}

qint64 Tokenizer::count(QStringView text) const
{
    const std::string utf8 = utf8Of(text);
    std::vector<uint32_t> tokens; // of one piece, so that its memory is used again
    qint64 count = 0;
    for (size_t begin = 0; begin < utf8.size();) {
        const size_t end = pieceEnd(m_encoding, utf8, begin);
        tokens.clear();
        m_ranks->split(std::string_view(utf8).substr(begin, end - begin), tokens);
        count += qint64(tokens.size());
        begin = end;
    }
    return count;
}

} // namespace burin
