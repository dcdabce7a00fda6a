#pragma once

#include "core/domain/prompt.h"

#include <QMap>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;
class QToolButton;

namespace burin {

class ElidedLabel;
class VariableField;
class VariablePopup;

/// A field for each variable of the prompt, in order of appearance and in the way of its type. A value stays known
/// while its variable is gone, so that renaming back brings it back. What is no value of the type is kept as typed and
/// marked.
class VariablesForm : public QWidget {
    Q_OBJECT
public:
    explicit VariablesForm(QWidget *parent = nullptr);

    /// What is asked for. Keeps the fields that stay.
    void setRows(const std::vector<VariableRow> &rows);
    void setValues(const VariableValues &values);
    /// What the shown fields hold; a field without text has no entry, unless it was left empty on purpose.
    VariableValues values() const;
    /// Also those of variables that are gone for the moment.
    VariableValues allValues() const { return m_values; }
    /// As if it had been entered.
    void enter(const QString &name, const QString &value);
    QStringList names() const { return m_names; }
    /// What the keyboard reaches, in its order.
    QList<QWidget *> tabOrder() const;
    /// What is wrong with @p name is said below its field, and the focus goes there.
    void showProblem(const QString &name, const QString &sentence);
    /// The same for one without a value.
    void markUnfilled(const QString &name);

Q_SIGNALS:
    void edited(); ///< By the user: a value.
    /// By the user: what is known of a variable, while it is being changed.
    void rowEdited(const burin::VariableRow &row);
    /// It was changed, from @p before to @p after.
    void rowChanged(const burin::VariableRow &before, const burin::VariableRow &after);
    /// A text file is to be read and entered.
    void fileRequested(const QString &name, const QString &path);

private:
    struct Row {
        VariableRow row;
        ElidedLabel *label = nullptr;
        VariableField *field = nullptr;
        QToolButton *settings = nullptr;
        QWidget *below = nullptr; ///< Description, problem.
        QLabel *sentence = nullptr;
        QWidget *leaveEmpty = nullptr;
    };

    Row makeRow(const VariableRow &row);
    void makeBelow(Row &row);
    void deleteRow(const QString &name);
    void place(int index, const Row &row);
    std::optional<QString> valueOf(const QString &name) const;
    void noteEdit(const QString &name);
    void leaveEmpty(const QString &name);
    void check(const QString &name);
    void say(const Row &row, const QString &sentence);
    void applyTheme();

    QGridLayout *m_grid;
    VariablePopup *m_popup;
    QStringList m_names;
    QMap<QString, Row> m_rows;
    VariableValues m_values; ///< Of every variable seen; an empty value was left empty on purpose.
};

} // namespace burin
