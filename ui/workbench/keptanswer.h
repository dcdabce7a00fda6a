#pragma once

#include <QWidget>

class QLabel;

namespace burin {

class MarkdownView;

/// The answer that the one below goes on with, as it was kept, and a thin rule that parts the two. Takes at most
/// two fifths of the pane and scrolls inside; it begins at its end, where the other goes on. Hidden while empty.
class KeptAnswer : public QWidget {
    Q_OBJECT
public:
    explicit KeptAnswer(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    /// What the rule says, such as "continued, run 42".
    void setCaption(const QString &caption);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    QString m_text;
    MarkdownView *m_view;
    QLabel *m_caption;
};

} // namespace burin
