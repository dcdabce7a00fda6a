#include "tests/ui/compare/comparefixture.h"
#include "tests/ui/named.h"
#include "ui/common/diffview.h"
#include "ui/compare/scrolllink.h"
#include "ui/compare/varianceview.h"
#include "ui/workbench/answerview.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeWidget>

using namespace burin;

class tst_Lanes : public CompareFixture {
    Q_OBJECT
private:
    void repeat(int times) const { partOf<QSpinBox>(lane(0), "laneRepeats")->setValue(times); }

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void aLaneRunsAsOftenAsItIsToldOneAfterTheOther()
    {
        repeat(3);
        partOf<QPushButton>(lane(0), "laneRun")->click();
        for (int run = 1; run <= 3; ++run) {
            QCOMPARE(m_asked.size(), size_t(run));
            QCOMPARE(partOf<QLabel>(lane(0), "laneCount")->text(), QStringLiteral("run %1 of 3").arg(run));
            lane(0)->series()->finish(record("answer"));
        }
        QCOMPARE(m_asked.size(), size_t(3));
        QVERIFY(!lane(0)->series()->isRunning());
        QCOMPARE(lane(0)->lane().runs, (std::vector{RunId{1}, RunId{2}, RunId{3}}));
    }

    void aFailureIsOneOfTheRepeatsUnlessItWouldFailEveryTime_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<RunStatus>("status");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("timeout") << ErrorCode::IdleTimeout << RunStatus::Failed << true;
        QTest::newRow("rejected key") << ErrorCode::RejectedKey << RunStatus::Failed << false;
        QTest::newRow("stopped elsewhere") << ErrorCode::Unexpected << RunStatus::Cancelled << false;
    }
    void aFailureIsOneOfTheRepeatsUnlessItWouldFailEveryTime()
    {
        QFETCH(ErrorCode, code);
        QFETCH(RunStatus, status);
        repeat(2);
        lane(0)->run(draft("hi"));
        RunRecord failed = record("");
        failed.status = status;
        failed.error = makeError(code);
        lane(0)->series()->finish(failed);
        QTEST(lane(0)->series()->isRunning(), "goesOn");
    }

    void stopEndsTheRepeats()
    {
        repeat(5);
        lane(0)->run(draft("hi"));
        lane(0)->series()->stop();
        QVERIFY(lane(0)->series()->isStopped());
        lane(0)->series()->finish(record("half"));
        QVERIFY(!lane(0)->series()->isRunning());
        QCOMPARE(m_asked.size(), size_t(1));
    }

    void aRefusedRunEndsTheRepeatsAndSaysWhy()
    {
        repeat(5);
        lane(0)->run(draft("hi"));
        lane(0)->series()->refuse(makeError(ErrorCode::BadKeyFormat));
        QVERIFY(!lane(0)->series()->isRunning());
        QVERIFY(partOf<QLabel>(lane(0), "errorMessage")->isVisible());
    }

    void anExpensiveRunAsksInItsLane()
    {
        int approved = 0;
        lane(0)->run(draft("hi"));
        lane(0)->ask(makeError(ErrorCode::ApprovalNeeded, QStringLiteral("$9")), [&approved] { ++approved; });
        Q_EMIT lane(0)->answer()->actionRequested(ErrorAction::Approve);
        Q_EMIT lane(0)->answer()->actionRequested(ErrorAction::Approve); // once is enough
        QCOMPARE(approved, 1);
        QVERIFY(lane(0)->series()->isRunning());
    }

    void anExpensiveRunThatIsDeclinedWasNeverThere()
    {
        for (const bool byButton : {false, true}) {
            lane(0)->run(draft("hi"));
            lane(0)->ask(makeError(ErrorCode::ApprovalNeeded, QStringLiteral("$9")), [] { QFAIL("was not approved"); });
            if (byButton)
                partOf<QPushButton>(lane(0), "laneRun")->click();
            else
                Q_EMIT lane(0)->answer()->actionRequested(ErrorAction::Cancel);
            QVERIFY(!lane(0)->series()->isRunning());
            QVERIFY(lane(0)->series()->records().empty());
            Q_EMIT lane(0)->answer()->actionRequested(ErrorAction::Approve);
        }
    }

    void repeatsAreGroupedAndTheirFiguresTold()
    {
        named<QToolButton>(m_page.get(), QStringLiteral("Show what repeated runs have in common"))->click();
        repeat(3);
        lane(0)->run(draft("hi"));
        qint64 tokens = 10;
        for (const char *text : {"the sky is grey", "the sky is blue", "the sky is blue"}) {
            RunRecord run = record(text);
            run.usage.output = tokens += 10;
            lane(0)->series()->finish(run);
        }
        auto *groups = partOf<QTreeWidget>(lane(0), "varianceGroups");
        QTRY_COMPARE(groups->topLevelItemCount(), 2);
        QVERIFY(groups->isVisible());
        QCOMPARE(groups->topLevelItem(0)->text(0), QStringLiteral("× 2"));
        QCOMPARE(groups->topLevelItem(0)->text(1), QStringLiteral("the sky is blue"));
        QCOMPARE(partOf<QLabel>(lane(0), "varianceSummary")->text(),
                 QStringLiteral("3 run(s) · 2 distinct answer(s) · 75 % of the words stay"));
        QStringList labels;
        for (const QLabel *label : lane(0)->findChild<VarianceView *>()->findChildren<QLabel *>())
            labels += label->text();
        for (const char *figure : {"20", "30", "40"})
            QVERIFY2(labels.contains(QString::fromLatin1(figure)), figure);
        Q_EMIT groups->itemActivated(groups->topLevelItem(1), 0);
        QCOMPARE(lane(0)->answer()->view()->text(), QStringLiteral("the sky is grey"));
        QVERIFY(!groups->isVisible());
    }

    void aLongDiffIsWholeInTheEnd()
    {
        DiffView view;
        std::vector<DiffSpan> spans;
        QString whole;
        for (int i = 0; i < 3'000; ++i) {
            const auto kind = DiffSpan::Kind(i % 3);
            spans.push_back({kind, QStringLiteral("word%1 ").arg(i)});
            whole += spans.back().text;
        }
        view.showSpans(spans);
        QVERIFY(!view.isComplete()); // the window goes on meanwhile
        QTRY_VERIFY(view.isComplete());
        QCOMPARE(view.toPlainText(), whole);
    }

    void whatWasRemovedIsStruckOutAndWhatWasAddedUnderlined()
    {
        DiffView view;
        view.showSpans({{DiffSpan::Kind::Kept, QStringLiteral("a ")},
                        {DiffSpan::Kind::Removed, QStringLiteral("b")},
                        {DiffSpan::Kind::Added, QStringLiteral("c")}});
        const auto formatAt = [&view](int position) {
            QTextCursor cursor(view.document());
            cursor.setPosition(position);
            return cursor.charFormat();
        };
        QVERIFY(!formatAt(1).fontStrikeOut() && !formatAt(1).fontUnderline());
        QVERIFY(formatAt(3).fontStrikeOut());
        QVERIFY(formatAt(4).fontUnderline() && !formatAt(4).fontStrikeOut());
    }
};

QTEST_MAIN(tst_Lanes)
#include "tst_lanes.moc"
