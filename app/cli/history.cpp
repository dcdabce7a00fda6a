#include "core/store/history.h"
#include "app/cli/commands.h"
#include "app/cli/historydiff.h"
#include "app/cli/historymarks.h"
#include "app/cli/historyshow.h"
#include "app/cli/historytransfer.h"
#include "app/cli/rundocument.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/query/query.h"

#include <QCommandLineParser>

namespace burin {

namespace {

struct Question {
    RunQuery query;
    RunId before;
    int limit = 50;
};

/// Adds what @p text asks for to @p query.
std::optional<Refusal> readQuery(const QString &text, RunQuery &query)
{
    const ParsedQuery parsed = parseQuery(text, QDate::currentDate());
    if (parsed.problem)
        return Refusal{
            Cli::tr("%1: %2").arg(text.mid(parsed.problem->offset, parsed.problem->length), parsed.problem->sentence)};
    query.conditions.insert(query.conditions.end(), parsed.query.conditions.begin(), parsed.query.conditions.end());
    query.text = (query.text + u' ' + parsed.query.text).trimmed();
    return std::nullopt;
}

std::optional<Refusal> readDays(const QCommandLineParser &parser, RunQuery &query)
{
    for (const auto &[name, target] :
         {std::pair{QStringLiteral("from"), &query.from}, std::pair{QStringLiteral("to"), &query.to}}) {
        if (!parser.isSet(name)) continue;
        const Checked<QDate> day = parseDay(QStringLiteral("--") + name, parser.value(name));
        if (!day) return day.error();
        *target = *day;
    }
    return std::nullopt;
}

Checked<Question> question(const QCommandLineParser &parser)
{
    const Checked<RunQuery> query = historyFilters(parser);
    if (!query) return query.error();
    Question asked;
    asked.query = *query;
    if (const QString limit = parser.value(QStringLiteral("limit")); !limit.isEmpty()) {
        const Checked<int> count = parseCount(QStringLiteral("--limit"), limit, 1);
        if (!count) return count.error();
        asked.limit = *count;
    }
    if (const QString before = parser.value(QStringLiteral("before")); !before.isEmpty()) {
        const Checked<RunId> id = parseRunId(QStringLiteral("--before"), before);
        if (!id) return id.error();
        asked.before = *id;
    }
    return asked;
}

QString snippetOf(const RunSummary &run)
{
    // The hits stand between two characters of the private use area; brackets say the same in a terminal.
    QString text = run.snippet.isEmpty() ? run.title : run.snippet;
    text.replace(QChar(0xe000), u'[').replace(QChar(0xe001), u']');
    constexpr qsizetype Longest = 60;
    text = text.simplified();
    return text.size() > Longest ? text.left(Longest - 1) + QChar(0x2026) : text;
}

void showTable(Session &session, const RunPage &page)
{
    TextTable table({{Cli::tr("RUN"), TextTable::Align::Right},
                     {Cli::tr("TIME")},
                     {Cli::tr("STATUS")},
                     {Cli::tr("MODEL")},
                     {Cli::tr("IN"), TextTable::Align::Right},
                     {Cli::tr("OUT"), TextTable::Align::Right},
                     {Cli::tr("COST"), TextTable::Align::Right},
                     {Cli::tr("PROMPT")}});
    for (const RunSummary &run : page.runs)
        table.add({QString::number(run.id.value), run.createdAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"),
                   toString(run.status), run.model, shown(run.inputTokens), shown(run.outputTokens), shown(run.cost),
                   snippetOf(run)});
    session.console().write(table.text());
    if (page.more) session.console().note(Cli::tr("There are older ones: --before %1").arg(page.runs.back().id.value));
}

void showPage(Session &session, const RunPage &page)
{
    if (session.wantsJson()) {
        for (const RunSummary &run : page.runs)
            session.console().writeJson(summaryDocument(run));
    } else {
        showTable(session, page);
    }
    session.finish(ExitDone);
}

void list(Session &session, const Question &asked)
{
    withHistory(
        session, [asked](const QSqlDatabase &db) { return runPage(db, asked.query, asked.before, asked.limit); },
        [&session](const RunPage &page) { showPage(session, page); });
}

void show(Session &session, const QStringList &words)
{
    const Checked<RunId> id = parseRunId(QStringLiteral("history show"), words.value(0));
    if (!id) return session.refuse(id.error());
    if (words.size() > 1) return session.refuse({Cli::tr("history show: one id, please.")});
    withHistory(
        session, [id = *id](const QSqlDatabase &db) { return loadRun(db, id); },
        [&session](const RunRecord &record) {
            if (session.wantsJson())
                session.console().writeJson(runDocument(record));
            else
                session.console().write(runAsText(record));
            session.finish(ExitDone);
        });
}

} // namespace

void addHistoryFilters(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("from"), Cli::tr("First day, inclusive."), QStringLiteral("DATE")});
    parser.addOption({QStringLiteral("to"), Cli::tr("Last day, inclusive."), QStringLiteral("DATE")});
    parser.addOption({QStringLiteral("model"), Cli::tr("The model asked for, exact."), QStringLiteral("MODEL")});
    parser.addOption({QStringLiteral("provider"), Cli::tr("The provider's id, exact."), QStringLiteral("PROVIDER")});
    parser.addOption({QStringLiteral("status"), Cli::tr("Such as completed or failed."), QStringLiteral("STATUS")});
    parser.addOption({QStringLiteral("prompt"), Cli::tr("The prompt's title, exact."), QStringLiteral("PROMPT")});
    parser.addOption({QStringLiteral("query"), Cli::tr("Conditions and words, such as 'cost>0.02 tag:draft'."),
                      QStringLiteral("QUERY")});
}

