#include "core/prompt/templatetree.h"

#include "core/prompt/templatetags.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace burin {

namespace {

using TagType = TagToken::Type;
using TreeError = TemplateError::Kind;
using BranchKind = TemplateBranch::Kind;

/// LF, CR and CRLF end a line.
std::vector<qsizetype> lineStartsOf(QStringView text)
{
    std::vector<qsizetype> starts{0};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool crlf = text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
        if (text[i] == u'\n' || (text[i] == u'\r' && !crlf)) starts.push_back(i + 1);
    }
    return starts;
}

std::optional<BranchKind> branchKindOf(const QString &name)
{
    constexpr std::array names{std::pair{"if", BranchKind::If}, std::pair{"unless", BranchKind::Unless},
                               std::pair{"each", BranchKind::Each}, std::pair{"with", BranchKind::With}};
    for (const auto &[known, kind] : names) {
        if (name == QLatin1StringView(known)) return kind;
    }
    return std::nullopt;
}

/// The literal text between two tags, and what whitespace control leaves of it.
struct Literal {
    qsizetype begin = 0;
    qsizetype end = 0;
};

bool isBlankOn(QStringView text, qsizetype at)
{
    return text[at] == u' ' || text[at] == u'\t';
}

/// Handlebars' whitespace control over the literals around tags. A tag alone on its line takes the line with it.
class Whitespace {
public:
    Whitespace(QStringView text, const std::vector<TagToken> &tags) : m_text(text), m_tags(tags)
    {
        qsizetype done = 0;
        for (const TagToken &tag : tags) {
            m_gaps.push_back({done, tag.offset});
            done = tag.end();
        }
        m_gaps.push_back({done, text.size()});
        m_literals = m_gaps;
        m_indents.resize(tags.size());
        for (size_t i = 0; i < tags.size(); ++i)
            trimAround(i);
    }

    /// Before tag @p index; behind the last for their number.
    QString literal(size_t index) const
    {
        const Literal &range = m_literals[index];
        QString text = m_text.mid(range.begin, qMax<qsizetype>(0, range.end - range.begin)).toString();
        return text.replace(QLatin1StringView("\\{{"), QLatin1StringView("{{"));
    }

    /// What stood before a fragment that has its line for itself.
    const QString &indent(size_t index) const { return m_indents[index]; }

private:
    void trimAround(size_t i)
    {
        Literal &before = m_literals[i];
        Literal &after = m_literals[i + 1];
        const qsizetype lineBegin = blanksBefore(i);
        const qsizetype lineEnd = blanksBehind(i);
        if (m_tags[i].takesItsLine() && lineBegin >= 0 && lineEnd >= 0) {
            m_indents[i] = m_text.mid(lineBegin, before.end - lineBegin).toString();
            before.end = qMin(before.end, lineBegin);
            after.begin = qMax(after.begin, lineEnd);
        }
        if (m_tags[i].trimBefore) {
            while (before.end > before.begin && m_text[before.end - 1].isSpace())
                --before.end;
        }
        if (m_tags[i].trimAfter) {
            while (after.begin < after.end && m_text[after.begin].isSpace())
                ++after.begin;
        }
    }

    /// Where the line begins, if there are only blanks before tag @p i; else -1.
    qsizetype blanksBefore(size_t i) const
    {
        const Literal &gap = m_gaps[i];
        qsizetype at = gap.end;
        while (at > gap.begin && isBlankOn(m_text, at - 1))
            --at;
        if (at > gap.begin) return m_text[at - 1] == u'\n' || m_text[at - 1] == u'\r' ? at : -1;
        return i == 0 ? at : -1;
    }

    /// Where the next line begins, if there are only blanks behind tag @p i; else -1.
    qsizetype blanksBehind(size_t i) const
    {
        const Literal &gap = m_gaps[i + 1];
        qsizetype at = gap.begin;
        while (at < gap.end && isBlankOn(m_text, at))
            ++at;
        if (at == gap.end) return i + 2 == m_gaps.size() ? at : -1;
        if (m_text[at] == u'\r' && at + 1 < gap.end && m_text[at + 1] == u'\n') return at + 2;
        return m_text[at] == u'\n' || m_text[at] == u'\r' ? at + 1 : -1;
    }

    QStringView m_text;
    const std::vector<TagToken> &m_tags;
    std::vector<Literal> m_gaps;
    std::vector<Literal> m_literals;
    std::vector<QString> m_indents;
};

class TreeBuilder {
public:
    TemplateTree build(const QString &text)
    {
        m_tree.lineStarts = lineStartsOf(text);
        std::vector<TagToken> tags = tagsOf(text);
        std::erase_if(tags, [](const TagToken &tag) { return tag.type == TagType::Escape; });
        const Whitespace whitespace(text, tags);
        for (size_t i = 0; i < tags.size(); ++i) {
            addLiteral(whitespace.literal(i), tags[i].offset);
            m_indent = whitespace.indent(i);
            add(tags[i]);
        }
        addLiteral(whitespace.literal(tags.size()), text.size());
        while (!m_open.empty())
            closeLast(TreeError::UnclosedBlock);
        std::ranges::stable_sort(m_tree.errors, {}, &TemplateError::offset);
        for (TemplateError &error : m_tree.errors)
            error = m_tree.located(error);
        return std::move(m_tree);
    }

private:
    struct OpenBlock {
        TagToken tag;
        bool kept = false; ///< Its node is the last of m_blocks; the body of a wrong one goes to the block around.
        bool elseSeen = false;
    };

