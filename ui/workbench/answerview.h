#pragma once

#include "core/domain/run.h"
#include "ui/common/erroractions.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace burin {

class EndNote;
class ErrorCard;
class KeptAnswer;
class MarkdownView;
class ReasoningFold;
class StreamView;

/// What the model wrote: plain while it streams, rendered when it is done, its source on demand; its reasoning in a
/// fold above; below it why it is not whole, if it is not. Instead of it the error, or what to do first.
class AnswerView : public QWidget {
    Q_OBJECT
public:
    explicit AnswerView(QWidget *parent = nullptr);

    /// A run began; @p kept is what it goes on with, if anything.
    void begin(const QString &kept);
    /// Shows the empty page.
    void clear();
    void addText(const QString &text);
    void addReasoning(const QString &text);
    /// Of the run that began, or of any other; then setKept() says what @p record goes on with.
    void finish(const RunRecord &record);
    void setKept(const QString &text);
    void showError(const Error &error, ErrorOrigin origin);
    /// What the empty page says, and the button's text, if there is something to do first.
    void showEmpty(const QString &sentence, const QString &action = {});

    void showSource();
    void showRendered();
    bool showsSource() const;
    /// The answer as the model wrote it.
    QString text() const { return m_text; }
    /// The answer that it goes on with; empty if none.
    QString keptText() const;

Q_SIGNALS:
    void actionRequested(burin::ErrorAction action);
    void emptyActionRequested();
    void viewChanged(); ///< Source, rendered, or nothing to show.

private:
    QWidget *makeEmpty();
    QWidget *makeError();
    void showPart(QWidget *part);
    void replaceText(const QString &text);
    void render();
    void maybeShowRendered();
    void carryPosition();
    void applyTheme();

    QString m_text;
    bool m_renderWhenReady = false; ///< The rendering on its way is to be shown.
    KeptAnswer *m_kept;
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
