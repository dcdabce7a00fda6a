#include "core/prompt/tokenranks.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <queue>

namespace burin {

namespace {

constexpr size_t ShortPiece = 64; ///< Bytes. Up to here looking at all neighbours again is faster than a queue.

QString rankFile(Encoding encoding)
{
    return encoding == Encoding::O200kBase ? QStringLiteral(":/burin/tokens/o200k_base.ranks")
                                           : QStringLiteral(":/burin/tokens/cl100k_base.ranks");
}

size_t hashOf(std::string_view bytes)
{
    return std::hash<std::string_view>()(bytes);
}

} // namespace

TokenRanks::TokenRanks(Encoding encoding)
{
    QFile file(rankFile(encoding));
    const QByteArray packed = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QByteArray table = qUncompress(packed);
    if (table.isEmpty()) qFatal("the rank table %s is missing or damaged", qPrintable(file.fileName()));
    m_bytes.reserve(size_t(table.size()));
    for (qsizetype i = 0; i < table.size();) {
        const size_t length = uint8_t(table[i]);
        m_start.push_back(uint32_t(m_bytes.size()));
        m_bytes.append(table.constData() + i + 1, length);
        m_longest = std::max(m_longest, length);
        i += qsizetype(length) + 1;
    }
    const size_t count = m_start.size();
    m_start.push_back(uint32_t(m_bytes.size()));
    m_slots.assign(std::bit_ceil(count * 2), None);
    for (Rank rank = 0; rank < count; ++rank) {
        size_t slot = hashOf(token(rank)) & (m_slots.size() - 1);
        while (m_slots[slot] != None)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = rank;
    }
}

std::string_view TokenRanks::token(Rank rank) const
{
    return std::string_view(m_bytes).substr(m_start[rank], m_start[rank + 1] - m_start[rank]);
}

TokenRanks::Rank TokenRanks::find(std::string_view bytes) const
{
    if (bytes.size() > m_longest) return None;
    size_t slot = hashOf(bytes) & (m_slots.size() - 1);
    while (m_slots[slot] != None && token(m_slots[slot]) != bytes)
        slot = (slot + 1) & (m_slots.size() - 1);
    return m_slots[slot];
}

void TokenRanks::split(std::string_view piece, std::vector<Rank> &tokens) const
{
    if (const Rank whole = find(piece); whole != None)
        tokens.push_back(whole);
    else if (piece.size() <= ShortPiece)
        splitShort(piece, tokens);
    else
        splitLong(piece, tokens);
}

void TokenRanks::splitShort(std::string_view piece, std::vector<Rank> &tokens) const
{
    struct Part {
        size_t start;
        Rank merged; ///< The token that it and the next part make.
    };
    std::array<Part, ShortPiece + 1> parts;
    size_t count = piece.size();
    const auto mergedAt = [&](size_t i) {
        return i + 2 > count ? None : find(piece.substr(parts[i].start, parts[i + 2].start - parts[i].start));
    };
    for (size_t i = 0; i <= count; ++i)
        parts[i] = {i, None};
    for (size_t i = 0; i < count; ++i)
        parts[i].merged = mergedAt(i);
    while (count > 1) {
        const auto best = std::min_element(parts.begin(), parts.begin() + std::ptrdiff_t(count - 1),
                                           [](const Part &a, const Part &b) { return a.merged < b.merged; });
        if (best->merged == None) break;
        std::move(best + 2, parts.begin() + std::ptrdiff_t(count + 1), best + 1);
        --count;
        const auto i = size_t(best - parts.begin());
        parts[i].merged = mergedAt(i);
        if (i > 0) parts[i - 1].merged = mergedAt(i - 1);
    }
    for (size_t i = 0; i < count; ++i)
        tokens.push_back(find(piece.substr(parts[i].start, parts[i + 1].start - parts[i].start)));
}

void TokenRanks::splitLong(std::string_view piece, std::vector<Rank> &tokens) const
{
    // A list of parts, each at the index of its first byte, and a queue of what neighbours make. What a merge makes
    // invalid stays in the queue and is passed over, as its rank is no longer the part's.
    struct Part {
        size_t before;
        size_t next;
        Rank merged;
    };
    const size_t size = piece.size();
    std::vector<Part> parts(size);
    using Merge = std::pair<Rank, size_t>; // the lowest rank first, of equal ones the leftmost
    std::priority_queue<Merge, std::vector<Merge>, std::greater<>> queue;
    const auto update = [&](size_t i) {
        const size_t next = parts[i].next;
        parts[i].merged = next == size ? None : find(piece.substr(i, parts[next].next - i));
        if (parts[i].merged != None) queue.emplace(parts[i].merged, i);
    };
    for (size_t i = 0; i < size; ++i)
        parts[i] = {i - 1, i + 1, None}; // the first part's before is never used
    for (size_t i = 0; i < size; ++i)
        update(i);
    while (!queue.empty()) {
        const auto [rank, i] = queue.top();
        queue.pop();
        if (parts[i].merged != rank) continue;
        const size_t gone = parts[i].next;
        parts[gone].merged = None;
        parts[i].next = parts[gone].next;
        if (parts[i].next != size) parts[parts[i].next].before = i;
        update(i);
        if (i > 0) update(parts[i].before);
    }
    for (size_t i = 0; i < size; i = parts[i].next)
        tokens.push_back(find(piece.substr(i, parts[i].next - i)));
}

} // namespace burin
