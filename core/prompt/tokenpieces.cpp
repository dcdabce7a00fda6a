#include "core/prompt/tokenpieces.h"

#include <QChar>

#include <array>

namespace burin {

namespace {

/// What the patterns tell apart. Marks are letters to o200k's words and symbols to everything else.
enum class CharacterKind : uint8_t { Upper, Lower, Caseless, Mark, Number, NewLine, Space, Symbol, End };

CharacterKind kindOfCategory(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Titlecase:
        return CharacterKind::Upper;
    case QChar::Letter_Lowercase:
        return CharacterKind::Lower;
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return CharacterKind::Caseless;
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return CharacterKind::Mark;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
        return CharacterKind::Number;
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return CharacterKind::Space;
    default:
        return CharacterKind::Symbol;
    }
}

CharacterKind kindOf(char32_t c)
{
    static const std::array<CharacterKind, 128> ascii = [] {
        std::array<CharacterKind, 128> kinds;
        for (char32_t i = 0; i < kinds.size(); ++i)
            kinds[i] = i == U'\n' || i == U'\r' ? CharacterKind::NewLine
                       : i >= 9 && i <= 12      ? CharacterKind::Space
                                                : kindOfCategory(i);
        return kinds;
    }();
    if (c < ascii.size()) return ascii[c];
    return c == 0x85 ? CharacterKind::Space : kindOfCategory(c); // next line: white space, and a control character
}

bool isWhite(CharacterKind kind)
{
    return kind == CharacterKind::Space || kind == CharacterKind::NewLine;
}

/// \p{L}
bool isLetter(CharacterKind kind)
{
    return kind == CharacterKind::Upper || kind == CharacterKind::Lower || kind == CharacterKind::Caseless;
}

/// [^\s\p{L}\p{N}]
bool isSymbol(CharacterKind kind)
{
    return kind == CharacterKind::Symbol || kind == CharacterKind::Mark;
}

/// [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]
bool isHead(CharacterKind kind)
{
    return kind == CharacterKind::Upper || kind == CharacterKind::Caseless || kind == CharacterKind::Mark;
}

/// [\p{Ll}\p{Lm}\p{Lo}\p{M}]
bool isTail(CharacterKind kind)
{
    return kind == CharacterKind::Lower || kind == CharacterKind::Caseless || kind == CharacterKind::Mark;
}

/// [^\r\n\p{L}\p{N}], which may precede a word.
bool isPrefix(CharacterKind kind)
{
    return isSymbol(kind) || kind == CharacterKind::Space;
}

/// Looks at a text character by character.
class PieceScanner {
public:
    explicit PieceScanner(std::string_view text) : m_text(text) {}

