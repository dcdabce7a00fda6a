#include "core/prompt/templatetags.h"

#include <algorithm>

namespace burin {

namespace {

using Type = TagToken::Type;

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t';
}

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

/// Behind the string in quotes that begins at @p at; @p at itself when none does. A quote within a word begins none.
qsizetype behindString(QStringView text, qsizetype at)
{
    const QChar quote = text[at];
    if (quote != u'"' && quote != u'\'') return at;
    const QChar before = text[at - 1];
    if (!isBlank(before) && before != u'=' && before != u'(') return at;
    for (qsizetype i = at + 1; i < text.size() && text[i] != u'\n' && text[i] != u'\r'; ++i) {
        if (text[i] == quote) return i + 1;
        if (text[i] == u'\\') ++i;
    }
    return at;
}

struct Closing {
    bool closed = false;
    qsizetype at = 0; ///< Of "}}"; where the tag breaks off when there is none.
};

/// The search never goes over the end of the line or the next "{{", so that one forgotten brace does not spoil the rest
/// of the text, and so that the time stays linear.
Closing closingOf(QStringView text, qsizetype open)
{
    qsizetype strings = text.size(); // behind here an open quote has been seen to close nowhere on the line
    for (qsizetype at = open + 2; at < text.size(); ++at) {
        const QChar c = text[at];
        const bool twice = at + 1 < text.size() && text[at + 1] == c;
        if (c == u'\n' || c == u'\r' || (c == u'{' && twice)) return {false, at};
        if (c == u'}' && twice) return {true, at};
        if (at >= strings) continue;
        const qsizetype behind = behindString(text, at);
        if (behind > at)
            at = behind - 1;
        else if (c == u'"' || c == u'\'')
            strings = at;
    }
    return {false, text.size()};
}

/// {{! to }}, or {{!-- to --}}; over lines.
TagToken commentAt(QStringView text, qsizetype open, qsizetype mark)
{
    TagToken tag{.type = Type::Comment, .offset = open, .trimBefore = mark > open + 2};
    const bool dashes = text.mid(mark + 1, 2) == QLatin1StringView("--");
    qsizetype end = -1;
    for (qsizetype from = mark + 1; end < 0;) {
        const qsizetype braces = text.indexOf(QLatin1StringView("}}"), from);
        if (braces < 0) break;
        qsizetype last = braces;
        if (text[last - 1] == u'~') --last;
        const bool ends = !dashes || (last >= mark + 5 && text.mid(last - 2, 2) == QLatin1StringView("--"));
        tag.trimAfter = last < braces;
        if (ends) end = braces + 2;
        from = braces + 1;
    }
    if (end < 0) {
        tag.type = Type::Error;
        tag.error = TemplateError::Kind::UnclosedComment;
        end = text.size();
    }
    tag.length = end - open;
    return tag;
}

void classify(TagToken &tag, QStringView body)
{
    const auto rest = [body](qsizetype from) { return withoutBlanks(body.mid(from)); };
    const QStringView word = QStringLiteral("else");
    tag.type = Type::Value;
    tag.body = body.toString();
    if (body.startsWith(u'#')) {
        const QStringView head = rest(1);
        const auto blank = std::ranges::find_if(head, isBlank);
        const qsizetype length = blank - head.begin();
        tag.type = Type::Open;
        tag.name = head.left(length).toString();
        tag.body = withoutBlanks(head.mid(length)).toString();
    } else if (body.startsWith(u'/')) {
        tag.type = Type::Close;
        tag.name = rest(1).toString();
    } else if (body.startsWith(u'>')) {
        tag.type = Type::Fragment;
        tag.body = rest(1).toString();
    } else if (body == word || (body.startsWith(word) && isBlank(body[word.size()]))) {
        tag.type = Type::Else;
        tag.body = rest(word.size()).toString();
    }
}

TagToken tagAt(QStringView text, qsizetype open)
{
    qsizetype start = open + 2;
    TagToken tag{.type = Type::Error, .error = TemplateError::Kind::UnclosedBraces, .offset = open};
    if (start < text.size() && text[start] == u'~') ++start;
    if (start < text.size() && text[start] == u'!') return commentAt(text, open, start);
    tag.trimBefore = start > open + 2;
    const Closing closing = closingOf(text, open);
    tag.length = closing.at + (closing.closed ? 2 : 0) - open;
    QStringView body = text.mid(start, qMax<qsizetype>(0, closing.at - start));
    if (closing.closed && body.endsWith(u'~')) {
        tag.trimAfter = true;
        body.chop(1);
    }
    body = withoutBlanks(body);
    tag.name = closing.closed ? QString() : body.toString();
    if (closing.closed) classify(tag, body);
    return tag;
}

/// {{{path}}}; nullopt when three braces do not close it.
std::optional<TagToken> tripleAt(QStringView text, qsizetype open)
{
    const Closing closing = closingOf(text, open + 1);
    if (!closing.closed || closing.at + 2 >= text.size() || text[closing.at + 2] != u'}') return std::nullopt;
    const QStringView body = withoutBlanks(text.mid(open + 3, closing.at - open - 3));
    return TagToken{.type = Type::Value, .offset = open, .length = closing.at + 3 - open, .body = body.toString()};
}

} // namespace

bool isTemplateName(QStringView text)
{
    return !text.isEmpty() && isNameStart(text.front()) &&
           std::ranges::all_of(text, [](QChar c) { return isNameStart(c) || (c >= u'0' && c <= u'9'); });
}

QStringView withoutBlanks(QStringView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.mid(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

std::vector<TagToken> tagsOf(QStringView text)
{
    std::vector<TagToken> tags;
    const auto bracesAt = [text](qsizetype i) {
        qsizetype count = 0;
        while (i + count < text.size() && text[i + count] == u'{')
            ++count;
        return count;
    };
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] == u'\\' && i + 2 < text.size() && text[i + 1] == u'{' && text[i + 2] == u'{') {
            tags.push_back({.type = Type::Escape, .offset = i, .length = 3});
            i += 3;
            continue;
        }
        const qsizetype braces = bracesAt(i);
        const std::optional<TagToken> triple = braces == 3 ? tripleAt(text, i) : std::nullopt;
        if (triple)
            tags.push_back(*triple);
        else if (braces >= 2)
            tags.push_back(tagAt(text, i + braces - 2));
        else {
            ++i;
            continue;
        }
        i = tags.back().end();
    }
    return tags;
}

} // namespace burin
