#pragma once

#include "app/charges/chargesettler.h"
#include "app/desktop/notifications.h"
#include "app/desktop/systemtheme.h"
#include "app/folders/promptfiles.h"
#include "app/log/log.h"
#include "app/log/messagehandler.h"
#include "app/log/runlog.h"
#include "app/openedprompt.h"
#include "app/providerdirectory.h"
#include "app/recorder/inputcounter.h"
#include "app/recorder/runrecorder.h"
#include "app/repricer/repricer.h"
#include "app/secrets/secrets.h"
#include "app/telemetry/telemetry.h"
#include "core/cost/inputtokens.h"
#include "core/domain/assist.h"
#include "core/domain/budget.h"
#include "core/domain/conversation.h"
#include "core/domain/history.h"
#include "core/domain/librarychange.h"
#include "core/domain/replay.h"
#include "core/domain/settings.h"
#include "core/engine/engine.h"
#include "core/query/savedqueries.h"
#include "core/simulator/simulator.h"
#include "core/store/dbthread.h"
#include "ui/commandpalette/paletterows.h"
#include "ui/common/erroractions.h"
#include "ui/common/latest.h"
#include "ui/faultlab/faultscenario.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <memory>

class QProgressDialog;

namespace burin {

class ComparePage;
class HistoryExport;
class HistoryImport;
class AssistPane;
class BudgetsPage;
class CostsPage;
class FaultLabPage;
class HistoryPage;
class LibraryPanel;
class LanePane;
class LogPane;
class MainWindow;
class PricesPane;
class ReconcilePane;
class RepricePane;
class RunDiffWindow;
class SettingsPage;
class Upkeep;
class ShortcutsPane;
class SpanSender;
class TelemetryPane;
class WorkbenchPage;
enum class RepriceQuestion;
struct Charge;
struct HistorySource;
struct OpenedTurn;
struct SignIn;
struct UsageColumns;
struct Comparison;
struct ExportOrder;

/// Of banners about the runs of a comparison; the provider's id follows.
inline constexpr char LaneTopic[] = "lane:";

/// Who wants a run and shows how it goes; every run of the window begins with one.
struct RunAudience {
    QString topic;                              ///< Of banners about the run.
    std::function<void(const Error &)> refused; ///< It cannot start.
    /// Whether it may be that expensive is asked first; the function lets it begin.
    std::function<void(const Error &question, std::function<void()> approve)> asked;
    std::function<void(const RunSpec &)> starting;     ///< It is about to be journalled.
    std::function<void(Run *, const RunSpec &)> begun; ///< It is with the engine.
};
/// Changed shortcuts, and what was used in the palette lately; a document of the profile.
inline constexpr char CommandsDocument[] = "commands";
inline constexpr char CostsDocument[] = "costs"; ///< What the page of the costs shows.

/// Named queries of the history, and which columns it shows; documents of the profile.
inline constexpr char ViewsDocument[] = "history.queries";
inline constexpr char HistoryDocument[] = "history.view";

/// The wiring diagram of the program with a window: it owns every part and connects them; nothing else happens here.
/// One source file for each part of the window: application<part>.cpp has its wire<Part>().
class Application : public QObject {
    Q_OBJECT
public:
    /// @p folder is the profile: database and nothing with a key in it.
    explicit Application(const QString &folder, QObject *parent = nullptr);
    ~Application() override;

    /// Reads the profile, then shows the window.
    void start();

private:
    void wireWorkbench();
    void wireLibrary();
    void wireVersions();
    void wireFragments();
    void wireConversation();
    void wireFolders();
    void wireCompare();
    void wireAttachments();
    void wireHistory();
    void wireRunPage();
    CostsPage *makeCosts();
    void wireTransfer();
    void wireTelemetry();
    void wireCosts();
    /// Writes a chart that was exported.
    void saveChart(const QString &path, const QByteArray &bytes);
    void wireSettings();
    void wireFaultLab();
    void wireLog();
    void wireCommands();
    void wireAssist();
    void wireWindow();
    void wireStorage();
    void wireBudgets();
    void wirePrices();
    void wireRepricing();
    void wireReconcile();
    void wireAccount();
    void wireUpkeep(const QString &folder);

