#include "tests/e2e/window/program.h"
#include "tests/support/scriptedserver.h"
#include "tests/ui/named.h"
#include "ui/bannerarea.h"
#include "ui/blockingpage.h"
#include "ui/budgets/budgetspane.h"
#include "ui/settings/settingspage.h"
#include "ui/statusstrip.h"

#include <QFile>
#include <QListWidget>
#include <QPushButton>

using namespace burin;

namespace {

const QString OpenAi = QStringLiteral("openai");

Script wholeAnswer()
{
    return sseResponse({chunk(R"({"content":"and the rest."})", "null"), chunk("{}", R"("stop")"),
                        R"({"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":1000}})", "[DONE]"});
}

Script cutAnswer()
{
    return sseHead().event(chunk(R"({"content":"The first half, "})", "null")).close();
}

QStringList banners()
{
    QStringList texts;
    for (const QFrame *frame : Program::window()->findChildren<QFrame *>())
        if (frame->property("banner").isValid() && frame->isEnabled()) texts += frame->accessibleName();
    return texts;
}

/// The visible button of that text; nullptr if there is none.
QPushButton *button(const QWidget *parent, const char *text)
{
    for (QPushButton *candidate : parent->findChildren<QPushButton *>())
        if (candidate->isVisible() && candidate->text() == QLatin1StringView(text)) return candidate;
    return nullptr;
}

/// A program whose provider OpenAI is @p server.
struct Connected {
    Connected(const QTemporaryDir &folder, const ScriptedServer &server) : program(folder)
    {
        settings = Program::window()->findChild<SettingsPage *>();
        Q_EMIT settings->baseUrlChanged(OpenAi, server.url(QStringLiteral("/v1")));
        Q_EMIT settings->keyEntered(OpenAi, Secret("sk-window-test"));
        program.use(OpenAi, QStringLiteral("gpt-4o-mini"));
    }
    /// Until @p holds is true; presses Run while nothing is going on and it is not.
    template <class F> bool runUntil(F holds)
    {
        return QTest::qWaitFor(
            [&] {
                const bool done = holds();
                if (!done && !program.page->isRunning() && ++m_idle % 20 == 1) program.pressRun();
                return done;
            },
            20'000);
    }
    bool shows(const char *status) const { return program.status().contains(QLatin1StringView(status)); }

    Program program;
    SettingsPage *settings;

private:
    int m_idle = 0; ///< The key is taken over some time after it was entered.
};

} // namespace

class tst_WindowErrors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("OPENAI_API_KEY");
    }
    void aMissingKeyIsABannerThatLeadsToItsField();
    void anAnswerThatWasCutGoesOnBelowWhatWasKept();
    void anExpensiveRunAsksBeforeAnythingIsSent();
    void aBudgetRefusesBeforeAnythingIsSentAndCanBeRaised();
    void aFallbackModelAnswersWhenTheFirstIsUnknown();
    void damagedStorageCoversThePagesUntilItIsMended();
};

void tst_WindowErrors::aMissingKeyIsABannerThatLeadsToItsField()
{
    const QTemporaryDir folder;
    const Program program(folder);
    program.use(OpenAi, QStringLiteral("gpt-4o-mini"));
    program.pressRun();
    QTRY_COMPARE(banners().size(), 1);
    QVERIFY2(banners().first().contains(QStringLiteral("API key")), qPrintable(banners().first()));
    button(program.window()->banners(), "Open settings")->click();
    QCOMPARE(program.window()->page(), MainWindow::Page::Settings);
    QTRY_COMPARE(banners().size(), 0);
}

void tst_WindowErrors::anAnswerThatWasCutGoesOnBelowWhatWasKept()
{
    const QTemporaryDir folder;
    ScriptedServer server({cutAnswer(), wholeAnswer()});
    Connected window(folder, server);
    QVERIFY(window.runUntil([&] { return window.shows("cut off") || window.shows("partial"); }));
    QPushButton *goOn = button(window.program.page, "Continue");
    QVERIFY(goOn);
    goOn->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("completed"), 20'000);
    const auto *kept = window.program.part<QWidget>("keptAnswer");
    QVERIFY(kept->isVisible());
    QCOMPARE(window.program.answer(), QStringLiteral("and the rest.")); // never mixed
    QVERIFY(window.program.part<QLabel>("continued")->text().contains(QStringLiteral("run 2")));
    QCOMPARE(server.requestCount(), 2);
    QVERIFY(server.requests().at(1).body.contains("The first half, "));
}

