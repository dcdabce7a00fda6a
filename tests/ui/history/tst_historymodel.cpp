#include "fakehistory.h"
#include "ui/history/historymodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

class tst_HistoryModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void fetchesEachPageOnceInOrder();
    void asksForNothingWhileAPageIsOnItsWay();
    void ignoresAnswersToSupersededQuestions();
    void keepsTheOldRowsUntilTheNewOnesCome();
    void mergesNewChangedAndVanishedRuns();
    void startsAnewWhenTooMuchIsNew();
    void saysWhyThereIsNothing();
    void saysWhatARunIs_data();
    void saysWhatARunIs();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

QList<qint64> idsOf(const HistoryModel &model)
{
    QList<qint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids += model.run(row).id.value;
    return ids;
}

} // namespace

void tst_HistoryModel::fetchesEachPageOnceInOrder()
{
    FakeHistory history(2 * HistoryModel::PageSize + 30);
    HistoryModel model(history.source().page);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), HistoryModel::PageSize);
    while (model.canFetchMore({}) || int(idsOf(model).size()) < int(history.runs.size())) {
        const int before = model.rowCount();
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() > before);
    }
    QList<qint64> expected;
    for (const RunSummary &run : history.runs)
        expected += run.id.value;
    QCOMPARE(idsOf(model), expected);
    QList<qint64> asked;
    for (const auto &question : history.pages)
        asked += question.before.value;
    QCOMPARE(asked, (QList<qint64>{0, 131, 31}));
}

void tst_HistoryModel::asksForNothingWhileAPageIsOnItsWay()
{
    FakeHistory history(250);
    history.held = true;
    HistoryModel model(history.source().page);
    model.setQuery({});
    QVERIFY(!model.canFetchMore({}));
    history.answerPage(0);
    QTRY_COMPARE(model.rowCount(), 100);
    model.fetchMore({});
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(history.pages.size(), 2u);
}

void tst_HistoryModel::ignoresAnswersToSupersededQuestions()
{
    FakeHistory history(30);
    history.held = true;
    HistoryModel model(history.source().page);
    QSignalSpy loaded(&model, &HistoryModel::loaded);
    RunQuery first, second;
    first.text = QStringLiteral("Prompt");
    second.text = QStringLiteral("Prompt 7");
    model.setQuery(first);
    model.setQuery(second);
    history.answerPage(1);
    QTRY_COMPARE(model.rowCount(), 1);
    history.answerPage(0);
    QCoreApplication::sendPostedEvents(); // lets a wrong delivery happen
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(idsOf(model), QList<qint64>{7});
}

void tst_HistoryModel::keepsTheOldRowsUntilTheNewOnesCome()
{
    FakeHistory history(30);
    HistoryModel model(history.source().page);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 30);
    RunQuery query;
    query.model = QStringLiteral("alpha");
    model.setQuery(query);
    QCOMPARE(model.rowCount(), 30);
    QTRY_COMPARE(model.rowCount(), 10);
}

void tst_HistoryModel::mergesNewChangedAndVanishedRuns()
{
    FakeHistory history(10);
    HistoryModel model(history.source().page);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 10);
    QSignalSpy resets(&model, &HistoryModel::modelReset), loaded(&model, &HistoryModel::loaded);
    const QPersistentModelIndex kept = model.index(4, HistoryModel::Prompt);
    history.add(summaryOf(11));
    history.add(summaryOf(12));
    history.runs[3].status = RunStatus::Cancelled; // run 9
    history.runs.erase(history.runs.begin() + 5);  // run 7
    model.refresh();
    QVERIFY(loaded.wait());
    QCOMPARE(idsOf(model), (QList<qint64>{12, 11, 10, 9, 8, 6, 5, 4, 3, 2, 1}));
    QVERIFY(model.run(3).status == RunStatus::Cancelled);
    QCOMPARE(kept.data().toString(), QStringLiteral("Prompt 6"));
    QCOMPARE(resets.size(), 0);
}

void tst_HistoryModel::startsAnewWhenTooMuchIsNew()
{
    FakeHistory history(50);
    HistoryModel model(history.source().page);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 50);
    for (int id = 51; id <= 50 + 3 * HistoryModel::PageSize; ++id)
        history.add(summaryOf(id));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), HistoryModel::PageSize);
    QCOMPARE(model.run(0).id.value, 350);
    QVERIFY(model.canFetchMore({}));
}

void tst_HistoryModel::saysWhyThereIsNothing()
{
    FakeHistory history(5);
    history.error = makeError(ErrorCode::Corrupt, QStringLiteral("history.db"));
    HistoryModel model(history.source().page);
    QSignalSpy loaded(&model, &HistoryModel::loaded);
    model.setQuery({});
    QVERIFY(loaded.wait());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.error()->code == ErrorCode::Corrupt);
    QVERIFY(!model.canFetchMore({}));
}

void tst_HistoryModel::saysWhatARunIs_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<RunSummary>("run");
    QTest::addColumn<QString>("text");
    const RunSummary plain = summaryOf(1);
    RunSummary hostile = plain, unpriced = plain, estimated = plain, many = plain, running = plain;
    hostile.title = QStringLiteral("<b>bold</b>\n\u202Egpj.exe");
    unpriced.cost.reset();
    unpriced.provenance = Provenance::Unpriced;
    estimated.provenance = Provenance::Estimated;
    many.inputTokens = 1'204'334;
    running.status = RunStatus::Running;
    QTest::newRow("model") << int(HistoryModel::ModelName) << plain << QStringLiteral("beta");
    QTest::newRow("tokens") << int(HistoryModel::Tokens) << plain << QStringLiteral("1,204 → 356");
    QTest::newRow("many tokens") << int(HistoryModel::Tokens) << many << QStringLiteral("1.20 M → 356");
    QTest::newRow("cost") << int(HistoryModel::Cost) << plain << QStringLiteral("$0.0043");
    QTest::newRow("unpriced is not 0") << int(HistoryModel::Cost) << unpriced << QStringLiteral("no price");
    QTest::newRow("estimated") << int(HistoryModel::Cost) << estimated << QStringLiteral("~$0.0043");
    QTest::newRow("first token") << int(HistoryModel::FirstContent) << plain << QStringLiteral("0.62 s");
    QTest::newRow("total") << int(HistoryModel::Total) << plain << QStringLiteral("4.9 s");
    QTest::newRow("no total yet") << int(HistoryModel::Total) << running << QStringLiteral("–");
    QTest::newRow("hostile title") << int(HistoryModel::Prompt) << hostile
                                   << QStringLiteral("<b>bold</b> ⟨U+202E⟩gpj.exe");
}

void tst_HistoryModel::saysWhatARunIs()
{
    QFETCH(int, column);
    QFETCH(RunSummary, run);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    FakeHistory history;
    history.add(run);
    HistoryModel model(history.source().page);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 1);
    const QModelIndex index = model.index(0, column);
    QCOMPARE(index.data().toString(), text);
    QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(QLatin1StringView("<b>bold")));
    QCOMPARE(model.index(0, HistoryModel::Status).data(Qt::AccessibleTextRole).toString(),
             run.status == RunStatus::Running ? QStringLiteral("running") : QStringLiteral("completed"));
}

QTEST_MAIN(tst_HistoryModel)
#include "tst_historymodel.moc"
