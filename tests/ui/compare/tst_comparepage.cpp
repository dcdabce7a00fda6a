#include "tests/ui/compare/comparefixture.h"
#include "tests/ui/named.h"
#include "ui/common/diffview.h"
#include "ui/common/undobar.h"
#include "ui/workbench/answerview.h"
#include "ui/workbench/modelpicker.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

using namespace burin;

class tst_ComparePage : public CompareFixture {
    Q_OBJECT
private:
    void undo() const { named<QPushButton>(m_page.get(), QStringLiteral("Undo"))->click(); }
    QStringList letters() const
    {
        QStringList letters;
        for (const LanePane *lane : m_page->lanes())
            letters += lane->letter();
        return letters;
    }
    void showChanges() const
    {
        named<QToolButton>(m_page.get(), QStringLiteral("Show what differs from the base lane"))->click();
    }

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void startsWithTheOpenDraftInTwoLanes()
    {
        QCOMPARE(letters(), QStringList({QStringLiteral("A"), QStringLiteral("B")}));
        QCOMPARE(lane(1)->setup()->picker()->choice().model, QStringLiteral("simulator-fast"));
        PromptDraft other = draft("Other");
        other.model = QStringLiteral("simulator-slow");
        m_page->setOpenDraft(other); // nothing was done here yet
        QCOMPARE(lane(1)->setup()->picker()->choice().model, QStringLiteral("simulator-slow"));
    }

