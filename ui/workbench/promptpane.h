#pragma once

#include "core/base/result.h"
#include "core/domain/prompt.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;

namespace burin {

class MessageEditor;
class VariablesForm;

/// The left column of the workbench: system and user message, and the variables found in them.
class PromptPane : public QWidget {
    Q_OBJECT
public:
    explicit PromptPane(QWidget *parent = nullptr);

    /// Takes the messages and the variables of @p draft.
    void setDraft(const PromptDraft &draft);
    /// Puts them into @p draft.
    void fill(PromptDraft &draft) const;
    /// The messages to send, or nothing: what is missing or wrong is then marked, told in place and has the focus.
    std::optional<std::vector<Message>> render();
    void focusPrompt();

Q_SIGNALS:
    void edited(); ///< By the user.

private:
    QWidget *makeVariables();
    void noteEdit();
    void refreshVariables();

    MessageEditor *m_system;
    MessageEditor *m_user;
    VariablesForm *m_variables;
    QLabel *m_hint = nullptr; ///< How to make a variable, while there is none.
};

} // namespace burin