    void restore(const StoredWindow &stored);
    /// Keeps what is written; called with every pause in typing, and before something else is opened.
    void keepDraft(const PromptDraft &draft);
    void keepOpenDraft();
    /// Shows the cases of the prompt that was opened; an unnamed draft has none yet.
    void showCases(PromptId prompt);
    void keepCases(const std::vector<ValueSet> &cases);
    void noteOpenPrompt();
    /// Shows @p draft in the workbench, in place of what was there. @p id: of an unnamed draft.
    void showDraft(const PromptDraft &draft, DraftId id);
    /// Whether something else may be opened now; says why not.
    bool mayOpen();
    void openFromLibrary(const std::function<Result<PromptDraft>(const QSqlDatabase &)> &load, DraftId id);
    void newPrompt(const QString &folder);
    void saveVersionOf(const PromptDraft &draft, const QString &note);
    void saveCopy();
    /// The library's prompts and the files of the folders on disk.
    QFuture<Result<LibraryListing>> listLibrary(const LibraryQuery &query);
    void openFile(const QString &path);
    void showFile(const FileText &text);
    void newFile(const QString &folder);
    void showFileStatus();
    void keepFile(const PromptDraft &draft);
    void saveOpen(const QString &note);
    void saveOpenFile();
    /// Over @p expected, which was read or shown.
    void writeOpenFile(const QByteArray &expected);
    void saveFileAsNew();
    /// What is written goes, and can be taken back.
    void revertFile();
    void followFiles();
    void readChangedFile(std::function<void()> then);
    void offerConflict();
    void showConflict();
    void importFiles(const QStringList &paths, const QString &folder);
    void exportPrompt();
    void say(const QString &text);
    QFuture<std::vector<PaletteRow>> fileRows();
    void restoreVersionOf(VersionId version);
    void followChange(const LibraryChange &change);
    void tellSaved(const PromptVersion &version, const QString &text);
    HistorySource historySource();
    void restoreHistory(const QJsonObject &documents);
    /// The place of the next run of @p lane among those that were asked for with it.
    RunBatch batchOf(const LanePane *lane);
    void restoreCommands(const QJsonObject &document);
    void saveCommands();
    void zoom(int direction);
    QFuture<std::vector<PaletteRow>> modelRows();
    QFuture<std::vector<PaletteRow>> promptRows();
    QFuture<std::vector<PaletteRow>> runRows();
    QFuture<std::vector<PaletteRow>> viewRows();
    void askForHelp(const AssistOrder &order);
    void beginHelp(const RunSpec &spec, AssistKind kind);
    void showHelpResult(const RunRecord &record, AssistKind kind);
    /// Shows what a model made of the open prompt.
    void acceptDraft(const PromptDraft &draft);
    void offerFirstRun();
    void applyTheme();
    void requestRun(const PromptDraft &draft, const std::vector<Message> &messages);
    /// Begins a run within a conversation, once it is known from which answer it goes on.
    void requestTurn(RunSpec spec);
    /// A run of the workbench began: the tree of its conversation has it.
    void followTurn(const RunSpec &spec);
    void replyToAnswer(const RunRecord &record);
    void endConversation();
    /// Opens another turn in place of the one that is written, of which @p leaving is kept if it was not sent.
    void openTurn(const PromptDraft &leaving, std::function<Result<OpenedTurn>(const QSqlDatabase &)> load);
    void showTurn(const OpenedTurn &turn);
    /// Shows the tree around the open prompt, or around the run whose answer is @p shown.
    void readConversation(RunId shown);
    void showConversation(const Conversation &conversation);
    /// The rest of a spec that has its draft and messages: provider, limits, key; then it begins, or is refused.
    void prepareRun(RunSpec spec, const RunAudience &audience);
    /// Provider, limits and key of a spec that has its draft and messages, or why it cannot be sent.
    void completeSpec(RunSpec spec, std::function<void(const Result<RunSpec> &)> use);
    /// Looks up the keys of the fallback models from @p next on; one without a key is left out, and said to be.
    void addFallbacks(RunSpec spec, size_t next, const RunAudience &audience);
    void resumeKey(const QString &providerId);
    void continueRun(const RunRecord &record, const PromptDraft &draft);
    void openRun(const RunRecord &record, std::function<void()> then);
    void beginRun(RunSpec spec, const RunAudience &audience);
    /// The workbench; forgets the run that it asked about before.
    RunAudience workbenchAudience();
    /// Tells @p error to @p audience and wherever else its severity demands it.
    void refuseRun(const Error &error, const RunAudience &audience);
    void reportRun(const Error &error, ErrorOrigin origin, const QString &topic);
    /// What every run leads to that has an error, whoever wanted it.
    void noteFailure(const RunRecord &record, const QString &providerId, const QString &topic);
    void runLane(LanePane *lane, const PromptDraft &draft, const std::vector<Message> &messages);
    RunAudience laneAudience(LanePane *lane, const QString &providerId);
    void showLaneRun(LanePane *lane, Run *run, const RunSpec &spec, const QString &topic);
    /// Runs the lanes again that failed, or could not begin, at a provider.
    void retryLanes(const QString &providerId);
    void openComparison(const QString &key);
    void showComparisons();
    /// The one that was open last.
    void restoreComparison();
    /// Offers the versions of @p prompt to the lanes.
    void offerVersions(PromptId prompt);
    /// The question to ask before @p spec is sent, if it may cost more than the user set; in place, not modal.
    std::optional<Error> approvalNeeded(const RunSpec &spec, const InputTokens &input) const;
    /// Counts the input of @p spec, then calls @p use with that question or none.
    void checkApproval(const RunSpec &spec, std::function<void(const std::optional<Error> &question)> use);
    void actOn(ErrorAction action, const QString &topic);
    void showRun(Run *run, const RunSpec &spec);
    /// Long texts are counted in the pool, and shown unless there is a newer draft by then.
    void showEstimate(const PromptDraft &draft);
    /// From the newest runs, then from each that is stored.
    void learnFactors();
    void fetchModels(const QString &providerId);
    void testProvider(const QString &providerId);
    /// Runs them a few at a time.
    void orderFaults(const std::vector<FaultOrder> &orders);
    void runNextFault();
    Result<RunSpec> faultSpec(const FaultOrder &order, Simulator &simulator);
    void followFault(Run *run, const FaultOrder &order);
    void showSpend();
    QFuture<Result<std::vector<Replay>>> replaysOfRun(RunId id);
    /// Runs @p record again, on @p model where there is one; once it ended, the two may be compared.
    void runAgain(RunRecord record, const ModelRef &model);
    void offerDiff(const RunRecord &again);
    void copyRequest(const QString &language, const RunRecord &record);
    void exportRuns(const ExportOrder &order);
    void exportComparison(const Comparison &comparison, const QString &format, const QString &path);
    void importRuns(const QString &path);
    /// From now on runs are told there.
    void useTelemetry(TelemetryPane *pane, const Telemetry &telemetry);
    void showTelemetry(TelemetryPane *pane);
    void exportRecording(const Replay &replay, const QString &path);
    void showBudgets();
    void showCredits();
    void signIn(const QString &providerId);
    void exchangeCode(const ProviderProfile &profile, const SignIn &signIn, const QString &code);
    /// Asks what a run really cost whose usage never came, and corrects the ledger.
    void settleCharge(const RunRecord &record, int triesLeft);
    void correct(const RunRecord &record, const Charge &charge);
    void changeBudgets(std::function<Outcome(const QSqlDatabase &)> change);
    void tellCrossed(const BudgetAlert &alert);
    void showBudgetsPage();
    /// Reads the user's own prices: into the engine, and onto the page.
    void showPrices();
    void changePrices(std::function<Outcome(const QSqlDatabase &)> change);
    void comparePrices(const QString &providerId);
    void askRepricer(RepriceQuestion question, Repricer::Step step);
    void repriceRuns(const RunChoice &choice);
    void changeRuns(Repricer::Step step, std::function<QString(int runs)> text);
    /// Shows what the ledger says now that old runs were corrected.
    void followCorrections();
    void showRepricings();
    void compareUsage(const QString &path, const QString &providerId, const std::optional<UsageColumns> &columns);
    void countOpenCharges();
    /// Asks what all answers cost of which it is not certain.
    void settleAllCharges();
    void block(const Error &error);
    void tryStorage();
    void saveCopies(const QString &file);
    void moveTo(const QString &folder);
    /// Of the database's thread, on this one.
    DbThread::Watch databaseWatch();
    void showOpening(double share);
    void showBacklog(qint64 runs);
    /// Puts a new database with what can be read in place of the damaged one, which stays beside it.
    void salvageProfile(const QString &folder);
    void showDiagnostics(LogPane *pane, const std::vector<LogEntry> &entries);
    void configureLog();
    void save(const QString &name, const QJsonObject &document);
    void quit();