    void oneKeystrokeRunsAllLanes()
    {
        lane(1)->setup()->picker()->setChoice({QStringLiteral("simulator"), QStringLiteral("simulator-slow")});
        QTest::keyClick(m_page.get(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_asked.size(), size_t(2));
        QCOMPARE(m_asked[0].lane, lane(0));
        QCOMPARE(m_asked[0].messages.back().text, QStringLiteral("Why is the sky blue?"));
        QCOMPARE(m_asked[1].draft.model, QStringLiteral("simulator-slow"));
        QCOMPARE(part<QPushButton>("runAll")->text(), QStringLiteral("Stop all"));
    }

    void aFailingLaneLeavesTheOthersAlone()
    {
        m_page->runAll();
        RunRecord failed = record("");
        failed.status = RunStatus::Failed;
        failed.error = makeError(ErrorCode::Unexpected);
        lane(0)->series()->finish(failed);
        QVERIFY(!lane(0)->series()->isRunning());
        QVERIFY(lane(1)->series()->isRunning());
        lane(1)->answer()->appendText(QStringLiteral("still"));
        lane(1)->series()->finish(record("still here"));
        QCOMPARE(lane(1)->answer()->view()->text(), QStringLiteral("still here"));
        QCOMPARE(part<QPushButton>("runAll")->text(), QStringLiteral("Run all"));
    }

    void aLaneIsStoppedAndRetriedByItself()
    {
        m_page->runAll();
        QSignalSpy stopped(lane(0)->series(), &LaneSeries::stopRequested);
        QSignalSpy other(lane(1)->series(), &LaneSeries::stopRequested);
        auto *button = partOf<QPushButton>(lane(0), "laneRun");
        QCOMPARE(button->text(), QStringLiteral("Stop"));
        button->click();
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(other.size(), 0);
        RunRecord cancelled = record("half");
        cancelled.status = RunStatus::Cancelled;
        lane(0)->series()->finish(cancelled);
        QCOMPARE(button->text(), QStringLiteral("Retry"));
        button->click();
        QCOMPARE(m_asked.size(), size_t(3));
        QCOMPARE(m_asked.back().lane, lane(0));
    }

    void escapeStopsAllLanes()
    {
        QSignalSpy first(lane(0)->series(), &LaneSeries::stopRequested),
            second(lane(1)->series(), &LaneSeries::stopRequested);
        m_page->runAll();
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        QCOMPARE(first.size() + second.size(), 2);
    }

    void lanesAreAddedUpToEight()
    {
        auto *add = part<QToolButton>("addLane");
        partOf<QSpinBox>(lane(1), "laneRepeats")->setValue(3);
        for (int i = 0; i < 6; ++i)
            add->click();
        QCOMPARE(m_page->lanes().size(), size_t(8));
        QVERIFY(!add->isEnabled());
        QCOMPARE(partOf<QSpinBox>(lane(7), "laneRepeats")->value(), 3); // like the last one
        auto *board = m_page->findChild<QScrollArea *>();
        QTRY_VERIFY(board->horizontalScrollBar()->maximum() > 0);
    }

    void fourLanesFitWithoutScrolling()
    {
        auto *bar = m_page->findChild<QScrollArea *>()->horizontalScrollBar();
        for (int i = 0; i < 6; ++i)
            part<QToolButton>("addLane")->click();
        QTRY_VERIFY(bar->maximum() > 0);
        for (int i = 0; i < 4; ++i)
            choose(lane(0), "laneRemove");
        QTRY_COMPARE(bar->maximum(), 0);
    }

    void aRemovedLaneComesBackAsItWas()
    {
        answer({"first", "second"});
        part<QToolButton>("addLane")->click();
        LanePane *const second = lane(1);
        choose(second, "laneRemove");
        QCOMPARE(m_page->lanes().size(), size_t(2));
        undo();
        QCOMPARE(lane(1), second);
        QCOMPARE(second->answer()->view()->text(), QStringLiteral("second"));
        QCOMPARE(letters().join(QString()), QStringLiteral("ABC"));
    }

    void twoLanesAlwaysStay()
    {
        choose(lane(0), "laneRemove");
        QCOMPARE(m_page->lanes().size(), size_t(2));
    }

    void aRunningLaneThatIsRemovedStops()
    {
        part<QToolButton>("addLane")->click();
        m_page->runAll();
        QSignalSpy stopped(lane(2)->series(), &LaneSeries::stopRequested);
        choose(lane(2), "laneRemove");
        QCOMPARE(stopped.size(), 1);
    }

    void lanesAreMovedAndDuplicated()
    {
        LanePane *const first = lane(0);
        choose(first, "laneRight");
        QCOMPARE(lane(1), first);
        QCOMPARE(first->letter(), QStringLiteral("B"));
        lane(0)->setup()->picker()->setChoice({QStringLiteral("simulator"), QStringLiteral("simulator-slow")});
        choose(lane(0), "laneDuplicate");
        QCOMPARE(m_page->lanes().size(), size_t(3));
        QCOMPARE(lane(1)->setup()->picker()->choice().model, QStringLiteral("simulator-slow"));
        QCOMPARE(lane(2), first);
    }

    void wordsThatDifferFromTheBaseAreShownAndStay()
    {
        showChanges();
        answer({"the sky is blue", "the sky is grey today"});
        QTRY_COMPARE(differenceOf(lane(1)), QStringLiteral("Against lane A: 2 word(s) added, 1 removed"));
        QVERIFY(partOf<DiffView>(lane(1), "changes")->isVisible());
        QVERIFY(!partOf<DiffView>(lane(0), "changes")->isVisible()); // the base is what it is
        m_page->runAll();
        QVERIFY(!partOf<DiffView>(lane(1), "changes")->isVisible()); // it streams
        lane(0)->series()->finish(record("the sky is grey today"));
        lane(1)->series()->finish(record("the sky is grey today"));
        QTRY_COMPARE(differenceOf(lane(1)), QStringLiteral("The same as in lane A"));
        QVERIFY(partOf<DiffView>(lane(1), "changes")->isVisible());
    }

    void anotherLaneBecomesTheBase()
    {
        showChanges();
        answer({"one", "two"});
        auto *base = part<QComboBox>("baseLane");
        base->setCurrentIndex(1);
        Q_EMIT base->activated(1);
        QTRY_COMPARE(differenceOf(lane(0)), QStringLiteral("Against lane B: 1 word(s) added, 1 removed"));
        QCOMPARE(m_page->comparison().base, 1);
    }

    void answersInJsonAreComparedAsJson()
    {
        showChanges();
        answer({R"({"a":1,"b":[2]})", R"({ "b": [2], "a": 1 })"});
        QTRY_COMPARE(differenceOf(lane(1)), QStringLiteral("The same JSON as in lane A"));
    }

    void aLaneRunsAVersionWithValuesOfItsOwn()
    {
        m_page->setVersions({{LaneSource::Version, QStringLiteral("Sky v1"), [] {
                                  PromptDraft version = draft("Explain {{what}}");
                                  version.version = VersionId{4};
                                  return version;
                              }()}});
        m_page->setValueSets({{QStringLiteral("sea"), {{QStringLiteral("what"), QStringLiteral("the sea")}}}});
        for (const char *name : {"lanePrompt", "laneValues"}) {
            auto *combo = partOf<QComboBox>(lane(1), name);
            combo->setCurrentIndex(1);
            Q_EMIT combo->activated(1);
        }
        m_page->runAll();
        QCOMPARE(m_asked[0].messages.back().text, QStringLiteral("Why is the sky blue?"));
        QCOMPARE(m_asked[1].messages.back().text, QStringLiteral("Explain the sea"));
        QCOMPARE(m_asked[1].draft.version, VersionId{4});
    }

    void whatIsMissingIsToldInTheLane()
    {
        m_page->setOpenDraft(draft("Why is {{unknown}} blue?"));
        m_page->runAll();
        QVERIFY(m_asked.empty());
        QVERIFY(!lane(0)->series()->isRunning());
        const auto *message = partOf<QLabel>(lane(0), "errorMessage");
        QVERIFY(message && message->isVisible());
    }

    void winnerRatingAndNoteAreKept()
    {
        QSignalSpy changed(m_page.get(), &ComparePage::changed);
        partOf<QToolButton>(lane(1), "winner")->click();
        partOf<QToolButton>(lane(1), "star4")->click();
        QTest::keyClicks(partOf<QLineEdit>(lane(1), "laneNote"), QStringLiteral("warmer"));
        QTRY_VERIFY(!changed.empty());
        const auto kept = m_page->comparison();
        QCOMPARE(kept.winner, 1);
        QCOMPARE(kept.lanes[1].rating, 4);
        QCOMPARE(kept.lanes[1].note, QStringLiteral("warmer"));
        partOf<QToolButton>(lane(0), "winner")->click(); // there is one winner
        QCOMPARE(m_page->comparison().winner, 0);
        QVERIFY(!partOf<QToolButton>(lane(1), "winner")->isChecked());
        partOf<QToolButton>(lane(1), "star4")->click();
        QCOMPARE(m_page->comparison().lanes[1].rating, 0); // taken back
    }

    void anOpenedComparisonShowsItsAnswersAndRunsAgain()
    {
        answer({"first", "second"});
        QTest::keyClicks(part<QLineEdit>("comparisonName"), QStringLiteral("Skies"));
        const Comparison kept = m_page->comparison();
        QCOMPARE(kept.lanes[1].runs, std::vector{RunId{2}});
        m_page->setOpenDraft(draft("Something else"));
        QSignalSpy changed(m_page.get(), &ComparePage::changed);
        m_page->openComparison({comparisonFrom(toJson(kept)), {{record("first")}, {record("second")}}});
        QCOMPARE(part<QLineEdit>("comparisonName")->text(), QStringLiteral("Skies"));
        QCOMPARE(lane(1)->answer()->view()->text(), QStringLiteral("second"));
        m_asked.clear();
        m_page->runAll();
        QCOMPARE(m_asked[0].messages.back().text, QStringLiteral("Why is the sky blue?")); // what was compared
    }

    void deletingCanBeTakenBack()
    {
        answer({"first", "second"});
        const QString key = m_page->comparison().key;
        QSignalSpy removed(m_page.get(), &ComparePage::removed);
        QSignalSpy changed(m_page.get(), &ComparePage::changed);
        choose(m_page.get(), "deleteComparison");
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][0].toString(), key);
        QVERIFY(m_page->comparison().key != key);
        undo();
        QCOMPARE(m_page->comparison().key, key);
        QCOMPARE(lane(1)->answer()->view()->text(), QStringLiteral("second"));
        QTRY_VERIFY(!changed.empty()); // and is kept again
    }

    void lanesScrollTogetherUnlessToldNotTo()
    {
        const QByteArray text = QByteArray("line\n\n").repeated(300);
        answer({text.constData(), text.constData()});
        QTRY_VERIFY(
            lane(0)->answer()->view()->findChild<QAbstractScrollArea *>(QStringLiteral("answerRendered"))->isVisible());
        const auto bar = [this](int index) {
            return lane(index)
                ->answer()
                ->view()
                ->findChild<QAbstractScrollArea *>(QStringLiteral("answerRendered"))
                ->verticalScrollBar();
        };
        QTRY_VERIFY(bar(0)->maximum() > 0 && bar(1)->maximum() > 0);
        bar(0)->triggerAction(QAbstractSlider::SliderToMaximum);
        QCOMPARE(bar(1)->value(), bar(1)->maximum());
        part<QToolButton>("scrollTogether")->click();
        bar(0)->triggerAction(QAbstractSlider::SliderToMinimum);
        QCOMPARE(bar(1)->value(), bar(1)->maximum());
    }

    void everyControlHasAName()
    {
        m_page->setValueSets({{QStringLiteral("sea")}});
        answer({"one", "two"});
        QCOMPARE(namelessControls(m_page.get()), QStringList());
    }
};

QTEST_MAIN(tst_ComparePage)
#include "tst_comparepage.moc"
