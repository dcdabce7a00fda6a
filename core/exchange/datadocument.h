#pragma once

#include "core/domain/error.h"
#include "core/exchange/datanode.h"

#include <QByteArray>

namespace burin {

// Reading and writing YAML and JSON that may be hostile. What is read is data and nothing more: no tag makes an object,
// no reference is followed.

/// Bytes of a file; a larger one is refused before it is looked at.
constexpr qsizetype LargestExchangeFile = 10'000'000;
/// Lists and maps within each other; what is nested deeper is refused.
constexpr int DeepestNesting = 64;
/// Values of a document, those that aliases repeat counted each time.
constexpr int MostDataNodes = 200'000;

/// BadFile with the place in its argument.
Error badFile(FilePlace place, const QString &sentence);

/// @p bytes as text: without a byte order mark, line ends as "\n". An error when it is too large or not UTF-8.
Result<QString> exchangeText(const QByteArray &bytes);

/// The one document of @p text. Plain scalars are understood as YAML 1.2's core schema has them. Aliases are written
/// out, and "<<" is merged, within MostDataNodes and LargestExchangeFile. A key that is there twice is an error.
/// Places are counted from @p firstLine, the line of the file in which @p text starts.
Result<DataNode> readYaml(const QString &text, int firstLine = 1);
/// A JSON value of any kind, with its places and offsets into @p text.
Result<DataNode> readJson(const QString &text);

/// @p node, a Map, as YAML that differs little when the value does: keys in their order, texts of more than one line as
/// block scalars, no line wrapped. What no reader could confuse is plain, all else is quoted. Texts must be valid
/// UTF-16; see withoutLoneSurrogates().
QString writeYaml(const DataNode &node);

} // namespace burin
