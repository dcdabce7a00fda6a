#pragma once

#include "core/exchange/exchange.h"
#include "core/store/library.h"

#include <QSqlDatabase>

namespace burin {

// Prompts from and to files of any format. Reading and writing blocks on the disk: for the pool.

/// What was found in files.
struct PromptsRead {
    std::vector<PromptFile> prompts = {};
    QStringList problems = {}; ///< A sentence for each file that is none of ours.
    QStringList notices = {};  ///< "name:12:3: …": what was not taken over as it was.
};
/// Formats are told by what is in the files.
PromptsRead readPromptFiles(const QStringList &paths);

/// Puts them into the library, in @p folder; those before the first failure stay. The last one that was made.
Result<PromptVersion> addToLibrary(const QSqlDatabase &db, const std::vector<PromptFile> &prompts,
                                   const QString &folder);

/// Writes @p prompt in the format @p formatId, or, when that is empty, the one that the name tells; whole or not at
/// all, over whatever is there. What the format cannot hold.
Result<QStringList> writePromptFile(const QString &path, const QString &formatId, const PromptFile &prompt);

/// The formats as a file dialog's filters, "Title (*.extension)", by id.
std::vector<std::pair<QString, QString>> formatFilters();

} // namespace burin
