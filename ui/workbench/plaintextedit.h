#pragma once

#include <QPlainTextEdit>

namespace burin {

/// A text field of several lines that takes plain text only, gives Tab to the focus, and, where asked, is as high as
/// its text. Leaves Undo and Redo to the shortcuts of what it stands in, if there are any.
class PlainTextEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PlainTextEdit(QWidget *parent = nullptr);

    /// Between @p minimum and @p maximum lines, as many as the text has.
    void fitLines(int minimum, int maximum);
    /// At least that; more where the layout has room.
    void growLines(int minimum, int maximum);
    QSize sizeHint() const override;

protected:
    void insertFromMimeData(const QMimeData *source) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Height { Layout, Fitting, AtLeast };
    void fit();

    Height m_height = Height::Layout;
    int m_minimum = 0;
    int m_maximum = 0;
};

} // namespace burin
