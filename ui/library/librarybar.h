#pragma once

#include "core/domain/library.h"

#include <QTimer>
#include <QWidget>

class QActionGroup;
class QComboBox;
class QLineEdit;

namespace burin {

/// The head of the library: search as you type, which prompts, in which order, new ones.
class LibraryBar : public QWidget {
    Q_OBJECT
public:
    explicit LibraryBar(QWidget *parent = nullptr);

    LibraryQuery query() const;
    /// Everything is shown again; the order stays.
    void clear();
    /// The tags to choose from; the chosen one stays.
    void setTags(const QStringList &tags);
    void focusSearch();

Q_SIGNALS:
    void queryChanged(const burin::LibraryQuery &query);
    void newPromptRequested();
    void newFolderRequested();
    void openFolderRequested(); ///< One on the disk.
    void importRequested();
    void exportRequested();
    /// Down or Enter in the search field: on to the list.
    void searchLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeFilters();
    QWidget *makeFiles(QWidget *parent);
    void tell();

    QLineEdit *m_text;
    QComboBox *m_show = nullptr;
    QActionGroup *m_order = nullptr;
    QTimer m_pause;
};

} // namespace burin
