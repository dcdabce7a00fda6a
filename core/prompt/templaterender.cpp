#include "core/prompt/templaterender.h"

#include "core/base/overloaded.h"
#include "core/prompt/templatecontext.h"
#include "core/prompt/templatescope.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace burin {

namespace {

using RenderError = TemplateError::Kind;
using Branch = TemplateBranch;

/// Nodes that one rendering visits, and pieces of texts that it compares: more than a template of the greatest output
/// has, and few enough for a second or so.
constexpr qint64 MostSteps = 5'000'000;
constexpr qint64 ComparedPerStep = 256;

qsizetype utf8Size(QStringView text)
{
    qsizetype size = 0;
    for (const QChar c : text)
        size += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return size;
}

/// Walks the tree once. Goes on behind an error, to tell the others too, unless a limit was reached.
class Renderer {
public:
    Renderer(const TemplateTree &tree, const QJsonObject &values, const Fragments &fragments)
        : m_text(tree), m_context(values), m_fragments(fragments)
    {
    }

    Result<RenderedText, std::vector<TemplateError>> run()
    {
        render(m_text.nodes);
        if (!m_errors.empty()) return m_errors;
        return RenderedText{std::move(m_output), std::move(m_filled)};
    }

private:
    /// A fragment that is being rendered.
    struct Including {
        QString name;
        const TemplateTree *tree;
    };
    enum class IfMissing { Error, Null };

    void render(const std::vector<TemplateNode> &nodes)
    {
        for (const TemplateNode &node : nodes) {
            step(1);
            if (m_stopped) return;
            mark(node.offset, node.length);
            std::visit(Overloaded{[this](const QString &text) { write(text); },
                                  [this](const TemplateExpression &value) { renderValue(value); },
                                  [this](const std::vector<Branch> &branches) { renderBlock(branches); },
                                  [this](const TemplateInclude &include) { renderFragment(include); }},
                       node.content);
        }
    }

    void mark(qsizetype offset, qsizetype length)
    {
        m_inner = offset;
        if (!m_including.empty()) return;
        m_offset = offset;
        m_length = length;
    }

    TemplateError errorHere(RenderError kind, const QString &name) const
    {
        TemplateError error = m_text.located({kind, name, m_offset, m_length});
        if (m_including.empty()) return error;
        const TemplateError inner = m_including.back().tree->located({kind, name, m_inner, 0});
        error.fragment = m_including.back().name;
        error.fragmentLine = inner.line;
        error.fragmentColumn = inner.column;
        return error;
    }

    /// Once for each kind and name.
    void fail(RenderError kind, const QString &name)
    {
        const std::pair told{int(kind), name};
        if (m_told.contains(told)) return;
        m_told.insert(told);
        m_errors.push_back(errorHere(kind, name));
    }

    void stop(RenderError kind, const QString &name)
    {
        if (!m_stopped) fail(kind, name);
        m_stopped = true;
    }

    void step(qint64 count)
    {
        m_steps += count;
        if (m_steps > MostSteps) stop(RenderError::TooManySteps, {});
    }

    void write(const QString &text)
    {
        if (!m_errors.empty() || m_stopped) return; // nobody will read it
        m_bytes += utf8Size(text);
        if (m_bytes > Template::MaximumOutput) return stop(RenderError::TooLarge, m_lastName);
        m_output += text;
    }

    void renderValue(const TemplateExpression &value)
    {
        const std::optional<QJsonValue> result = evaluate(value, IfMissing::Error);
        m_lastName = value.path.written;
        if (!result) return;
        const qsizetype start = m_output.size();
        write(printed(*result));
        if (value.kind != TemplateExpression::Kind::Literal && m_errors.empty())
            m_filled.push_back({nameOf(value), start, m_output.size() - start});
    }

    /// The path whose value it is, or that a helper is given.
    static QString nameOf(const TemplateExpression &value)
    {
        return value.arguments.empty() ? value.path.written : nameOf(value.arguments.front());
    }