    /// The profile that @p id stands for now; the simulator starts to listen when it is asked for.
    std::optional<ProviderProfile> profileOf(const QString &id);
    Secret simulatorKey() const { return Secret(m_simulatorKey); }
    /// Calls @p use with the provider's key, or with none if there is none.
    void withKey(const ProviderProfile &profile, std::function<void(const KeyLookup &)> use);

    Secrets m_secrets; ///< Changes the environment, so it comes before other threads read it.
    Log m_log;         ///< Before everything that may have something to say.
    MessageHandler m_messages;
    SystemTheme m_systemTheme; ///< Reads the start palette, so it comes before the theme.
    Theme m_theme;
    DbThread m_database;
    ProviderDirectory m_providers;
    RunRecorder m_recorder;
    RunLog m_runLog;
    Engine m_engine;
    Repricer m_repricer;
    ChargeSettler m_charges;
    QByteArray m_simulatorKey;
    Simulator m_simulator;
    Settings m_settings;
    LearnedFactors m_factors;
    CountInputs m_countInputs = inputCounter([this] { return m_factors; });
    Telemetry m_telemetry;
    SpanSender *m_spans = nullptr; ///< A child.
    QString m_spanProblem;         ///< What went wrong last.
    Latest m_counting;
    QPointer<Run> m_run;             ///< The one that the workbench shows.
    std::function<void()> m_approve; ///< Lets the run begin that the workbench asks about.
    std::optional<Error> m_blocked;  ///< Why storage fails.
    bool m_restored = false;         ///< The profile was read.

