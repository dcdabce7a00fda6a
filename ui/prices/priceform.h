#pragma once

#include "core/cost/ownprices.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace burin {

/// Types one price of the user's own: amounts in dollars a million tokens, days in UTC. In place, not a dialog.
class PriceForm : public QFrame {
    Q_OBJECT
public:
    explicit PriceForm(QWidget *parent = nullptr);

    /// Shows @p price, whose id says which row is changed.
    void edit(const OwnPrice &price);
    /// What is wrong with what was saved; stays until something is typed.
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void saved(const burin::OwnPrice &price);
    void cancelled();

private:
    void save();
    /// The field that cannot be read, with why; nullptr when all can.
    QLineEdit *read(OwnPrice &price, QString &problem) const;

    struct AmountField {
        std::optional<TieredPrice> PriceRow::*unit;
        QLineEdit *edit;
    };
    OwnPrice m_price;
    QLineEdit *m_provider;
    QLineEdit *m_model;
    std::vector<AmountField> m_amounts;
    QLineEdit *m_request;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QLabel *m_problem;
};

} // namespace burin
