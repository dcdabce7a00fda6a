#pragma once

#include "core/prompt/promptdiff.h"

#include <QTextCursor>
#include <QTextEdit>

#include <vector>

namespace burin {

/// Two prompts side by side, part for part, with the words that differ marked in both. Plain texts, never markup.
class VersionDiffText : public QTextEdit {
    Q_OBJECT
public:
    enum class Shown {
        Changes, ///< Parts that differ, with long stretches that do not cut short.
        Everything,
    };

    explicit VersionDiffText(QWidget *parent = nullptr);

    void setRows(const std::vector<PromptDiffRow> &rows, Shown shown);
    /// How many parts differ.
    int changes() const { return int(m_places.size()); }
    /// Moves to the next part that differs (1) or the one before (-1), around the ends.
    void step(int changes);

private:
    enum class Side { Before, After };

    void rebuild();
    void writeSection(const QString &title);
    void writeRow(const PromptDiffRow &row);
    void writeSide(QTextCursor cell, const PromptDiffRow &row, Side side) const;

    std::vector<PromptDiffRow> m_rows;
    Shown m_shown = Shown::Changes;
    std::vector<int> m_places; ///< Of the parts that differ, in the document.
};

} // namespace burin
