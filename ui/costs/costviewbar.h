#pragma once

#include "ui/costs/costcharts.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QToolButton;

namespace burin {

/// How the costs are looked at: split by what, per day, week or month, cost or tokens or runs, added up or not.
class CostViewBar : public QWidget {
    Q_OBJECT
public:
    explicit CostViewBar(QWidget *parent = nullptr);

    CostView view() const;
    QString dimension() const;
    void setPeriod(CostPeriod period); ///< Emits nothing.
    QJsonObject state() const;
    void restore(const QJsonObject &state); ///< Emits nothing.

Q_SIGNALS:
    /// Other figures are to be read: another dimension, or a period that others are not sums of.
    void figuresChanged();
    /// The same figures are to be shown in another way.
    void lookChanged();

private:
    QComboBox *m_dimension;
    QComboBox *m_period;
    QComboBox *m_measure;
    QToolButton *m_cumulative;
};

} // namespace burin
