#include "core/export/exportformats.h"

#include "core/export/runwriters.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

// clang-format off
constexpr ExportFormat rows[] = {
    {"csv", QT_TRANSLATE_NOOP("Transfer", "Table for a spreadsheet (CSV)"), csvWriter},
    {"jsonl", QT_TRANSLATE_NOOP("Transfer", "Everything, to import elsewhere (JSON Lines)"), jsonLinesWriter},
    {"json", QT_TRANSLATE_NOOP("Transfer", "Everything as one document (JSON)"), jsonWriter},
    {"md", QT_TRANSLATE_NOOP("Transfer", "Text to read and to paste (Markdown)"), markdownWriter},
    {"html", QT_TRANSLATE_NOOP("Transfer", "Page to read and to print (HTML)"), htmlWriter},
};
// clang-format on

} // namespace

std::span<const ExportFormat> exportFormats()
{
    return rows;
}

const ExportFormat *findExportFormat(QStringView id)
{
    const auto row =
        std::ranges::find_if(rows, [id](const ExportFormat &format) { return id == QLatin1StringView(format.id); });
    return row == std::end(rows) ? nullptr : &*row;
}

} // namespace burin
