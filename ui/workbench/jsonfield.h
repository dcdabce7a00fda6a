#pragma once

#include "core/prompt/jsonschema.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;

namespace burin {

class PlainTextEdit;

/// A text that should be JSON: what is wrong with it is marked in the text and told below, when the typing rests.
class JsonField : public QWidget {
    Q_OBJECT
public:
    using Check = std::function<std::optional<JsonProblem>(const QString &)>;

    /// @p check says what is wrong; an empty text is left alone.
    JsonField(const QString &name, Check check, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;
    /// Checks at once. False when something is wrong.
    bool check();
    PlainTextEdit *editor() const { return m_editor; }

Q_SIGNALS:
    void edited(); ///< By the user.

private:
    void show(const std::optional<JsonProblem> &problem);

    Check m_check;
    PlainTextEdit *m_editor;
    QLabel *m_problem;
    QTimer m_pause;
};

} // namespace burin
