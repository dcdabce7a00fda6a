#pragma once

#include "core/prompt/promptdiff.h"

#include <QPlainTextEdit>
#include <QTimer>

#include <vector>

namespace burin {

/// The spans of one side of @p diff: all but those of the kind @p leftOut.
std::vector<DiffSpan> without(const TextDiff &diff, DiffSpan::Kind leftOut);

/// A text with what was added underlined and what was removed struck out, in colour as well. Long ones are put in piece
/// by piece, so that the window goes on meanwhile.
class DiffView : public QPlainTextEdit {
    Q_OBJECT
public:
    /// What a removed piece means.
    enum class Removed { StruckOut, Marked };

    explicit DiffView(QWidget *parent = nullptr);

    /// The position is kept when the same spans are shown again.
    void showSpans(const std::vector<DiffSpan> &spans, Removed removed = Removed::StruckOut);
    bool isComplete() const { return m_next >= m_spans.size(); }

private:
    void restart();
    void insertSlice();
    QTextCharFormat formatOf(DiffSpan::Kind kind) const;

    std::vector<DiffSpan> m_spans;
    Removed m_removed = Removed::StruckOut;
    size_t m_next = 0;
    QTimer m_slice;
};

} // namespace burin
