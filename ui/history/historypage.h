#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"
#include "core/domain/replay.h"
#include "ui/common/erroractions.h"

#include <QFuture>
#include <QWidget>

#include <functional>

class QSplitter;
class QStackedWidget;
class QToolButton;

namespace burin {

class EmptyState;
class HistoryModel;
class HistoryTable;
class QueryBar;
class RunDetail;
class TransferBar;
struct ExportChoice;
struct SnippetLanguage;

/// Where the history page gets its runs. Answers may come from any thread; those of superseded questions are ignored.
struct HistorySource {
    std::function<QFuture<Result<RunPage>>(const RunQuery &, RunId before, int limit)> page;
    std::function<QFuture<Result<RunRecord>>(RunId)> run;
    std::function<QFuture<Result<RunFacets>>()> facets;
    std::function<QFuture<Result<std::vector<Replay>>>(RunId)> replays = {}; ///< Empty = nothing is ever recorded.
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
    /// What "Export" offers; it is not there before.
    void setExportChoices(const std::vector<ExportChoice> &choices);
    /// Where the exports and imports that were asked for here say how they go.
    TransferBar *transferBar() const { return m_transfer; }
    /// Shows one run, whether the list has it or not.
    void showRun(RunId id);

Q_SIGNALS:
    /// "Open in Workbench".
    void openRequested(const burin::RunRecord &record);
    /// The recording is to be written into the file @p path.
    void exportRequested(const burin::Replay &replay, const QString &path);
    /// Runs are to be written into the file @p path: @p runs or, when there are none, all that @p query finds.
    void runsExportRequested(const QString &format, const QString &path, const std::vector<burin::RunId> &runs,
                             const burin::RunQuery &query);
    void importRequested(const QString &path);
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
    void openSelected();
    void addTransfers(const std::vector<ExportChoice> &choices);
    void askForImport();
    void showReplays(RunId id);

    HistorySource m_source;
    HistoryModel *m_model;
    QueryBar *m_bar;
    HistoryTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    RunDetail *m_detail;
    QToolButton *m_more; ///< Exports and imports.
    TransferBar *m_transfer;
    struct Questions;
    std::unique_ptr<Questions> m_questions;
    RunId m_shown;
    bool m_stale = true;
};

} // namespace burin
