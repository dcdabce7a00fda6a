#pragma once

#include "app/cli/refusal.h"
#include "app/recorder/unrecordedrun.h"
#include "app/secrets/secrets.h"
#include "core/cost/pricebook.h"
#include "core/domain/run.h"

#include <QObject>
#include <QPointer>

namespace burin {

class Engine;
class Run;
class RunRecorder;
class Session;

/// Executes one prompt, once or several times in a row, and ends the session. A child of it.
class RunJob : public QObject {
    Q_OBJECT
public:
    enum class History { Keep, Skip };
    struct Options {
        int repeat = 1;
        History history = History::Keep;
        qint64 recordingTotal = 0; ///< Most bytes that all recordings may take.
        PriceBook prices = {};
    };

    RunJob(Session &session, RunSpec spec, Options options);
    ~RunJob() override;
    void start();

private:
    void useKey(const KeyLookup &lookup);
    /// Those of the fallbacks from @p next on; one that has none is left out, and said to be.
    void findFallbackKeys(size_t next);
    void begin();
    void openHistory();
    void beginNext();
    void launch(RunId id);
    void cancel();
    void show(const QString &text);
    void noteRetry(int next, milliseconds delay, const Error &cause);
    void noteFallback(int next, const QString &model, const Error &cause);
    void keepTrying(const RunRecord &record, const Error &error);
    void conclude(const RunRecord &record, ExitCode code);
    void end(ExitCode code);
    void summarize(const RunRecord &record);

    Session &m_session;
    RunSpec m_spec;
    Options m_options;
    Secrets m_secrets;
    RunRecorder *m_recorder = nullptr;       ///< Nullptr without history.
    std::optional<UnrecordedRun> m_spending; ///< Without history, when there is a database that may have budgets.
    Engine *m_engine = nullptr;
    QPointer<Run> m_run;
    int m_done = 0;
    bool m_begun = false; ///< A row of the history may exist: the run must get to its end.
    bool m_cancelled = false;
    ExitCode m_exit = ExitDone;
};

/// Refuses a run; with --json as the document of a failed run, where the catalog has a row for the reason.
void refuseRun(Session &session, const RunSpec &spec, const Refusal &refusal);

} // namespace burin
