#pragma once

#include <array>

/// The words of the simulator's prose. Regular ones only: plurals and third persons are made by adding an "s".
namespace burin::simulator::wordstock {

inline constexpr std::array nouns = {
    "prompt",  "answer", "draft",   "sentence", "reader",   "example", "question", "outline",  "paragraph", "reviewer",
    "result",  "table",  "measure", "heading",  "variable", "detail",  "list",     "model",    "figure",    "comment",
    "version", "budget", "letter",  "source",   "summary",  "writer",  "title",    "argument", "contract",  "chapter",
};
inline constexpr std::array adjectives = {
    "short", "clear",   "careful", "plain",  "patient", "early", "useful",  "honest", "long",  "second",
    "quiet", "precise", "simple",  "strong", "broad",   "small", "written", "final",  "fresh", "likely",
};
inline constexpr std::array verbs = {
    "explain", "change", "improve", "follow", "repeat", "answer",  "support", "describe", "name",  "replace",
    "order",   "need",   "show",    "limit",  "test",   "confirm", "compare", "measure",  "frame", "shorten",
};
inline constexpr std::array adverbs = {
    "slowly", "often", "rarely", "at once", "twice", "in the end", "without haste", "well", "every time", "by hand",
};
inline constexpr std::array times = {
    "before lunch",      "in the first draft",      "after the review", "on a quiet day",
    "at the second try", "while the coffee is hot", "in the margin",    "with a pencil",
};
/// %n noun, %a adjective, %v verb, %d adverb, %t time.
inline constexpr std::array sentences = {
    "The %a %n %vs the %n %t.",
    "Every %n %vs one %n, and the %a %n %vs the next.",
    "When the %n %vs the %n, the %n stays %a.",
    "Most %ns %v %d, because the %n is %a.",
    "It helps to %v the %n before the %n %vs the %n.",
    "A good %n is %a, but the one that is %a and %a is better.",
    "Three %ns are enough: the first %vs, the second %vs and the third is %a.",
    "However, the %n %vs the %n only when the %n is %a.",
    "Nobody %vs the %n %d, so the %n waits %t.",
    "The rest is simple: %v the %n, %v the %n, and read the %n once more.",
    "As long as the %n is %a, %v it %t.",
    "In practice the %n and the %n %v each other %d.",
    "What the %n %vs, the %n only %vs again.",
    "Between the %n and the %n there is one %a %n.",
    "To %v the %n %t is not the same as to %v the %n.",
    "Some %ns %v the %n; others %v it %d.",
};
inline constexpr std::array headings = {
    "What the %n %vs", "From %n to %n", "The %a %n", "Why the %n is %a", "How %ns %v", "Before the %n",
};
inline constexpr std::array listItems = {
    "**%a**: the %n %vs the %n.",
    "**%n**: %v it %d.",
    "Use a `%n` where the %n is %a.",
    "Leave the %n alone %t.",
};

} // namespace burin::simulator::wordstock
