// The page of the costs on a history of 1,000,000 runs over three years (or so many as --runs says): from the question
// to the painted page, for several ranges, filters and breakdowns, and again after one more run. Baseline: what a page
// without rollups would have to do at least, one sum over the runs of the same range.
//   burin_bench_costs [--runs N] [--cache FOLDER]
#include "core/store/costoverview.h"
#include "core/store/database.h"
#include "core/store/dbthread.h"
#include "historyfile.h"
#include "measure.h"
#include "ui/costs/costspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSqlQuery>

#include <functional>

using namespace burin;
using namespace burin::bench;

namespace {

constexpr int Rounds = 15;

struct Case {
    const char *name;
    CostQuestion question;
};

std::vector<Case> cases(QDate last)
{
    const auto question = [last](int days, const char *dimension) {
        CostQuestion q;
        q.filter.range = {last.addDays(1 - days), last};
        q.dimension = QString::fromLatin1(dimension);
        q.monthly = days > 182;
        return q;
    };
    std::vector<Case> list{{"today by model", question(1, "model")},
                           {"7 days by model", question(7, "model")},
                           {"30 days by model", question(30, "model")},
                           {"90 days by prompt", question(90, "prompt")},
                           {"a year by model", question(365, "model")},
                           {"3 years by model", question(1095, "model")},
                           {"3 years by prompt", question(1095, "prompt")},
                           {"3 years by provider, one model", question(1095, "provider")},
                           {"3 years, one prompt and status", question(1095, "model")},
                           {"90 days, one tag", question(90, "model")}};
    list[7].question.filter.model = QStringLiteral("gpt-4o");
    list[8].question.filter.prompt = QStringLiteral("Prompt 3");
    list[8].question.filter.status = RunStatus::Completed;
    list[9].question.filter.tag = QStringLiteral("tag3");
    return list;
}

double millisecondsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The page over a store whose questions are replaced by @p question.
class Shown {
public:
    explicit Shown(DbThread &database)
        : m_page({[this, &database](const CostQuestion &) {
                      return database.read([q = question](const QSqlDatabase &db) { return costOverview(db, q); });
                  },
                  [&database] { return database.read([](const QSqlDatabase &db) { return costChoices(db); }); }})
    {
        m_page.resize(1280, 800);
        m_page.show();
        paint();
    }

    /// From the click to the painted page.
    void paint()
    {
        QSignalSpy drawn(&m_page, &CostsPage::shown);
        m_page.refresh();
        if (drawn.isEmpty() && !drawn.wait(60'000)) qFatal("nothing shown");
        m_page.grab();
    }

    CostQuestion question;

private:
    CostsPage m_page;
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("runs"), QStringLiteral("runs"), QStringLiteral("N"), QStringLiteral("1000000")});
    parser.addOption({QStringLiteral("cache"), QStringLiteral("folder"), QStringLiteral("FOLDER"),
                      QCoreApplication::applicationDirPath() + QStringLiteral("/cache")});
    parser.process(application);
    const Theme theme;
    const QString folder =
        historyFolder(parser.value(QStringLiteral("cache")), parser.value(QStringLiteral("runs")).toInt());
    const Result<QSqlDatabase> db = openDatabase(folder, QStringLiteral("bench"));
    if (!db) qFatal("%s", qPrintable(db.error().detail));
    QSqlQuery last(QStringLiteral("SELECT max(day) FROM runs"), *db);
    last.next();
    DbThread database(folder);
    Shown shown(database);
    for (const Case &one : cases(QDate::fromJulianDay(last.value(0).toLongLong()))) {
        std::vector<double> read, painted, scan;
        shown.question = one.question;
        for (int round = 0; round <= Rounds; ++round) {
            const double a = millisecondsOf([&] { (void)costOverview(*db, one.question); });
            const double b = millisecondsOf([&] { shown.paint(); });
            const double c = millisecondsOf([&] {
                QSqlQuery sum(*db);
                sum.prepare(QStringLiteral("SELECT day, model_id, sum(cost_pico_usd) FROM runs "
                                           "WHERE day BETWEEN ? AND ? GROUP BY day, model_id"));
                sum.addBindValue(one.question.filter.range.from.toJulianDay());
                sum.addBindValue(one.question.filter.range.to.toJulianDay());
                sum.exec();
                while (sum.next()) {
                }
            });
            if (round == 0) continue;
            read.push_back(a);
            painted.push_back(b);
            scan.push_back(c);
        }
        report((QByteArray(one.name) + ", read").constData(), "ms", read, scan);
        report((QByteArray(one.name) + ", painted").constData(), "ms", painted, scan);
    }
    return 0;
}
