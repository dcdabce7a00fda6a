#pragma once

#include "ui/common/celldelegate.h"

#include <utility>
#include <vector>

namespace burin {

/// A snippet without its marks, and where its hits are.
struct MarkedText {
    QString text;
    std::vector<std::pair<int, int>> hits; ///< Offset and length.
};

/// Reads the marks U+E000 … U+E001 of a search's snippet; the text becomes a single visible line.
MarkedText markedText(const QString &snippet);

/// Draws the history's rows: below a prompt's title where a search found its words.
class RunDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintSnippet(QPainter *painter, const QStyleOptionViewItem &option, const QString &snippet) const;
};

} // namespace burin
