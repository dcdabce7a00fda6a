#pragma once

#include "core/domain/history.h"
#include "core/query/query.h"
#include "core/query/savedqueries.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace burin {

class DateField;
class FilterMenu;
class QueryLine;
class ViewsMenu;

/// The history's query: its text, and controls that write the usual conditions into it and show what it says. Text
/// counts as typed when the typing pauses; the rest at once. While the text has a problem, the query before stays.
class QueryBar : public QWidget {
    Q_OBJECT
public:
    /// Pause in typing after which a text is searched for.
    static constexpr std::chrono::milliseconds TypingPause{150};

    explicit QueryBar(QWidget *parent = nullptr);

    /// As emitted last.
    const RunQuery &query() const { return m_query; }
    QString text() const;
    /// Shows @p text; emits nothing.
    void setText(const QString &text);
    void setFacets(const RunFacets &facets);
    void setSaved(const std::vector<SavedQuery> &saved);
    void focusSearch();

Q_SIGNALS:
    void queryChanged(const burin::RunQuery &query);
    /// Return in the search field.
    void searchLeft();
    void savedChanged(const std::vector<burin::SavedQuery> &saved);

private:
    void build();
    void connectParts();
    void fillStatuses();
    void fillPeriods();
    void write(RunField field, const QString &condition);
    void choosePeriod();
    void writeDates();
    void showControls();
    void showPeriod();
    void read();
    void changed();

    RunQuery m_query;
    bool m_custom = false; ///< "From – to" was chosen, whatever its days are.
    QTimer m_pause;
    QueryLine *m_line;
    QComboBox *m_model;
    QComboBox *m_status;
    QComboBox *m_period;
    FilterMenu *m_filters;
    ViewsMenu *m_views;
    QPushButton *m_clear;
    QLabel *m_problem;
    QWidget *m_dates;
    DateField *m_from;
    DateField *m_to;
};

} // namespace burin
