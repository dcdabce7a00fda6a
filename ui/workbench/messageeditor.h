#pragma once

#include "core/prompt/template.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QPlainTextEdit;

namespace burin {

/// One message of a prompt: its role, a rough size, the text with {{variables}}, and what is wrong with it, marked in
/// the text and said below it. Plain text only; undo as everywhere.
class MessageEditor : public QWidget {
    Q_OBJECT
public:
    explicit MessageEditor(const QString &title, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;
    /// What is sent, for the size: the text with its variables filled in.
    void setVariables(const QMap<QString, QString> &values);
    void setPlaceholder(const QString &text);
    /// Marks what is wrong with the text, at once. False when something is.
    bool check();
    void focusProblem();
    QPlainTextEdit *editor() const { return m_editor; }

Q_SIGNALS:
    void edited(); ///< By the user.

private:
    QWidget *makeHeader(const QString &title);
    void noteEdit();
    void analyse();
    void showProblems(const std::vector<TemplateError> &problems);
    void applyTheme();

    QPlainTextEdit *m_editor;
    QLabel *m_size;
    QLabel *m_problem;
    QTimer m_pause; ///< Problems are told when the typing rests.
    QMap<QString, QString> m_values;
    QString m_last; ///< The text at the last edit.
    std::vector<TemplateError> m_problems;
};

} // namespace burin
