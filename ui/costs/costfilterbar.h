#pragma once

#include "core/domain/costfigures.h"

#include <QJsonObject>
#include <QWidget>

class QButtonGroup;
class QComboBox;
class QDateEdit;
class QPushButton;

namespace burin {

/// Which runs the costs are about: a stretch of time, and some of provider, model, prompt, tag and status.
class CostFilterBar : public QWidget {
    Q_OBJECT
public:
    explicit CostFilterBar(QWidget *parent = nullptr);

    /// Today's answer: "7 days" moves on with the days.
    CostFilter filter() const;
    void setChoices(const CostChoices &choices);
    /// Everything that was chosen, to be remembered; restoring emits nothing.
    QJsonObject state() const;
    void restore(const QJsonObject &state);
    /// All runs of the last @p days days.
    void showDays(int days);
    bool isNarrowed() const; ///< More than a stretch of time was chosen.
    void clear();            ///< Keeps the stretch of time.

Q_SIGNALS:
    void changed();

private:
    QWidget *makeRanges();
    QWidget *makeBoxes();
    void fillBox(QComboBox *box, const QStringList &names);
    void chooseRange(int range);
    void boxChanged();

    int m_range = 7; ///< A number of days, or one of the ranges that have none.
    QButtonGroup *m_ranges;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QWidget *m_dates;
    QComboBox *m_provider;
    QComboBox *m_model;
    QComboBox *m_prompt;
    QComboBox *m_tag;
    QComboBox *m_status;
    QPushButton *m_clear;
};

} // namespace burin
