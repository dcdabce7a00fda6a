#include "core/engine/continuation.h"

namespace burin {

namespace {

/// A tag that does not occur in @p text, so that the quotation ends where it ends.
QString tagFor(const QString &text)
{
    QString tag = QStringLiteral("partial_answer");
    for (int i = 2; text.contains(tag); ++i)
        tag = QStringLiteral("partial_answer_%1").arg(i);
    return tag;
}

QString quoting(const QString &text)
{
    // Not translated: it is for the model.
    return QStringLiteral("Your answer was cut off. Between the tags is all that arrived of it:\n\n"
                          "<%1>%2</%1>\n\n"
                          "Continue exactly where it ends, even in the middle of a word. Write only what is still "
                          "missing: repeat nothing of it, add no introduction, and leave the tags out.")
        .arg(tagFor(text), text);
}

/// Some providers refuse a last message that ends with white space.
QString trimmedAtEnd(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

std::vector<Message> continued(const std::vector<Message> &messages, const Continuation &continuation, ContinueBy how)
{
    std::vector<Message> all = messages;
    const QString text = trimmedAtEnd(continuation.text);
    if (text.isEmpty()) return all;
    if (how == ContinueBy::Prefill)
        all.push_back({Role::Assistant, text});
    else
        all.push_back({Role::User, quoting(continuation.text)});
    return all;
}

} // namespace burin
