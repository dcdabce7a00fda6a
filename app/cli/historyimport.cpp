#include "app/transfer/historyimport.h"
#include "app/cli/historytransfer.h"
#include "app/cli/interrupt.h"
#include "app/cli/session.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace burin {

namespace {

QJsonObject document(const ImportSummary &summary)
{
    QJsonArray problems;
    for (const ImportProblem &problem : summary.problems)
        problems += QJsonObject{{QStringLiteral("place"), problem.place}, {QStringLiteral("reason"), problem.reason}};
    return {{QStringLiteral("added"), summary.added},
            {QStringLiteral("present"), summary.present},
            {QStringLiteral("refused"), summary.refused},
            {QStringLiteral("problems"), problems}};
}

void show(Session &session, const ImportSummary &summary)
{
    for (const ImportProblem &problem : summary.problems)
        session.console().note(problem.place + QLatin1StringView(": ") + problem.reason);
    session.console().writeLine(
        Cli::tr("Runs added: %1; here already: %2; refused: %3.")
            .arg(QString::number(summary.added), QString::number(summary.present), QString::number(summary.refused)));
}

void endImport(Session &session, const ImportSummary &summary)
{
    if (session.wantsJson())
        session.console().writeJson(document(summary));
    else
        show(session, summary);
    if (summary.cancelled) return session.finish(ExitCancelled);
    session.finish(summary.refused > 0 ? ExitFailed : ExitDone);
}

} // namespace

void startHistoryImport(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    if (!session.read(parser, QStringLiteral("history import FILE"), arguments)) return;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1) return session.refuse({Cli::tr("history import: one file, please.")});
    withHistory(
        session, [](const QSqlDatabase &) -> Outcome { return Done{}; },
        [&session, file = files.front()](const Done &) {
            auto *job = new HistoryImport(session.database(), file, &session);
            QObject::connect(&session.interrupt(), &Interrupt::requested, job, &HistoryImport::cancel);
            QObject::connect(job, &HistoryImport::finished, &session, [&session](const Result<ImportSummary> &summary) {
                if (!summary) return session.refuse(refusalOf(summary.error()));
                endImport(session, *summary);
            });
            job->start();
        });
}

} // namespace burin
