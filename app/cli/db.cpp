#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/base/await.h"
#include "core/store/keyvalue.h"

#include <QCommandLineParser>
#include <QJsonArray>

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

} // namespace

void startDb(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    if (!session.read(parser, QStringLiteral("db check"), arguments)) return;
    const QStringList words = parser.positionalArguments();
    if (words != QStringList{QStringLiteral("check")})
        return session.refuse({Cli::tr("db %1 is not in this version; db check is.").arg(words.join(u' '))});
    // Opening would make a new database, and a new one is always sound.
    if (!session.hasDatabase())
        return session.refuse({Cli::tr("there is no database in %1.").arg(session.dataFolder()), ExitStorage});
    await(session.database().run([](const QSqlDatabase &db) { return checkDatabase(db); }), &session,
          [&session](const Result<QStringList> &problems) {
              if (problems)
                  showProblems(session, *problems);
              else
                  session.refuse(refusalOf(problems.error()));
          });
}

} // namespace burin