    std::unique_ptr<MainWindow> m_window; ///< Owns the pages.
    WorkbenchPage *m_workbench;
    ComparePage *m_compare;
    HistoryPage *m_history;
    CostsPage *m_costs;
    BudgetsPage *m_budgets;
    PricesPane *m_prices = nullptr;
    RepricePane *m_reprice = nullptr;
    ReconcilePane *m_reconcile = nullptr;
    Notifications m_notifications;
    SettingsPage *m_settingsPage;
    RunDiffWindow *m_runDiff = nullptr;
    RunId m_repeated;   ///< The run that was run again last; invalid = the two were offered for comparison.
    RunId m_repetition; ///< As which run; invalid = it has not begun.
    FaultLabPage *m_faultLab;
    LibraryPanel *m_library;
    OpenedPrompt m_opened; ///< In the workbench.
    PromptDraft m_kept;    ///< What is written there, as far as it is kept.
    QString m_newFolder;   ///< Where the unnamed draft goes when it is saved.
    std::unique_ptr<PromptFiles> m_files;
    std::optional<FileText> m_file; ///< That is open in the workbench.
    int m_fileRound = 0;            ///< Counts what is done to it here: an answer from before is out of date.
    Latest m_opening;
    std::vector<ValueSet> m_cases; ///< Of the open prompt.
    Latest m_readingCases;
    Latest m_readingVersions;
    Latest m_readingConversation;
    ShortcutsPane *m_shortcuts = nullptr;
    AssistPane *m_assist = nullptr;
    QPointer<Run> m_assistRun;
    std::function<void()> m_assistConfirmed; ///< What follows when an expensive question is confirmed.
    std::vector<FaultOrder> m_faultOrders;   ///< Not begun yet.
    std::vector<QPointer<Run>> m_faultRuns;
    std::vector<SavedQuery> m_views;
    RunBatch m_batch; ///< Of the lanes that were run last.
    QString m_batchComparison;
    QSet<const LanePane *> m_batchLanes; ///< That began in it.
    QTimer m_layoutTimer;
    Upkeep *m_upkeep = nullptr;
    std::unique_ptr<QProgressDialog> m_upgrading; ///< While an earlier database is copied, before there is a window.
    bool m_toldBacklog = false;
    QTimer m_storageTimer; ///< While blocked: whether the cause is gone.
};

} // namespace burin
