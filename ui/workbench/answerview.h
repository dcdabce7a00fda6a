#pragma once

#include "core/domain/run.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace burin {

class EndNote;
class ErrorCard;
class MarkdownView;
class ReasoningFold;
class StreamView;

/// What the model wrote: plain while it streams, rendered when it is done, its source on demand; its reasoning in a
/// fold above; below it why it is not whole, if it is not. Instead of it the error, or what to do first.
class AnswerView : public QWidget {
    Q_OBJECT
public:
    explicit AnswerView(QWidget *parent = nullptr);

    /// A run began.
    void begin();
    void addText(const QString &text);
    void addReasoning(const QString &text);
    void finish(const RunRecord &record);
    void showError(const Error &error);
    /// What the empty page says, and the button's text, if there is something to do first.
    void showEmpty(const QString &sentence, const QString &action = {});

    void showSource();
    void showRendered();
    bool showsSource() const;
    /// The answer as the model wrote it.
    QString text() const { return m_text; }

Q_SIGNALS:
    void settingsRequested();
    void runAgainRequested();
    void emptyActionRequested();
    void viewChanged(); ///< Source, rendered, or nothing to show.

private:
    QWidget *makeEmpty();
    QWidget *makeError();
    void showPart(QWidget *part);
    void replaceText(const QString &text);
    void maybeShowRendered();
    void carryPosition();
    void applyTheme();

    QString m_text;
    bool m_renderWhenReady = false; ///< The rendering on its way is to be shown.
    ReasoningFold *m_reasoning;
    QStackedWidget *m_stack;
    StreamView *m_stream;
    MarkdownView *m_rendered;
    ErrorCard *m_error;
    EndNote *m_end;
    QWidget *m_errorPart = nullptr;
    QWidget *m_emptyPart = nullptr;
    QLabel *m_emptyIcon = nullptr;
    QLabel *m_emptyText = nullptr;
    QPushButton *m_emptyAction = nullptr;
};

} // namespace burin
