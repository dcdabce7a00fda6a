#pragma once

#include "core/base/result.h"
#include "core/domain/portablerun.h"

#include <QString>

#include <memory>
#include <vector>

namespace burin {

/// One run of a file, or why it is none.
struct ImportRow {
    QString place; ///< "line 7", for messages.
    Result<PortableRun, QString> run;
};

/// Reads runs from a file, a few at a time. Used by one thread at a time; not by that of the window.
class ImportReader {
public:
    virtual ~ImportReader() = default;
    /// The next rows, about as many as fit well into one transaction; perhaps none.
    virtual Result<std::vector<ImportRow>> next() = 0;
    virtual bool atEnd() const = 0;
    /// How far it is, from 0 to size().
    virtual qint64 position() const = 0;
    virtual qint64 size() const = 0;
};

/// For Burin's JSON and JSON Lines and for logs.db of "llm", told apart by their first bytes. BadFile if it cannot be
/// read, or is a database that is no such log.
Result<std::shared_ptr<ImportReader>> openImport(const QString &path);

} // namespace burin
