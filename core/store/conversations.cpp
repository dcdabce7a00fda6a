#include "core/store/conversations.h"

#include "core/prompt/reply.h"
#include "core/store/history.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"
#include "core/store/wholeanswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <ranges>

namespace burin {

namespace {

constexpr qsizetype LongestExcerpt = 200;

QString excerpt(const QString &text)
{
    return text.left(4 * LongestExcerpt).simplified().left(LongestExcerpt);
}

/// What is said in the last message that is not the model's.
QString lastSaid(const std::vector<PromptMessage> &messages)
{
    for (const PromptMessage &message : messages | std::views::reverse)
        if (message.role != Role::Assistant && !message.text.isEmpty()) return excerpt(message.text);
    return {};
}

/// The same of run_contents.prompt and message_layout. Read from the end, so that a long conversation is not copied for
/// each of its turns.
QString lastSaid(const QString &prompt, const QString &layout)
{
    const QJsonArray messages = QJsonDocument::fromJson(layout.toUtf8()).array();
    qsizetype end = prompt.size();
    for (qsizetype i = messages.size(); i-- > 0;) {
        const QJsonArray message = messages.at(i).toArray();
        const qsizetype length = message.at(1).toInteger(), start = end - length - 1; // a line break is behind each
        if (start < 0) break;
        if (length > 0 && message.at(0).toString() != toString(Role::Assistant))
            return excerpt(prompt.mid(start, std::min(length, 4 * LongestExcerpt)));
        end = start;
    }
    return {};
}

Result<std::vector<ConversationTurn>> sentTurns(const QSqlDatabase &db, RunId conversation)
{
    std::vector<ConversationTurn> turns;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT r.id, r.follows_id, r.status, r.deleted_at IS NOT NULL, "
                             "(SELECT name FROM models WHERE id = r.model_id), "
                             "c.prompt, c.message_layout, substr(c.answer, 1, ?) "
                             "FROM runs AS r LEFT JOIN run_contents AS c ON c.run_id = r.id "
                             "WHERE r.id = ? OR r.conversation_id = ? ORDER BY r.id"),
              {4 * LongestExcerpt, conversation.value, conversation.value});
    while (query.next()) {
        ConversationTurn turn{.run = {query.value(0).toLongLong()},
                              .follows = {query.value(1).toLongLong()},
                              .model = query.value(4).toString(),
                              .status = RunStatus(query.value(2).toInt()),
                              .deleted = query.value(3).toBool()};
        if (!turn.deleted) {
            turn.said = lastSaid(query.value(5).toString(), query.value(6).toString());
            turn.answer = excerpt(query.value(7).toString());
        }
        turns.push_back(std::move(turn));
    }
    if (query.error()) return *query.error();
    return turns;
}

/// A turn that was not sent, with all that it says.
struct Unsent {
    UnsentId id;
    PromptDraft draft;
};

Result<std::vector<Unsent>> unsentTurns(const QSqlDatabase &db, RunId conversation)
{
    std::vector<Unsent> turns;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT id, draft FROM conversation_drafts WHERE conversation_id = ? ORDER BY id"),
              {conversation.value});
    while (query.next())
        turns.push_back({UnsentId{query.value(0).toLongLong()},
                         draftFrom(QJsonDocument::fromJson(query.value(1).toString().toUtf8()).object())});
    if (query.error()) return *query.error();
    return turns;
}

Result<RunRecord> wholeRun(const QSqlDatabase &db, RunId id)
{
    Result<RunRecord> record = loadRun(db, id);
    if (!record || !record->continues.isValid()) return record;
    const Result<WholeAnswer> whole = wholeAnswer(db, *record);
    if (!whole) return whole.error();
    record.value().text = whole->text;
    record.value().messages = whole->messages;
    return record;
}

/// The run that sent what @p draft says, from the same place; invalid if none did.
Result<RunId> runThatSays(const QSqlDatabase &db, const PromptDraft &draft, const std::vector<ConversationTurn> &turns)
{
    for (const ConversationTurn &turn : turns | std::views::reverse) {
        if (!turn.run.isValid() || turn.follows != draft.turn.follows || turn.deleted) continue;
        const Result<RunRecord> record = loadRun(db, turn.run);
        if (!record) return record.error();
        if (saysTheSame(record->draft, draft)) return turn.run;
    }
    return RunId();
}

