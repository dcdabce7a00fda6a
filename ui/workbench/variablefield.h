#pragma once

#include "core/domain/prompt.h"
#include "ui/workbench/validity.h"

#include <QWidget>

namespace burin {

/// Where the value of one variable is entered, in the way of its type. Keeps as typed what is no value of the type.
class VariableField : public QWidget {
    Q_OBJECT
public:
    /// A field for @p row; owned by @p parent.
    static VariableField *make(const VariableRow &row, QWidget *parent);

    /// As VariableValues keep it, without edited(). Empty: nothing was entered.
    virtual void setText(const QString &text) = 0;
    virtual QString text() const = 0;
    /// What is shown while nothing is entered.
    virtual void setPlaceholder(const QString &) {}
    /// What the keyboard reaches, in its order; never empty.
    QList<QWidget *> inputs() const;
    void setValidity(Validity validity);

Q_SIGNALS:
    void edited(); ///< By the user.
    /// A text file is to be read into the value.
    void fileRequested(const QString &path);

protected:
    using QWidget::QWidget;
    /// @p input is what a screen reader and the keyboard meet.
    void addInput(QWidget *input, const VariableRow &row);

private:
    QList<QWidget *> m_inputs;
};

} // namespace burin
