#include "ui/common/endnote.h"
#include "ui/theme/theme.h"
#include "ui/workbench/runfooter.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace burin;
using namespace std::chrono_literals;

class tst_RunFooter : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RunFooter> m_footer;

    QLabel *fact(const char *name) const { return m_footer->findChild<QLabel *>(QString::fromLatin1(name)); }
    QString text(const char *name) const
    {
        return fact(name)->isVisibleTo(m_footer.get()) ? fact(name)->text() : QString();
    }
    QString tone(const char *name) const { return fact(name)->property("status").toString(); }
    static RunSpec spec()
    {
        RunSpec spec;
        spec.timeouts.firstContent = 60s;
        spec.timeouts.total = 120s;
        spec.retry.retries = 3;
        return spec;
    }
    static RunRecord record()
    {
        RunRecord record;
        record.status = RunStatus::Completed;
        record.finishReason = FinishReason::Stop;
        record.usage = {1204, 200, std::nullopt, 356, 180, Usage::Source::Reported};
        record.receipt.total = Money{4'300'000'000};
        record.receipt.provenance = Provenance::Computed;
        record.timings.firstContent = 620ms;
        record.timings.total = 4900ms;
        record.timings.tokensPerSecond = 84.2;
        record.attempts.resize(1);
        return record;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void init() { m_footer = std::make_unique<RunFooter>(); }

    void waitsForTheFirstTokenAgainstItsOwnLimit()
    {
        m_footer->showStarted(spec());
        QVERIFY(text("status").contains(QStringLiteral("Waiting")));
        m_footer->showElapsed(12s);
        QCOMPARE(text("elapsed"), QStringLiteral("12 / 60 s"));
        QCOMPARE(tone("elapsed"), QString());
        m_footer->showElapsed(45s);
        QCOMPARE(tone("elapsed"), QStringLiteral("warn"));
        m_footer->showContent();
        QCOMPARE(text("status"), QStringLiteral("Streaming"));
        QVERIFY(text("firstContent").contains(QStringLiteral("first token")));
        m_footer->showElapsed(46s);
        QCOMPARE(text("elapsed"), QStringLiteral("46 / 120 s"));
        QCOMPARE(tone("elapsed"), QString());
        m_footer->showElapsed(90s);
        QCOMPARE(tone("elapsed"), QStringLiteral("warn"));
    }

    void ticksByItself()
    {
        m_footer->showStarted(spec());
        QTRY_COMPARE(text("elapsed"), QStringLiteral("1 / 60 s"));
    }

    void countsDownToTheNextAttempt()
    {
        m_footer->showStarted(spec());
        m_footer->showRetrying(2, 3s, makeError(ErrorCode::TooManyRequests));
        QCOMPARE(text("status"), QStringLiteral("Retry in 3 s"));
        QCOMPARE(text("attempts"), QStringLiteral("attempt 2 of 4"));
        QVERIFY(text("cause").contains(QStringLiteral("rate limit")));
        m_footer->showElapsed(2'100ms);
        QCOMPARE(text("status"), QStringLiteral("Retry in 1 s"));
        m_footer->showElapsed(9s);
        QCOMPARE(text("status"), QStringLiteral("Retry in 0 s"));
        m_footer->showAttempt(2);
        QVERIFY(text("status").contains(QStringLiteral("Waiting")));
        QCOMPARE(text("attempts"), QStringLiteral("attempt 2 of 4"));
        QCOMPARE(text("cause"), QString());
    }

    void offersToRetryNowAndToGiveUpOnlyWhileWaiting()
    {
        QSignalSpy now(m_footer.get(), &RunFooter::retryNowRequested),
            giveUp(m_footer.get(), &RunFooter::giveUpRequested);
        auto buttons = m_footer->findChildren<QPushButton *>();
        buttons.removeIf([](const QPushButton *button) { return button->text() == QStringLiteral("Attempts"); });
        QCOMPARE(buttons.size(), 2);
        m_footer->showStarted(spec());
        for (const QPushButton *button : buttons)
            QVERIFY(!button->isVisibleTo(m_footer.get()));
        m_footer->showRetrying(2, 3s, makeError(ErrorCode::Refused, QStringLiteral("host")));
        for (QPushButton *button : buttons) {
            QVERIFY(button->isVisibleTo(m_footer.get()));
            button->click();
        }
        QCOMPARE(now.size(), 1);
        QCOMPARE(giveUp.size(), 1);
        m_footer->showFinished(record());
        for (const QPushButton *button : buttons)
            QVERIFY(!button->isVisibleTo(m_footer.get()));
    }

    void tellsEverythingAtTheEnd()
    {
        m_footer->showStarted(spec());
        m_footer->showFinished(record());
        QCOMPARE(text("status"), QStringLiteral("completed"));
        QCOMPARE(tone("status"), QStringLiteral("ok"));
        QCOMPARE(text("cause"), QStringLiteral("finish: stop"));
        QCOMPARE(text("tokens"), QStringLiteral("1,204 → 356 tokens"));
        QVERIFY(fact("tokens")->toolTip().contains(QStringLiteral("200")));
        QVERIFY(fact("tokens")->toolTip().contains(QStringLiteral("180")));
        QCOMPARE(text("cost"), QStringLiteral("$0.0043 computed"));
        QCOMPARE(text("firstContent"), QStringLiteral("first token 0.62 s"));
        QCOMPARE(text("speed"), QStringLiteral("84 tokens/s"));
        QCOMPARE(text("elapsed"), QStringLiteral("4.9 s"));
        QVERIFY(text("attempts").startsWith(QStringLiteral("1 ")));
        m_footer->showElapsed(99s); // a late tick changes nothing
        QCOMPARE(text("elapsed"), QStringLiteral("4.9 s"));
    }

    void tellsACountThatIsFarFromTheTexts()
    {
        RunRecord odd = record();
        odd.messages = {{Role::User, QString(4'000, u'x')}};
        odd.usage.input = 20'000;
        m_footer->showFinished(odd);
        QVERIFY(text("tokens").endsWith(QStringLiteral("unusual")));
        m_footer->showStarted(spec());
        m_footer->showFinished(record());
        QVERIFY(!text("tokens").endsWith(QStringLiteral("unusual")));
    }

    void neverShowsAnUnknownPriceAsZero_data()
    {
        QTest::addColumn<int>("provenance");
        QTest::addColumn<bool>("simulated");
        QTest::addColumn<QString>("shown");
        QTest::newRow("unpriced") << int(Provenance::Unpriced) << false << QStringLiteral("no price");
        QTest::newRow("estimated") << int(Provenance::Estimated) << false << QStringLiteral("~$0.0043 estimated");
        QTest::newRow("reported") << int(Provenance::Reported) << false << QStringLiteral("$0.0043 reported");
        QTest::newRow("local") << int(Provenance::Local) << false << QStringLiteral("free");
        QTest::newRow("simulated") << int(Provenance::Local) << true << QStringLiteral("simulated, no cost");
    }
    void neverShowsAnUnknownPriceAsZero()
    {
        QFETCH(int, provenance);
        QFETCH(bool, simulated);
        QFETCH(QString, shown);
        RunRecord run = record();
        run.simulated = simulated;
        run.receipt.provenance = Provenance(provenance);
        if (run.receipt.provenance == Provenance::Unpriced) run.receipt.total.reset();
        m_footer->showFinished(run);
        QCOMPARE(text("cost"), shown);
    }

    void marksCountsThatTheProviderDidNotGive()
    {
        RunRecord run = record();
        run.usage.source = Usage::Source::Estimated;
        m_footer->showFinished(run);
        QCOMPARE(text("tokens"), QStringLiteral("~1,204 → ~356 tokens"));
        run.usage = {};
        m_footer->showFinished(run);
        QCOMPARE(text("tokens"), QString());
    }

    void showsTheFinishReasonOfEveryEnd_data()
    {
        QTest::addColumn<int>("reason");
        for (int reason = 0; reason <= int(FinishReason::Unknown); ++reason)
            QTest::newRow(qPrintable(toString(FinishReason(reason)))) << reason;
    }
    void showsTheFinishReasonOfEveryEnd()
    {
        QFETCH(int, reason);
        RunRecord run = record();
        run.finishReason = FinishReason(reason);
        m_footer->showFinished(run);
        QCOMPARE(text("cause"), QStringLiteral("finish: ") + toString(FinishReason(reason)));
    }

    void saysWhyAnAnswerIsNotWhole_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("contains");
        const auto row = [](const char *name, RunStatus status, FinishReason reason, const char *contains) {
            QTest::newRow(name) << int(status) << int(reason) << QString::fromLatin1(contains);
        };
        row("whole", RunStatus::Completed, FinishReason::Stop, "");
        row("too long", RunStatus::Completed, FinishReason::Length, "limit of output tokens");
        row("filtered", RunStatus::Completed, FinishReason::ContentFilter, "filter");
        row("stopped", RunStatus::Cancelled, FinishReason::Cancelled, "Stopped by you");
        row("cut", RunStatus::Truncated, FinishReason::Truncated, "cut off");
        row("died", RunStatus::Interrupted, FinishReason::Unknown, "cut off");
    }
    void saysWhyAnAnswerIsNotWhole()
    {
        QFETCH(int, status);
        QFETCH(int, reason);
        QFETCH(QString, contains);
        RunRecord run = record();
        run.status = RunStatus(status);
        run.finishReason = FinishReason(reason);
        EndNote note;
        note.showRecord(run);
        QCOMPARE(note.isHidden(), contains.isEmpty());
        QVERIFY2(reasonOfPartialAnswer(run).contains(contains), qPrintable(reasonOfPartialAnswer(run)));
    }
};

QTEST_MAIN(tst_RunFooter)
#include "tst_runfooter.moc"
