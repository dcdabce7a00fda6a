#pragma once

#include <QTableView>

namespace burin {

/// A dense table of figures in the look of the program: whole rows, no grid, 28-pixel rows. Ctrl+C copies the selected
/// rows as tab-separated text with the visible columns. Return and a click report the row.
class DataTable : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget *parent = nullptr);

    /// The selected rows as they would be copied.
    QString selectedText() const;
    /// The width that shows @p text whole in a cell of this table.
    int widthFor(const QString &text) const;

Q_SIGNALS:
    void rowTriggered(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void copy() const;
};

} // namespace burin
