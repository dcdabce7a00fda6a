#include "ui/library/versiondifftext.h"

#include "ui/common/diffformat.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QScrollBar>
#include <QTextTable>

#include <algorithm>
#include <optional>

namespace burin {

namespace {

using Section = PromptDiffRow::Section;
using Change = PromptDiffRow::Change;

constexpr qsizetype KeptAround = 240;      ///< UTF-16 units that are shown on each side of what differs.
constexpr qsizetype LongestSide = 200'000; ///< UTF-16 units that are shown of one side of a part.

QString titleOf(Section section)
{
    switch (section) {
    case Section::Message:
        return VersionDiffText::tr("Messages");
    case Section::Variable:
        return VersionDiffText::tr("Variables");
    case Section::Parameter:
        return VersionDiffText::tr("Parameters");
    case Section::Model:
        return VersionDiffText::tr("Model");
    case Section::Tool:
        return VersionDiffText::tr("Tools");
    case Section::Format:
        return VersionDiffText::tr("Form of the answer");
    }
    Q_UNREACHABLE();
}

QString wordOf(Change change)
{
    switch (change) {
    case Change::Same:
        return VersionDiffText::tr("the same");
    case Change::Changed:
        return VersionDiffText::tr("changed");
    case Change::Added:
        return VersionDiffText::tr("added");
    case Change::Removed:
        return VersionDiffText::tr("removed");
    }
    Q_UNREACHABLE();
}

QTextCharFormat captionFormat()
{
    QTextCharFormat format;
    format.setFont(theme().smallFont());
    format.setForeground(theme().colors().muted);
    return format;
}

/// What two texts have in common, without its middle when that is long.
QString shortened(const QString &text)
{
    if (text.size() <= 3 * KeptAround) return text;
    return text.left(KeptAround) + QStringLiteral("\n⋯\n") + text.right(KeptAround);
}

} // namespace

VersionDiffText::VersionDiffText(QWidget *parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setProperty("bare", true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(theme().space(3));
    connect(&theme(), &Theme::changed, this, &VersionDiffText::rebuild);
}

void VersionDiffText::setRows(const std::vector<PromptDiffRow> &rows, Shown shown)
{
    m_rows = rows;
    m_shown = shown;
    rebuild();
}

void VersionDiffText::rebuild()
{
    clear();
    m_places.clear();
    std::optional<Section> section;
    for (const PromptDiffRow &row : m_rows) {
        if (row.change == Change::Same && m_shown == Shown::Changes) continue;
        if (section != row.section) writeSection(titleOf(row.section));
        section = row.section;
        if (row.change != Change::Same) m_places.push_back(document()->characterCount() - 1);
        writeRow(row);
    }
    moveCursor(QTextCursor::Start);
}

void VersionDiffText::writeSection(const QString &title)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    QTextBlockFormat block;
    block.setTopMargin(theme().space(2));
    QTextCharFormat format;
    format.setFont(theme().titleFont());
    format.setForeground(theme().colors().text);
    cursor.setBlockFormat(block);
    cursor.insertText(title, format);
    cursor.insertBlock(QTextBlockFormat(), captionFormat());
}

void VersionDiffText::writeRow(const PromptDiffRow &row)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(oneLine(row.label) + QStringLiteral(" · ") + wordOf(row.change), captionFormat());
    QTextTableFormat form;
    form.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    form.setColumnWidthConstraints(
        {QTextLength(QTextLength::PercentageLength, 50), QTextLength(QTextLength::PercentageLength, 50)});
    form.setBorderBrush(theme().colors().line);
    form.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    form.setBorder(1);
    form.setBorderCollapse(true);
    form.setCellPadding(theme().space(2));
    form.setBottomMargin(theme().space(2));
    const QTextTable *table = cursor.insertTable(1, 2, form);
    writeSide(table->cellAt(0, 0).firstCursorPosition(), row, Side::Before);
    writeSide(table->cellAt(0, 1).firstCursorPosition(), row, Side::After);
}

void VersionDiffText::writeSide(QTextCursor cell, const PromptDiffRow &row, Side side) const
{
    const Change missing = side == Side::Before ? Change::Added : Change::Removed;
    if (row.change == missing) return cell.insertText(tr("not there"), captionFormat());
    const DiffSpan::Kind others = side == Side::Before ? DiffSpan::Kind::Added : DiffSpan::Kind::Removed;
    const QTextCharFormat marked = side == Side::Before ? removedFormat() : addedFormat();
    const bool shorten = m_shown == Shown::Changes && row.change == Change::Changed;
    QTextCharFormat plain;
    plain.setForeground(theme().colors().text);
    qsizetype left = LongestSide;
    for (const DiffSpan &span : row.diff.spans) {
        if (span.kind == others || left <= 0) continue;
        const bool kept = span.kind == DiffSpan::Kind::Kept;
        const QString text = (kept && shorten ? shortened(span.text) : span.text).left(left);
        left -= text.size();
        cell.insertText(text, kept ? plain : marked);
    }
    if (left <= 0) cell.insertText(u'\n' + tr("The rest is too long to be shown here."), captionFormat());
}

void VersionDiffText::step(int changes)
{
    if (m_places.empty()) return;
    const int here = textCursor().position();
    const auto after = std::ranges::upper_bound(m_places, here);
    auto place = after;
    if (changes < 0) {
        place = std::ranges::lower_bound(m_places, here);
        place = place == m_places.begin() ? m_places.end() - 1 : place - 1;
    } else if (place == m_places.end()) {
        place = m_places.begin();
    }
    QTextCursor cursor(document());
    cursor.setPosition(*place);
    setTextCursor(cursor);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top() - theme().space(2));
}

} // namespace burin
