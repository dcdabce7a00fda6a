#include "core/base/secret.h"

#include <algorithm>

namespace burin {

bool isWellFormedKey(const Secret &key)
{
    constexpr qsizetype longestKey = 4096;
    const QByteArray &bytes = key.reveal();
    return !bytes.isEmpty() && bytes.size() <= longestKey &&
           std::ranges::all_of(bytes, [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace burin
