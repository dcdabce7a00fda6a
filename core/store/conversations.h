#pragma once

#include "core/base/result.h"
#include "core/domain/conversation.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

#include <optional>

namespace burin {

// Conversations: the runs that go on from each other's answers, and the turns that were left unsent. Plain synchronous
// functions on a connection. Which run goes on from which is journalled with the run (see journal.h), from its draft.

/// The conversation that @p draft belongs to, or, when it is in none, the one that @p shown began; empty when that is
/// a single run. Its current run is the one that sent what @p draft says, else the one that it goes on from.
Result<Conversation> conversationOf(const QSqlDatabase &db, const PromptDraft &draft, RunId shown = {});

/// Where @p draft stands when it sends @p messages: as the draft has it, unless an earlier turn was edited. Then it is
/// an alternative to the first turn that is not the same any more.
Result<Turn> turnOf(const QSqlDatabase &db, const PromptDraft &draft, const std::vector<Message> &messages);

/// Keeps @p draft as a turn that was not sent, so that another can be opened in its place. Not kept, and invalid, is
/// what is there already: as a run's, as an unsent turn, or as the answer that it goes on from with nothing added.
Result<UnsentId> keepUnsent(const QSqlDatabase &db, const PromptDraft &draft);
Result<PromptDraft> loadUnsent(const QSqlDatabase &db, UnsentId id);
/// It is being written on, or was sent.
Outcome dropUnsent(const QSqlDatabase &db, UnsentId id);
/// The unsent turn that says what @p draft does; nullopt if there is none.
Result<std::optional<UnsentId>> findUnsent(const QSqlDatabase &db, const PromptDraft &draft);

} // namespace burin
