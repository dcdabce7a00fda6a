#pragma once

#include "core/base/result.h"
#include "core/cost/ownprices.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTreeView;

namespace burin {

/// What a provider's list would change in the price book, each line to be taken or left. Nothing is changed by looking.
class ChangesPreview : public QFrame {
    Q_OBJECT
public:
    explicit ChangesPreview(QWidget *parent = nullptr);

    /// All are marked but those that would lose steps or hours that the list does not tell.
    void setChanges(const QString &provider, const std::vector<PriceChange> &changes);
    void showProblem(const Error &error);

Q_SIGNALS:
    void taken(const std::vector<burin::PriceRow> &rows);
    void discarded();

private:
    void countMarked();
    std::vector<PriceRow> marked() const;

    std::vector<PriceChange> m_changes;
    QLabel *m_title;
    QStandardItemModel *m_model;
    QTreeView *m_view;
    QPushButton *m_take;
};

} // namespace burin
