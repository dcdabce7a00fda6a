#include "core/domain/run.h"
#include "ui/common/endnote.h"
#include "ui/common/erroractions.h"
#include "ui/common/errorcard.h"
#include "ui/common/errorplacement.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace burin;

namespace {

QStringList buttonsOf(const QWidget *widget)
{
    QStringList texts;
    for (const QPushButton *button : widget->findChildren<QPushButton *>())
        texts += button->text();
    return texts;
}

bool offers(ErrorCode code, ErrorOrigin origin, ErrorAction action)
{
    return std::ranges::count(actionsFor(code, origin), action) > 0;
}

} // namespace

class tst_ErrorPlacement : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }

    void everyErrorOfTheCatalogHasItsPlace_data()
    {
        QTest::addColumn<const ErrorRow *>("row");
        for (const ErrorRow &row : errorCatalog())
            QTest::addRow("%s/%s", qPrintable(toString(row.category)), row.id) << &row;
    }
    void everyErrorOfTheCatalogHasItsPlace()
    {
        QFETCH(const ErrorRow *, row);
        const ErrorPlacement typing = placementOf(row->severity, ErrorOrigin::Input);
        const ErrorPlacement running = placementOf(row->severity, ErrorOrigin::Run);
        const ErrorPlacement elsewhere = placementOf(row->severity, ErrorOrigin::Background);
        QVERIFY2(elsewhere >= ErrorPlacement::Banner, "an error that nobody looks at must come to the user");
        switch (row->severity) {
        case Severity::Low:
            QCOMPARE(typing, ErrorPlacement::InPlace);
            QCOMPARE(running, ErrorPlacement::InPlace);
            break;
        case Severity::Medium:
            QCOMPARE(typing, ErrorPlacement::InPlace);
            QCOMPARE(running, ErrorPlacement::Note);
            break;
        case Severity::High:
            QCOMPARE(typing, ErrorPlacement::Banner);
            QCOMPARE(running, ErrorPlacement::Banner);
            break;
        case Severity::Critical:
            QCOMPARE(typing, ErrorPlacement::Blocking);
            QCOMPARE(running, ErrorPlacement::Blocking);
            QCOMPARE(elsewhere, ErrorPlacement::Blocking);
        }
    }

    void everyErrorOfTheCatalogOffersWhatHelps_data() { everyErrorOfTheCatalogHasItsPlace_data(); }
    void everyErrorOfTheCatalogOffersWhatHelps()
    {
        QFETCH(const ErrorRow *, row);
        const std::vector<ErrorAction> actions = actionsFor(row->code, ErrorOrigin::Run);
        QCOMPARE(actions.back(), ErrorAction::CopyDetails);
        for (const ErrorAction action : actions) {
            QVERIFY(!actionText(action).isEmpty());
            QCOMPARE(std::ranges::count(actions, action), 1);
        }
        // What may be sent once more, or is offered to be, has a button for it, unless something must change first.
        if (row->retry == RetryRule::Offer || row->retry == RetryRule::Automatic)
            QVERIFY2(actions.size() > 1, "nothing but the details");
        if (row->category == ErrorCategory::Rag)
            QVERIFY(offers(row->code, ErrorOrigin::Run, ErrorAction::RunWithoutDocuments));
        if (row->category == ErrorCategory::Authentication && row->code != ErrorCode::KeyPaused)
            QVERIFY(offers(row->code, ErrorOrigin::Background, ErrorAction::OpenSettings));
        for (const ErrorAction action : {ErrorAction::TryAgain, ErrorAction::SwitchModel, ErrorAction::Approve})
            QVERIFY2(!offers(row->code, ErrorOrigin::Background, action), "there is no run to act upon");
    }

    void actionsAreThoseOfTheTable_data()
    {
        using C = ErrorCode;
        using enum ErrorAction;
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<std::vector<ErrorAction>>("expected");
        const auto row = [](const char *name, C code, std::vector<ErrorAction> actions) {
            QTest::newRow(name) << code << actions;
        };
        row("budget", C::BudgetReached, {RaiseBudget, SwitchModel, CopyDetails});
        row("mid-stream", C::StoppedMidStream, {RaiseBudget, CopyDetails});
        row("approval", C::ApprovalNeeded, {Approve, Cancel, CopyDetails});
        row("no credit", C::PaymentRequired, {TopUp, TryAgain, SwitchModel, CopyDetails});
        row("paused", C::KeyPaused, {Resume, OpenSettings, CopyDetails});
        row("no key", C::MissingKey, {OpenSettings, TryAgain, CopyDetails});
        row("unknown model", C::ModelNotFound, {SwitchModel, CopyDetails});
        row("reset", C::ClosedEarly, {TryAgain, CopyDetails});
        row("no prompt file", C::BadFile, {ChooseFile, CopyDetails});
        row("file changed", C::FileChanged, {SaveElsewhere, CopyDetails});
        row("file not written", C::FileNotWritten, {SaveElsewhere, CopyDetails});
        row("documents", C::IndexStale, {RunWithoutDocuments, CopyDetails});
    }
    void actionsAreThoseOfTheTable()
    {
        QFETCH(ErrorCode, code);
        QFETCH(std::vector<ErrorAction>, expected);
        QCOMPARE(actionsFor(code, ErrorOrigin::Run), expected);
    }

    void aCardHasTheButtonsOfItsErrorAndDropsThoseOfTheLast()
    {
        ErrorCard card;
        card.show();
        QSignalSpy asked(&card, &ErrorCard::actionRequested);
        card.showError(makeError(ErrorCode::PaymentRequired), ErrorOrigin::Run);
        card.showError(makeError(ErrorCode::MissingKey, QStringLiteral("OpenAI")), ErrorOrigin::Run);
        QCOMPARE(buttonsOf(&card), (QStringList{QStringLiteral("Open settings"), QStringLiteral("Try again"),
                                                QStringLiteral("Copy details")}));
        const QList<QPushButton *> buttons = card.findChildren<QPushButton *>();
        QTest::keyClick(buttons.first(), Qt::Key_Space);
        QCOMPARE(asked.first().first().value<ErrorAction>(), ErrorAction::OpenSettings);
        buttons.last()->click();
        QCOMPARE(asked.size(), 1); // the card copies by itself
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("AUTHENTICATION_ERROR")));
    }

    void aPartialAnswerSaysWhyAndGoesOn_data()
    {
        QTest::addColumn<RunStatus>("status");
        QTest::addColumn<FinishReason>("finish");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("first"); ///< The first buttons; none = the note is not shown.
        const QStringList both{QStringLiteral("Continue"), QStringLiteral("Run again")};
        const QStringList again{QStringLiteral("Run again")};
        const QString half = QStringLiteral("half an ans");
        QTest::newRow("stopped") << RunStatus::Cancelled << FinishReason::Cancelled << half << both;
        QTest::newRow("cut") << RunStatus::Truncated << FinishReason::Truncated << half << both;
        QTest::newRow("error inside") << RunStatus::Partial << FinishReason::Error << half << both;
        QTest::newRow("killed") << RunStatus::Interrupted << FinishReason::Unknown << half << both;
        QTest::newRow("too long") << RunStatus::Completed << FinishReason::Length << half << both;
        QTest::newRow("stopped early") << RunStatus::Cancelled << FinishReason::Cancelled << QString() << again;
        QTest::newRow("filtered") << RunStatus::Blocked << FinishReason::ContentFilter << half << again;
        QTest::newRow("whole") << RunStatus::Completed << FinishReason::Stop << half << QStringList();
    }
    void aPartialAnswerSaysWhyAndGoesOn()
    {
        QFETCH(RunStatus, status);
        QFETCH(FinishReason, finish);
        QFETCH(QString, text);
        QFETCH(QStringList, first);
        RunRecord record;
        record.status = status;
        record.finishReason = finish;
        record.text = text;
        record.usage.output = 3;
        EndNote note;
        QSignalSpy asked(&note, &EndNote::actionRequested);
        note.showRecord(record);
        QCOMPARE(note.isVisible(), !first.isEmpty());
        if (first.isEmpty()) return;
        QCOMPARE(buttonsOf(&note).mid(0, first.size()), first);
        QCOMPARE(note.findChild<QLabel *>(QStringLiteral("endReason"))->text().contains(QStringLiteral("3 token")),
                 !text.isEmpty());
        note.findChild<QPushButton *>()->click();
        QCOMPARE(asked.first().first().value<ErrorAction>(),
                 first.size() == 2 ? ErrorAction::Continue : ErrorAction::RunAgain);
    }

    void aPartialAnswerOffersWhatMendsItsError()
    {
        RunRecord record;
        record.status = RunStatus::Partial;
        record.text = QStringLiteral("half");
        record.error = makeError(ErrorCode::StoppedMidStream);
        EndNote note;
        note.showRecord(record);
        QCOMPARE(buttonsOf(&note), (QStringList{QStringLiteral("Continue"), QStringLiteral("Run again"),
                                                QStringLiteral("Raise budget"), QStringLiteral("Copy details")}));
    }
};

QTEST_MAIN(tst_ErrorPlacement)
#include "tst_errorplacement.moc"
