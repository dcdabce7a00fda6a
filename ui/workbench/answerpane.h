#pragma once

#include "core/domain/run.h"
#include "ui/workbench/modelpopup.h"

#include <QWidget>

#include <utility>
#include <vector>

class QAction;
class QMenu;
class QPushButton;
class QToolButton;

namespace burin {

class AnswerView;
class FallbackEditor;
class ModelPicker;
class ParameterPopup;
class PickerButton;
class ProgressLine;
class RunFooter;

/// The right column of the workbench: model, parameters and Run on top, the answer, the footer.
class AnswerPane : public QWidget {
    Q_OBJECT
public:
    explicit AnswerPane(QWidget *parent = nullptr);

    ModelPicker *picker() const { return m_picker; }
    AnswerView *view() const { return m_view; }
    RunFooter *footer() const { return m_footer; }
    FallbackEditor *fallbacks() const;
    void setDraft(const PromptDraft &draft);
    void fill(PromptDraft &draft) const;
    /// Whether a run can start from here; otherwise what is missing is open in front of the user.
    bool check();
    /// Offered below the answer while it is enabled.
    void setReplyAction(QAction *reply);
    void showRunning();
    void showIdle();
    bool isRunning() const { return m_running; }
    /// The languages to copy the request in: id and name of each.
    void setCopyLanguages(const std::vector<std::pair<QString, QString>> &languages);

Q_SIGNALS:
    void edited(); ///< Model or parameters, by the user.
    void runRequested();
    void stopRequested();
    void copyAsRequested(const QString &language); ///< The request of the shown answer, as a program.

private:
    QWidget *makeHeader();
    QWidget *makeBar();
    QWidget *makeReply();
    QToolButton *makeTool(QWidget *parent, const QString &iconName, const QString &name, const char *commandId);
    void openParameters();
    void refreshParameters();
    void refreshTools();
    void refreshEmpty();
    void makeCopies();

    ModelPicker *m_picker;
    PickerButton *m_parameters;
    ParameterPopup *m_parameterPopup;
    QPushButton *m_run;
    ProgressLine *m_progress;
    AnswerView *m_view;
    RunFooter *m_footer;
    QPushButton *m_reply = nullptr;
    QToolButton *m_source = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_copyAs = nullptr;
    QMenu *m_copies = nullptr; ///< Both parts or each, of an answer that goes on with another.
    bool m_running = false;
};

} // namespace burin
