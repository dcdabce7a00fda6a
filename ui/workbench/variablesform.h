#pragma once

#include <QMap>
#include <QStringList>
#include <QWidget>

class QGridLayout;

namespace burin {

class ElidedLabel;
class PlainTextEdit;

/// A field for each variable of the prompt, in order of appearance. A value stays known while its variable is gone, so
/// that renaming back brings it back.
class VariablesForm : public QWidget {
    Q_OBJECT
public:
    /// Tab goes from @p predecessor to the fields.
    explicit VariablesForm(QWidget *predecessor, QWidget *parent = nullptr);

    /// Keeps the fields that stay.
    void setNames(const QStringList &names);
    void setValues(const QMap<QString, QString> &values);
    /// What the shown fields hold; a field without text has no entry, unless it was left empty on purpose.
    QMap<QString, QString> values() const;
    /// Also those of variables that are gone for the moment.
    QMap<QString, QString> allValues() const;
    QStringList names() const { return m_names; }
    /// Says below the field that @p name needs a value, and goes there.
    void markUnfilled(const QString &name);

Q_SIGNALS:
    void edited();

private:
    struct Row {
        ElidedLabel *label = nullptr;
        PlainTextEdit *field = nullptr;
        QWidget *problem = nullptr;
    };

    Row makeRow(const QString &name);
    QWidget *makeProblem(const QString &name);
    void noteEdit(const QString &name);
    void leaveEmpty(const QString &name);
    void unmark(const QString &name);
    void applyTheme();

    QWidget *m_predecessor;
    QGridLayout *m_grid;
    QStringList m_names;
    QMap<QString, Row> m_rows;
    QMap<QString, QString> m_values; ///< Of every variable seen; an empty value was left empty on purpose.
};

} // namespace burin
