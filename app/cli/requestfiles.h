#pragma once

#include "app/cli/refusal.h"
#include "core/domain/chat.h"

#include <QStringList>

#include <vector>

namespace burin {

// What --attach, --tools and --schema name. Schemas stay as they are written: models follow the order of their keys.

/// The files, each with the type that its content or its name tells.
Checked<std::vector<Attachment>> readAttachments(const QStringList &paths);

/// A list of tools, each an object with a name, and perhaps a description and parameters; also in the shapes of Chat
/// Completions ("function") and Anthropic ("input_schema").
Checked<std::vector<ToolDefinition>> readTools(const QString &path);

/// A JSON Schema, or an object with a "name" and a "schema".
Checked<ResponseFormat> readSchema(const QString &path);

} // namespace burin
