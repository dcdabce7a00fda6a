#pragma once

#include "core/base/id.h"
#include "core/domain/receipt.h"
#include "core/domain/run.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace burin {

/// What a condition of a query is about. The comment says which member of RunCondition has the value.
enum class RunField {
    Words,       ///< text: a phrase that must occur in what was sent, answered or noted.
    Model,       ///< text: the model asked for.
    Provider,    ///< text: id.
    Prompt,      ///< text: title; or number: of the library.
    Version,     ///< number: as the library counts a prompt's versions.
    VersionId,   ///< number: id of the library's version.
    Status,      ///< number: RunStatus.
    Cost,        ///< number: pico-USD. An unpriced run has no cost and fits no amount.
    InputTokens, ///< number
    OutputTokens,
    Tokens,     ///< number: input and output.
    Duration,   ///< number: milliseconds until the end.
    FirstToken, ///< number: milliseconds until the first content.
    Error,      ///< text: "TIMEOUT_ERROR/idle" or a part of it.
    Tag,        ///< text: a whole tag, in any case of letters; empty = any tag.
    Rating,     ///< number: 1–5.
    Starred,
    Simulated,
    Unpriced,
    Note,     ///< Any note.
    Batch,    ///< text: name or key; or number: id.
    Variable, ///< name and text.
    Day,      ///< number: local Julian day.
    Id,       ///< number
};

/// How the value is compared.
enum class RunRelation {
    Contains, ///< Text in any case of letters, somewhere in the value.
    Is,       ///< Exactly that.
    Below,
    AtMost,
    Above,
    AtLeast,
};

/// One condition of a query.
struct RunCondition {
    RunField field = RunField::Id;
    RunRelation relation = RunRelation::Is;
    QString text = {};
    qint64 number = 0; ///< Unit as the field says.
    QString name = {}; ///< Of a variable.
    bool negated = false;
    bool operator==(const RunCondition &) const = default;
};

/// The order of the list. Ties are in the order of the runs.
enum class RunOrder { Created, Cost, Duration, FirstToken, Tokens };
enum class RunDirection { Descending, Ascending };

/// Which runs to show. Empty fields do not filter.
struct RunQuery {
    QString text;                  ///< Words that must all occur; user text, not FTS syntax.
    QString model;                 ///< Requested model, exact.
    QString provider;              ///< Provider id, exact.
    QString prompt;                ///< Prompt title, exact.
    PromptId libraryPrompt = {};   ///< Made from this prompt of the library, whatever its title was.
    VersionId libraryVersion = {}; ///< Made from this version.
    std::optional<RunStatus> status;
    QDate from;                                ///< First local day, inclusive.
    QDate to;                                  ///< Last local day, inclusive.
    std::vector<RunCondition> conditions = {}; ///< All must hold, with the fields above.
    RunOrder order = RunOrder::Created;
    RunDirection direction = RunDirection::Descending;
    bool grouped = false;           ///< Of a batch only the newest run that matches. Not with a search for words.
    std::vector<BatchId> open = {}; ///< Batches of which a grouped list shows every run.
    bool operator==(const RunQuery &) const = default;
};

/// The fields above conditions as conditions, and the conditions after them.
std::vector<RunCondition> conditionsOf(const RunQuery &query);

/// One row of the history.
struct RunSummary {
    RunId id;
    QDateTime createdAt; ///< UTC.
    RunStatus status = RunStatus::Running;
    QString title; ///< The prompt's title, or the beginning of the user message.
    QString providerId;
    QString model;
    bool simulated = false;
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    std::optional<Money> cost;
    Provenance provenance = Provenance::Unpriced;
    std::optional<milliseconds> firstContent;
    milliseconds total{0};
    QString errorCode; ///< "TIMEOUT_ERROR/idle", empty if none.
    bool starred = false;
    int rating = 0; ///< 1–5; 0 = none.
    bool noted = false;
    QStringList tags = {};
    BatchId batch = {}; ///< Invalid = asked for alone.
    QString batchName = {};
    int lane = 0;       ///< In the batch, from 0.
    int repetition = 0; ///< Of the lane, from 0.
    int batchRuns = 0;  ///< Runs of the batch in all.
    QString snippet;    ///< For a text search: where it was found, hits between U+E000 and U+E001.
    bool operator==(const RunSummary &) const = default;
};

/// A page of the history, newest first.
struct RunPage {
    std::vector<RunSummary> runs;
    bool more = false; ///< There are older ones; the next page is asked for with the last row's id.
};

/// A place in the list: behind @p before, and then @p skip runs further.
struct RunPlace {
    RunId before = {}; ///< Invalid = the list's beginning.
    int skip = 0;

    RunPlace() = default;
    RunPlace(RunId id) : before(id) {} // a page's last run is where the next one begins
    RunPlace(RunId id, int further) : before(id), skip(further) {}
};

/// A stretch of the list, for a scroll bar: how long it is, and where the next one begins.
struct RunStretch {
    int runs = 0;
    RunId last = {};   ///< The stretch's last run; invalid if there is none.
    bool more = false; ///< Runs may follow.
};

/// What the filters of the history can offer.
struct RunFacets {
    QStringList models;
    QStringList providers;
    QStringList prompts;
    QStringList tags = {};
    QStringList variables = {}; ///< Names.
    QStringList batches = {};
};

} // namespace burin

Q_DECLARE_METATYPE(burin::RunQuery)
