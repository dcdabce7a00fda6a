#include "ui/common/datatable.h"
#include "ui/prices/changespreview.h"
#include "ui/prices/priceform.h"
#include "ui/prices/pricespane.h"
#include "ui/prices/repricepane.h"
#include "ui/prices/unpricedlist.h"
#include "ui/reconcile/columnpicker.h"
#include "ui/reconcile/reconcilepane.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace burin;

namespace {

QString str(const char *text)
{
    return QString::fromUtf8(text);
}

Money usd(const char *amount)
{
    return *parseUsd(str(amount));
}

PriceRow row(const char *provider, const char *model, qint64 input, qint64 output)
{
    PriceRow row;
    row.provider = str(provider);
    row.model = str(model);
    row.input = TieredPrice{Money{input}, {}};
    row.output = TieredPrice{Money{output}, {}};
    row.source = str("catalog");
    return row;
}

PriceBookContents contents()
{
    OwnPrice own{.id = OwnPriceId{7}, .row = row("vllm", "qwen", 1'000'000, 2'000'000)};
    own.row.source = typedPriceSource();
    PriceRow stepped = row("openai", "gpt", 3'000'000, 15'000'000);
    stepped.input->tiers = {{200'000, Money{6'000'000}}};
    return {.builtIn = PriceBook({stepped, row("anthropic", "claude", 1'000'000, 5'000'000)}),
            .own = {own},
            .unpriced = {{str("openai"), str("<b>new</b>"), 3, QDate(2026, 11, 25)}}};
}

template <class T> T *child(const QWidget &parent, const char *name)
{
    auto *found = named<T>(&parent, str(name));
    if (!found) qFatal("no %s", name);
    return found;
}

QString text(const QTableView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

RepriceStep found()
{
    RepriceStep step;
    step.lines = {{str("openai"), str("new"), 3, 2, Money{1'000'000}, Money{5'000'000'000}, 1},
                  {str("vllm"), str("qwen"), 1, 1, Money{}, Money{1'000'000'000}, 0}};
    step.runs = 4;
    step.share = 1;
    step.done = true;
    return step;
}

} // namespace

class tst_PricePages : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

    template <class Pane> static void show(Pane &pane)
    {
        pane.resize(1100, 900);
        pane.show();
        pane.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&pane));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void bookShowsOwnRowsFirst()
    {
        PricesPane pane;
        pane.setContents(contents());
        show(pane);
        const auto *table = child<DataTable>(pane, "Price book");
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(text(table, 0, 1), str("qwen"));
        QCOMPARE(text(table, 0, 2), str("$1.00"));
        QCOMPARE(text(table, 2, 2), str("$3.00 …"));
        QVERIFY(table->model()->index(2, 2).data(Qt::ToolTipRole).toString().contains(str("200,000")));
        child<QLineEdit>(pane, "Find a provider or model")->setText(str("CLAU"));
        QCOMPARE(table->model()->rowCount(), 1);
        child<QLineEdit>(pane, "Find a provider or model")->clear();
        child<QToolButton>(pane, "Only own prices")->click();
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(namelessControls(&pane), QStringList());
        QVERIFY(!pane.grab().isNull());
    }

    void unpricedModelGetsAPriceByKeyboard()
    {
        PricesPane pane;
        pane.setContents(contents());
        show(pane);
        QSignalSpy saved(&pane, &PricesPane::priceSaved);
        child<QPushButton>(pane, "Add a price for openai · <b>new</b>")->click();
        auto *input = child<QLineEdit>(pane, "Input, $ a million tokens");
        QVERIFY(input->hasFocus());
        QTest::keyClicks(input, str("0.0000001"));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(saved.size(), 0);
        QVERIFY(pane.findChild<QLabel *>(str("priceProblem"))->text().contains(str("six decimals")));
        input->setText(str("$1,250.5"));
        child<QLineEdit>(pane, "Output, $ a million tokens")->setText(str("0"));
        child<QLineEdit>(pane, "From, day in UTC")->setText(str("2026-11-31"));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(pane.findChild<QLabel *>(str("priceProblem"))->text().contains(str("no day")));
        child<QLineEdit>(pane, "From, day in UTC")->setText(str("2026-11-01"));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(saved.size(), 1);
        const auto price = saved.first().first().value<OwnPrice>();
        QVERIFY(!price.id.isValid());
        QCOMPARE(price.row.model, str("<b>new</b>"));
        QCOMPARE(price.row.input->each, Money{1'250'500'000});
        QCOMPARE(price.row.output->each, Money{}); // nothing, not unknown
        QVERIFY(!price.row.cachedInput);
        QCOMPARE(price.row.validFrom, QDateTime(QDate(2026, 11, 1), QTime(0, 0), Qt::UTC));
        pane.showSaveProblem(makeError(ErrorCode::BadParameter, str("price"), str("There is one.")));
        QCOMPARE(pane.findChild<QLabel *>(str("priceProblem"))->text(), str("There is one."));
        pane.closeForm();
        QVERIFY(!pane.findChild<PriceForm *>()->isVisible());
    }

    void ownRowsCanBeChangedEndedAndRemoved()
    {
        PricesPane pane;
        pane.setContents(contents());
        show(pane);
        QSignalSpy saved(&pane, &PricesPane::priceSaved), removed(&pane, &PricesPane::priceRemoved);
        auto *table = child<DataTable>(pane, "Price book");
        const auto button = [&pane](const char *label) {
            for (QPushButton *b : pane.findChildren<QPushButton *>())
                if (b->text() == str(label)) return b;
            return static_cast<QPushButton *>(nullptr);
        };
        table->selectRow(1);
        QVERIFY(!button("Change")->isEnabled()); // built in
        table->selectRow(0);
        button("End now")->click();
        const auto ended = saved.takeFirst().first().value<OwnPrice>();
        QCOMPARE(ended.id, OwnPriceId{7});
        QVERIFY(qAbs(ended.row.validTo.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        button("Change")->click();
        QCOMPARE(child<QLineEdit>(pane, "Output, $ a million tokens")->text(), str("2"));
        button("Remove")->click();
        QCOMPARE(removed.first().first().value<OwnPriceId>(), OwnPriceId{7});
        child<QPushButton>(pane, "Undo")->click();
        QVERIFY(!saved.first().first().value<OwnPrice>().id.isValid());
    }

    void listIsComparedBeforeAnythingIsTaken()
    {
        PricesPane pane;
        pane.setContents(contents());
        ProviderState state;
        state.profile.id = str("openrouter");
        state.profile.name = str("OpenRouter");
        pane.setProviders({state});
        show(pane);
        QSignalSpy asked(&pane, &PricesPane::refreshRequested), taken(&pane, &PricesPane::changesTaken);
        for (QPushButton *b : pane.findChildren<QPushButton *>())
            if (b->text() == str("Compare with its list")) b->click();
        QCOMPARE(asked.first().first().toString(), str("openrouter"));
        const PriceChange added{std::nullopt, row("openrouter", "new", 1, 2), false};
        const PriceChange changed{row("openrouter", "old", 1, 2), row("openrouter", "old", 5'000'000, 2), true};
        pane.showChanges(str("OpenRouter"), std::vector<PriceChange>{added, changed});
        const auto *preview = pane.findChild<ChangesPreview *>();
        QVERIFY(preview->isVisible());
        const auto *model = qobject_cast<QStandardItemModel *>(preview->findChild<QTreeView *>()->model());
        QCOMPARE(model->item(0)->checkState(), Qt::Checked);
        QCOMPARE(model->item(1)->checkState(), Qt::Unchecked); // would lose prices by size
        QVERIFY(model->item(1, 1)->text().endsWith(str("→ $5.00")));
        QCOMPARE(taken.size(), 0);
        for (QPushButton *b : preview->findChildren<QPushButton *>())
            if (b->text().startsWith(str("Take"))) b->click();
        QCOMPARE(taken.first().first().value<std::vector<PriceRow>>(), std::vector<PriceRow>{added.after});
        QVERIFY(!preview->isVisible());
        pane.showChanges(str("OpenRouter"), makeError(ErrorCode::RejectedKey));
        QVERIFY(!preview->findChild<QLabel *>(str("changesTitle"))->text().isEmpty());
    }

    void repricingIsPreviewedThenApplied()
    {
        RepricePane pane;
        show(pane);
        QSignalSpy previewed(&pane, &RepricePane::previewRequested), applied(&pane, &RepricePane::applyRequested),
            cancelled(&pane, &RepricePane::cancelRequested);
        auto *apply = child<QPushButton>(pane, "Apply what the preview shows");
        QVERIFY(!apply->isVisible());
        child<QLineEdit>(pane, "From YYYY-MM-DD")->setText(str("yesterday"));
        const auto press = [&pane](const char *label) {
            for (QPushButton *b : pane.findChildren<QPushButton *>())
                if (b->text() == str(label) && b->isEnabled()) return b->click();
            qFatal("no %s", label);
        };
        press("Preview with today's prices");
        QCOMPARE(previewed.size(), 0);
        child<QLineEdit>(pane, "From YYYY-MM-DD")->setText(str("2026-11-01"));
        press("Preview with today's prices");
        QCOMPARE(previewed.first().first().value<RunChoice>().days.from, QDate(2026, 11, 1));
        RepriceStep half = found();
        half.share = 0.5;
        pane.showProgress(half);
        QCOMPARE(child<QProgressBar>(pane, "Progress")->value(), 500);
        press("Cancel");
        QCOMPARE(cancelled.size(), 1);
        half.done = false;
        pane.showResult(half, RepriceQuestion::TodaysPrices);
        QVERIFY(!apply->isVisible()); // not all was looked at
        pane.showResult(found(), RepriceQuestion::TodaysPrices);
        QVERIFY(apply->isVisible());
        const QString summary = pane.findChild<QLabel *>(str("repriceSummary"))->text();
        QVERIFY2(summary.contains(str("$0.0060")), qPrintable(summary));
        const auto *table = child<DataTable>(pane, "Old and new cost by model");
        QCOMPARE(table->model()->rowCount(), 3); // two models and all
        QCOMPARE(text(table, 1, 3), str("no price"));
        apply->click();
        QCOMPARE(applied.first().first().value<RunChoice>().days.from, QDate(2026, 11, 1));
        QCOMPARE(namelessControls(&pane), QStringList());
        QVERIFY(!pane.grab().isNull());
    }

    void whatIfSaysWhatItAssumes()
    {
        RepricePane pane;
        ProviderState state;
        state.profile.id = str("openai");
        state.profile.name = str("OpenAI");
        pane.setProviders({state});
        show(pane);
        QSignalSpy asked(&pane, &RepricePane::whatIfRequested);
        auto *model = child<QComboBox>(pane, "The other model");
        model->setEditText(str("gpt"));
        QTest::keyClick(model->lineEdit(), Qt::Key_Return);
        QCOMPARE(asked.first().at(1).value<ModelRef>(), (ModelRef{str("openai"), str("gpt")}));
        pane.showResult(found(), RepriceQuestion::AnotherModel);
        const QString summary = pane.findChild<QLabel *>(str("repriceSummary"))->text();
        QVERIFY2(summary.contains(str("the same numbers of tokens")), qPrintable(summary));
        QVERIFY(!child<QPushButton>(pane, "Apply what the preview shows")->isVisible());
    }

    void earlierRepricingsShowOriginalsAndCanBeUndone()
    {
        RepricePane pane;
        show(pane);
        QSignalSpy undone(&pane, &RepricePane::undoRequested), opened(&pane, &RepricePane::replacedRequested),
            run(&pane, &RepricePane::runRequested);
        Repricing one{.id = RepricingId{4},
                      .at = QDateTime::currentDateTimeUtc(),
                      .choice = {},
                      .undoneAt = {},
                      .attempts = 2,
                      .unpricedBefore = 2,
                      .before = {},
                      .after = Money{700}};
        Repricing gone = one;
        gone.undoneAt = gone.at;
        pane.setRepricings({one, gone});
        auto *table = child<DataTable>(pane, "Earlier repricings");
        auto *undo = [&pane] {
            for (QPushButton *b : pane.findChildren<QPushButton *>())
                if (b->text() == str("Undo the selected")) return b;
            return static_cast<QPushButton *>(nullptr);
        }();
        table->selectRow(1);
        QVERIFY(!undo->isEnabled());
        table->selectRow(0);
        QCOMPARE(opened.last().first().value<RepricingId>(), RepricingId{4});
        ReplacedReceipt receipt;
        receipt.run = RunId{42};
        receipt.model = str("m");
        receipt.now = Money{700};
        pane.showReplaced({receipt});
        auto *receipts = child<DataTable>(pane, "Original receipts");
        QCOMPARE(text(receipts, 0, 3), str("no price"));
        Q_EMIT receipts->rowTriggered(receipts->model()->index(0, 0));
        QCOMPARE(run.first().first().value<RunId>(), RunId{42});
        undo->click();
        QCOMPARE(undone.first().first().value<RepricingId>(), RepricingId{4});
    }

    void driftIsShownByDayAndUnmatchedAnswersOpenTheirRun()
    {
        ReconcilePane pane;
        show(pane);
        QSignalSpy run(&pane, &ReconcilePane::runRequested);
        UsageDrift drift;
        drift.from = drift.to = QDate(2026, 11, 23);
        drift.byGeneration = true;
        DriftRow row;
        row.day = drift.from;
        row.model = str("gpt");
        row.fileCost = usd("0.5");
        row.ledgerCost = usd("0.4");
        drift.rows = {row};
        drift.total = row;
        UsageRow alone;
        alone.line = 3;
        LedgerUse use;
        use.run = RunId{5};
        drift.onlyInFile = {alone};
        drift.onlyInLedger = {use};
        pane.showDrift(str("/tmp/activity.csv"), drift);
        const auto *table = child<DataTable>(pane, "Drift by day and model");
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(text(table, 0, 10), QStringLiteral("\u2212$0.1000"));
        auto *unmatched = child<DataTable>(pane, "Answers that only one side has");
        Q_EMIT unmatched->rowTriggered(unmatched->model()->index(0, 0)); // of the file
        QCOMPARE(run.size(), 0);
        Q_EMIT unmatched->rowTriggered(unmatched->model()->index(1, 0));
        QCOMPARE(run.first().first().value<RunId>(), RunId{5});
        const QString summary = pane.findChild<QLabel *>(str("driftSummary"))->text();
        QVERIFY2(summary.startsWith(str("activity.csv: 2026-11-23")), qPrintable(summary));
        QCOMPARE(namelessControls(&pane), QStringList());
        QVERIFY(!pane.grab().isNull());
    }

    void unknownHeadingsAreAskedFor()
    {
        ReconcilePane pane;
        show(pane);
        QSignalSpy chosen(&pane, &ReconcilePane::fileChosen);
        pane.showFileProblem({1, str("The headings do not tell."), {str("Tag"), str("Kosten")}});
        auto *picker = pane.findChild<ColumnPicker *>();
        QVERIFY(picker->isVisible());
        child<QComboBox>(pane, "Day")->setCurrentText(str("Tag"));
        child<QComboBox>(pane, "Cost")->setCurrentText(str("Kosten"));
        picker->findChild<QPushButton *>()->click();
        const auto columns = chosen.first().at(2).value<std::optional<UsageColumns>>();
        QCOMPARE(columns->day, str("Tag"));
        QCOMPARE(columns->cost, str("Kosten"));
        QVERIFY(columns->model.isEmpty());
        pane.showFileProblem({2, str("“x” is no day."), {}});
        QVERIFY(!picker->isVisible());
        QVERIFY(pane.findChild<QLabel *>(str("driftSummary"))->text().contains(str("Line 2")));
    }

    void openChargesAreAskedForWithProgress()
    {
        ReconcilePane pane;
        show(pane);
        QSignalSpy asked(&pane, &ReconcilePane::chargesRequested), cancelled(&pane, &ReconcilePane::cancelRequested);
        auto *ask = child<QPushButton>(pane, "Ask the provider what all these answers cost");
        QVERIFY(!ask->isVisible());
        pane.setOpenCharges(str("OpenRouter"), 3);
        QVERIFY(ask->isVisible());
        ask->click();
        QCOMPARE(asked.size(), 1);
        QVERIFY(!ask->isEnabled());
        ChargeProgress progress;
        progress.all = 3;
        progress.asked = 1;
        pane.showChargeProgress(progress);
        QCOMPARE(child<QProgressBar>(pane, "Progress")->value(), 1);
        for (QPushButton *b : pane.findChildren<QPushButton *>())
            if (b->text() == str("Cancel")) b->click();
        QCOMPARE(cancelled.size(), 1);
        progress.cancelled = true;
        progress.corrected = 1;
        pane.showChargesDone(progress);
        QVERIFY(pane.findChild<QLabel *>(str("openCharges"))->text().startsWith(str("Cancelled. 1")));
        QVERIFY(ask->isEnabled());
    }
};

QTEST_MAIN(tst_PricePages)
#include "tst_pricepages.moc"
