#pragma once

#include "core/domain/history.h"
#include "core/query/savedqueries.h"

#include <QToolButton>

class QLineEdit;
class QMenu;

namespace burin {

/// Conditions that are on or off, in a menu.
class FilterMenu : public QToolButton {
    Q_OBJECT
public:
    explicit FilterMenu(QWidget *parent = nullptr);

    /// Checks what @p query asks for.
    void showQuery(const RunQuery &query);

Q_SIGNALS:
    /// Empty = no condition on @p field.
    void chosen(burin::RunField field, const QString &condition);

private:
    std::vector<QAction *> m_actions;
};

/// Queries with a name: to choose, to keep the present one as, to forget.
class ViewsMenu : public QToolButton {
    Q_OBJECT
public:
    explicit ViewsMenu(QWidget *parent = nullptr);

    void setSaved(const std::vector<SavedQuery> &saved);
    const std::vector<SavedQuery> &saved() const { return m_saved; }
    /// What "Keep this query" would keep.
    void setText(const QString &text);

Q_SIGNALS:
    void chosen(const QString &text);
    void savedChanged(const std::vector<burin::SavedQuery> &saved);

private:
    void fill();
    void keep();
    void forget(const QString &name);

    std::vector<SavedQuery> m_saved;
    QString m_text;
    QMenu *m_menu;
    QLineEdit *m_name;
};

} // namespace burin