void tst_WindowErrors::anExpensiveRunAsksBeforeAnythingIsSent()
{
    const QTemporaryDir folder;
    ScriptedServer server({wholeAnswer()});
    Connected window(folder, server);
    Q_EMIT window.settings->settingChanged(QStringLiteral("budget.approval"), 0.01);
    PromptDraft draft = window.program.page->draft();
    draft.parameters.maxTokens = 100'000; // $0.06 at most
    window.program.page->setDraft(draft);
    QVERIFY(window.runUntil([&] { return button(window.program.page, "Approve and run"); }));
    QVERIFY2(window.program.part<QLabel>("errorMessage")->text().contains(QStringLiteral("$0.06")),
             qPrintable(window.program.part<QLabel>("errorMessage")->text()));
    QCOMPARE(server.requestCount(), 0);
    button(window.program.page, "Cancel")->click();
    QVERIFY(!button(window.program.page, "Approve and run"));
    window.program.pressRun();
    QTRY_VERIFY(button(window.program.page, "Approve and run"));
    button(window.program.page, "Approve and run")->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("completed"), 20'000);
    QCOMPARE(server.requestCount(), 1);
}

void tst_WindowErrors::aBudgetRefusesBeforeAnythingIsSentAndCanBeRaised()
{
    const QTemporaryDir folder;
    ScriptedServer server({wholeAnswer()});
    Connected window(folder, server);
    auto *pane = Program::window()->findChild<BudgetsPane *>();
    Budget day{.scope = BudgetScope::Day, .prompt = {}, .limit = *parseUsd(u"0.0000001")};
    Q_EMIT pane->budgetSet(day);
    QVERIFY(window.runUntil([&] { return button(window.program.page, "Raise budget"); }));
    QCOMPARE(server.requestCount(), 0);
    button(window.program.page, "Raise budget")->click();
    QCOMPARE(window.program.window()->page(), MainWindow::Page::Budgets);
    QVERIFY(pane->isVisible());

    day.limit = *parseUsd(u"0.001");
    Q_EMIT pane->budgetSet(day);
    const auto *spend = window.program.window()->strip()->findChild<QPushButton *>(QStringLiteral("spend"));
    QTRY_VERIFY2(spend->text().contains(QStringLiteral("/ $0.0010")), qPrintable(spend->text()));
    window.program.window()->showPage(MainWindow::Page::Workbench);
    PromptDraft draft = window.program.page->draft();
    draft.parameters.maxTokens = 1'000;
    window.program.page->setDraft(draft);
    window.program.pressRun(); // costs $0.00075
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("completed"), 20'000);
    QTRY_VERIFY2(spend->text().contains(QStringLiteral("today $0.00075")), qPrintable(spend->text()));
    QTRY_VERIFY(banners().join(u' ').contains(QStringLiteral("used to 50 %"))); // the threshold was crossed
}

void tst_WindowErrors::aFallbackModelAnswersWhenTheFirstIsUnknown()
{
    const QTemporaryDir folder;
    ScriptedServer server(
        {jsonResponse(404, R"({"error":{"code":"model_not_found","message":"no such model"}})"), wholeAnswer()});
    Connected window(folder, server);
    PromptDraft draft = window.program.page->draft();
    draft.fallbacks = {{OpenAi, QStringLiteral("gpt-4o")}};
    window.program.page->setDraft(draft);
    QVERIFY(window.runUntil([&] { return window.shows("completed"); }));
    QCOMPARE(server.requestCount(), 2);
    QVERIFY(server.requests().at(1).body.contains("\"gpt-4o\""));
    window.program.part<QPushButton>("attemptDetails")->click();
    const auto *table = named<QTableView>(window.program.page, QStringLiteral("Attempts"));
    QVERIFY(table->model()->index(1, 3).data().toString().contains(QStringLiteral("gpt-4o (fallback)")));
}

void tst_WindowErrors::damagedStorageCoversThePagesUntilItIsMended()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("burin.sqlite"));
    QFile damaged(path);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("this is no database, and it is left as it is");
    damaged.close();
    const Program program(folder);
    BlockingPage *page = program.window()->blockingPage();
    QTRY_VERIFY(page->isVisible());
    QVERIFY(!program.page->isVisible());
    QVERIFY(page->findChild<QLabel *>(QStringLiteral("blockedMessage"))->text().contains(QStringLiteral("damaged")));
    QVERIFY(QFile::remove(path));
    button(page, "Try again")->click();
    QTRY_VERIFY_WITH_TIMEOUT(program.page->isVisible(), 20'000);
    QVERIFY(!page->isVisible());
    program.pressRun(); // the sample prompt, as at a first start
    QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), 20'000);
}

QTEST_MAIN(tst_WindowErrors)
#include "tst_windowerrors.moc"
