#pragma once

#include "core/domain/provider.h"
#include "core/domain/run.h"
#include "core/domain/runcontext.h"
#include "ui/common/erroractions.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLayout;
class QMenu;
class QPushButton;
class QToolButton;

namespace burin {

class ErrorNote;
class MarksBar;
class ModelPicker;
struct SnippetLanguage;

/// The top of a run's page: what it was and came to, what can be done with it, what the user thinks of it, which runs
/// belong to it, and its error.
class RunHead : public QWidget {
    Q_OBJECT
public:
    /// Whether the page fills the window, and so has a way back.
    enum class Extent { Part, Alone };

    explicit RunHead(QWidget *parent = nullptr);

    void setRecord(const RunRecord &record);
    void setContext(const RunContext &context);
    void setExtent(Extent extent);
    /// The other one of two runs that are selected in the list; invalid = there are not two.
    void setPair(RunId other) { m_pair = other; }
    void setLanguages(const std::vector<SnippetLanguage> &languages);
    ModelPicker *picker() const { return m_picker; }

Q_SIGNALS:
    void openRequested();
    void actionRequested(burin::ErrorAction action);
    void modelChosen(const burin::ModelRef &model); ///< To run it again there.
    void marksChanged(burin::RunId run, const burin::RunMarks &before, const burin::RunMarks &after);
    void runRequested(burin::RunId run);     ///< To show that one.
    void compareRequested(burin::RunId run); ///< With this one.
    void copyAsRequested(const QString &language);
    void aloneRequested();
    void backRequested();

private:
    QWidget *makeTexts();
    QWidget *makeActions();
    void build();
    void makeCopyMenu();
    void connectParts();
    void showTexts();
    void showLinks();
    void addLink(const QString &text, RunId run);
    void fillCompareMenu();

    std::optional<RunRecord> m_record;
    RunContext m_context;
    RunId m_pair;
    QToolButton *m_back;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_subtitle;
    QLabel *m_figures;
    QPushButton *m_open;
    QPushButton *m_continue;
    QPushButton *m_again;
    ModelPicker *m_picker;
    QToolButton *m_compare;
    QToolButton *m_copy;
    QMenu *m_copyAs = nullptr;
    QToolButton *m_alone;
    MarksBar *m_marks;
    QLayout *m_row = nullptr; ///< Of the actions and the links to other runs.
    std::vector<QPushButton *> m_links;
    ErrorNote *m_error;
};

} // namespace burin
