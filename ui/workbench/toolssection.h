#pragma once

#include "core/domain/chat.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace burin {

class FoldButton;
class JsonField;
class PromptUndo;
class ToolEditor;

/// "Tools & format": the functions that the model may ask for, and the form that its answer must have. Folded while
/// there is nothing in it; the fold says what there is.
class ToolsSection : public QWidget {
    Q_OBJECT
public:
    ToolsSection(PromptUndo *undo, QWidget *parent);

    void setTools(const std::vector<ToolDefinition> &tools);
    std::vector<ToolDefinition> tools() const;
    void setFormat(const ResponseFormat &format);
    ResponseFormat format() const;
    /// Marks what cannot be sent, opens the fold and goes there. False when something is wrong.
    bool check();

Q_SIGNALS:
    void edited(); ///< By the user.

private:
    QWidget *makeContent();
    QWidget *makeFormat(QWidget *parent);
    void add();
    void remove(const ToolEditor *editor);
    void applyTools(const std::vector<ToolDefinition> &tools);
    void change(const QString &what, const std::vector<ToolDefinition> &to);
    void chooseKind(int kind);
    void applyFormat(const ResponseFormat &format);
    void noteEdit();
    void summarise();

    PromptUndo *m_undo;
    QVBoxLayout *m_rows = nullptr;
    std::vector<ToolEditor *> m_editors;
    QComboBox *m_kind = nullptr;
    QWidget *m_schemaPart = nullptr;
    QLineEdit *m_name = nullptr;
    JsonField *m_schema = nullptr;
    FoldButton *m_fold = nullptr;
    ResponseFormat::Kind m_shownKind = ResponseFormat::Kind::Text;
};

} // namespace burin
