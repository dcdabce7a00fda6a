#pragma once

#include <QDateEdit>

namespace burin {

/// A local day with a calendar to choose it from, in the look of the program.
class DateField : public QDateEdit {
    Q_OBJECT
public:
    explicit DateField(QWidget *parent = nullptr);
};

} // namespace burin
