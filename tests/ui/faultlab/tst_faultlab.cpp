#include "ui/faultlab/faultlabpage.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace burin;
using namespace std::chrono_literals;

namespace {

Expectation failing(ErrorCode code, int attempts)
{
    return {.status = RunStatus::Failed, .errors = {code}, .attempts = attempts};
}

std::vector<FaultScenario> scenarios()
{
    return {{QStringLiteral("simulator-fast"),
             QStringLiteral("A good answer"),
             QStringLiteral("Reading speed"),
             QStringLiteral("Good answers"),
             {},
             {}},
            {QStringLiteral("simulator-overloaded"),
             QStringLiteral("Overloaded"),
             QStringLiteral("Always overloaded"),
             QStringLiteral("Failing servers"),
             {},
             failing(ErrorCode::Overloaded, 2)},
            {QStringLiteral("simulator-flagged"),
             QStringLiteral("Flagged"),
             QStringLiteral("Moderation refuses"),
             QStringLiteral("Failing servers"),
             {QStringLiteral("openrouter")},
             failing(ErrorCode::Moderation, 1)}};
}

RunRecord overloaded(int attempts)
{
    RunRecord record;
    record.status = RunStatus::Failed;
    record.error = makeError(ErrorCode::Overloaded);
    for (int i = 1; i <= attempts; ++i) {
        Attempt attempt;
        attempt.number = i;
        attempt.waited = i == 1 ? 0ms : 2000ms;
        attempt.httpStatus = 503;
        attempt.error = record.error;
        record.attempts.push_back(attempt);
    }
    return record;
}

} // namespace

class tst_FaultLab : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FaultLabPage> m_page;

    template <class T> T *part(const char *name) const { return m_page->findChild<T *>(QLatin1StringView(name)); }
    QTreeWidgetItem *item(const QString &title) const
    {
        return part<QTreeWidget>("scenarios")->findItems(title, Qt::MatchExactly | Qt::MatchRecursive).value(0);
    }
    void choose(const QString &title) const { part<QTreeWidget>("scenarios")->setCurrentItem(item(title)); }
    QString verdict() const { return part<QLabel>("verdict")->text(); }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        m_page = std::make_unique<FaultLabPage>();
        m_page->setScenarios(scenarios());
        m_page->setKinds({QStringLiteral("openai"), QStringLiteral("openrouter")});
        m_page->resize(1280, 800);
        m_page->show();
    }
    void cleanup() { m_page.reset(); }

    void offersWhatTheWireFormatCanShow()
    {
        QVERIFY(item(QStringLiteral("Overloaded")));
        QVERIFY(!item(QStringLiteral("Flagged")));
        m_page->findChild<QComboBox *>()->setCurrentText(QStringLiteral("openrouter"));
        QVERIFY(item(QStringLiteral("Flagged")));
    }

    void searchesTitlesAndDescriptions()
    {
        m_page->findChild<QLineEdit *>()->setText(QStringLiteral("always"));
        QVERIFY(item(QStringLiteral("Overloaded")) && !item(QStringLiteral("A good answer")));
        m_page->findChild<QLineEdit *>()->setText(QStringLiteral("nothing like it"));
        QVERIFY(!part<QTreeWidget>("scenarios")->isVisible());
        QVERIFY(!part<QPushButton>("runFault")->isEnabled());
    }

    void ordersTheChosenScenario()
    {
        QSignalSpy ordered(m_page.get(), &FaultLabPage::runRequested);
        choose(QStringLiteral("Overloaded"));
        part<QPushButton>("runFault")->click();
        QCOMPARE(ordered.size(), 1);
        const auto order = ordered.first().first().value<FaultOrder>();
        QCOMPARE(order.model, QStringLiteral("simulator-overloaded"));
        QCOMPARE(order.kind, QStringLiteral("openai"));
        QVERIFY(!order.waits);
        QVERIFY(!part<QPushButton>("runFault")->isEnabled()); // until it ends
    }

    void saysWhetherItEndedAsExpected()
    {
        choose(QStringLiteral("Overloaded"));
        part<QPushButton>("runFault")->click();
        m_page->showFinished(QStringLiteral("simulator-overloaded"), overloaded(2));
        QVERIFY2(verdict().startsWith(QStringLiteral("As expected:")), qPrintable(verdict()));
        part<QPushButton>("runFault")->click();
        m_page->showFinished(QStringLiteral("simulator-overloaded"), overloaded(4));
        QVERIFY2(verdict().startsWith(QStringLiteral("Not as expected:")), qPrintable(verdict()));
        QVERIFY(verdict().contains(QStringLiteral("Expected:")));
    }

    void namesWhatAnErrorIsAbout()
    {
        RunRecord unknown = overloaded(1);
        unknown.error = makeError(ErrorCode::ModelNotFound, QStringLiteral("gpt-nothing"));
        part<QPushButton>("runAllFaults")->click();
        m_page->showFinished(QStringLiteral("simulator-overloaded"), unknown);
        const QAbstractItemModel *results = part<QTableView>("results")->model();
        QVERIFY(results->index(0, 2).data().toString().contains(QStringLiteral("gpt-nothing")));
    }

    void runsAllThatAreOffered()
    {
        QSignalSpy ordered(m_page.get(), &FaultLabPage::runAllRequested);
        part<QPushButton>("runAllFaults")->click();
        QCOMPARE(ordered.first().first().value<std::vector<FaultOrder>>().size(), size_t(2));
        RunRecord good;
        good.status = RunStatus::Completed;
        m_page->showFinished(QStringLiteral("simulator-fast"), good);
        m_page->showFinished(QStringLiteral("simulator-overloaded"), overloaded(4));
        QCOMPARE(part<QTableView>("results")->model()->rowCount(), 2);
        QCOMPARE(part<QLabel>("faultProgress")->text(), QStringLiteral("1 of 2 as expected"));
        QVERIFY(part<QPushButton>("runAllFaults")->isEnabled());
    }

    void whatWasCancelledIsNotWaitedFor()
    {
        part<QPushButton>("runAllFaults")->click();
        QVERIFY(!part<QPushButton>("runAllFaults")->isEnabled());
        m_page->dropOrders(2);
        QVERIFY(part<QPushButton>("runAllFaults")->isEnabled());
        QCOMPARE(part<QTableView>("results")->model()->rowCount(), 0);
    }
};

QTEST_MAIN(tst_FaultLab)
#include "tst_faultlab.moc"
