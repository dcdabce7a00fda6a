#pragma once

#include "core/query/savedqueries.h"
#include "ui/common/erroractions.h"
#include "ui/history/historysource.h"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace burin {

class EmptyState;
class HistoryModel;
class HistoryTable;
class QueryBar;
class RunDetail;
class RunMarker;
class UndoBar;
class TransferBar;
struct ExportChoice;
struct SnippetLanguage;

/// The runs that were made: filters at the top, the runs newest first at the left, the chosen run at the right.
/// Reads nothing before it is shown for the first time. Chosen runs are starred, rated, tagged and deleted by keys of
/// the command table and the list's menu; what was done to them can be taken back.
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
    /// The page of the chosen run.
    RunDetail *detail() const { return m_detail; }
    /// Shows what @p text asks for.
    void showText(const QString &text);
    void setSaved(const std::vector<SavedQuery> &saved);
    /// Which columns are shown and whether batches are one row.
    QJsonObject view() const;
    void setView(const QJsonObject &view);

Q_SIGNALS:
    /// The two are to be shown side by side, the older one first.
    void compareRequested(burin::RunId before, burin::RunId after);
    void savedChanged(const std::vector<burin::SavedQuery> &saved);
    /// view() is another one.
    void viewChanged();
    /// A change of marks could not be made.
    void failed(const burin::Error &error);
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
    void connectDetail();
    void addActions();
    void addMarkActions();
    void addDays(QBoxLayout *foot);
    void load();
    void loadFacets();
    void ask();
    void openBatch(bool open);
    void showCount(int runs, bool all);
    void showState();
    void showContext(RunId id);
    void keepMarks(RunId run, const RunMarks &before, const RunMarks &after);
    /// The two runs that are selected, the older one first; nothing unless there are two.
    std::optional<std::pair<RunId, RunId>> selectedPair() const;
    void notePair();
    void compareSelected();
    void showAlone();
    void showList();
    void step(int rows);
    void addTransfers(const std::vector<ExportChoice> &choices);
    void askForImport();
    void showReplays(RunId id);
    void settle(const MarkChange &change);

    HistorySource m_source;
    HistoryModel *m_model;
    QueryBar *m_bar;
    HistoryTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QWidget *m_list; ///< The table with what stands above and below it.
    QSplitter *m_splitter;
    RunDetail *m_detail;
    UndoBar *m_undo;
    RunMarker *m_marker;
    QLabel *m_count;
    QToolButton *m_group;
    QToolButton *m_day;
    QToolButton *m_more; ///< Exports and imports.
    TransferBar *m_transfer;
    struct Questions;
    std::unique_ptr<Questions> m_questions;
    RunQuery m_wanted; ///< The bar's query in the order and grouping of the list.
    RunId m_shown;
    QAction *m_compare = nullptr;
    bool m_stale = true;
};

} // namespace burin
