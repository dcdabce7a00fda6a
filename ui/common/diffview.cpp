#include "ui/common/diffview.h"

#include "ui/common/diffformat.h"
#include "ui/theme/theme.h"

#include <QScrollBar>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

constexpr int SpansAtOnce = 200;
constexpr qsizetype CharactersAtOnce = 20'000;

} // namespace

std::vector<DiffSpan> without(const TextDiff &diff, DiffSpan::Kind leftOut)
{
    std::vector<DiffSpan> spans;
    std::ranges::copy_if(diff.spans, std::back_inserter(spans),
                         [leftOut](const DiffSpan &span) { return span.kind != leftOut; });
    return spans;
}

DiffView::DiffView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setProperty("bare", true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(theme().space(3));
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &DiffView::insertSlice);
    connect(&theme(), &Theme::changed, this, &DiffView::restart);
}

void DiffView::showSpans(const std::vector<DiffSpan> &spans, Removed removed)
{
    if (spans == m_spans && removed == m_removed) return;
    m_spans = spans;
    m_removed = removed;
    restart();
}

void DiffView::restart()
{
    clear();
    m_next = 0;
    if (!m_spans.empty()) m_slice.start();
    insertSlice();
}

void DiffView::insertSlice()
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    qsizetype characters = 0;
    for (int i = 0; i < SpansAtOnce && m_next < m_spans.size() && characters < CharactersAtOnce; ++i, ++m_next) {
        cursor.insertText(m_spans[m_next].text, formatOf(m_spans[m_next].kind));
        characters += m_spans[m_next].text.size();
    }
    cursor.endEditBlock();
    if (isComplete()) m_slice.stop();
}

QTextCharFormat DiffView::formatOf(DiffSpan::Kind kind) const
{
    if (kind == DiffSpan::Kind::Kept) return {};
    if (kind == DiffSpan::Kind::Added) return addedFormat();
    return m_removed == Removed::StruckOut ? removedFormat() : variedFormat();
}

} // namespace burin
