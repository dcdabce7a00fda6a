#pragma once

#include "core/domain/prompt.h"

#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QLineEdit;
class QToolButton;

namespace burin {

class PromptUndo;

/// The value sets ("cases") of a prompt: the present values are kept under a name, chosen again, renamed, removed. All
/// in place, and all but choosing can be undone.
class CasePicker : public QWidget {
    Q_OBJECT
public:
    CasePicker(PromptUndo *undo, QWidget *parent);

    /// Without casesChanged().
    void setCases(const std::vector<ValueSet> &cases);
    const std::vector<ValueSet> &cases() const { return m_cases; }
    /// As one step behind those there are; a name that is taken gets a number.
    void add(const std::vector<ValueSet> &added);
    /// The values in the form: what is kept, and which case they are.
    void setValues(const VariableValues &values);
    QList<QWidget *> tabOrder() const;

Q_SIGNALS:
    void casesChanged(const std::vector<burin::ValueSet> &cases); ///< By the user.
    void chosen(const burin::VariableValues &values);
    void importRequested(const QString &path); ///< Cases are to be read from a file of this computer.
    void removed(const QString &name);         ///< PromptUndo takes it back.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Naming { New, Rename };

    QToolButton *makeTool(const char *name, const QString &iconName, const QString &title);
    void makeMenu();
    void change(const QString &what, const std::vector<ValueSet> &to);
    void apply(const std::vector<ValueSet> &to);
    void choose(int row);
    void askForName(Naming naming);
    void takeName();
    void replaceValues();
    void remove();
    void chooseFile();
    void refresh();
    int current() const;
    QString freeName() const;

    PromptUndo *m_undo;
    QComboBox *m_combo;
    QLineEdit *m_name;
    QToolButton *m_save;
    QToolButton *m_more;
    QAction *m_update = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_remove = nullptr;
    std::vector<ValueSet> m_cases;
    VariableValues m_values;
    QString m_chosen; ///< The name of the case that was chosen last; empty: none.
    Naming m_naming = Naming::New;
};

} // namespace burin
