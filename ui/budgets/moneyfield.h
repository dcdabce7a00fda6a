#pragma once

#include "core/base/money.h"

#include <QLineEdit>

#include <optional>

namespace burin {

/// An amount of US dollars as it is typed, in the user's notation; more than nothing.
class MoneyField : public QLineEdit {
    Q_OBJECT
public:
    explicit MoneyField(const QString &name, QWidget *parent = nullptr);

    /// Emits nothing; what is being typed stays.
    void setAmount(Money amount);
    /// Nullopt while it is no amount; then the field is marked.
    std::optional<Money> amount() const;

Q_SIGNALS:
    void amountEntered(burin::Money amount); ///< Changed, and left or confirmed with Return.

private:
    void check();
    void leave();

    std::optional<Money> m_shown;
};

} // namespace burin
