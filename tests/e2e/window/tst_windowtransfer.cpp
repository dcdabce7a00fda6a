#include "app/language/language.h"
#include "tests/e2e/window/program.h"
#include "tests/support/scriptedserver.h"
#include "ui/compare/comparepage.h"
#include "ui/history/historypage.h"
#include "ui/settings/settingspage.h"
#include "ui/settings/telemetrypane.h"
#include "ui/transfer/transferbar.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace burin;

/// Exports, imports and the collector, as they are asked for in the window.
class tst_WindowTransfer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installLanguage(); }
    void runsAreExportedAndImported();
    void anImportSaysWhatWasWrong();
    void aCollectorIsNamedInTheSettings();
};

namespace {

constexpr int Patience = 30'000;

HistoryPage *history()
{
    return Program::window()->findChild<HistoryPage *>();
}

QString said()
{
    return history()->transferBar()->findChild<QLabel *>(QStringLiteral("transferText"))->text();
}

void trigger(const char *action)
{
    Program::window()->findChild<QAction *>(QLatin1StringView(action))->trigger();
}

/// The file dialog that was opened; its own widgets are the platform's business.
void choose(const QString &path, const QString &filter = {})
{
    QFileDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = Program::window()->findChild<QFileDialog *>()) && dialog->isVisible());
    if (!filter.isEmpty()) dialog->selectNameFilter(filter);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void tst_WindowTransfer::runsAreExportedAndImported()
{
    const QTemporaryDir folder;
    const QTemporaryDir other;
    const QString file = other.filePath(QStringLiteral("runs.jsonl"));
    {
        const Program program(folder);
        program.use(QStringLiteral("simulator"), QStringLiteral("simulator-fast"));
        program.pressRun();
        QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), Patience);
        Program::window()->showPage(MainWindow::Page::History);
        QTRY_VERIFY(!history()->findChild<QToolButton *>(QStringLiteral("historyMore"))->menu()->isEmpty());
        trigger("exportFound");
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = Program::window()->findChild<QFileDialog *>()));
        const QStringList filters = dialog->nameFilters();
        QCOMPARE(filters.size(), 5);
        choose(file, filters.filter(QStringLiteral("*.jsonl")).value(0));
        QTRY_VERIFY2(said().contains(QStringLiteral("1 run exported")), qPrintable(said()));
        QVERIFY(contentOf(file).startsWith("{\"answer\":"));
    }
    const QTemporaryDir empty;
    const Program program(empty);
    Program::window()->showPage(MainWindow::Page::History);
    for (const char *result : {"1 run added.", "0 runs added, 1 was here already."}) {
        Q_EMIT history()->importRequested(file);
        QTRY_COMPARE(said(), QString::fromLatin1(result));
    }
    QVERIFY(!history()->transferBar()->isBusy());
}

void tst_WindowTransfer::anImportSaysWhatWasWrong()
{
    const QTemporaryDir folder;
    const Program program(folder);
    Program::window()->showPage(MainWindow::Page::History);
    QFile file(folder.filePath(QStringLiteral("bad.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{}\n{}\n") > 0);
    file.close();
    trigger("importRuns");
    choose(file.fileName());
    QTRY_COMPARE(said(), QStringLiteral("0 runs added, 2 could not be taken."));
    auto *details = history()->transferBar()->findChild<QPushButton *>(QStringLiteral("transferDetails"));
    QVERIFY(details->isVisible());
    auto *button = history()->transferBar()->findChild<QPushButton *>(QStringLiteral("transferButton"));
    button->click();
    QVERIFY(!history()->transferBar()->isVisible());
    Q_EMIT history()->importRequested(QStringLiteral("/nonexistent"));
    QTRY_VERIFY2(said().contains(QStringLiteral("cannot be read")), qPrintable(said()));
}

void tst_WindowTransfer::aCollectorIsNamedInTheSettings()
{
    ScriptedServer collector({jsonResponse(200, "{}")});
    ScriptedServer model({sseResponse({chunk(R"({"content":"hi"})", "null"), chunk("{}", "\"stop\""), "[DONE]"})});
    const QTemporaryDir folder;
    const Program program(folder);
    auto *pane = Program::window()->findChild<TelemetryPane *>();
    QVERIFY(pane);
    auto *endpoint = pane->findChild<QLineEdit *>(QStringLiteral("collectorEndpoint"));
    auto *save = pane->findChild<QPushButton *>(QStringLiteral("collectorSave"));
    QVERIFY(!save->isEnabled() && endpoint->text().isEmpty()); // off by default
    QVERIFY(!pane->findChild<QCheckBox *>(QStringLiteral("collectorContent"))->isChecked());
    QSignalSpy saved(pane, &TelemetryPane::saved);
    const auto enter = [&](const QString &url) {
        endpoint->setText(url);
        Q_EMIT endpoint->textEdited(url);
        save->click();
    };
    enter(QStringLiteral("http://example.com"));
    QCOMPARE(saved.size(), 1);
    QVERIFY(save->isEnabled()); // refused, still being edited
    enter(collector.url().toString());
    QTRY_VERIFY(!save->isEnabled());
    QTRY_VERIFY(
        pane->findChild<QLabel *>(QStringLiteral("collectorState"))->text().contains(QStringLiteral("Every run")));

    auto *settings = Program::window()->findChild<SettingsPage *>();
    Q_EMIT settings->baseUrlChanged(QStringLiteral("lmstudio"), model.url(QStringLiteral("/v1")));
    program.use(QStringLiteral("lmstudio"), QStringLiteral("any"));
    program.pressRun();
    QTRY_VERIFY_WITH_TIMEOUT(collector.requestCount() == 1, Patience);
    QVERIFY(collector.requests()[0].body.contains("chat any"));
    QVERIFY(!collector.requests()[0].body.contains("gen_ai.input.messages"));
}

QTEST_MAIN(tst_WindowTransfer)
#include "tst_windowtransfer.moc"
