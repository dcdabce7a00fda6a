#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace burin::simulator {

/// The pieces in which the simulator streams and counts @p text: a word with the white space before it, long words in
/// several. Joined they are the text again; no piece cuts a code point.
std::vector<QString> simulatorTokens(QStringView text);

/// What to write. The same order always gives the same text.
struct ProseOrder {
    quint64 seed = 0;
    int tokens = 100; ///< Exact number of pieces.
    QString opening;  ///< Stands before the made up sentences, and is cut like them.
};

/// English paragraphs with some Markdown, for an answer.
std::vector<QString> writeProse(const ProseOrder &order);
/// One paragraph without Markdown, for reasoning.
std::vector<QString> writeThoughts(const ProseOrder &order);

} // namespace burin::simulator
