#include "app/cli/costpagefile.h"

#include "app/cli/session.h"
#include "core/export/reportpages.h"
#include "core/store/reports.h"

#include <QSaveFile>

namespace burin {

namespace {

/// On the database's thread.
Outcome writePage(const CostReport &report, const QString &path)
{
    const QByteArray page = costPage(report);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(page) == page.size() && file.commit();
    return written ? Outcome(Done{}) : makeError(ErrorCode::FileNotWritten, path, file.errorString());
}

} // namespace

void writeCostPage(Session &session, const DayRange &range, const QString &path)
{
    constexpr int Days = 30;
    const QDate to = range.to.isValid() ? range.to : QDate::currentDate();
    const DayRange days{range.from.isValid() ? range.from : to.addDays(1 - Days), to};
    withHistory(
        session,
        [days, path](const QSqlDatabase &db) -> Outcome {
            const Result<CostReport> report = costReport(db, days);
            return report ? writePage(*report, path) : Outcome(report.error());
        },
        [&session](const Done &) { session.finish(ExitDone); });
}

} // namespace burin
