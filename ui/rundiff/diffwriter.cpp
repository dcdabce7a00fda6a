#include "ui/rundiff/diffwriter.h"

#include "ui/common/format.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace burin {

namespace {

using Kind = DiffSpan::Kind;

struct DiffTexts {
    Q_DECLARE_TR_FUNCTIONS(RunDiff)
};

QColor faintOf(QColor color)
{
    color.setAlphaF(0.16F);
    return color;
}

QTextCharFormat plainFormat()
{
    QTextCharFormat format;
    format.setFont(theme().bodyFont());
    format.setForeground(theme().colors().text);
    return format;
}

QTextCharFormat mutedFormat()
{
    QTextCharFormat format;
    format.setFont(theme().smallFont());
    format.setForeground(theme().colors().muted);
    return format;
}

QTextCharFormat formatOf(Kind kind)
{
    QTextCharFormat format = plainFormat();
    if (kind == Kind::Kept) return format;
    const QColor color = kind == Kind::Added ? theme().colors().ok : theme().colors().error;
    format.setForeground(color);
    format.setBackground(faintOf(color));
    format.setFontUnderline(kind == Kind::Added);
    format.setFontStrikeOut(kind == Kind::Removed);
    return format;
}

QString changeText(RunDiffRow::Change change)
{
    switch (change) {
    case RunDiffRow::Change::Same:
        return DiffTexts::tr("the same");
    case RunDiffRow::Change::Changed:
        return DiffTexts::tr("changed");
    case RunDiffRow::Change::Added:
        return DiffTexts::tr("only in the second");
    case RunDiffRow::Change::Removed:
        return DiffTexts::tr("only in the first");
    }
    Q_UNREACHABLE();
}

QString unitNote(const TextDiff &diff)
{
    if (diff.json) return DiffTexts::tr("compared as JSON values");
    if (diff.unit == TextDiff::Unit::Lines) return DiffTexts::tr("long, so compared by lines");
    if (diff.unit == TextDiff::Unit::Whole) return DiffTexts::tr("too long to be compared piece by piece");
    return {};
}

/// Where the @p count-th line from the start of @p text ends, the newline included.
qsizetype endOfLines(const QString &text, int count)
{
    qsizetype at = 0;
    for (int i = 0; i < count; ++i) {
        const qsizetype feed = text.indexOf(u'\n', at);
        if (feed < 0) return text.size();
        at = feed + 1;
    }
    return at;
}

/// Where the last @p count lines of @p text begin.
qsizetype startOfLines(const QString &text, int count)
{
    qsizetype at = text.size();
    for (int i = 0; i <= count; ++i) {
        if (at == 0) return 0;
        at = text.lastIndexOf(u'\n', at - 1);
        if (at < 0) return 0;
    }
    return at + 1;
}

} // namespace

DiffFold usualFold(const RunDiffRow &row)
{
    return row.change == RunDiffRow::Change::Same ? DiffFold::Title : DiffFold::Changes;
}

void DiffWriter::write(const RunDiff &diff, const std::vector<DiffFold> &folds)
{
    m_cursor.beginEditBlock();
    for (size_t i = 0; i < diff.rows.size(); ++i) {
        const bool begins = i == 0 || diff.rows[i - 1].section != diff.rows[i].section;
        if (begins) section(titleOf(diff.rows[i].section));
        row(diff.rows[i], i, folds[i]);
    }
    m_cursor.endEditBlock();
}

void DiffWriter::section(const QString &title)
{
    QTextCharFormat format = plainFormat();
    QFont font = theme().bodyFont();
    font.setWeight(QFont::DemiBold);
    format.setFont(font);
    block(m_fresh ? 0 : theme().space(5));
    insert(title, format);
}

void DiffWriter::row(const RunDiffRow &row, size_t index, DiffFold fold)
{
    title(row, index, fold);
    if (fold == DiffFold::Title) return;
    m_found.clear();
    const bool both = row.change == RunDiffRow::Change::Changed;
    if (m_layout == DiffLayout::Beside && both) {
        beside(row, index, fold);
    } else {
        block(theme().space(1));
        side(row, index, fold, Side::Both);
    }
    addChanges(row.diff.spans);
}

void DiffWriter::title(const RunDiffRow &row, size_t index, DiffFold fold)
{
    block(theme().space(2));
    QTextCharFormat format = mutedFormat();
    QStringList parts{row.label.isEmpty() ? QString() : visibleText(row.label), changeText(row.change)};
    if (row.change != RunDiffRow::Change::Same) parts += unitNote(row.diff);
    parts.removeAll(QString());
    insert(parts.join(QStringLiteral(" · ")), format);
    if (row.change != RunDiffRow::Change::Same) return;
    insert(QStringLiteral("  "), format);
    link(fold == DiffFold::Title ? DiffTexts::tr("Show") : DiffTexts::tr("Hide"), index);
}

