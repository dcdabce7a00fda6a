#include "core/prompt/template.h"

#include "core/prompt/templaterender.h"
#include "core/prompt/templatescope.h"
#include "core/prompt/templatetags.h"
#include "core/prompt/templatetree.h"

#include <QSet>

namespace burin {

namespace {

void addFragmentNames(const std::vector<TemplateNode> &nodes, QStringList &names)
{
    for (const TemplateNode &node : nodes) {
        if (const auto *include = std::get_if<TemplateInclude>(&node.content)) {
            if (!names.contains(include->name)) names += include->name;
        } else if (const auto *branches = std::get_if<std::vector<TemplateBranch>>(&node.content)) {
            for (const TemplateBranch &branch : *branches)
                addFragmentNames(branch.body, names);
        }
    }
}

TemplateTag::Kind kindOf(const TagToken &tag)
{
    switch (tag.type) {
    case TagToken::Type::Escape:
        return TemplateTag::Kind::Escape;
    case TagToken::Type::Comment:
        return TemplateTag::Kind::Comment;
    case TagToken::Type::Value:
        return readValue(tag.body) ? TemplateTag::Kind::Value : TemplateTag::Kind::Wrong;
    case TagToken::Type::Open:
    case TagToken::Type::Close:
    case TagToken::Type::Else:
        return TemplateTag::Kind::Block;
    case TagToken::Type::Fragment:
        return TemplateTag::Kind::Fragment;
    case TagToken::Type::Error:
        return TemplateTag::Kind::Wrong;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<Template, std::vector<TemplateError>> Template::parse(const QString &text)
{
    auto tree = std::make_shared<TemplateTree>(treeOf(text));
    if (!tree->errors.empty()) return tree->errors;
    Template parsed;
    parsed.m_tree = std::move(tree);
    return parsed;
}

QStringList Template::variables(const Fragments &fragments) const
{
    QStringList names;
    QSet<QString> seen;
    for (const Span &span : spans(fragments)) {
        if (seen.contains(span.name)) continue;
        seen.insert(span.name);
        names += span.name;
    }
    return names;
}

std::vector<Template::Span> Template::spans(const Fragments &fragments) const
{
    return usesIn(*m_tree, fragments);
}

TemplateError Template::unfilled(const Span &use) const
{
    return m_tree->located({TemplateError::Kind::Unfilled, use.name, use.offset, use.length});
}

QStringList Template::fragments() const
{
    QStringList names;
    addFragmentNames(m_tree->nodes, names);
    return names;
}

Result<QString, std::vector<TemplateError>> Template::render(const QMap<QString, QString> &values,
                                                             const Fragments &fragments) const
{
    QJsonObject json;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        json.insert(it.key(), it.value());
    return renderJson(json, fragments);
}

Result<QString, std::vector<TemplateError>> Template::renderJson(const QJsonObject &values,
                                                                 const Fragments &fragments) const
{
    Result<RenderedText, std::vector<TemplateError>> text = rendered(*m_tree, values, fragments);
    if (!text) return text.error();
    return std::move(text.value().text);
}

Result<RenderedText, std::vector<TemplateError>> Template::renderMarked(const QJsonObject &values,
                                                                        const Fragments &fragments) const
{
    return rendered(*m_tree, values, fragments);
}

QString literalTemplate(const QString &text)
{
    QString escaped = text;
    return escaped.replace(QLatin1StringView("{{"), QLatin1StringView("\\{{"));
}

std::vector<Template::Span> findVariables(QStringView text, const Fragments &fragments)
{
    return usesIn(treeOf(text.toString()), fragments);
}

QStringList findFragments(QStringView text)
{
    QStringList names;
    for (const TagToken &tag : tagsOf(text)) {
        if (tag.type != TagToken::Type::Fragment) continue;
        const auto include = readInclude(tag.body);
        if (include && !names.contains(include->name)) names += include->name;
    }
    return names;
}

std::vector<TemplateTag> findTags(QStringView text)
{
    std::vector<TemplateTag> tags;
    for (const TagToken &tag : tagsOf(text))
        tags.push_back({kindOf(tag), tag.offset, tag.length});
    return tags;
}

} // namespace burin
