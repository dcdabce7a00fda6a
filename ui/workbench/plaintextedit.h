#pragma once

#include <QPlainTextEdit>

namespace burin {

/// A text field of several lines that takes plain text only, gives Tab to the focus, and, where asked, is as high as
/// its text.
class PlainTextEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PlainTextEdit(QWidget *parent = nullptr);

    /// Between @p minimum and @p maximum lines, as many as the text has.
    void fitLines(int minimum, int maximum);

protected:
    void insertFromMimeData(const QMimeData *source) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_minimum = 0; ///< 0: the layout decides.
    int m_maximum = 0;
};

} // namespace burin