Result<bool> addsNothing(const QSqlDatabase &db, const PromptDraft &draft)
{
    if (!draft.turn.follows.isValid()) return false;
    const Result<RunRecord> followed = wholeRun(db, draft.turn.follows);
    if (!followed && followed.error().code == ErrorCode::RunNotFound) return false;
    if (!followed) return followed.error();
    return saysTheSame(replyTo(*followed, followed->text), draft);
}

} // namespace

Result<Conversation> conversationOf(const QSqlDatabase &db, const PromptDraft &draft, RunId shown)
{
    const RunId named = draft.turn.conversation;
    const RunId id = named.isValid() ? named : shown;
    if (!id.isValid()) return Conversation();
    const Result<std::vector<ConversationTurn>> sent = sentTurns(db, id);
    if (!sent) return sent.error();
    const Result<std::vector<Unsent>> unsent = unsentTurns(db, id);
    if (!unsent) return unsent.error();
    if (!named.isValid() && sent->size() < 2 && unsent->empty()) return Conversation();
    Conversation conversation{.id = id, .turns = *sent, .current = shown};
    if (!shown.isValid()) {
        const Result<RunId> says = runThatSays(db, draft, *sent);
        if (!says) return says.error();
        conversation.current = says->isValid() ? *says : draft.turn.follows;
    }
    for (const Unsent &turn : *unsent)
        conversation.turns.push_back({.unsent = turn.id,
                                      .follows = turn.draft.turn.follows,
                                      .said = lastSaid(turn.draft.messages),
                                      .model = turn.draft.model});
    return conversation;
}

Result<Turn> turnOf(const QSqlDatabase &db, const PromptDraft &draft, const std::vector<Message> &messages)
{
    const Result<std::vector<ConversationTurn>> turns = sentTurns(db, draft.turn.conversation);
    if (!turns) return turns.error();
    std::vector<Exchange> branch;
    for (const RunId run : branchOf(*turns, draft.turn.follows)) {
        const Result<RunRecord> record = wholeRun(db, run);
        if (!record) return record.error();
        branch.push_back({run, record->messages, record->text});
    }
    return Turn{.conversation = draft.turn.conversation, .follows = followedBy(messages, branch)};
}

Result<UnsentId> keepUnsent(const QSqlDatabase &db, const PromptDraft &draft)
{
    const RunId conversation = draft.turn.conversation;
    if (!conversation.isValid()) return UnsentId();
    const Result<std::vector<ConversationTurn>> turns = sentTurns(db, conversation);
    if (!turns) return turns.error();
    const Result<RunId> sent = runThatSays(db, draft, *turns);
    if (!sent) return sent.error();
    const Result<std::optional<UnsentId>> kept = findUnsent(db, draft);
    if (!kept) return kept.error();
    const Result<bool> nothing = addsNothing(db, draft);
    if (!nothing) return nothing.error();
    if (sent->isValid() || *kept || *nothing) return UnsentId();
    SqlQuery query(db);
    query.run(QStringLiteral("INSERT INTO conversation_drafts (conversation_id, follows_id, saved_at, draft) "
                             "VALUES (?, ?, ?, ?)"),
              {conversation.value, draft.turn.follows.isValid() ? QVariant(draft.turn.follows.value) : QVariant(),
               QDateTime::currentMSecsSinceEpoch(), QString::fromUtf8(compactJson(QJsonDocument(toJson(draft))))});
    if (query.error()) return *query.error();
    return UnsentId{query.insertedId()};
}

Result<PromptDraft> loadUnsent(const QSqlDatabase &db, UnsentId id)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT draft FROM conversation_drafts WHERE id = ?"), {id.value});
    if (!query.next()) return query.error().value_or(makeError(ErrorCode::PromptNotFound));
    return draftFrom(QJsonDocument::fromJson(query.value(0).toString().toUtf8()).object());
}

Outcome dropUnsent(const QSqlDatabase &db, UnsentId id)
{
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM conversation_drafts WHERE id = ?"), {id.value});
    return query.outcome();
}

Result<std::optional<UnsentId>> findUnsent(const QSqlDatabase &db, const PromptDraft &draft)
{
    const Result<std::vector<Unsent>> turns = unsentTurns(db, draft.turn.conversation);
    if (!turns) return turns.error();
    for (const Unsent &turn : *turns)
        if (turn.draft.turn.follows == draft.turn.follows && saysTheSame(turn.draft, draft))
            return std::optional(turn.id);
    return std::optional<UnsentId>();
}

} // namespace burin