    struct Character {
        CharacterKind kind;
        size_t end;
    };
    Character at(size_t i) const
    {
        if (i >= m_text.size()) return {CharacterKind::End, i};
        const auto lead = uint8_t(m_text[i]);
        if (lead < 0x80) return {kindOf(lead), i + 1};
        const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        char32_t c = lead & (0x3F >> more);
        for (int k = 1; k <= more; ++k)
            c = (c << 6) | (uint8_t(m_text[i + size_t(k)]) & 0x3F);
        return {kindOf(c), i + size_t(more) + 1};
    }
    /// The end of the longest run of characters of @p is that begins at @p i.
    template <class Is> size_t skip(size_t i, Is is) const
    {
        for (Character c = at(i); c.kind != CharacterKind::End && is(c.kind); c = at(i))
            i = c.end;
        return i;
    }
    /// The end of the longest run of these bytes.
    size_t skipBytes(size_t i, std::string_view bytes) const
    {
        const size_t end = m_text.find_first_not_of(bytes, i);
        return end == std::string_view::npos ? m_text.size() : end;
    }
    /// (?i:'s|'t|'re|'ve|'m|'ll|'d): the end of what is there, else @p i. The long s is an s in upper or lower case.
    size_t skipContraction(size_t i) const
    {
        const std::string_view rest = m_text.substr(i, 3);
        if (rest.size() < 2 || rest[0] != '\'') return i;
        const char one = char(rest[1] | 0x20);
        if (one == 's' || one == 't' || one == 'm' || one == 'd') return i + 2;
        if (rest == "'\u017F") return i + 3;
        if (rest.size() < 3) return i;
        const char two = char(rest[2] | 0x20);
        return (one == 'r' && two == 'e') || (one == 'v' && two == 'e') || (one == 'l' && two == 'l') ? i + 3 : i;
    }
    size_t size() const { return m_text.size(); }
    char byte(size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }

private:
    std::string_view m_text;
};

/// \p{N}{1,3}
size_t endOfNumber(const PieceScanner &text, size_t i)
{
    for (int digits = 0; digits < 3 && text.at(i).kind == CharacterKind::Number; ++digits)
        i = text.at(i).end;
    return i;
}

/// " ?[^\s\p{L}\p{N}]+" and then any of @p after; @p i if there is none.
size_t endOfSymbols(const PieceScanner &text, size_t i, std::string_view after)
{
    const size_t first = text.byte(i) == ' ' ? i + 1 : i;
    const size_t end = text.skip(first, isSymbol);
    return end == first ? i : text.skipBytes(end, after);
}

/// \s+(?!\S) or else \s+: a run leaves its last character to the word behind it.
size_t endOfBlanks(const PieceScanner &text, size_t i)
{
    size_t last = i;
    for (size_t at = i; isWhite(text.at(at).kind);) {
        last = at;
        at = text.at(at).end;
        if (text.at(at).kind == CharacterKind::End) return at;
    }
    return last == i ? text.at(i).end : last;
}

/// Behind the last line end in the run of white space at @p i; @p i if there is none.
size_t endOfLines(const PieceScanner &text, size_t i)
{
    size_t end = i;
    for (size_t at = i; isWhite(text.at(at).kind);) {
        const auto [kind, next] = text.at(at);
        if (kind == CharacterKind::NewLine) end = next;
        at = next;
    }
    return end;
}

/// "[heads]*[tails]+" or, when there is no tail, "[heads]+": a word whose capitals come first; @p i if there is none.
/// A run of heads that nothing follows ends behind its last head that is a tail as well, as far as it has one.
size_t endOfCasedWord(const PieceScanner &text, size_t i, size_t &capitals)
{
    size_t lastTail = i;
    size_t at = i;
    for (auto c = text.at(at); c.kind != CharacterKind::End && isHead(c.kind); c = text.at(at)) {
        at = c.end;
        if (isTail(c.kind)) lastTail = at;
    }
    capitals = at;
    const size_t end = text.skip(at, isTail);
    return end > at ? end : lastTail;
}

size_t o200kWordEnd(const PieceScanner &text, size_t i)
{
    const auto first = text.at(i);
    if (first.kind == CharacterKind::NewLine || first.kind == CharacterKind::Number) return i;
    size_t capitals = i;
    size_t bareCapitals = i;
    const bool prefixed = isPrefix(first.kind);
    if (prefixed) {
        if (const size_t end = endOfCasedWord(text, first.end, capitals); end > first.end) return end;
    }
    if (const size_t end = endOfCasedWord(text, i, bareCapitals); end > i) return end;
    // No tail anywhere: capitals alone.
    if (prefixed && capitals > first.end) return capitals;
    return bareCapitals;
}

size_t o200kEnd(const PieceScanner &text, size_t i)
{
    if (const size_t end = o200kWordEnd(text, i); end > i) return text.skipContraction(end);
    if (const size_t end = endOfNumber(text, i); end > i) return end;
    if (const size_t end = endOfSymbols(text, i, "\r\n/"); end > i) return end;
    if (const size_t end = endOfLines(text, i); end > i) return end;
    return endOfBlanks(text, i);
}

size_t cl100kEnd(const PieceScanner &text, size_t i)
{
    if (const size_t end = text.skipContraction(i); end > i) return end;
    const auto first = text.at(i);
    const size_t word = isPrefix(first.kind) ? first.end : i;
    if (const size_t end = text.skip(word, isLetter); end > word) return end;
    if (const size_t end = endOfNumber(text, i); end > i) return end;
    if (const size_t end = endOfSymbols(text, i, "\r\n"); end > i) return end;
    if (const size_t end = text.skip(i, isWhite); end == text.size()) return end; // \s+$
    if (const size_t end = endOfLines(text, i); end > i) return end;
    return endOfBlanks(text, i);
}

} // namespace

std::string utf8Of(QStringView text)
{
    std::string utf8;
    utf8.reserve(size_t(text.size()) + size_t(text.size()) / 4);
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (c < 0x80) {
            utf8 += char(c);
            continue;
        }
        if (c < 0x800) {
            utf8 += char(0xC0 | (c >> 6));
            utf8 += char(0x80 | (c & 0x3F));
            continue;
        }
        if (QChar::isSurrogate(c)) {
            const bool paired = QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            c = paired ? QChar::surrogateToUcs4(char16_t(c), text[++i].unicode()) : U'\uFFFD';
        }
        if (c >= 0x10000) {
            utf8 += char(0xF0 | (c >> 18));
            utf8 += char(0x80 | ((c >> 12) & 0x3F));
        } else {
            utf8 += char(0xE0 | (c >> 12));
        }
        utf8 += char(0x80 | ((c >> 6) & 0x3F));
        utf8 += char(0x80 | (c & 0x3F));
    }
    return utf8;
}

size_t pieceEnd(Encoding encoding, std::string_view utf8, size_t begin)
{
    const PieceScanner text(utf8);
    return encoding == Encoding::O200kBase ? o200kEnd(text, begin) : cl100kEnd(text, begin);
}

} // namespace burin
