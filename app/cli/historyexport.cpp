#include "app/transfer/historyexport.h"
#include "app/cli/historytransfer.h"
#include "app/cli/interrupt.h"
#include "app/cli/session.h"

#include <QCommandLineParser>

namespace burin {

namespace {

QStringList formatIds()
{
    QStringList ids;
    for (const ExportFormat &format : exportFormats())
        ids += QString::fromLatin1(format.id);
    return ids;
}

/// As --format says, else as the file's name ends, else for a spreadsheet.
Checked<const ExportFormat *> formatOf(const QCommandLineParser &parser)
{
    const QString path = parser.value(QStringLiteral("output"));
    const QString asked = parser.value(QStringLiteral("format"));
    const ExportFormat *format = findExportFormat(asked.isEmpty() ? path.section(u'.', -1).toLower() : asked);
    if (!format && asked.isEmpty()) format = findExportFormat(u"csv");
    if (format) return format;
    return Refusal{Cli::tr("--format %1: there are %2.").arg(asked, formatIds().join(QLatin1StringView(", ")))};
}

Checked<ExportOrder> orderOf(const QCommandLineParser &parser)
{
    const Checked<const ExportFormat *> format = formatOf(parser);
    if (!format) return format.error();
    const Checked<RunQuery> query = historyFilters(parser);
    if (!query) return query.error();
    const QString path = parser.value(QStringLiteral("output"));
    ExportOrder order{*format, *query, {}, path.isEmpty() ? QStringLiteral("-") : path};
    for (const QString &word : parser.positionalArguments()) {
        bool ok = false;
        const qint64 id = word.toLongLong(&ok);
        if (!ok || id < 1) return Refusal{Cli::tr("history export %1: the id of a run is needed.").arg(word)};
        order.runs.push_back(RunId{id});
    }
    return order;
}

/// Runs that were asked for by their ids must be there.
void endExport(Session &session, const ExportSummary &summary, qint64 wanted)
{
    if (summary.cancelled) return session.finish(ExitCancelled);
    if (summary.runs < wanted)
        return session.refuse(
            {Cli::tr("Runs exported: %1; the others are not there, or go on.").arg(summary.runs), ExitUsage});
    session.console().note(Cli::tr("Runs exported: %1.").arg(summary.runs));
    session.finish(ExitDone);
}

} // namespace

void startHistoryExport(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("format"), formatIds().join(u'|'), QStringLiteral("FORMAT")});
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      Cli::tr("Into this file; stdout if not told."),
                      QStringLiteral("FILE")});
    addHistoryFilters(parser);
    if (!session.read(parser, QStringLiteral("history export [ID...]"), arguments)) return;
    const Checked<ExportOrder> order = orderOf(parser);
    if (!order) return session.refuse(order.error());
    withHistory(
        session, [](const QSqlDatabase &) -> Outcome { return Done{}; },
        [&session, order = *order](const Done &) {
            auto *job = new HistoryExport(session.database(), order, &session);
            QObject::connect(&session.interrupt(), &Interrupt::requested, job, &HistoryExport::cancel);
            QObject::connect(job, &HistoryExport::finished, &session,
                             [&session, wanted = qint64(order.runs.size())](const Result<ExportSummary> &summary) {
                                 if (!summary) return session.refuse(refusalOf(summary.error()));
                                 endExport(session, *summary, wanted);
                             });
            job->start();
        });
}

} // namespace burin
