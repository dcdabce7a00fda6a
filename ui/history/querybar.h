#pragma once

#include "core/domain/history.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace burin {

class DateField;

/// The history's filters. Text counts as typed when the typing pauses; the rest at once.
class QueryBar : public QWidget {
    Q_OBJECT
public:
    /// Pause in typing after which a text is searched for.
    static constexpr std::chrono::milliseconds TypingPause{150};

    explicit QueryBar(QWidget *parent = nullptr);

    RunQuery query() const;
    /// Shows @p query; emits nothing.
    void setQuery(const RunQuery &query);
    void setFacets(const RunFacets &facets);
    void focusSearch();

Q_SIGNALS:
    void queryChanged(const burin::RunQuery &query);
    /// Return in the search field.
    void searchLeft();

private:
    void build();
    void connectParts();
    void fillStatuses();
    void fillPeriods();
    void choosePeriod();
    void showPeriod(QDate from, QDate to);
    void showChips();
    void changed();

    RunQuery m_last;    ///< As emitted last.
    QString m_provider; ///< Filters without a box of their own come from elsewhere and can be taken away.
    QString m_prompt;
    QTimer m_pause;
    QLineEdit *m_text;
    QComboBox *m_model;
    QComboBox *m_status;
    QComboBox *m_period;
    QPushButton *m_clear;
    QWidget *m_more; ///< Second line, for what is rarely there.
    DateField *m_from;
    QLabel *m_dash;
    DateField *m_to;
    QToolButton *m_providerChip;
    QToolButton *m_promptChip;
};

} // namespace burin
