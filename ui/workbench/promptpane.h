#pragma once

#include "core/base/result.h"
#include "core/domain/prompt.h"
#include "core/prompt/template.h"
#include "ui/common/fragmentsource.h"
#include "ui/common/latest.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QScrollArea;

namespace burin {

class CasePicker;
class MessageList;
class PromptFinder;
class PromptUndo;
class ToolsSection;
class UndoBar;
struct PromptError;
class VariablesForm;

/// The left column of the workbench: the messages of a prompt, the tools that go along, and the variables found in
/// them.
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
    /// Where the texts come from that messages include; asked as soon as a name is written.
    void setFragmentSource(FragmentSource source);
    /// The prompts of the library have changed: reads them again.
    void refreshFragments();
    /// Those that the messages include, as far as they were read.
    const Fragments &fragments() const { return m_fragments; }
    /// Whether some are being read; fragmentsRead() follows, and only then render() knows them.
    bool isReadingFragments() const { return m_reading; }
    /// Exact sizes, one for each of the draft's messages; one that is not sent has 0.
    void setMessageTokens(const std::vector<qint64> &tokens);
    /// The answer to attachRequested(): what was read, and a sentence for each file that was not.
    void attach(int message, const std::vector<Attachment> &read, const QStringList &problems);

    /// The prompt's value sets, without casesChanged().
    void setCases(const std::vector<ValueSet> &cases);
    /// The answer to importRequested(): adds to them, as one step to undo.
    void addCases(const std::vector<ValueSet> &cases);
    /// The answers to valueFileRequested(): the text of the file, or a sentence why there is none.
    void enterValue(const QString &variable, const QString &text);
    void refuseValue(const QString &variable, const QString &sentence);

Q_SIGNALS:
    void edited();                                                ///< By the user.
    void fragmentsRead();                                         ///< fragments() has what is included now.
    void casesChanged(const std::vector<burin::ValueSet> &cases); ///< By the user.
    /// Value sets are to be read from a file of this computer, and given to addCases().
    void importRequested(const QString &path);
    void valueFileRequested(const QString &variable, const QString &path);
    /// Files of this computer are to be read and given to attach().
    void attachRequested(int message, const QStringList &paths);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeMessages();
    QWidget *makeVariables();
    QWidget *makeVariablesCaption(QWidget *parent);
    void connectParts();
    void connectVariables();
    void noteEdit();
    void refreshVariables();
    void readFragments(const QStringList &names);
    void declare(const VariableRow &row);
    void show(const PromptError &error);
    void orderTabs();
    void offerUndo(const QString &removed);

    PromptUndo *m_undo;
    MessageList *m_messages;
    ToolsSection *m_tools;
    PromptFinder *m_finder;
    VariablesForm *m_variables;
    CasePicker *m_cases;
    std::vector<VariableRow> m_declared;
    FragmentSource m_source;
    QStringList m_included; ///< The names of the fragments.
    Fragments m_fragments;
    Latest m_latest;
    bool m_reading = false;
    QScrollArea *m_scroll = nullptr;
    UndoBar *m_undoBar;
    QLabel *m_hint = nullptr; ///< How to make a variable, while there is none.
};

} // namespace burin