    std::optional<QJsonValue> evaluate(const TemplateExpression &expression, IfMissing ifMissing)
    {
        using Kind = TemplateExpression::Kind;
        if (expression.kind == Kind::Literal) return expression.literal;
        if (expression.kind == Kind::Path) {
            std::optional<QJsonValue> value = m_context.find(expression.path);
            if (value) return value;
            if (ifMissing == IfMissing::Null) return QJsonValue(QJsonValue::Null);
            fail(RenderError::Unfilled, expression.path.written);
            return std::nullopt;
        }
        std::vector<QJsonValue> arguments;
        for (const TemplateExpression &argument : expression.arguments) {
            const std::optional<QJsonValue> value = evaluate(argument, ifMissing);
            if (!value) return std::nullopt;
            arguments.push_back(*value);
        }
        if (expression.kind == Kind::Json) {
            const QString json = jsonText(arguments[0]);
            step(json.size() / ComparedPerStep);
            return json;
        }
        return isEqual(arguments[0], arguments[1]);
    }

    /// What prints the same: values from the command line and from CSV are all texts.
    bool isEqual(const QJsonValue &a, const QJsonValue &b)
    {
        const QString first = printed(a);
        const QString second = printed(b);
        step((first.size() + second.size()) / ComparedPerStep);
        return first == second;
    }

    void renderBlock(const std::vector<Branch> &branches)
    {
        if (m_depth == Template::MaximumDepth) return stop(RenderError::TooDeep, {});
        ++m_depth;
        for (const Branch &branch : branches) {
            mark(branch.offset, branch.length);
            if (takes(branch) || m_stopped) break;
        }
        --m_depth;
    }

    /// Renders @p branch, unless its condition says to go on to the next.
    bool takes(const Branch &branch)
    {
        if (branch.kind == Branch::Kind::Else) {
            render(branch.body);
            return true;
        }
        const bool condition = branch.kind == Branch::Kind::If || branch.kind == Branch::Kind::Unless;
        const std::optional<QJsonValue> subject =
            evaluate(branch.subject, condition ? IfMissing::Null : IfMissing::Error);
        if (!subject) return true; // an error, and what would follow is not known
        if (branch.kind == Branch::Kind::Each) return takesLoop(branch, *subject);
        if (isTruthy(*subject) == (branch.kind == Branch::Kind::Unless)) return false;
        if (branch.kind == Branch::Kind::With) m_context.scopes().push_back({*subject});
        render(branch.body);
        if (branch.kind == Branch::Kind::With) m_context.scopes().pop_back();
        return true;
    }

    bool takesLoop(const Branch &branch, const QJsonValue &subject)
    {
        if (subject.isArray()) {
            const QJsonArray elements = subject.toArray();
            for (qsizetype i = 0; i < elements.size() && !m_stopped; ++i)
                renderElement(branch, elements.at(i), {i, elements.size(), QString::number(i)});
            return !elements.isEmpty();
        }
        if (subject.isObject()) {
            const QJsonObject members = subject.toObject();
            TemplateContext::Loop loop{0, members.size(), {}};
            for (auto it = members.begin(); it != members.end() && !m_stopped; ++it, ++loop.index) {
                loop.key = it.key();
                renderElement(branch, *it, loop);
            }
            return !members.isEmpty();
        }
        if (isTruthy(subject)) fail(RenderError::NotAList, branch.subject.path.written);
        return false;
    }

    void renderElement(const Branch &branch, const QJsonValue &element, const TemplateContext::Loop &loop)
    {
        step(1);
        m_context.scopes().push_back({element});
        m_context.loops().push_back(loop);
        render(branch.body);
        m_context.loops().pop_back();
        m_context.scopes().pop_back();
    }

