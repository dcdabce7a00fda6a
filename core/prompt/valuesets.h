#pragma once

#include "core/base/result.h"
#include "core/domain/prompt.h"

#include <QByteArray>

#include <vector>

namespace burin {

/// Why a file of value sets cannot be read.
struct ValueFileError {
    int line = 1;          ///< From 1.
    int column = 1;        ///< From 1, in UTF-16 units.
    QString sentence = {}; ///< For the user, translated, without the place.
    bool operator==(const ValueFileError &) const = default;
};

/// One set per row of CSV (RFC 4180; UTF-8 with or without a byte order mark; LF, CRLF or CR; fields separated by
/// comma, semicolon or tab, whichever the first row has most of). The first row names the variables. The column
/// "__expected" is ValueSet::expected and "__description" the name, as in promptfoo; without one a set is "1", "2", ….
Result<std::vector<ValueSet>, ValueFileError> valueSetsFromCsv(const QByteArray &csv);

/// One set per object of a JSON array, or of a file of JSON lines, with the same two special members. Values that are
/// no texts become texts as textOfValue() writes them.
Result<std::vector<ValueSet>, ValueFileError> valueSetsFromJson(const QByteArray &json);

/// What the two above read again; commas, CRLF.
QByteArray csvOf(const std::vector<ValueSet> &sets);
/// A JSON array, indented.
QByteArray jsonOf(const std::vector<ValueSet> &sets);

} // namespace burin
