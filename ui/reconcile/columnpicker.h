#pragma once

#include "core/domain/usagedrift.h"

#include <QFrame>

class QComboBox;

namespace burin {

/// Says which column of an unknown table means what.
class ColumnPicker : public QFrame {
    Q_OBJECT
public:
    explicit ColumnPicker(QWidget *parent = nullptr);
    void setHeader(const QStringList &header);

Q_SIGNALS:
    void chosen(const burin::UsageColumns &columns);

private:
    UsageColumns columns() const;

    QComboBox *m_day;
    QComboBox *m_model;
    QComboBox *m_input;
    QComboBox *m_output;
    QComboBox *m_cost;
};

} // namespace burin
