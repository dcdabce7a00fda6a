#pragma once

#include "core/prompt/rundiff.h"

#include <QTextCursor>

#include <vector>

class QTextDocument;

namespace burin {

/// How the texts of two runs are shown.
enum class DiffLayout {
    Beside, ///< Before at the left, after at the right.
    Inline, ///< One text: what was removed is struck out, what was added underlined.
};

/// How much of a row is shown.
enum class DiffFold {
    Title,   ///< That it is the same.
    Changes, ///< What differs, with some lines around.
    Whole,
};

/// The fold that a row has until the reader changes it.
DiffFold usualFold(const RunDiffRow &row);

/// A piece that differs, in the document.
struct DiffPlace {
    int position = 0;
    int length = 0;
};

/// Writes a diff of two runs into a document, as plain text with formats and never as markup. Links that unfold a row
/// are "row:" and its index. Changes are told by strike-out and underline as well as by colour. GUI thread.
class DiffWriter {
public:
    DiffWriter(QTextDocument *document, DiffLayout layout) : m_cursor(document), m_layout(layout) {}

    /// @p folds is one for each row.
    void write(const RunDiff &diff, const std::vector<DiffFold> &folds);
    /// What differs, in reading order.
    const std::vector<DiffPlace> &changes() const { return m_changes; }

    static constexpr int LinesAround = 3;
    static constexpr qsizetype LongestRow = 60'000; ///< UTF-16 units that are shown of one side; the rest is told.

private:
    enum class Side { Before, After, Both };

    void section(const QString &title);
    void row(const RunDiffRow &row, size_t index, DiffFold fold);
    void title(const RunDiffRow &row, size_t index, DiffFold fold);
    void beside(const RunDiffRow &row, size_t index, DiffFold fold);
    void side(const RunDiffRow &row, size_t index, DiffFold fold, Side side);
    void kept(const QString &text, size_t index, bool first, bool last);
    void changed(const DiffSpan &span, size_t order);
    void addChanges(const std::vector<DiffSpan> &spans);
    void block(int above);
    void insert(const QString &text, const QTextCharFormat &format);
    void link(const QString &text, size_t index);

    struct Found {
        size_t order = 0; ///< Of its span in the row.
        DiffPlace place;
    };
    QTextCursor m_cursor;
    DiffLayout m_layout;
    bool m_fresh = true;        ///< The cursor is in an empty block that is to be used.
    std::vector<Found> m_found; ///< In the row that is being written.
    std::vector<DiffPlace> m_changes;
};

} // namespace burin
