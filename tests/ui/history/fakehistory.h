#pragma once

#include "ui/history/historypage.h"

#include <QObject>

#include <memory>
#include <vector>

namespace burin {

/// Runs in memory that answer like the store: asynchronously, page by page; or, while held, when the test says so.
class FakeHistory : public QObject {
    Q_OBJECT
public:
    struct PageQuestion {
        RunQuery query;
        RunId before;
        int skip = 0;
        int limit = 0;
        std::shared_ptr<QPromise<Result<RunPage>>> answer;
    };
    struct RunQuestion {
        RunId id;
        std::shared_ptr<QPromise<Result<RunRecord>>> answer;
    };

    /// @p count runs with the ids count … 1.
    explicit FakeHistory(int count = 0);

    HistorySource source();
    void add(const RunSummary &run) { runs.insert(runs.begin(), run); }
    void answerPage(size_t question);
    void answerRun(size_t question);
    RunPage pageOf(const PageQuestion &question) const;

    std::vector<RunSummary> runs;    ///< Newest first.
    std::vector<PageQuestion> pages; ///< All that were asked.
    std::vector<RunId> stretches;    ///< Behind which runs it was counted on.
    std::vector<MarkChanges> marks;  ///< All that were asked for.
    MarkChanges undo;                ///< The answer to them.
    std::vector<RunQuestion> details;
    std::optional<Error> error; ///< The answer to everything, if set.
    bool held = false;
};

/// A run as the store's list has it.
RunSummary summaryOf(int id);
/// A run with something in every field.
RunRecord recordOf(RunId id);

} // namespace burin
