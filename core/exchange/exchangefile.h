#pragma once

#include "core/exchange/mapreader.h"

namespace burin {

// What the formats have in common around the document itself.

/// The YAML or JSON value of @p source: JSON when it starts like it, because YAML 1.2 readers differ over its escapes.
Result<DataNode> documentOf(const ExchangeSource &source);
/// The same, which must be a map, with the text and the comment before the first key in @p context. Comments elsewhere
/// are told: they are not kept.
Result<DataNode> openDocument(const ExchangeSource &source, ImportContext &context);

/// A text with YAML between two lines of "---" before it.
struct FrontMatter {
    DataNode head = {}; ///< A map, or null when there is none.
    QString body = {};
    int bodyLine = 1; ///< The line of the file in which the body starts.
    bool hasHead = false;
};
/// Comments before the first "---" are allowed, as licence texts stand there.
Result<FrontMatter> openFrontMatter(const ExchangeSource &source, ImportContext &context);

/// @p root as YAML, with what was kept of @p file for @p format, and its comment.
Exported writeDocument(DataNode root, const PromptFile &file, const char *format, std::vector<Notice> notices = {});
/// @p head as the front matter of @p body. What was kept must be in it.
Exported writeFrontMatter(DataNode head, const QString &body, const PromptFile &file, std::vector<Notice> notices);
/// The same as JSON.
Exported writeJsonDocument(DataNode root, const PromptFile &file, const char *format, std::vector<Notice> notices = {});

/// @p node as JSON with its members in their order, indented by two.
QString jsonText(const DataNode &node);

/// A declared variable of @p file's draft; made when there is none.
VariableRow &declaredRow(PromptFile &file, const QString &name);

} // namespace burin
