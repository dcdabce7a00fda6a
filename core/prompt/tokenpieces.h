#pragma once

#include "core/prompt/tokenizer.h"

#include <string>

namespace burin {

/// @p text as UTF-8, each unpaired surrogate as U+FFFD. (QString::toUtf8() writes a question mark.)
std::string utf8Of(QStringView text);

/// The end of the piece that begins at @p begin, by the pattern of @p encoding; both are indices of bytes at the start
/// of a character, the end may be the text's. A piece has one character at least. @p utf8 must be valid.
///
/// The patterns are regular expressions (tiktoken_ext/openai_public.py in https://github.com/openai/tiktoken). Here
/// they are scanners with the same results, which cannot backtrack: all pieces of a text of n bytes take O(n).
size_t pieceEnd(Encoding encoding, std::string_view utf8, size_t begin);

} // namespace burin
