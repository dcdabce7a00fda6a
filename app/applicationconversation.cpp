#include "app/application.h"

#include "core/base/await.h"
#include "core/prompt/reply.h"
#include "core/store/conversations.h"
#include "core/store/history.h"
#include "core/store/wholeanswer.h"
#include "ui/compare/comparepage.h"
#include "ui/mainwindow.h"
#include "ui/workbench/conversationpane.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <optional>

// Conversations: a run goes on from the answer of another. The open prompt knows its place in the tree.

namespace burin {

/// A turn of a conversation as the workbench shows it.
struct OpenedTurn {
    PromptDraft draft;
    std::optional<RunRecord> shown = {}; ///< Whose answer stands beside it.
    QString before = {};                 ///< What that answer goes on with.
    UnsentId unsent = {};                ///< It was kept as this; it is written on now.
};

namespace {

/// The first run of a conversation does not know that it began one.
Result<OpenedTurn> loadTurn(const QSqlDatabase &db, RunId id, RunId conversation)
{
    const Result<RunRecord> record = loadRun(db, id);
    if (!record) return record.error();
    const Result<WholeAnswer> answer = wholeAnswer(db, *record);
    OpenedTurn turn{.draft = record->draft, .shown = *record, .before = answer ? answer->before : QString()};
    turn.draft.turn.conversation = conversation;
    return turn;
}

/// What was written and left, beside the answer that it goes on from.
Result<OpenedTurn> loadUnsentTurn(const QSqlDatabase &db, UnsentId id)
{
    const Result<PromptDraft> draft = loadUnsent(db, id);
    if (!draft) return draft.error();
    OpenedTurn opened;
    if (draft->turn.follows.isValid()) {
        const Result<OpenedTurn> followed = loadTurn(db, draft->turn.follows, draft->turn.conversation);
        if (followed) opened = *followed; // gone otherwise; what was written is still there
    }
    opened.draft = *draft;
    opened.unsent = id;
    return opened;
}

Result<OpenedTurn> loadReply(const QSqlDatabase &db, const RunRecord &record)
{
    const Result<WholeAnswer> answer = wholeAnswer(db, record);
    if (!answer) return answer.error();
    return OpenedTurn{.draft = replyTo(record, answer->text), .shown = record, .before = answer->before};
}

/// The first turn of the branch that is open.
RunId firstTurn(const Conversation &conversation, const Turn &turn)
{
    const RunId from = conversation.current.isValid() ? conversation.current : turn.follows;
    const std::vector<RunId> branch = branchOf(conversation.turns, from);
    return branch.empty() ? conversation.id : branch.front();
}

/// @p other in the place of @p open: it is the same prompt of the library.
PromptDraft inPlaceOf(const PromptDraft &open, PromptDraft other)
{
    other.title = open.title;
    other.prompt = open.prompt;
    other.version = open.version;
    return other;
}

/// The same, for the model that is chosen now.
PromptDraft forModelOf(const PromptDraft &open, PromptDraft other)
{
    other.providerId = open.providerId;
    other.model = open.model;
    other.parameters = open.parameters;
    other.fallbacks = open.fallbacks;
    other.fallbackOn = open.fallbackOn;
    return other;
}

} // namespace

void Application::wireConversation()
{
    const ConversationPane *pane = m_workbench->conversation();
    connect(m_workbench, &WorkbenchPage::replyRequested, this, &Application::replyToAnswer);
    connect(pane, &ConversationPane::endRequested, this, &Application::endConversation);
    connect(pane, &ConversationPane::turnRequested, this, [this](RunId run) {
        const PromptDraft open = m_workbench->draft();
        const RunId conversation = open.turn.conversation;
        openTurn(open, [run, conversation](const QSqlDatabase &db) { return loadTurn(db, run, conversation); });
    });
    connect(pane, &ConversationPane::unsentRequested, this, [this](UnsentId turn) {
        openTurn(m_workbench->draft(), [turn](const QSqlDatabase &db) { return loadUnsentTurn(db, turn); });
    });
    connect(&m_recorder, &RunRecorder::stored, this, [this, pane](const RunRecord &record) {
        const Conversation &shown = pane->conversation();
        if (shown.id.isValid() && record.draft.turn.conversation == shown.id) readConversation(shown.current);
    });
}

void Application::requestTurn(RunSpec spec)
{
    const auto place = [draft = spec.draft, messages = spec.messages](const QSqlDatabase &db) {
        return turnOf(db, draft, messages);
    };
    const RunAudience audience = workbenchAudience();
    await(m_database.run(place), this, [this, spec, audience](const Result<Turn> &turn) mutable {
        if (!turn) return refuseRun(turn.error(), audience);
        spec.draft.turn = *turn;
        prepareRun(std::move(spec), audience);
    });
}

void Application::followTurn(const RunSpec &spec)
{
    if (!spec.draft.turn.conversation.isValid()) return;
    const auto drop = [draft = spec.draft](const QSqlDatabase &db) -> Outcome {
        const Result<std::optional<UnsentId>> sent = findUnsent(db, draft);
        if (!sent) return sent.error();
        return *sent ? dropUnsent(db, **sent) : Outcome(Done{});
    };
    await(m_database.run(drop), this, [this](const Outcome &dropped) {
        if (!dropped) m_window->showBanner(dropped.error());
    });
    if (!spec.continuation) m_workbench->setTurn(spec.draft.turn); // else the next turn may be written already
    readConversation(spec.id);
}

void Application::replyToAnswer(const RunRecord &record)
{
    PromptDraft leaving = m_workbench->draft();
    if (!leaving.turn.conversation.isValid()) leaving.turn.conversation = record.id; // it begins here
    const auto load = [record, open = leaving](const QSqlDatabase &db) -> Result<OpenedTurn> {
        Result<OpenedTurn> reply = loadReply(db, record);
        if (reply) reply.value().draft = forModelOf(open, reply->draft);
        return reply;
    };
    openTurn(leaving, load);
}

void Application::endConversation()
{
    const RunId first = firstTurn(m_workbench->conversation()->conversation(), m_workbench->draft().turn);
    openTurn(m_workbench->draft(), [first](const QSqlDatabase &db) -> Result<OpenedTurn> {
        Result<OpenedTurn> turn = loadTurn(db, first, {});
        if (turn) turn.value().draft.turn = {};
        return turn;
    });
}

void Application::openTurn(const PromptDraft &leaving, std::function<Result<OpenedTurn>(const QSqlDatabase &)> load)
{
    if (!mayOpen()) return;
    const auto open = [leaving, load = std::move(load)](const QSqlDatabase &db) -> Result<OpenedTurn> {
        if (const Result<UnsentId> kept = keepUnsent(db, leaving); !kept) return kept.error();
        return load(db);
    };
    m_opening.ask(this, m_database.run(open), [this](const Result<OpenedTurn> &turn) {
        if (!turn) return m_window->showBanner(turn.error());
        showTurn(*turn);
    });
}

void Application::showTurn(const OpenedTurn &turn)
{
    acceptDraft(inPlaceOf(m_workbench->draft(), turn.draft));
    if (turn.unsent.isValid()) // after it was kept as what is open
        await(m_database.run([id = turn.unsent](const QSqlDatabase &db) { return dropUnsent(db, id); }), this,
              [this](const Outcome &dropped) {
                  if (!dropped) m_window->showBanner(dropped.error());
              });
    if (turn.shown) {
        m_workbench->setKeptText(turn.before);
        m_workbench->showFinished(*turn.shown);
    } else {
        m_workbench->clearAnswer();
    }
    const bool within = turn.draft.turn.conversation.isValid();
    readConversation(within && turn.shown ? turn.shown->id : RunId());
    m_workbench->prompt()->focusPrompt();
}

void Application::readConversation(RunId shown)
{
    const auto read = [draft = m_workbench->draft(), shown](const QSqlDatabase &db) {
        return conversationOf(db, draft, shown);
    };
    m_readingConversation.ask(this, m_database.run(read), [this](const Result<Conversation> &conversation) {
        if (!conversation) return m_window->showBanner(conversation.error());
        showConversation(*conversation);
    });
}

void Application::showConversation(const Conversation &conversation)
{
    m_workbench->conversation()->setConversation(conversation);
    if (!conversation.id.isValid()) return;
    if (!m_workbench->draft().turn.conversation.isValid()) m_workbench->setTurn({.conversation = conversation.id});
    if (!conversation.current.isValid() || m_workbench->shown().id.isValid() || m_workbench->isRunning()) return;
    const auto load = [run = conversation.current, id = conversation.id](const QSqlDatabase &db) {
        return loadTurn(db, run, id);
    };
    m_readingConversation.ask(this, m_database.run(load), [this](const Result<OpenedTurn> &turn) {
        if (!turn) return m_window->showBanner(turn.error());
        if (m_workbench->isRunning()) return;
        m_workbench->setKeptText(turn->before);
        m_workbench->showFinished(*turn->shown);
    });
}

} // namespace burin
