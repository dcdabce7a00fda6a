#pragma once

#include "core/prompt/template.h"
#include "core/prompt/templatetree.h"

#include <QHash>

#include <memory>

namespace burin {

/// Fragments, each parsed once.
class ParsedFragments {
public:
    explicit ParsedFragments(const Fragments &fragments) : m_fragments(fragments) {}

    /// Null when there is none of this name. It may have errors.
    const TemplateTree *find(const QString &name);

private:
    const Fragments &m_fragments;
    QHash<QString, std::shared_ptr<const TemplateTree>> m_parsed;
};

/// The top-level values that @p tree uses: see Template::spans().
std::vector<Template::Span> usesIn(const TemplateTree &tree, const Fragments &fragments);

} // namespace burin
