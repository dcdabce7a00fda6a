#pragma once

#include "core/domain/prompt.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace burin {

class PlainTextEdit;

/// A variable type's name as the user reads it.
QString variableTypeTitle(VariableType type);

/// What is known of a variable: its type, whether it must have a value, its default, its options, its limits. Opens
/// below the field's button; what is changed holds at once.
class VariablePopup : public QFrame {
    Q_OBJECT
public:
    explicit VariablePopup(QWidget *parent = nullptr);

    void open(const VariableRow &row, QWidget *anchor);
    VariableRow row() const;

Q_SIGNALS:
    void edited(const burin::VariableRow &row);
    /// It was closed after changes; @p before is how the row was when it was opened.
    void closed(const burin::VariableRow &before, const burin::VariableRow &after);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QLineEdit *addLine(const char *name, const QString &title);
    PlainTextEdit *addText(const char *name, const QString &title);
    void show(const VariableRow &row);
    void showParts();
    void noteEdit();

    QFormLayout *m_form;
    QComboBox *m_type;
    QCheckBox *m_required;
    PlainTextEdit *m_fallback;
    PlainTextEdit *m_options;
    QLineEdit *m_pattern;
    QLineEdit *m_minimum;
    QLineEdit *m_maximum;
    QLineEdit *m_description;
    VariableRow m_before;
    bool m_filling = false;
};

} // namespace burin