void DiffWriter::beside(const RunDiffRow &row, size_t index, DiffFold fold)
{
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellPadding(theme().space(1));
    format.setCellSpacing(theme().space(1));
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints(
        {QTextLength(QTextLength::PercentageLength, 50), QTextLength(QTextLength::PercentageLength, 50)});
    QTextTable *table = m_cursor.insertTable(1, 2, format);
    for (const Side which : {Side::Before, Side::After}) {
        QTextTableCell cell = table->cellAt(0, which == Side::Before ? 0 : 1);
        QTextCharFormat surface;
        surface.setBackground(theme().colors().raised);
        cell.setFormat(surface);
        m_cursor = cell.firstCursorPosition();
        m_fresh = true;
        block(0);
        side(row, index, fold, which);
    }
    m_cursor.movePosition(QTextCursor::End);
    m_fresh = true;
}

void DiffWriter::side(const RunDiffRow &row, size_t index, DiffFold fold, Side side)
{
    const std::vector<DiffSpan> &spans = row.diff.spans;
    qsizetype written = 0;
    for (size_t i = 0; i < spans.size(); ++i) {
        const bool shown = spans[i].kind == Kind::Kept || side == Side::Both ||
                           (spans[i].kind == Kind::Removed) == (side == Side::Before);
        if (!shown) continue;
        DiffSpan span = spans[i];
        const qsizetype room = LongestRow - written;
        const qsizetype cut = span.text.size() - room;
        if (cut > 0) span.text.truncate(room);
        written += span.text.size();
        if (span.kind != Kind::Kept)
            changed(span, i);
        else if (fold == DiffFold::Whole)
            insert(span.text, plainFormat());
        else
            kept(span.text, index, i == 0, i + 1 == spans.size());
        if (cut <= 0) continue;
        block(theme().space(1));
        insert(DiffTexts::tr("The rest is too long for this window; burin-cli history diff has it."), mutedFormat());
        return;
    }
}

/// A long stretch that is the same is left out, but for some lines next to what differs.
void DiffWriter::kept(const QString &text, size_t index, bool first, bool last)
{
    const qsizetype head = first ? 0 : endOfLines(text, LinesAround + 1);
    const qsizetype tail = last ? text.size() : startOfLines(text, LinesAround);
    const int left = head < tail ? int(QStringView(text).mid(head, tail - head).count(u'\n')) : 0;
    if (left <= LinesAround) return insert(text, plainFormat());
    insert(text.left(head), plainFormat());
    link(DiffTexts::tr("… %n line(s) the same …", nullptr, left), index);
    insert(QStringLiteral("\n") + text.mid(tail), plainFormat());
}

void DiffWriter::changed(const DiffSpan &span, size_t order)
{
    const int from = m_cursor.position();
    insert(span.text, formatOf(span.kind));
    m_found.push_back({order, {from, m_cursor.position() - from}});
}

/// Pieces with nothing or only blanks between them are one change: one replaces the other, or whole phrases differ.
void DiffWriter::addChanges(const std::vector<DiffSpan> &spans)
{
    std::ranges::stable_sort(m_found, {}, &Found::order);
    for (size_t i = 0; i < m_found.size(); ++i) {
        const auto from = spans.begin() + qsizetype(i > 0 ? m_found[i - 1].order + 1 : 0);
        const auto to = spans.begin() + qsizetype(m_found[i].order);
        const bool goesOn =
            i > 0 && std::all_of(from, to, [](const DiffSpan &span) { return span.text.trimmed().isEmpty(); });
        if (!goesOn) m_changes.push_back(m_found[i].place);
    }
}

void DiffWriter::block(int above)
{
    QTextBlockFormat format;
    format.setTopMargin(above);
    if (m_fresh)
        m_cursor.setBlockFormat(format);
    else
        m_cursor.insertBlock(format);
    m_fresh = false;
}

void DiffWriter::insert(const QString &text, const QTextCharFormat &format)
{
    bool begun = false;
    for (const QString &line : text.split(u'\n')) {
        if (begun) m_cursor.insertBlock(QTextBlockFormat());
        m_cursor.insertText(line, format);
        begun = true;
    }
}

void DiffWriter::link(const QString &text, size_t index)
{
    QTextCharFormat format = mutedFormat();
    format.setForeground(theme().colors().accent);
    format.setAnchor(true);
    format.setAnchorHref(QStringLiteral("row:%1").arg(index));
    m_cursor.insertText(text, format);
}

} // namespace burin
