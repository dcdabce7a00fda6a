#pragma once

#include "ui/common/latest.h"
#include "ui/library/librarysource.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QPushButton;
class QStandardItem;
class QStandardItemModel;

namespace burin {

/// The versions of the open prompt, newest first, with their notes and labels; and the field in which the next one's
/// note is written. A note is edited in its row, labels in the field below the list.
class VersionsPane : public QWidget {
    Q_OBJECT
public:
    explicit VersionsPane(LibrarySource source, QWidget *parent = nullptr);

    /// Shows the versions of @p prompt; an invalid one has none yet. @p base is the one that is written on.
    void setOpened(PromptId prompt, VersionId base);
    void refresh();
    /// Of the next version; empty = none.
    QString note() const;
    void clearNote();
    /// The note of the next version is to be written.
    void focusNote();

Q_SIGNALS:
    void loaded();
    void saveRequested(const QString &note);
    void restoreRequested(burin::VersionId version);
    /// Two versions, the older one first; an invalid second one is what is being written.
    void compareRequested(burin::VersionId older, burin::VersionId newer);
    void changeRequested(const burin::LibraryChange &change);

private:
    QWidget *makeSaving();
    QWidget *makeActions();
    void connectParts();
    void show(const std::vector<PromptVersion> &versions);
    void updateActions();
    /// The selected versions, oldest first.
    std::vector<VersionId> selected() const;
    void compare();

    LibrarySource m_source;
    Latest m_latest;
    PromptId m_prompt;
    VersionId m_base;
    std::vector<PromptVersion> m_versions; ///< That are shown.
    VersionId m_shownBase;
    QLineEdit *m_note;
    QPushButton *m_save;
    QListView *m_list;
    QStandardItemModel *m_model;
    QLineEdit *m_labels;
    QPushButton *m_restore = nullptr;
    QPushButton *m_compare = nullptr;
};

} // namespace burin
