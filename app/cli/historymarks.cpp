#include "app/cli/historymarks.h"

#include "app/cli/session.h"
#include "core/store/marks.h"

namespace burin {

namespace {

Checked<std::vector<RunId>> parseRunIds(const QString &option, const QStringList &words)
{
    if (words.isEmpty()) return Refusal{Cli::tr("%1: which runs?").arg(option)};
    std::vector<RunId> ids;
    for (const QString &word : words) {
        const Checked<RunId> id = parseRunId(option, word);
        if (!id) return id.error();
        ids.push_back(*id);
    }
    return ids;
}

qsizetype runsIn(const MarkChanges &changes)
{
    qsizetype runs = 0;
    for (const MarkChange &change : changes)
        runs += qsizetype(change.runs.size());
    return runs;
}

/// Applies @p change and says with @p told how many runs it changed.
void mark(Session &session, const MarkChange &change, QString (*told)(int runs))
{
    withHistory(
        session, [change](const QSqlDatabase &db) { return applyMarks(db, {change}); },
        [&session, told](const MarkChanges &undo) {
            const int runs = int(runsIn(undo));
            if (session.wantsJson())
                session.console().writeJson({{QStringLiteral("changed"), runs}});
            else
                session.console().note(told(runs));
            session.finish(ExitDone);
        });
}

} // namespace

Checked<RunId> parseRunId(const QString &option, const QString &text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < 1) return Refusal{Cli::tr("%1 %2: the id of a run is needed.").arg(option, text)};
    return RunId{value};
}

void deleteRuns(Session &session, const QStringList &words)
{
    const Checked<std::vector<RunId>> ids = parseRunIds(QStringLiteral("history delete"), words);
    if (!ids) return session.refuse(ids.error());
    mark(session, {*ids, DeleteRuns{}},
         [](int runs) { return Cli::tr("Runs deleted: %1. What they cost stays.").arg(runs); });
}

void tagRuns(Session &session, const QStringList &words, TagUse use)
{
    if (words.isEmpty()) return session.refuse({Cli::tr("history tag: which tag, and which runs?")});
    const Checked<std::vector<RunId>> ids = parseRunIds(QStringLiteral("history tag"), words.mid(1));
    if (!ids) return session.refuse(ids.error());
    if (use == TagUse::Add)
        mark(session, {*ids, AddTag{words[0]}}, [](int runs) { return Cli::tr("Runs tagged: %1.").arg(runs); });
    else
        mark(session, {*ids, RemoveTag{words[0]}},
             [](int runs) { return Cli::tr("Runs that lost the tag: %1.").arg(runs); });
}

} // namespace burin
