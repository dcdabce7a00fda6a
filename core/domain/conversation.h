#pragma once

#include "core/base/id.h"
#include "core/domain/prompt.h"
#include "core/domain/run.h"

#include <QString>

#include <vector>

namespace burin {

using UnsentId = Id<struct UnsentTag>;

/// One turn of a conversation and its answer, as the tree of it is listed: without the whole texts.
struct ConversationTurn {
    RunId run = {};       ///< Invalid = it was written and left before it was sent.
    UnsentId unsent = {}; ///< Then this one.
    RunId follows = {};   ///< The run from whose answer it goes on; invalid = it is a first turn.
    QString said = {};    ///< The beginning of its last message that is not the model's.
    QString answer = {};  ///< The beginning of the answer.
    QString model = {};
    RunStatus status = RunStatus::Running;
    bool deleted = false; ///< Its run was thrown away: what followed is still there.
    bool operator==(const ConversationTurn &) const = default;
};

/// A conversation as it is shown.
struct Conversation {
    RunId id = {};                            ///< Of the first run; invalid = there is none to show.
    std::vector<ConversationTurn> turns = {}; ///< Runs in the order they were made, then what was not sent.
    RunId current = {};                       ///< The run that is open, or from whose answer one writes on.
    bool operator==(const Conversation &) const = default;
};

/// A line of the tree. A turn without alternatives stands under the one that it follows, not indented, so that a long
/// conversation reads like one; where it branches, the branches are indented.
struct ConversationRow {
    ConversationTurn turn;
    int depth = 1;    ///< How many turns it takes to get there; from 1.
    int indent = 0;   ///< How many branchings are above it.
    int branch = 1;   ///< Which of the turns that follow the same answer; from 1.
    int branches = 1; ///< How many those are.
    bool operator==(const ConversationRow &) const = default;
};

/// The tree, each turn before those that follow it. One whose run to follow is not there counts as a first turn, and
/// so does one that would follow itself: every turn has exactly one row.
std::vector<ConversationRow> conversationRows(const std::vector<ConversationTurn> &turns);

/// The runs from the first turn to @p run, itself included; empty when @p run is not among @p turns.
std::vector<RunId> branchOf(const std::vector<ConversationTurn> &turns, RunId run);

} // namespace burin

Q_DECLARE_METATYPE(burin::UnsentId)
