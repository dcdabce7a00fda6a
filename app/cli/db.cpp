#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/base/await.h"
#include "core/store/backups.h"
#include "core/store/databasestats.h"
#include "core/store/keyvalue.h"
#include "core/store/salvage.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QtConcurrent>

namespace burin {

namespace {

void showProblems(Session &session, const QStringList &problems)
{
    if (session.wantsJson()) {
        session.console().writeJson({{QStringLiteral("sound"), problems.isEmpty()},
                                     {QStringLiteral("problems"), QJsonArray::fromStringList(problems)}});
    } else {
        for (const QString &problem : problems)
            session.console().writeLine(problem);
        if (problems.isEmpty()) session.console().writeLine(Cli::tr("The database is sound."));
    }
    session.finish(problems.isEmpty() ? ExitDone : ExitFailed);
}

/// Says @p text, or @p json, and ends the session.
void showDone(Session &session, const QString &text, const QJsonObject &json)
{
    if (session.wantsJson())
        session.console().writeJson(json);
    else
        session.console().writeLine(text);
    session.finish(ExitDone);
}

/// Shows a result that came, or refuses with its error.
template <class R, class Show> void whenDone(Session &session, const QFuture<R> &future, Show show)
{
    await(future, &session, [&session, show = std::move(show)](const R &result) {
        if (result)
            show(*result);
        else
            session.refuse(refusalOf(result.error()));
    });
}

void check(Session &session, const QStringList &)
{
    whenDone(session, session.database().run([](const QSqlDatabase &db) { return checkDatabase(db); }),
             [&session](const QStringList &problems) { showProblems(session, problems); });
}

void backUp(Session &session, const QStringList &files)
{
    const QString target = QFileInfo(files.front()).absoluteFilePath();
    whenDone(session, QtConcurrent::run(&backUpTo, session.dataFolder(), target), [&session, target](Done) {
        showDone(session, Cli::tr("A copy is in %1.").arg(target), {{QStringLiteral("file"), target}});
    });
}

void vacuum(Session &session, const QStringList &)
{
    const QString file = session.dataFolder() + QStringLiteral("/burin.sqlite");
    const qint64 before = QFileInfo(file).size();
    whenDone(session, session.database().run(&compactDatabase), [&session, file, before](Done) {
        const qint64 now = QFileInfo(file).size();
        const QLocale locale;
        showDone(session,
                 Cli::tr("%1 before, %2 now.").arg(locale.formattedDataSize(before), locale.formattedDataSize(now)),
                 {{QStringLiteral("bytes_before"), before}, {QStringLiteral("bytes"), now}});
    });
}

/// A figure of `db stats`: one row here.
struct StatRow {
    qint64 DatabaseStats::*value;
    const char *key;
    const char *title; ///< Source text, context "Cli".
};
constexpr StatRow statRows[] = {
    {&DatabaseStats::runs, "runs", QT_TRANSLATE_NOOP("Cli", "Runs")},
    {&DatabaseStats::deletedRuns, "deleted_runs", QT_TRANSLATE_NOOP("Cli", "Deleted runs")},
    {&DatabaseStats::purgedRuns, "purged_runs", QT_TRANSLATE_NOOP("Cli", "Deleted runs without texts")},
    {&DatabaseStats::backlogRuns, "backlog_runs", QT_TRANSLATE_NOOP("Cli", "Runs not searchable yet")},
    {&DatabaseStats::textBytes, "text_bytes", QT_TRANSLATE_NOOP("Cli", "Bytes of prompts and answers")},
    {&DatabaseStats::sharedBytes, "shared_bytes", QT_TRANSLATE_NOOP("Cli", "Bytes stored once for several runs")},
    {&DatabaseStats::recordingBytes, "recording_bytes", QT_TRANSLATE_NOOP("Cli", "Bytes of recordings")},
    {&DatabaseStats::fileBytes, "file_bytes", QT_TRANSLATE_NOOP("Cli", "Bytes of the file")},
    {&DatabaseStats::freeBytes, "free_bytes", QT_TRANSLATE_NOOP("Cli", "Bytes free in the file")},
};

void showStats(Session &session, const DatabaseStats &stats)
{
    const QStringList backups = backupsIn(session.dataFolder());
    QJsonObject json{{QStringLiteral("schema_version"), stats.schemaVersion},
                     {QStringLiteral("backups"), QJsonArray::fromStringList(backups)}};
    QString text = Cli::tr("Schema: version %1").arg(stats.schemaVersion);
    for (const StatRow &row : statRows) {
        json.insert(QString::fromLatin1(row.key), stats.*row.value);
        //: A figure of the database: %1 is what it is, %2 the number.
        text += u'\n' + Cli::tr("%1: %2").arg(Cli::tr(row.title), QLocale().toString(stats.*row.value));
    }
    text += u'\n' + (backups.isEmpty() ? Cli::tr("No backups") : Cli::tr("Newest backup: %1").arg(backups.front()));
    showDone(session, text, json);
}

void stats(Session &session, const QStringList &)
{
    whenDone(session, session.database().run(&databaseStats),
             [&session](const DatabaseStats &stats) { showStats(session, stats); });
}

void salvageFile(Session &session, const QStringList &files)
{
    const QString source = QFileInfo(files.at(0)).absoluteFilePath();
    const QString target = QFileInfo(files.at(1)).absoluteFilePath();
    if (!QFileInfo::exists(source)) return session.refuse({Cli::tr("there is no file %1.").arg(source), ExitUsage});
    const auto work = [source, target] { return salvage(source, target); };
    whenDone(session, QtConcurrent::run(work), [&session, target](const Salvaged &salvaged) {
        const QLocale locale;
        QStringList lines{
            Cli::tr("Runs in %1: %2. The damaged file is as it was.").arg(target, locale.toString(salvaged.runs))};
        if (salvaged.withoutTexts > 0)
            lines += Cli::tr("Runs whose prompt and answer could not be read: %1")
                         .arg(locale.toString(salvaged.withoutTexts));
        if (salvaged.rebuilt > 0)
            lines += Cli::tr("Runs that were put together from parts: %1").arg(locale.toString(salvaged.rebuilt));
        showDone(session, lines.join(u'\n'),
                 {{QStringLiteral("file"), target},
                  {QStringLiteral("runs"), salvaged.runs},
                  {QStringLiteral("without_texts"), salvaged.withoutTexts},
                  {QStringLiteral("rebuilt"), salvaged.rebuilt},
                  {QStringLiteral("damaged_tables"), QJsonArray::fromStringList(salvaged.damaged)}});
    });
}

/// What can be done with the database: one row here.
struct Action {
    const char *name;
    int files;          ///< How many names follow it.
    bool needsDatabase; ///< Of the profile. Opening would make a new one, and a new one is always sound.
    void (*start)(Session &session, const QStringList &files);
};
constexpr Action actions[] = {
    {"check", 0, true, &check}, {"backup", 1, true, &backUp},        {"vacuum", 0, true, &vacuum},
    {"stats", 0, true, &stats}, {"salvage", 2, false, &salvageFile},
};

} // namespace

void startDb(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    const QString usage = QStringLiteral("db check|backup FILE|vacuum|stats|salvage FILE NEW_FILE");
    if (!session.read(parser, usage, arguments)) return;
    const QStringList words = parser.positionalArguments();
    const auto action = std::ranges::find_if(actions, [&words](const Action &a) {
        return words.value(0) == QLatin1StringView(a.name) && words.size() == a.files + 1;
    });
    if (action == std::end(actions)) return session.refuse({Cli::tr("usage: burin-cli %1").arg(usage)});
    if (action->needsDatabase && !session.hasDatabase())
        return session.refuse({Cli::tr("there is no database in %1.").arg(session.dataFolder()), ExitStorage});
    action->start(session, words.mid(1));
}

} // namespace burin
