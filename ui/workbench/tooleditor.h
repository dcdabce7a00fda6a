#pragma once

#include "core/domain/chat.h"

#include <QFrame>

class QLineEdit;

namespace burin {

class JsonField;

/// A function that the model may ask for: its name, what it does, and a JSON Schema of its parameters.
class ToolEditor : public QFrame {
    Q_OBJECT
public:
    explicit ToolEditor(QWidget *parent = nullptr);

    void setTool(const ToolDefinition &tool);
    ToolDefinition tool() const;
    /// Marks what is wrong, and goes there. False when something is.
    bool check();
    QLineEdit *nameField() const { return m_name; }

Q_SIGNALS:
    void edited(); ///< By the user.
    void removeRequested();

private:
    QLineEdit *makeField(const QString &title, const QString &placeholder);
    void markName();

    QLineEdit *m_name;
    QLineEdit *m_description;
    JsonField *m_parameters;
};

} // namespace burin
