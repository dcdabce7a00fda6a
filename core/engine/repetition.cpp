#include "core/engine/repetition.h"

#include "core/base/overloaded.h"

#include <algorithm>

namespace burin {

namespace {

/// The text of @p event, nullptr if it has none.
const QString *textOf(const StreamEvent &event)
{
    return std::visit(Overloaded{
                          [](const TextDelta &e) { return &e.text; },
                          [](const ReasoningDelta &e) { return &e.text; },
                          [](const auto &) -> const QString * { return nullptr; },
                      },
                      event);
}

bool isTrivial(const QString &text)
{
    const auto isWordCharacter = [](QChar c) { return c.isLetterOrNumber(); };
    return std::ranges::count_if(text, isWordCharacter) < 2;
}

} // namespace

bool RepetitionWatch::note(const StreamEvent &event)
{
    const QString *text = textOf(event);
    if (!text || text->isEmpty()) return false;
    if (*text != m_last) {
        m_last = *text;
        m_times = 0;
    }
    return ++m_times > Tolerated && !isTrivial(*text);
}

} // namespace burin
