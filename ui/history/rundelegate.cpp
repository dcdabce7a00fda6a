#include "ui/history/rundelegate.h"

#include "ui/common/format.h"
#include "ui/history/historymodel.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace burin {

namespace {

constexpr QChar HitStart(0xE000);
constexpr QChar HitEnd(0xE001);

/// The hits as formats that leave the widths alone, so that the elided text fits.
QList<QTextLayout::FormatRange> hitFormats(const MarkedText &marked, bool selected)
{
    QTextCharFormat format;
    format.setFontUnderline(true);
    if (!selected) {
        QColor tint = theme().colors().accent;
        tint.setAlphaF(0.22f);
        format.setFontUnderline(false);
        format.setBackground(tint);
        format.setForeground(theme().colors().text);
    }
    QList<QTextLayout::FormatRange> formats;
    for (const auto &[offset, length] : marked.hits)
        formats += {offset, length, format};
    return formats;
}

/// @p marked without as much of its beginning as keeps the first hit from being seen within @p width.
MarkedText around(MarkedText marked, const QFontMetrics &metrics, int width)
{
    if (marked.hits.empty()) return marked;
    const QString lead = QStringLiteral("… ");
    const auto [hit, length] = marked.hits.front();
    int cut = 0;
    while (cut < hit && metrics.horizontalAdvance(marked.text.mid(cut, hit + length - cut)) > width * 3 / 4) {
        const int space = int(marked.text.indexOf(u' ', cut));
        cut = space < 0 || space >= hit ? hit : space + 1;
    }
    if (cut == 0) return marked;
    marked.text = lead + marked.text.mid(cut);
    for (auto &[offset, size] : marked.hits)
        offset += int(lead.size()) - cut;
    return marked;
}

} // namespace

MarkedText markedText(const QString &snippet)
{
    MarkedText marked;
    int start = -1;
    QString plain;
    const auto flush = [&] {
        marked.text += visibleText(plain);
        plain.clear();
    };
    for (const QChar c : snippet.simplified()) {
        if (c != HitStart && c != HitEnd) {
            plain += c;
            continue;
        }
        flush();
        if (c == HitStart) start = int(marked.text.size());
        if (c == HitEnd && start >= 0) marked.hits.emplace_back(start, int(marked.text.size()) - start);
        if (c == HitEnd) start = -1;
    }
    flush();
    return marked;
}

void RunDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    CellDelegate::initStyleOption(option, index);
    const bool prompt = index.column() == HistoryModel::Prompt;
    if (prompt) option->font = theme().bodyFont();
    option->textElideMode = prompt ? Qt::ElideRight : Qt::ElideMiddle;
    option->fontMetrics = QFontMetrics(option->font);
}

void RunDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString snippet = index.data(HistoryModel::SnippetRole).toString();
    if (snippet.isEmpty()) return CellDelegate::paintContent(painter, option, index);
    const int upper = option.fontMetrics.height(), lower = QFontMetrics(theme().smallFont()).height();
    const QRect inside = option.rect;
    const int top = inside.top() + (inside.height() - upper - lower) / 2;
    QStyleOptionViewItem line = option;
    line.rect = QRect(inside.left(), top, inside.width(), upper);
    CellDelegate::paintContent(painter, line, index);
    line.rect = QRect(inside.left(), top + upper, inside.width(), lower);
    paintSnippet(painter, line, snippet);
}

void RunDelegate::paintSnippet(QPainter *painter, const QStyleOptionViewItem &option, const QString &snippet) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QFont font = theme().smallFont();
    const MarkedText marked = around(markedText(snippet), QFontMetrics(font), option.rect.width());
    QTextLayout layout(QFontMetrics(font).elidedText(marked.text, Qt::ElideRight, option.rect.width()), font);
    layout.setFormats(hitFormats(marked, selected));
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid()) line.setLineWidth(option.rect.width() * 2.0);
    layout.endLayout();
    painter->setClipRect(option.rect);
    painter->setPen(selected ? option.palette.color(QPalette::HighlightedText) : theme().colors().muted);
    layout.draw(painter, option.rect.topLeft());
}

} // namespace burin