Checked<RunQuery> historyFilters(const QCommandLineParser &parser)
{
    RunQuery query;
    query.provider = parser.value(QStringLiteral("provider"));
    query.model = parser.value(QStringLiteral("model"));
    query.prompt = parser.value(QStringLiteral("prompt"));
    if (const std::optional<Refusal> refusal = readDays(parser, query)) return *refusal;
    if (const QString status = parser.value(QStringLiteral("status")); !status.isEmpty()) {
        query.status = runStatusFrom(status);
        if (!query.status) return Refusal{Cli::tr("--status %1: there is no such status.").arg(status)};
    }
    if (const auto refusal = readQuery(parser.value(QStringLiteral("query")), query)) return *refusal;
    return query;
}

namespace {

void addHistoryOptions(QCommandLineParser &parser)
{
    addHistoryFilters(parser);
    parser.addOption({QStringLiteral("remove"), Cli::tr("With tag: takes the tag away.")});
    parser.addOption({QStringLiteral("limit"), Cli::tr("How many; 50 if not told."), QStringLiteral("N")});
    parser.addOption({QStringLiteral("before"), Cli::tr("Only runs older than that one."), QStringLiteral("ID")});
}

} // namespace

void startHistory(Session &session, const QStringList &arguments)
{
    if (arguments.value(0) == QLatin1StringView("replay")) return startReplay(session, arguments.mid(1));
    if (arguments.value(0) == QLatin1StringView("diff")) return startHistoryDiff(session, arguments.mid(1));
    if (arguments.value(0) == QLatin1StringView("export")) return startHistoryExport(session, arguments.mid(1));
    if (arguments.value(0) == QLatin1StringView("import")) return startHistoryImport(session, arguments.mid(1));
    QCommandLineParser parser;
    addHistoryOptions(parser);
    if (!session.read(
            parser,
            QStringLiteral("history list|show ID|search QUERY|diff A B|replay ID|export [ID...]|import FILE|delete "
                           "ID...|tag TAG ID..."),
            arguments))
        return;
    QStringList words = parser.positionalArguments();
    const QString action = words.isEmpty() ? QString() : words.takeFirst();
    if (action == QLatin1StringView("show")) return show(session, words);
    if (action == QLatin1StringView("delete")) return deleteRuns(session, words);
    if (action == QLatin1StringView("tag"))
        return tagRuns(session, words, parser.isSet(QStringLiteral("remove")) ? TagUse::Remove : TagUse::Add);
    Checked<Question> asked = question(parser);
    if (!asked) return session.refuse(asked.error());
    const bool searches = action == QLatin1StringView("search");
    if (searches && words.isEmpty()) return session.refuse({Cli::tr("history search: which words?")});
    if (!searches && action != QLatin1StringView("list"))
        return session.refuse(
            {Cli::tr("history %1 is not in this version; list, show, search, replay, export, import, delete and tag "
                     "are.")
                 .arg(action)});
    if (!searches && !words.isEmpty())
        return session.refuse({Cli::tr("history list: %1 is too much; history search looks for words.").arg(words[0])});
    if (const auto refusal = readQuery(words.join(u' '), asked.value().query)) return session.refuse(*refusal);
    list(session, *asked);
}

} // namespace burin
