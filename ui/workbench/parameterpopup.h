#pragma once

#include "core/domain/chat.h"

#include <QFrame>

#include <optional>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace burin {

class FallbackEditor;

/// The form behind the parameters button. An empty field is not sent: the provider's default applies.
class ParameterPopup : public QFrame {
    Q_OBJECT
public:
    explicit ParameterPopup(QWidget *parent = nullptr);

    void setParameters(const ChatParameters &parameters);
    /// What is valid of what is typed.
    ChatParameters parameters() const;
    /// The name of the first field whose text is not a valid value, if any; it is marked and gets the focus.
    std::optional<QString> firstInvalid();
    void openBelow(QWidget *anchor);
    FallbackEditor *fallbacks() const { return m_fallbacks; }
    /// Where no other model may answer instead.
    void hideFallbacks();

Q_SIGNALS:
    void edited(); ///< By the user; the fallback models too.

private:
    QLineEdit *addField(QFormLayout *form, const QString &title, const QString &hint);
    void addEffort(QFormLayout *form);
    void addButtons(QFormLayout *form);
    void noteEdit();
    void validate();
    std::optional<double> decimal(const QLineEdit *field, double maximum) const;
    std::optional<qint64> integer(const QLineEdit *field) const;

    QLineEdit *m_temperature;
    QLineEdit *m_topP;
    QLineEdit *m_maxTokens;
    QLineEdit *m_seed;
    QLineEdit *m_stop;
    QComboBox *m_effort = nullptr;
    FallbackEditor *m_fallbacks = nullptr;
    ChatParameters m_loaded; ///< Keeps what the form has no field for.
};

/// "Provider defaults", or what is set: "temperature 0.7 · max 400".
QString parameterSummary(const ChatParameters &parameters);

} // namespace burin
