#include "core/store/budgets.h"
#include "app/cli/commands.h"
#include "app/cli/rundocument.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"

#include <QCommandLineParser>

namespace burin {

namespace {

constexpr QLatin1StringView PromptPrefix("prompt:");

/// "month", "prompt:NAME".
QString scopeText(const Budget &budget)
{
    return budget.scope == BudgetScope::Prompt ? PromptPrefix + budget.prompt : toString(budget.scope);
}

Checked<Budget> parseScope(const QString &text)
{
    const bool isPrompt = text.startsWith(PromptPrefix) && text.size() > PromptPrefix.size();
    if (isPrompt) return Budget{BudgetScope::Prompt, text.mid(PromptPrefix.size()), {}};
    const std::optional<BudgetScope> scope = budgetScopeFrom(text);
    if (!scope || *scope == BudgetScope::Prompt)
        return Refusal{Cli::tr("budgets: %1 is no scope; run, day, week, month and prompt:NAME are.").arg(text)};
    return Budget{*scope, {}, {}};
}

QJsonObject document(const BudgetState &state)
{
    return {{QStringLiteral("scope"), scopeText(state.budget)},
            {QStringLiteral("limit_usd"), exactUsd(state.budget.limit)},
            {QStringLiteral("spent_usd"), exactUsd(state.spent)},
            {QStringLiteral("reserved_usd"), exactUsd(state.reserved)},
            {QStringLiteral("left_usd"), exactUsd(leftOf(state))}};
}

void show(Session &session, const std::vector<BudgetState> &states)
{
    using enum TextTable::Align;
    TextTable table({{Cli::tr("SCOPE")},
                     {Cli::tr("LIMIT"), Right},
                     {Cli::tr("SPENT"), Right},
                     {Cli::tr("RESERVED"), Right},
                     {Cli::tr("LEFT"), Right}});
    for (const BudgetState &state : states) {
        if (session.wantsJson()) session.console().writeJson(document(state));
        const bool forRuns = state.budget.scope == BudgetScope::Run; // each has the whole of it
        const auto counted = [forRuns](Money amount) { return forRuns ? QStringLiteral("-") : shown(amount); };
        table.add({scopeText(state.budget), shown(state.budget.limit), counted(state.spent), counted(state.reserved),
                   counted(leftOf(state))});
    }
    if (!session.wantsJson()) session.console().write(table.text());
    session.finish(ExitDone);
}

/// Shows all budgets once fn(const QSqlDatabase &) → Outcome is done.
template <class F> void showAfter(Session &session, F fn)
{
    withHistory(
        session,
        [fn = std::move(fn)](const QSqlDatabase &db) -> Result<std::vector<BudgetState>> {
            if (const Outcome done = fn(db); !done) return done.error();
            return budgetStates(db, QDate::currentDate());
        },
        [&session](const std::vector<BudgetState> &states) { show(session, states); });
}

void set(Session &session, const QString &scope, const QString &amount)
{
    Checked<Budget> budget = parseScope(scope);
    if (!budget) return session.refuse(budget.error());
    const Checked<Money> limit = parseAmount(QStringLiteral("budgets set"), amount);
    if (!limit) return session.refuse(limit.error());
    budget.value().limit = *limit;
    showAfter(session, [b = *budget](const QSqlDatabase &db) { return setBudget(db, b); });
}

void remove(Session &session, const QString &scope)
{
    const Checked<Budget> budget = parseScope(scope);
    if (!budget) return session.refuse(budget.error());
    withHistory(
        session, [b = *budget](const QSqlDatabase &db) { return removeBudget(db, b); },
        [&session, scope](bool removed) {
            if (!removed) return session.refuse({Cli::tr("budgets: there is none for %1.").arg(scope)});
            showAfter(session, [](const QSqlDatabase &) -> Outcome { return Done{}; });
        });
}

} // namespace

void startBudgets(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    if (!session.read(parser, QStringLiteral("budgets list|set SCOPE USD|remove SCOPE"), arguments)) return;
    const QStringList words = parser.positionalArguments();
    const QString action = words.value(0);
    if (action == QStringLiteral("list") && words.size() == 1)
        return showAfter(session, [](const QSqlDatabase &) -> Outcome { return Done{}; });
    if (action == QStringLiteral("set") && words.size() == 3) return set(session, words.at(1), words.at(2));
    if (action == QStringLiteral("remove") && words.size() == 2) return remove(session, words.at(1));
    session.refuse({Cli::tr("budgets: list, set SCOPE USD or remove SCOPE is needed.")});
}

} // namespace burin
