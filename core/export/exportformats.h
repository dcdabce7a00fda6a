#pragma once

#include "core/domain/portablerun.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>

namespace burin {

/// Turns runs into a file, one after the other: nothing of a run is kept once it was written, so a file of any size
/// needs the memory of its largest run. Pure: bytes come out, nobody is told. Not for the thread of the window.
class RunWriter {
public:
    virtual ~RunWriter() = default;
    virtual QByteArray begin() { return {}; }
    virtual QByteArray add(const PortableRun &run) = 0;
    virtual QByteArray end() { return {}; }
};

/// One row a format.
struct ExportFormat {
    const char *id;   ///< "csv", "jsonl", …; as in --format, and the file's suffix.
    const char *name; ///< Source text, context "Transfer": what it is for.
    std::unique_ptr<RunWriter> (*writer)();
};

std::span<const ExportFormat> exportFormats();
/// Nullptr if there is none of that id.
const ExportFormat *findExportFormat(QStringView id);

} // namespace burin
