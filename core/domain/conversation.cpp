#include "core/domain/conversation.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <iterator>
#include <ranges>

namespace burin {

namespace {

/// What each run is followed with, as indices; what nothing in the list leads to begins a tree of its own.
struct TurnTree {
    QHash<RunId, std::vector<size_t>> following;
    std::vector<size_t> first;
};

/// A run is made after the one that it follows, so its id is larger; what is not so leads in a ring.
bool follows(const ConversationTurn &turn, const QSet<RunId> &runs)
{
    return runs.contains(turn.follows) && (!turn.run.isValid() || turn.follows < turn.run);
}

TurnTree treeOf(const std::vector<ConversationTurn> &turns)
{
    QSet<RunId> runs;
    for (const ConversationTurn &turn : turns)
        if (turn.run.isValid()) runs.insert(turn.run);
    TurnTree tree;
    for (size_t i = 0; i < turns.size(); ++i)
        (follows(turns[i], runs) ? tree.following[turns[i].follows] : tree.first).push_back(i);
    return tree;
}

/// Turns that are alternatives to each other and go on from one place.
struct Alternatives {
    const std::vector<size_t> &turns;
    int depth = 1;
    int indent = 0;
};

} // namespace

std::vector<ConversationRow> conversationRows(const std::vector<ConversationTurn> &turns)
{
    const TurnTree tree = treeOf(turns);
    struct Waiting {
        size_t turn;
        ConversationRow row;
    };
    std::vector<Waiting> waiting; // the next one last: a conversation may be deeper than the stack
    const auto wait = [&](const Alternatives &alternatives) {
        const int count = int(alternatives.turns.size());
        for (int i = count; i > 0; --i) {
            const size_t turn = alternatives.turns[size_t(i - 1)];
            waiting.push_back({turn,
                               {.turn = turns[turn],
                                .depth = alternatives.depth,
                                .indent = alternatives.indent + (count > 1 ? 1 : 0),
                                .branch = i,
                                .branches = count}});
        }
    };
    std::vector<ConversationRow> rows;
    wait({tree.first, 1, 0});
    while (!waiting.empty()) {
        const Waiting next = waiting.back();
        waiting.pop_back();
        rows.push_back(next.row);
        const auto after = tree.following.constFind(turns[next.turn].run);
        if (turns[next.turn].run.isValid() && after != tree.following.cend())
            wait({*after, next.row.depth + 1, next.row.indent});
    }
    return rows;
}

std::vector<RunId> branchOf(const std::vector<ConversationTurn> &turns, RunId run)
{
    QHash<RunId, RunId> before;
    for (const ConversationTurn &turn : turns)
        if (turn.run.isValid()) before.insert(turn.run, turn.follows);
    std::vector<RunId> branch;
    for (RunId at = run; before.contains(at); at = before.take(at)) // taken: a ring ends
        branch.push_back(at);
    std::ranges::reverse(branch);
    return branch;
}

} // namespace burin
