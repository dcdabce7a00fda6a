#include "core/domain/provider.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/settings/reliabilitypane.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QLabel>
#include <QPromise>
#include <QTest>
#include <QToolButton>

using namespace burin;
using namespace std::chrono_literals;

namespace {

QFuture<Result<RetryStatistics>> answer(const Result<RetryStatistics> &statistics)
{
    QPromise<Result<RetryStatistics>> promise;
    promise.start();
    promise.addResult(statistics);
    promise.finish();
    return promise.future();
}

RetryStatistics busyWeek()
{
    RetryStatistics statistics;
    ProviderAttempts provider;
    provider.provider = QStringLiteral("openai");
    provider.firstAttempts = 1'000;
    provider.retries = 50;
    provider.recoveries = 48;
    provider.givenUp = 2;
    provider.waited = 200s;
    statistics.providers = {provider};
    RetryFigures figures;
    figures.provider = QStringLiteral("openai");
    figures.cause = ErrorCode::TooManyRequests;
    figures.causeId = QStringLiteral("RATE_LIMIT_ERROR/requests");
    figures.failures = 52;
    figures.retries = 50;
    figures.recoveries = 48;
    figures.givenUp = 2;
    figures.waited = 200s;
    statistics.causes = {figures};
    return statistics;
}

QString headline(const ReliabilityPane &pane)
{
    const auto *label = pane.findChild<QLabel *>(QStringLiteral("retryHeadline"));
    return label->isVisible() ? label->text() : QString();
}

QStringList visibleTexts(const ReliabilityPane &pane)
{
    QStringList texts;
    for (const QLabel *label : pane.findChildren<QLabel *>())
        if (label->isVisible()) texts += label->text();
    return texts;
}

} // namespace

class tst_ReliabilityPane : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void showsFiguresWithTheirN()
    {
        ReliabilityPane pane;
        ProviderState state;
        state.profile.id = QStringLiteral("openai");
        state.profile.name = QStringLiteral("OpenAI");
        pane.setProviders({state});
        pane.setSource([](const DayRange &) { return answer(busyWeek()); });
        pane.show();
        QTRY_COMPARE(headline(pane), QStringLiteral("1,000 runs sent · 50 (5.0 %) retries · 48 (96.0 %) recovered · "
                                                    "2 (0.2 %) given up · 3:20 min waited"));
        const QAbstractItemModel *rows = pane.findChild<DataTable *>()->model();
        QStringList cells;
        for (int column = 0; column < rows->columnCount(); ++column)
            cells += rows->index(0, column).data().toString();
        QCOMPARE(cells, (QStringList{QStringLiteral("OpenAI"), makeError(ErrorCode::TooManyRequests).message(),
                                     QStringLiteral("52"), QStringLiteral("50"), QStringLiteral("48"),
                                     QStringLiteral("2"), QStringLiteral("3:20 min")}));
        QCOMPARE(namelessControls(&pane), QStringList());
    }

    void asksForTheDaysThatAreChosen()
    {
        ReliabilityPane pane;
        std::vector<DayRange> asked;
        pane.setSource([&asked](const DayRange &range) {
            asked.push_back(range);
            return answer(busyWeek());
        });
        QVERIFY(asked.empty()); // nothing before it is shown
        pane.show();
        QCOMPARE(asked.size(), size_t(1));
        QCOMPARE(asked[0].from.daysTo(asked[0].to), 6);
        named<QToolButton>(&pane, QStringLiteral("Last 30 days"))->click();
        QCOMPARE(asked[1].from.daysTo(asked[1].to), 29);
    }

    void saysThatNothingFailed_data()
    {
        QTest::addColumn<bool>("runs");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no runs") << false << QStringLiteral("No run ended in these days.");
        QTest::newRow("no failures") << true << QStringLiteral("No attempt failed in these days.");
    }
    void saysThatNothingFailed()
    {
        QFETCH(bool, runs);
        QFETCH(QString, sentence);
        RetryStatistics calm = busyWeek();
        calm.causes.clear();
        if (!runs) calm.providers.clear();
        ReliabilityPane pane;
        pane.setSource([calm](const DayRange &) { return answer(calm); });
        pane.show();
        QTRY_VERIFY(visibleTexts(pane).contains(sentence));
        QCOMPARE(headline(pane).isEmpty(), !runs);
    }

    void saysWhyTheFiguresCannotBeRead()
    {
        ReliabilityPane pane;
        pane.setSource([](const DayRange &) { return answer(makeError(ErrorCode::Storage)); });
        pane.show();
        const Error error = makeError(ErrorCode::Storage);
        QTRY_VERIFY(visibleTexts(pane).contains(error.message() + u' ' + error.advice()));
    }
};

QTEST_MAIN(tst_ReliabilityPane)
#include "tst_reliabilitypane.moc"
