#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"
#include "core/domain/replay.h"
#include "core/domain/runcontext.h"
#include "ui/common/erroractions.h"

#include <QFuture>
#include <QWidget>

#include <functional>

class QAction;
class QSplitter;
class QStackedWidget;

namespace burin {

class EmptyState;
class HistoryModel;
class HistoryTable;
class QueryBar;
class RunDetail;
struct SnippetLanguage;

/// Where the history page gets its runs. Answers may come from any thread; those of superseded questions are ignored.
struct HistorySource {
    std::function<QFuture<Result<RunPage>>(const RunQuery &, RunId before, int limit)> page;
    std::function<QFuture<Result<RunRecord>>(RunId)> run;
    std::function<QFuture<Result<RunFacets>>()> facets;
    std::function<QFuture<Result<std::vector<Replay>>>(RunId)> replays = {}; ///< Empty = nothing is ever recorded.
    std::function<QFuture<Result<RunContext>>(RunId)> context = {};          ///< Empty = nothing stands around a run.
};

/// The runs that were made: filters at the top, the runs newest first at the left, the chosen run at the right.
/// Reads nothing before it is shown for the first time.
class HistoryPage : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPage(HistorySource source, QWidget *parent = nullptr);
    ~HistoryPage() override;

    /// Shows the runs of @p query in place of those of the filters before.
    void showQuery(const RunQuery &query);
    /// A run was stored or changed: new rows appear on top without moving what is read or the selection.
    void refresh();
    /// A recording of @p run was stored.
    void refreshRecording(RunId run);
    /// What a run's "Copy as" offers.
    void setSnippetLanguages(const std::vector<SnippetLanguage> &languages);
    /// Shows one run, whether the list has it or not.
    void showRun(RunId id);
    /// The page of the chosen run.
    RunDetail *detail() const { return m_detail; }

Q_SIGNALS:
    /// The two are to be shown side by side, the older one first.
    void compareRequested(burin::RunId before, burin::RunId after);
    /// "Open in Workbench".
    void openRequested(const burin::RunRecord &record);
    /// The recording is to be written into the file @p path.
    void exportRequested(const burin::Replay &replay, const QString &path);
    /// Continue or RunAgain.
    void actionRequested(burin::ErrorAction action, const burin::RunRecord &record);
    /// The run's request is wanted in the clipboard, as the source of a program in that language.
    void copyAsRequested(const QString &language, const burin::RunRecord &record);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void connectParts();
    void addActions();
    void load();
    void loadFacets();
    void showState();
    void showContext(RunId id);
    void showReplays(RunId id);
    /// The two runs that are selected, the older one first; nothing unless there are two.
    std::optional<std::pair<RunId, RunId>> selectedPair() const;
    void notePair();
    void compareSelected();
    void showAlone();
    void showList();
    void step(int rows);

    HistorySource m_source;
    HistoryModel *m_model;
    QueryBar *m_bar;
    HistoryTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    RunDetail *m_detail;
    struct Questions;
    std::unique_ptr<Questions> m_questions;
    RunId m_shown;
    QAction *m_compare = nullptr;
    bool m_stale = true;
};

} // namespace burin
