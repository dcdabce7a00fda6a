#pragma once

#include <QPlainTextEdit>
#include <QTimer>

class QPushButton;

namespace burin {

/// Plain text that grows. Shown at most sixty times a second; follows its end only while the reader is there, never
/// moves what is being read, keeps the selection. Lines without end are broken for display only: what is copied is
/// what was added.
class StreamView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit StreamView(QWidget *parent = nullptr);

    /// Shown with the next frame.
    void addText(const QString &text);
    /// Replaces everything and starts at the top.
    void replaceText(const QString &text);
    /// Shows at once what is waiting.
    void flush();
    /// The last line is in sight, so the next one will be too.
    bool isFollowing() const { return m_following; }
    void jumpToLatest();
    /// What was added, without the breaks made for display.
    QString shownText() const;

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showFrame();
    void insert(QStringView text);
    void restoreReader(int anchor, int position);
    void insertLine(QTextCursor &cursor, QStringView line);
    void follow();
    void noteScroll();
    void placePill();
    QString textBetween(int from, int to) const;

    QTimer m_frame;
    QString m_waiting;
    qsizetype m_next = 0;   ///< Of m_waiting: what is not shown yet. A whole text is shared, so it is not cut.
    qsizetype m_column = 0; ///< UTF-16 units since the last line began.
    bool m_following = true;
    bool m_whole = false;     ///< The text is there, it only comes in pieces.
    bool m_unseen = false;    ///< Text arrived below while the reader was elsewhere.
    bool m_adjusting = false; ///< The view scrolls, not the reader.
    QPushButton *m_pill;
};

} // namespace burin
