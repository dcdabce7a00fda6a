#pragma once

#include "core/prompt/template.h"
#include "core/prompt/templatetree.h"

namespace burin {

/// See Template::renderMarked(). @p tree has no errors.
Result<RenderedText, std::vector<TemplateError>> rendered(const TemplateTree &tree, const QJsonObject &values,
                                                          const Fragments &fragments);

/// What a tag prints for a value: texts as they are, numbers as short as they can be, lists and objects as JSON, null
/// as nothing.
QString printed(const QJsonValue &value);
/// Compact JSON of any value.
QString jsonText(const QJsonValue &value);

} // namespace burin
