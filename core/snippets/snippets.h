#pragma once

#include "core/domain/provider.h"
#include "core/net/httprequest.h"

#include <QString>

#include <span>

namespace burin {

/// A request as somebody else's program would send it.
struct SnippetRow {
    const char *id;   ///< "curl", "python", …; stable, as on a command line.
    const char *name; ///< Of the language, as it is written; not translated.
    /// The program's source. The key is read from the environment variable @p keyVariable, empty where that is not
    /// set; an empty name sends none.
    QString (*write)(const HttpRequest &request, const QString &keyVariable);
};

/// The languages, in the order of menus.
std::span<const SnippetRow> snippetRows();
/// The row of @p id; nullptr when there is none.
const SnippetRow *findSnippet(QStringView id);

/// @p request as source text: its address, headers and body byte for byte, and never its key.
/// The body must be valid UTF-8 without NUL, which any JSON text is.
QString snippetOf(const SnippetRow &row, const HttpRequest &request, const QString &keyVariable);

/// The environment variable that a snippet for @p profile reads: the first of the profile's, "API_KEY" where it has
/// none; empty for a server on this computer that needs no key.
QString snippetKeyVariable(const ProviderProfile &profile);

} // namespace burin