    std::vector<TemplateNode> &sink()
    {
        if (m_blocks.empty()) return m_tree.nodes;
        return std::get<std::vector<TemplateBranch>>(m_blocks.back().content).back().body;
    }

    void addError(TreeError kind, const QString &name, const TagToken &tag)
    {
        m_tree.errors.push_back({kind, name, tag.offset, tag.length});
    }

    void addLiteral(const QString &text, qsizetype offset)
    {
        if (!text.isEmpty()) sink().push_back({offset, 0, text});
    }

    void add(const TagToken &tag)
    {
        switch (tag.type) {
        case TagType::Value:
            return addValue(tag);
        case TagType::Open:
            return open(tag);
        case TagType::Close:
            return close(tag);
        case TagType::Else:
            return otherwise(tag);
        case TagType::Fragment:
            return include(tag);
        case TagType::Error:
            return addError(tag.error, tag.name, tag);
        case TagType::Comment:
        case TagType::Escape:
            return;
        }
    }

    void addValue(const TagToken &tag)
    {
        const ReadExpression value = readValue(tag.body);
        if (value)
            sink().push_back({tag.offset, tag.length, *value});
        else
            addError(value.error(), tag.body, tag);
    }

    void include(const TagToken &tag)
    {
        const auto include = readInclude(tag.body);
        if (!include) return addError(include.error(), QStringLiteral(">"), tag);
        sink().push_back({tag.offset, tag.length, *include});
        std::get<TemplateInclude>(sink().back().content).indent = m_indent;
    }

    std::optional<TemplateBranch> head(const TagToken &tag, const QString &name, QStringView arguments)
    {
        const std::optional<BranchKind> kind = branchKindOf(name);
        if (!kind) {
            addError(TreeError::UnknownBlock, name, tag);
            return std::nullopt;
        }
        const ReadExpression subject = readSubject(arguments);
        if (!subject) {
            const bool named = subject.error() == TreeError::BadName || subject.error() == TreeError::NameTooLong;
            addError(subject.error(), named ? arguments.toString() : name, tag);
            return std::nullopt;
        }
        return TemplateBranch{*kind, *subject, {}, tag.offset, tag.length};
    }

    void open(const TagToken &tag)
    {
        const std::optional<TemplateBranch> branch = head(tag, tag.name, tag.body);
        const bool deep = m_blocks.size() >= size_t(Template::MaximumDepth);
        if (branch && deep) addError(TreeError::TooDeep, tag.name, tag);
        m_open.push_back({.tag = tag, .kept = branch && !deep});
        ++m_openCounts[tag.name];
        if (m_open.back().kept) m_blocks.push_back({tag.offset, tag.length, std::vector{*branch}});
    }

    void otherwise(const TagToken &tag)
    {
        if (m_open.empty() || m_open.back().elseSeen)
            return addError(TreeError::UnexpectedElse, QStringLiteral("else"), tag);
        std::optional<TemplateBranch> branch = TemplateBranch{.body = {}, .offset = tag.offset, .length = tag.length};
        if (tag.body.isEmpty()) {
            m_open.back().elseSeen = true;
        } else {
            const QString name = tag.body.section(QLatin1Char(' '), 0, 0).section(QLatin1Char('\t'), 0, 0);
            branch = head(tag, name, withoutBlanks(QStringView(tag.body).mid(name.size())));
        }
        if (branch && m_open.back().kept)
            std::get<std::vector<TemplateBranch>>(m_blocks.back().content).push_back(*branch);
    }

    void close(const TagToken &tag)
    {
        if (m_openCounts.value(tag.name) == 0) return addError(TreeError::UnexpectedClose, tag.name, tag);
        while (m_open.back().tag.name != tag.name)
            closeLast(TreeError::UnclosedBlock);
        closeLast({});
    }

    /// @p error when it is not closed by its own tag.
    void closeLast(std::optional<TreeError> error)
    {
        const OpenBlock block = m_open.back();
        m_open.pop_back();
        --m_openCounts[block.tag.name];
        if (error) addError(*error, block.tag.name, block.tag);
        if (!block.kept) return;
        TemplateNode node = std::move(m_blocks.back());
        m_blocks.pop_back();
        sink().push_back(std::move(node));
    }

    TemplateTree m_tree;
    std::vector<OpenBlock> m_open;
    std::vector<TemplateNode> m_blocks; ///< Of the open ones, those that are kept.
    QHash<QString, int> m_openCounts;
    QString m_indent;
};

} // namespace

TemplateError TemplateTree::located(TemplateError error) const
{
    const auto next = std::ranges::upper_bound(lineStarts, error.offset);
    error.line = int(next - lineStarts.begin());
    error.column = int(error.offset - *(next - 1)) + 1;
    return error;
}

TemplateTree treeOf(const QString &text)
{
    return TreeBuilder().build(text);
}

} // namespace burin
