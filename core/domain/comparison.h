#pragma once

#include "core/base/id.h"
#include "core/domain/prompt.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace burin {

/// Where a lane has its prompt from.
enum class LaneSource {
    OpenDraft, ///< What is in the editor when the lane is run.
    Version,   ///< A version of the library.
    Kept,      ///< What the comparison itself keeps: the draft it was saved with is not open any more.
};

/// One lane of a comparison: what it runs, and what was thought of its answer.
struct ComparedLane {
    LaneSource source = LaneSource::OpenDraft;
    QString title = {};                  ///< Of the prompt, such as "Support reply v3".
    PromptDraft draft = {};              ///< The prompt; of LaneSource::OpenDraft as it was when the lane ran last.
    ModelRef model = {};                 ///< Instead of the draft's.
    ChatParameters parameters = {};      ///< Instead of the draft's.
    std::optional<ValueSet> values = {}; ///< Nullopt = the values in the form.
    int repeats = 1;                     ///< How often it runs, 1 to MostRepeats.
    std::vector<RunId> runs = {};        ///< When it ran last, in their order.
    int rating = 0;                      ///< By the user, 1 to 5; 0 = none.
    QString note = {};                   ///< By the user.
    bool operator==(const ComparedLane &) const = default;

    static constexpr int MostRepeats = 20;
};

/// Prompts, models and parameters side by side.
struct Comparison {
    QString key;       ///< Never changes, unlike the name; see newComparison().
    QString name = {}; ///< By the user; may be empty.
    std::vector<ComparedLane> lanes = {};
    int base = 0;    ///< Index of the lane that the others are compared with.
    int winner = -1; ///< Index of the lane that the user prefers; -1 = none yet.
    bool operator==(const Comparison &) const = default;

    static constexpr int FewestLanes = 2;
    static constexpr int MostLanes = 8;
};

/// A comparison as a list shows it.
struct ComparisonEntry {
    QString key;
    QString name;
    QDateTime savedAt; ///< UTC.
    bool operator==(const ComparisonEntry &) const = default;
};

/// Two lanes that run @p draft as it is, with a key of their own.
Comparison newComparison(const PromptDraft &draft);

/// What @p lane sends: its prompt with its own model and parameters. Its variables have the lane's values; where it has
/// none, those of the form of @p open; else what was kept with the prompt. Without fallback models: a lane shows what
/// its own model does.
PromptDraft draftOf(const ComparedLane &lane, const PromptDraft &open);

QJsonObject toJson(const Comparison &comparison);
/// Never fewer lanes than FewestLanes, nor more than MostLanes; what is out of range is put right.
Comparison comparisonFrom(const QJsonObject &json);

} // namespace burin
