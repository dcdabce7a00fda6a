#include "tests/e2e/window/program.h"
#include "tests/support/scriptedserver.h"
#include "ui/assist/assistpane.h"
#include "ui/history/historypage.h"
#include "ui/history/historytable.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QAction>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace burin;

namespace {

/// An answer with the text @p content that used a million tokens in and out.
Script answerOf(const QString &content)
{
    const QByteArray delta =
        QJsonDocument(QJsonObject{{QStringLiteral("content"), content}}).toJson(QJsonDocument::Compact);
    return sseResponse({chunk(delta, "null"), chunk("{}", R"("stop")"),
                        R"({"choices":[],"usage":{"prompt_tokens":1000000,"completion_tokens":1000000}})", "[DONE]"});
}

/// The program with a provider whose answers are scripted, and a prompt in the workbench.
struct Assisted {
    explicit Assisted(const QTemporaryDir &folder, const ScriptedServer &server) : program(folder)
    {
        auto *settings = program.window()->findChild<SettingsPage *>();
        const QString openai = QStringLiteral("openai");
        Q_EMIT settings->baseUrlChanged(openai, server.url(QStringLiteral("/v1")));
        Q_EMIT settings->keyEntered(openai, Secret("sk-window-test"));
        PromptDraft draft;
        draft.title = QStringLiteral("Reply");
        draft.messages = systemAndUser(QStringLiteral("Be kind."), QStringLiteral("Answer {{letter}}"));
        draft.providerId = openai;
        draft.model = QStringLiteral("gpt-4o-mini");
        program.page->setDraft(draft);
        pane = program.window()->findChild<AssistPane *>();
    }

    template <class T> T *part(const char *name) const { return pane->findChild<T *>(QLatin1StringView(name)); }
    QString note() const { return part<QLabel>("assistNote")->text(); }
    QPushButton *accept() const { return part<QPushButton>("assistAccept"); }
    void choose(const char *command) const
    {
        program.page->findChild<QAction *>(QLatin1StringView(command))->trigger();
    }
    void ask() const { part<QPushButton>("assistAsk")->click(); }
    /// Asks until the key has been taken over and the answer is there.
    bool askUntil(const QString &told) const
    {
        return QTest::qWaitFor(
            [&] {
                if (note().contains(told)) return true;
                if (!pane->isRunning()) ask();
                return false;
            },
            20'000);
    }

    Program program;
    AssistPane *pane = nullptr;
};

} // namespace

class tst_WindowAssist : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }

    void anImprovementIsAPaidRunAndChangesThePromptOnceAccepted()
    {
        const QTemporaryDir folder;
        ScriptedServer server({answerOf(QStringLiteral("```json\n{\"messages\":[{\"role\":\"system\",\"text\":\"Be "
                                                       "brief.\"},{\"role\":\"user\",\"text\":\"Reply to "
                                                       "{{letter}}\"}],\"reason\":\"Shorter.\"}\n```"))});
        const Assisted assisted(folder, server);
        assisted.choose("assist.improve");
        QVERIFY(assisted.askUntil(QStringLiteral("0.75"))); // $0.15 in and $0.60 out
        QVERIFY(assisted.note().contains(QStringLiteral("Shorter.")));
        const QByteArray sent = server.requests().back().body;
        QVERIFY(sent.contains("Answer {{letter}}"));
        QCOMPARE(textOf(assisted.program.page->draft(), Role::System), QStringLiteral("Be kind."));
        assisted.accept()->click();
        QCOMPARE(textOf(assisted.program.page->draft(), Role::System), QStringLiteral("Be brief."));
        QCOMPARE(textOf(assisted.program.page->draft(), Role::User), QStringLiteral("Reply to {{letter}}"));
        QVERIFY(!assisted.program.page->isRunning());
        assisted.program.window()->showPage(MainWindow::Page::History);
        auto *table = assisted.program.window()->findChild<HistoryTable *>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
    }

    void casesAreAddedToThePrompt()
    {
        const QTemporaryDir folder;
        ScriptedServer server({answerOf(
            QStringLiteral(R"({"cases":[{"name":"angry","values":{"letter":"WHERE IS IT"},"expected":"calm"}]})"))});
        const Assisted assisted(folder, server);
        assisted.choose("assist.cases");
        QVERIFY(assisted.askUntil(QStringLiteral("0.75")));
        QCOMPARE(assisted.part<QTreeWidget>("assistCases")->topLevelItemCount(), 1);
        QSignalSpy added(assisted.program.page->prompt(), &PromptPane::casesChanged);
        assisted.accept()->click();
        QCOMPARE(added.size(), 1);
        const auto cases = added.first().first().value<std::vector<ValueSet>>();
        QCOMPARE(cases.size(), size_t(1));
        QCOMPARE(cases.front().values.value(QStringLiteral("letter")), QStringLiteral("WHERE IS IT"));
    }

    void anAnswerThatIsNoProposalIsShownAndNothingChanges()
    {
        const QTemporaryDir folder;
        ScriptedServer server({answerOf(QStringLiteral("I would rather not."))});
        const Assisted assisted(folder, server);
        assisted.choose("assist.improve");
        QVERIFY(assisted.askUntil(QStringLiteral("not the JSON")));
        QCOMPARE(assisted.part<QPlainTextEdit>("assistRaw")->toPlainText(), QStringLiteral("I would rather not."));
        QVERIFY(!assisted.accept()->isVisible());
        QCOMPARE(textOf(assisted.program.page->draft(), Role::System), QStringLiteral("Be kind."));
    }

    void theSimulatorsFailureIsToldInThePane()
    {
        const QTemporaryDir folder;
        ScriptedServer server;
        const Assisted assisted(folder, server);
        assisted.pane->picker()->setChoice({QStringLiteral("simulator"), QStringLiteral("simulator-slow")});
        assisted.choose("assist.improve");
        assisted.ask();
        QVERIFY(assisted.pane->isRunning());
        auto *table = assisted.program.window()->findChild<HistoryTable *>();
        assisted.program.window()->showPage(MainWindow::Page::History);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        assisted.ask(); // it says Stop now
        QTRY_VERIFY(!assisted.pane->isRunning());
        QVERIFY2(assisted.note().contains(QStringLiteral("stopped")), qPrintable(assisted.note()));
        QVERIFY(server.requests().empty());
    }

    void aFailedRunCanBeExplainedOnceThereIsOne()
    {
        const QTemporaryDir folder;
        ScriptedServer server;
        const Assisted assisted(folder, server);
        auto *explain = assisted.program.page->findChild<QAction *>(QStringLiteral("assist.explain"));
        QVERIFY(!explain->isEnabled());
        assisted.program.use(QStringLiteral("simulator"), QStringLiteral("simulator-fast"));
        PromptDraft draft = assisted.program.page->draft();
        draft.variables.insert(QStringLiteral("letter"), QStringLiteral("x"));
        assisted.program.page->setDraft(draft);
        assisted.program.pressRun();
        QTRY_VERIFY_WITH_TIMEOUT(assisted.program.status().contains(QStringLiteral("completed")), 20'000);
        QVERIFY(explain->isEnabled());
        assisted.pane->picker()->setChoice({QStringLiteral("simulator"), QStringLiteral("simulator-fast")});
        explain->trigger();
        assisted.ask();
        QTRY_VERIFY_WITH_TIMEOUT(assisted.note().contains(QStringLiteral("Answered")), 20'000);
        QVERIFY(!assisted.accept()->isVisible());
    }
};

QTEST_MAIN(tst_WindowAssist)
#include "tst_windowassist.moc"
