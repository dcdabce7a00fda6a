#pragma once

#include <QWidget>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace burin {

class MarkdownView;

/// The guides in a window of their own, beside the work: contents with a search on the left, the text on the right.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// Opens the guide @p name at the section titled @p title (the guide's beginning if there is none), and shows the
    /// window in front. Of several sections of that title the one below @p chapter is taken.
    void openGuide(const QString &name, const QString &chapter = {}, const QString &title = {});

private:
    void makeContents();
    void filter(const QString &text);
    void showItem(const QTreeWidgetItem *item);
    QTreeWidgetItem *find(const QString &name, const QString &chapter, const QString &title) const;

    QLineEdit *m_search;
    QTreeWidget *m_contents;
    MarkdownView *m_text;
};

} // namespace burin
