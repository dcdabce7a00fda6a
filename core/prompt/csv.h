#pragma once

#include "core/prompt/valuesets.h"

#include <QString>

#include <vector>

namespace burin {

struct CsvField {
    QString text;
    bool quoted = false;
    int line = 1; ///< Where it begins.
    int column = 1;
    bool operator==(const CsvField &) const = default;
};

using CsvRow = std::vector<CsvField>;

/// RFC 4180, with LF and CR as ends of lines too; the separator is the comma, semicolon or tab that the first row has
/// most of. Lines with nothing on them are no rows. Quotes within an unquoted field stand for themselves.
Result<std::vector<CsvRow>, ValueFileError> csvRows(const QString &text);

} // namespace burin
