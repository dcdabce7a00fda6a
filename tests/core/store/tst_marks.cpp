#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/marks.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

class tst_Marks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyMarkCanBeSetAndTakenBack_data();
    void everyMarkCanBeSetAndTakenBack();
    void undoLeavesWhatWasThereBefore();
    void deletedRunIsHiddenAndItsCostStays();
    void runningRunIsNotDeleted();
    void badMarkChangesNothing();

private:
    QString shown() const;
    std::unique_ptr<OpenDatabase> m_db;
    std::vector<RunId> m_runs;
};

/// Four runs; the second one has a mark of each kind.
void tst_Marks::init()
{
    m_db = std::make_unique<OpenDatabase>();
    m_runs.clear();
    for (int i = 0; i < 4; ++i) {
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        QVERIFY(store(*m_db, record));
        m_runs.push_back(record.id);
    }
    const std::vector<RunId> second{m_runs[1]};
    QVERIFY(applyMarks(*m_db, {{second, SetStar{true}},
                               {second, SetRating{3}},
                               {second, SetNote{QStringLiteral("old")}},
                               {second, AddTag{QStringLiteral("Draft")}}}));
}

/// What the list shows, a line a run.
QString tst_Marks::shown() const
{
    QString lines;
    const Result<RunPage> page = runPage(*m_db, {}, {}, 10);
    for (const RunSummary &run : page->runs)
        lines += QStringLiteral("%1 %2 %3 %4 %5\n")
                     .arg(run.id.value)
                     .arg(run.starred)
                     .arg(run.rating)
                     .arg(m_db->value(QStringLiteral("SELECT note FROM run_notes WHERE run_id = %1").arg(run.id.value))
                              .toString(),
                          run.tags.join(u','));
    return lines;
}

void tst_Marks::everyMarkCanBeSetAndTakenBack_data()
{
    QTest::addColumn<MarkChange>("change");
    QTest::addColumn<QString>("after");
    const std::vector<RunId> some{RunId{1}, RunId{2}, RunId{4}, RunId{99}};
    const auto row = [&](const char *name, const auto &mark, const char *after) {
        QTest::newRow(name) << MarkChange{some, mark} << QString::fromLatin1(after);
    };
    row("star", SetStar{true}, "4 1 0  \n3 0 0  \n2 1 3 old Draft\n1 1 0  \n");
    row("no star", SetStar{false}, "4 0 0  \n3 0 0  \n2 0 3 old Draft\n1 0 0  \n");
    row("rating", SetRating{5}, "4 0 5  \n3 0 0  \n2 1 5 old Draft\n1 0 5  \n");
    row("no rating", SetRating{0}, "4 0 0  \n3 0 0  \n2 1 0 old Draft\n1 0 0  \n");
    row("note", SetNote{QStringLiteral("new")}, "4 0 0 new \n3 0 0  \n2 1 3 new Draft\n1 0 0 new \n");
    row("no note", SetNote{}, "4 0 0  \n3 0 0  \n2 1 3  Draft\n1 0 0  \n");
    row("tag", AddTag{QStringLiteral(" to  do ")}, "4 0 0  to do\n3 0 0  \n2 1 3 old Draft,to do\n1 0 0  to do\n");
    row("a tag in other letters is the same", AddTag{QStringLiteral("dRAFT")},
        "4 0 0  Draft\n3 0 0  \n2 1 3 old Draft\n1 0 0  Draft\n");
    row("no tag", RemoveTag{QStringLiteral("draft")}, "4 0 0  \n3 0 0  \n2 1 3 old \n1 0 0  \n");
    row("a tag that is not there", RemoveTag{QStringLiteral("none")}, "4 0 0  \n3 0 0  \n2 1 3 old Draft\n1 0 0  \n");
    row("delete", DeleteRuns{}, "3 0 0  \n");
}

void tst_Marks::everyMarkCanBeSetAndTakenBack()
{
    QFETCH(MarkChange, change);
    QFETCH(QString, after);
    const QString before = shown();
    const Result<MarkChanges> undo = applyMarks(*m_db, {change});
    QVERIFY(undo);
    QCOMPARE(shown(), after);
    const Result<MarkChanges> redo = applyMarks(*m_db, *undo);
    QVERIFY(redo);
    QCOMPARE(shown(), before);
    QVERIFY(applyMarks(*m_db, *redo));
    QCOMPARE(shown(), after);
}

void tst_Marks::undoLeavesWhatWasThereBefore()
{
    const Result<MarkChanges> undo = applyMarks(*m_db, {{m_runs, AddTag{QStringLiteral("Draft")}}});
    const MarkChanges expected{{{m_runs[0], m_runs[2], m_runs[3]}, RemoveTag{QStringLiteral("Draft")}}};
    QVERIFY(*undo == expected);
}

void tst_Marks::deletedRunIsHiddenAndItsCostStays()
{
    const QString sum = QStringLiteral("SELECT sum(cost_pico_usd) || ' ' || sum(runs) FROM daily_costs");
    const QString before = m_db->value(sum).toString();
    QVERIFY(applyMarks(*m_db, {{m_runs, DeleteRuns{}}}));
    QCOMPARE(m_db->value(sum).toString(), before);
    QVERIFY(runPage(*m_db, {}, {}, 10)->runs.empty());
    RunQuery words;
    words.text = QStringLiteral("answer");
    QVERIFY(runPage(*m_db, words, {}, 10)->runs.empty());
    QVERIFY(loadRun(*m_db, m_runs[0])); // until it is purged, it can come back whole
}

void tst_Marks::runningRunIsNotDeleted()
{
    RunRecord running = plainRun(QStringLiteral("x"), {});
    const Result<RunId> id = beginRun(*m_db, specOf(running));
    QVERIFY(applyMarks(*m_db, {{{*id}, DeleteRuns{}}})->empty());
    QCOMPARE(runPage(*m_db, {}, {}, 10)->runs.size(), 5u);
}

void tst_Marks::badMarkChangesNothing()
{
    const QString before = shown();
    const std::vector<RunId> &runs = m_runs;
    for (const MarkChange &bad : {MarkChange{runs, SetRating{6}}, MarkChange{runs, SetRating{-1}},
                                  MarkChange{runs, AddTag{QStringLiteral("  ")}}}) {
        const Result<MarkChanges> refused = applyMarks(*m_db, {{runs, SetStar{true}}, bad});
        QVERIFY(!refused && refused.error().code == ErrorCode::BadParameter);
        QCOMPARE(shown(), before);
    }
}

QTEST_GUILESS_MAIN(tst_Marks)
#include "tst_marks.moc"
