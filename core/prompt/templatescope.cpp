#include "core/prompt/templatescope.h"

#include "core/base/overloaded.h"

#include <QSet>

#include <algorithm>

namespace burin {

namespace {

constexpr int MostNodes = 1'000'000; ///< Fragments that include fragments twice and twice again come to an end.

/// What a path is looked up in: the values themselves, or something within them that has names of its own.
struct Scope {
    bool values = true;
    QStringList given = {}; ///< Names that an including tag gives.
};

/// Follows a template through its scopes without values.
class UseFinder {
public:
    explicit UseFinder(const Fragments &fragments) : m_fragments(fragments) {}

    std::vector<Template::Span> find(const TemplateTree &tree)
    {
        walk(tree.nodes);
        return std::move(m_uses);
    }

private:
    void walk(const std::vector<TemplateNode> &nodes)
    {
        for (const TemplateNode &node : nodes) {
            if (++m_nodes > MostNodes) return;
            mark(node.offset, node.length);
            std::visit(Overloaded{[](const QString &) {}, [this](const TemplateExpression &value) { use(value); },
                                  [this](const std::vector<TemplateBranch> &branches) { walkBlock(branches); },
                                  [this](const TemplateInclude &fragment) { include(fragment); }},
                       node.content);
        }
    }

    /// The tag that the next uses are in. Within a fragment it is the one that includes it.
    void mark(qsizetype offset, qsizetype length)
    {
        if (!m_including.isEmpty()) return;
        m_offset = offset;
        m_length = length;
        m_told.clear();
    }

    void walkBlock(const std::vector<TemplateBranch> &branches)
    {
        for (const TemplateBranch &branch : branches) {
            mark(branch.offset, branch.length);
            if (branch.kind != TemplateBranch::Kind::Else) use(branch.subject);
            const bool inner = branch.kind == TemplateBranch::Kind::Each || branch.kind == TemplateBranch::Kind::With;
            if (inner) m_scopes.push_back({.values = false});
            walk(branch.body);
            if (inner) m_scopes.pop_back();
        }
    }

    void include(const TemplateInclude &fragment)
    {
        if (fragment.context) use(*fragment.context);
        for (const auto &[name, value] : fragment.arguments)
            use(value);
        const TemplateTree *tree = m_fragments.find(fragment.name);
        const bool tooDeep = m_including.size() >= Template::MaximumDepth || m_including.contains(fragment.name);
        if (!tree || !tree->errors.empty() || tooDeep) return;
        const Scope around = m_scopes.back();
        if (fragment.context) m_scopes.back() = {.values = false};
        for (const auto &[name, value] : fragment.arguments)
            m_scopes.back().given += name;
        m_including.append(fragment.name);
        walk(tree->nodes);
        m_including.removeLast();
        m_scopes.back() = around;
    }

    void use(const TemplateExpression &expression)
    {
        for (const TemplateExpression &argument : expression.arguments)
            use(argument);
        if (expression.kind != TemplateExpression::Kind::Path) return;
        const TemplatePath &path = expression.path;
        if (path.base == TemplatePath::Base::Loop || path.keys.isEmpty()) return;
        if (path.base == TemplatePath::Base::Root) return add(path.keys.front());
        if (size_t(path.up) >= m_scopes.size()) return;
        const Scope &scope = m_scopes[m_scopes.size() - 1 - size_t(path.up)];
        if (scope.values && !scope.given.contains(path.keys.front())) add(path.keys.front());
    }

    void add(const QString &name)
    {
        if (m_told.contains(name)) return;
        m_told.insert(name);
        m_uses.push_back({m_offset, m_length, name});
    }

    ParsedFragments m_fragments;
    std::vector<Scope> m_scopes{Scope()};
    QStringList m_including; ///< The fragments that are being followed, each within the one before.
    int m_nodes = 0;
    qsizetype m_offset = 0;
    qsizetype m_length = 0;
    QSet<QString> m_told; ///< Of the current tag.
    std::vector<Template::Span> m_uses;
};

} // namespace

const TemplateTree *ParsedFragments::find(const QString &name)
{
    const auto text = m_fragments.constFind(name);
    if (text == m_fragments.cend()) return nullptr;
    std::shared_ptr<const TemplateTree> &tree = m_parsed[name];
    if (!tree) tree = std::make_shared<TemplateTree>(treeOf(*text));
    return tree.get();
}

std::vector<Template::Span> usesIn(const TemplateTree &tree, const Fragments &fragments)
{
    return UseFinder(fragments).find(tree);
}

} // namespace burin