    void renderFragment(const TemplateInclude &include)
    {
        const TemplateTree *tree = m_fragments.find(include.name);
        if (!tree) return fail(RenderError::UnknownFragment, include.name);
        if (m_depth == Template::MaximumDepth) return stop(tooDeep(include.name), include.name);
        std::optional<TemplateContext::Scope> scope = scopeFor(include);
        if (!scope) return;
        std::swap(m_context.scopes().back(), *scope);
        m_including.push_back({include.name, tree});
        ++m_depth;
        for (const TemplateError &error : tree->errors) {
            m_inner = error.offset;
            fail(error.kind, error.name);
        }
        const qsizetype start = m_output.size();
        if (tree->errors.empty()) render(tree->nodes);
        --m_depth;
        m_including.pop_back();
        std::swap(m_context.scopes().back(), *scope);
        if (!include.indent.isEmpty()) indentFrom(start, include.indent);
    }

    RenderError tooDeep(const QString &fragment) const
    {
        const bool again = std::ranges::any_of(m_including, [&](const auto &outer) { return outer.name == fragment; });
        return again ? RenderError::EndlessFragment : RenderError::TooDeep;
    }

    std::optional<TemplateContext::Scope> scopeFor(const TemplateInclude &include)
    {
        TemplateContext::Scope scope = m_context.scopes().back();
        if (include.context) {
            const std::optional<QJsonValue> context = evaluate(*include.context, IfMissing::Error);
            if (!context) return std::nullopt;
            scope = {*context};
        }
        bool complete = true;
        for (const auto &[name, expression] : include.arguments) {
            const std::optional<QJsonValue> value = evaluate(expression, IfMissing::Error);
            complete = complete && value;
            if (value) scope.given.insert(name, *value);
        }
        return complete ? std::optional(scope) : std::nullopt;
    }

    /// Handlebars indents all lines of a fragment that stands on a line of its own, but no empty last one.
    void indentFrom(qsizetype start, const QString &indent)
    {
        if (!m_errors.empty() || start == m_output.size()) return;
        QStringList lines = m_output.mid(start).split(u'\n');
        const qsizetype indented = lines.size() - (lines.last().isEmpty() ? 1 : 0);
        step(indented);
        m_bytes += indented * indent.size();
        if (m_bytes > Template::MaximumOutput) return stop(RenderError::TooLarge, {});
        for (qsizetype i = 0; i < indented; ++i)
            lines[i].prepend(indent);
        moveMarks(start, indent.size());
        m_output.truncate(start);
        m_output += lines.join(u'\n');
    }

    /// The marks behind @p start, once every line from there on begins with @p indent more characters.
    void moveMarks(qsizetype start, qsizetype indent)
    {
        const QStringView fragment = QStringView(m_output).mid(start);
        qsizetype at = 0;
        qsizetype lines = 1; // that begin before at
        const auto first = std::ranges::lower_bound(m_filled, start, {}, &FilledValue::offset);
        for (FilledValue &value : std::ranges::subrange(first, m_filled.end())) {
            const qsizetype from = value.offset - start;
            lines += fragment.mid(at, from - at).count(u'\n');
            const qsizetype inside = fragment.mid(from, value.length).count(u'\n');
            const bool inEmptyLast = from == fragment.size() && fragment.endsWith(u'\n');
            at = from;
            value.offset += (lines - (inEmptyLast ? 1 : 0)) * indent;
            value.length += inside * indent;
        }
    }

    const TemplateTree &m_text;
    TemplateContext m_context;
    ParsedFragments m_fragments;
    std::vector<Including> m_including;
    int m_depth = 0;
    qint64 m_steps = 0;
    bool m_stopped = false;
    qsizetype m_offset = 0; ///< The tag of the template itself that is being rendered.
    qsizetype m_length = 0;
    qsizetype m_inner = 0; ///< The tag of the innermost fragment.
    QString m_output;
    std::vector<FilledValue> m_filled;
    qsizetype m_bytes = 0;
    QString m_lastName; ///< Of the value that was written last.
    QSet<std::pair<int, QString>> m_told;
    std::vector<TemplateError> m_errors;
};

} // namespace

Result<RenderedText, std::vector<TemplateError>> rendered(const TemplateTree &tree, const QJsonObject &values,
                                                          const Fragments &fragments)
{
    return Renderer(tree, values, fragments).run();
}

} // namespace burin
