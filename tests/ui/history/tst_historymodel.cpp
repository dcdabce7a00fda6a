#include "fakehistory.h"
#include "ui/history/historymodel.h"
#include "ui/history/rundelegate.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

class tst_HistoryModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }
    void isAsLongAsTheListAndReadsWhatIsSeen();
    void holdsOnlySomeThousandRuns();
    void asksOnlyForTheLastPagesThatWerePassed();
    void placesAreRightAfterRunsCameAndWent();
    void findsTheRowOfADay_data();
    void findsTheRowOfADay();
    void marksTheHitsOfASearch_data();
    void marksTheHitsOfASearch();
    void readsAgainWhatChanged();
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
        ids += (model.run(row) ? model.run(row)->id.value : 0);
    return ids;
}

} // namespace

void tst_HistoryModel::isAsLongAsTheListAndReadsWhatIsSeen()
{
    constexpr int Runs = 50'000;
    FakeHistory history(Runs);
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), Runs);
    QCOMPARE(history.pages.size(), 1u);
    QCOMPARE(history.stretches, (std::vector<RunId>{{Runs - 99}, {Runs - 20'099}, {Runs - 40'099}}));
    for (const int row : {Runs - 1, 25'050, 150, 30'099}) {
        QVERIFY(!model.index(row, HistoryModel::Prompt).data().isValid()); // not read yet
        QTRY_COMPARE(model.index(row, HistoryModel::Prompt).data().toString(),
                     QStringLiteral("Prompt %1").arg(Runs - row));
    }
    for (const auto &question : history.pages)
        QVERIFY(question.skip < HistoryModel::StretchSize);
}

void tst_HistoryModel::holdsOnlySomeThousandRuns()
{
    constexpr int Runs = 8'000;
    FakeHistory history(Runs);
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), Runs);
    for (int row = 0; row < Runs; row += HistoryModel::PageSize) {
        model.index(row, HistoryModel::Prompt).data();
        QTRY_VERIFY(model.run(row));
    }
    int held = 0;
    for (int row = 0; row < Runs; ++row)
        held += model.run(row) ? 1 : 0;
    QCOMPARE(held, RunWindow::MostRuns);
    QVERIFY(model.run(0));        // what is new is compared with the first ones
    QVERIFY(model.run(Runs - 1)); // and these were seen last
}

void tst_HistoryModel::asksOnlyForTheLastPagesThatWerePassed()
{
    FakeHistory history(20'000);
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 20'000);
    history.pages.clear();
    for (int row = 1'000; row < 19'000; row += HistoryModel::PageSize)
        model.index(row, HistoryModel::Prompt).data();
    QTRY_VERIFY(model.run(18'900));
    QTRY_VERIFY(model.run(18'600));
    QVERIFY(!model.run(1'000));
    QVERIFY(history.pages.size() <= 4u);
}

void tst_HistoryModel::placesAreRightAfterRunsCameAndWent()
{
    FakeHistory history(3'000);
    HistoryModel model(history.source());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 3'000);
    for (const int id : {3'001, 3'002, 3'003})
        history.add(summaryOf(id));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 3'003);
    history.runs.erase(history.runs.begin() + 1); // run 3002
    model.take({RunId{3'002}});
    QCOMPARE(model.rowCount(), 3'002);
    model.index(2'000, HistoryModel::Prompt).data();
    QTRY_VERIFY(model.run(2'000));
    QCOMPARE(model.run(2'000)->id, history.runs[2'000].id);
}

void tst_HistoryModel::findsTheRowOfADay_data()
{
    QTest::addColumn<int>("daysAfterTheFirst");
    QTest::addColumn<int>("row");
    QTest::newRow("in the middle") << 1 << 3'000 - 2'259; // run 2259 is the last one of that day
    QTest::newRow("later than all") << 9 << 0;
    QTest::newRow("earlier than all") << -9 << 2'999;
}

void tst_HistoryModel::findsTheRowOfADay()
{
    QFETCH(int, daysAfterTheFirst);
    QFETCH(int, row);
    FakeHistory history(3'000); // one a minute, from 10:21:30 UTC on
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 3'000);
    QSignalSpy found(&model, &HistoryModel::found);
    const QDate day = history.runs.back().createdAt.toLocalTime().date().addDays(daysAfterTheFirst);
    model.find(day);
    QVERIFY(found.wait());
    QCOMPARE(found.first().first().toInt(), row);
}

void tst_HistoryModel::readsAgainWhatChanged()
{
    FakeHistory history(30);
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 30);
    history.runs[7].starred = true;
    model.reread();
    QVERIFY(!model.index(7, HistoryModel::Prompt).data().toString().isEmpty()); // the old row stays until then
    QTRY_VERIFY(model.run(7)->starred);
}

void tst_HistoryModel::ignoresAnswersToSupersededQuestions()
{
    FakeHistory history(30);
    history.held = true;
    HistoryModel model(history.source());
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
    HistoryModel model(history.source());
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
    HistoryModel model(history.source());
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
    QVERIFY(model.run(3)->status == RunStatus::Cancelled);
    QCOMPARE(kept.data().toString(), QStringLiteral("Prompt 6"));
    QCOMPARE(resets.size(), 0);
}

void tst_HistoryModel::startsAnewWhenTooMuchIsNew()
{
    FakeHistory history(50);
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 50);
    for (int id = 51; id <= 50 + 3 * HistoryModel::PageSize; ++id)
        history.add(summaryOf(id));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 350);
    QCOMPARE(model.run(0)->id.value, 350);
}

void tst_HistoryModel::saysWhyThereIsNothing()
{
    FakeHistory history(5);
    history.error = makeError(ErrorCode::Corrupt, QStringLiteral("history.db"));
    HistoryModel model(history.source());
    QSignalSpy loaded(&model, &HistoryModel::loaded);
    model.setQuery({});
    QVERIFY(loaded.wait());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.error()->code == ErrorCode::Corrupt);
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
    HistoryModel model(history.source());
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 1);
    const QModelIndex index = model.index(0, column);
    QCOMPARE(index.data().toString(), text);
    QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(QLatin1StringView("<b>bold")));
    QCOMPARE(model.index(0, HistoryModel::Status).data(Qt::AccessibleTextRole).toString(),
             run.status == RunStatus::Running ? QStringLiteral("running") : QStringLiteral("completed"));
}

void tst_HistoryModel::marksTheHitsOfASearch_data()
{
    QTest::addColumn<QString>("snippet");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hits");
    QTest::newRow("none") << QStringLiteral("plain") << QStringLiteral("plain") << QString();
    QTest::newRow("two") << QStringLiteral("a \uE000refund\uE001 or\n\uE000refunds\uE001.")
                         << QStringLiteral("a refund or refunds.") << QStringLiteral("refund|refunds");
    QTest::newRow("behind an escape") << QStringLiteral("\u202E \uE000x\uE001") << QStringLiteral("⟨U+202E⟩ x")
                                      << QStringLiteral("x");
    QTest::newRow("unbalanced") << QStringLiteral("\uE001a \uE000b") << QStringLiteral("a b") << QString();
}

void tst_HistoryModel::marksTheHitsOfASearch()
{
    QFETCH(QString, snippet);
    QFETCH(QString, text);
    QFETCH(QString, hits);
    const MarkedText marked = markedText(snippet);
    QCOMPARE(marked.text, text);
    QStringList found;
    for (const auto &[offset, length] : marked.hits)
        found += marked.text.mid(offset, length);
    QCOMPARE(found.join(u'|'), hits);
}

QTEST_MAIN(tst_HistoryModel)
#include "tst_historymodel.moc"
