#include "ui/rundiff/difftext.h"

#include "ui/theme/theme.h"

#include <QScrollBar>

namespace burin {

DiffText::DiffText(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setProperty("bare", true);
    setAccessibleName(tr("What differs"));
    document()->setDocumentMargin(theme().space(4));
    connect(this, &QTextBrowser::anchorClicked, this, &DiffText::unfold);
    connect(&theme(), &Theme::changed, this, &DiffText::rebuild);
}

void DiffText::setDiff(const RunDiff &diff)
{
    m_diff = diff;
    m_folds.clear();
    for (const RunDiffRow &row : m_diff.rows)
        m_folds.push_back(usualFold(row));
    rebuild();
    verticalScrollBar()->setValue(0);
}

void DiffText::setLayout(DiffLayout layout)
{
    m_layout = layout;
    if (usedLayout() != m_built) rebuild();
}

DiffLayout DiffText::usedLayout() const
{
    return width() < theme().space(140) ? DiffLayout::Inline : m_layout;
}

void DiffText::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (usedLayout() != m_built) rebuild();
}

void DiffText::rebuild()
{
    const int place = verticalScrollBar()->value();
    m_built = usedLayout();
    clear();
    DiffWriter writer(document(), m_built);
    writer.write(m_diff, m_folds);
    m_changes = writer.changes();
    m_current = -1;
    verticalScrollBar()->setValue(place);
    Q_EMIT moved();
}

void DiffText::unfold(const QUrl &link)
{
    const size_t row = link.toString().section(u':', 1).toULong();
    if (row >= m_folds.size()) return;
    const bool whole = m_folds[row] == DiffFold::Whole;
    m_folds[row] = whole ? usualFold(m_diff.rows[row]) : DiffFold::Whole;
    rebuild();
}

void DiffText::step(int changes)
{
    if (m_changes.empty()) return;
    const int count = int(m_changes.size());
    const int from = m_current < 0 && changes < 0 ? 0 : m_current;
    m_current = ((from + changes) % count + count) % count;
    const DiffPlace &place = m_changes[size_t(m_current)];
    QTextCursor cursor(document());
    cursor.setPosition(place.position);
    cursor.setPosition(place.position + place.length, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
    Q_EMIT moved();
}

} // namespace burin
