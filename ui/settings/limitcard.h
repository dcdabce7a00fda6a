#pragma once

#include "core/domain/limits.h"

#include <QFrame>

class QLineEdit;

namespace burin {

/// The limits for one provider, model, prompt or use: a field for each, empty = as for all others.
class LimitCard : public QFrame {
    Q_OBJECT
public:
    /// @p title says for what, such as "Model gpt-5".
    LimitCard(const LimitOverride &limits, const QString &title, QWidget *parent = nullptr);

    const LimitOverride &limits() const { return m_limits; }

Q_SIGNALS:
    void changed(); ///< A field was left with another value; see limits().
    void removeRequested();

private:
    QLineEdit *makeField(int index);
    void take(QLineEdit *field, int index);

    LimitOverride m_limits;
};

/// "2.5" in the user's notation; nullopt for anything that is not a number from 0 up.
std::optional<double> limitFrom(const QString &text);

} // namespace burin
