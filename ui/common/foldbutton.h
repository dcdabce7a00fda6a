#pragma once

#include <QToolButton>

namespace burin {

/// A line of text with a chevron that opens and closes what is below it.
class FoldButton : public QToolButton {
    Q_OBJECT
public:
    /// Closed at first; @p content is shown and hidden with it.
    FoldButton(const QString &text, QWidget *content, QWidget *parent = nullptr);

private:
    void apply();

    QWidget *m_content;
};

} // namespace burin
