#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace burin::fuzz {

/// Ends the process, which libFuzzer reports with the input, unless @p holds.
inline void require(bool holds, const char *what)
{
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

/// @p bytes in pieces whose sizes the bytes themselves decide, so that an input always splits in the same way.
inline std::vector<QByteArray> pieces(const QByteArray &bytes)
{
    std::vector<QByteArray> all;
    uint32_t state = uint32_t(bytes.size()) * 2654435761U + 1;
    for (qsizetype at = 0; at < bytes.size();) {
        state = state * 1664525U + 1013904223U + uint8_t(bytes[at]);
        const qsizetype size = 1 + qsizetype(state >> 24) % 23;
        all.push_back(bytes.mid(at, size));
        at += size;
    }
    return all;
}

/// Each byte on its own.
inline std::vector<QByteArray> singleBytes(const QByteArray &bytes)
{
    std::vector<QByteArray> all;
    for (const char byte : bytes)
        all.emplace_back(1, byte);
    return all;
}

} // namespace burin::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
