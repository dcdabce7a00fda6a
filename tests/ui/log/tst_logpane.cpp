#include "ui/common/datatable.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpane.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

namespace {

LogEntry entry(LogLevel level, const char *area, const char *message, qint64 run = 0)
{
    LogEntry entry;
    entry.time = QDateTime(QDate(2026, 5, 6), QTime(7, 8, 9), Qt::UTC);
    entry.level = level;
    entry.area = QString::fromLatin1(area);
    entry.message = QString::fromLatin1(message);
    entry.run = RunId{run};
    return entry;
}

std::vector<LogEntry> someEntries()
{
    return {entry(LogLevel::Debug, "net", "connection opened"), entry(LogLevel::Info, "engine", "run completed", 12),
            entry(LogLevel::Warning, "store", "disk is nearly full"),
            entry(LogLevel::Error, "engine", "attempt failed", 13)};
}

} // namespace

class tst_LogPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init();
    void showsEntriesInTheirOrder();
    void filtersByLevel_data();
    void filtersByLevel();
    void filtersByArea();
    void findsText_data();
    void findsText();
    void saysWhenNothingIsThere();
    void followsNewEntriesWhileWanted();
    void showsTheChosenEntryWhole();
    void returnAndDoubleClickOpenTheRun();
    void forgetsTheOldestEntries();
    void diagnosticsAreShownBeforeTheyAreCopied();
    void everyControlHasAName();

private:
    int rows() const { return m_table->model()->rowCount(); }
    QString cell(int row, int column) const { return m_table->model()->index(row, column).data().toString(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LogPane> m_pane;
    DataTable *m_table = nullptr;
};

void tst_LogPane::init()
{
    m_pane = std::make_unique<LogPane>();
    m_pane->resize(900, 500);
    m_table = m_pane->findChild<DataTable *>();
    m_pane->append(someEntries());
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
}

void tst_LogPane::showsEntriesInTheirOrder()
{
    QCOMPARE(rows(), 4);
    QCOMPARE(cell(1, LogModel::AreaColumn), QStringLiteral("engine"));
    QCOMPARE(cell(1, LogModel::TextColumn), QStringLiteral("run completed"));
    QCOMPARE(cell(1, LogModel::RunColumn), QStringLiteral("12"));
    QCOMPARE(cell(2, LogModel::RunColumn), QString());
    QCOMPARE(cell(3, LogModel::LevelColumn), QStringLiteral("Error"));
}

void tst_LogPane::filtersByLevel_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<int>("count");
    QTest::newRow("all") << 0 << 4;
    QTest::newRow("info") << 1 << 3;
    QTest::newRow("warning") << 2 << 2;
    QTest::newRow("error") << 3 << 1;
}

void tst_LogPane::filtersByLevel()
{
    QFETCH(const int, choice);
    named<QComboBox>(m_pane.get(), QStringLiteral("Lowest level"))->setCurrentIndex(choice);
    QTEST(rows(), "count");
}

void tst_LogPane::filtersByArea()
{
    auto *areas = named<QComboBox>(m_pane.get(), QStringLiteral("Area"));
    QCOMPARE(areas->count(), 4); // all, and each once
    areas->setCurrentIndex(areas->findText(QStringLiteral("engine")));
    QCOMPARE(rows(), 2);
    areas->setCurrentIndex(0);
    QCOMPARE(rows(), 4);
}

void tst_LogPane::findsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("word") << QStringLiteral("DISK") << 1;
    QTest::newRow("run") << QStringLiteral("13") << 1;
    QTest::newRow("area") << QStringLiteral("eng") << 2;
    QTest::newRow("nothing") << QStringLiteral("unheard") << 0;
    QTest::newRow("not an expression") << QStringLiteral(".*") << 0;
}

void tst_LogPane::findsText()
{
    QFETCH(const QString, text);
    QTest::keyClicks(named<QLineEdit>(m_pane.get(), QStringLiteral("Find in the log")), text);
    QTEST(rows(), "count");
}

void tst_LogPane::saysWhenNothingIsThere()
{
    QVERIFY(m_table->isVisible());
    named<QLineEdit>(m_pane.get(), QStringLiteral("Find in the log"))->setText(QStringLiteral("unheard"));
    QVERIFY(!m_table->isVisible());
    named<QLineEdit>(m_pane.get(), QStringLiteral("Find in the log"))->clear();
    QVERIFY(m_table->isVisible());
}

void tst_LogPane::followsNewEntriesWhileWanted()
{
    const auto isAtEnd = [this] {
        return m_table->verticalScrollBar()->value() == m_table->verticalScrollBar()->maximum();
    };
    for (int i = 0; i < 100; ++i)
        m_pane->append({entry(LogLevel::Info, "net", "more")});
    QTRY_VERIFY(isAtEnd() && m_table->verticalScrollBar()->maximum() > 0);
    auto *follow = m_pane->findChild<QCheckBox *>();
    follow->setChecked(false);
    m_table->scrollToTop();
    for (int i = 0; i < 100; ++i)
        m_pane->append({entry(LogLevel::Info, "net", "more")});
    QCOMPARE(m_table->verticalScrollBar()->value(), 0);
    follow->setChecked(true);
    QVERIFY(isAtEnd());
}

void tst_LogPane::showsTheChosenEntryWhole()
{
    const auto *detail = named<QPlainTextEdit>(m_pane.get(), QStringLiteral("Chosen entry"));
    QCOMPARE(detail->toPlainText(), QString());
    m_table->selectRow(3);
    QVERIFY(detail->toPlainText().contains(QStringLiteral("\"message\": \"attempt failed\"")));
    QVERIFY(detail->toPlainText().contains(QStringLiteral("\"run\": 13")));
}

void tst_LogPane::returnAndDoubleClickOpenTheRun()
{
    const QSignalSpy activated(m_pane.get(), &LogPane::runActivated);
    m_table->selectRow(1);
    m_table->setFocus();
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].value<RunId>(), RunId{12});
    const QPoint place = m_table->visualRect(m_table->model()->index(3, LogModel::TextColumn)).center();
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(activated.size(), 1); // one click only chooses
    QTest::mouseDClick(m_table->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated[1][0].value<RunId>(), RunId{13});
    m_table->selectRow(2); // of no run
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(activated.size(), 2);
}

void tst_LogPane::forgetsTheOldestEntries()
{
    m_pane->append(std::vector<LogEntry>(LogModel::MostEntries, entry(LogLevel::Info, "net", "later")));
    QCOMPARE(rows(), LogModel::MostEntries);
    QCOMPARE(cell(0, LogModel::TextColumn), QStringLiteral("later"));
}

void tst_LogPane::diagnosticsAreShownBeforeTheyAreCopied()
{
    QGuiApplication::clipboard()->clear();
    const QSignalSpy requested(m_pane.get(), &LogPane::diagnosticsRequested);
    for (auto *button : m_pane->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Copy diagnostics")) button->click();
    }
    QCOMPARE(requested.size(), 1);
    m_pane->showDiagnostics(QStringLiteral("Burin: 1\n<b>"));
    auto *dialog = m_pane->findChild<QDialog *>(QStringLiteral("diagnosticsDialog"));
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), QStringLiteral("Burin: 1\n<b>"));
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Burin: 1\n<b>"));
    QVERIFY(!dialog->isVisible());
}

void tst_LogPane::everyControlHasAName()
{
    QCOMPARE(namelessControls(m_pane.get()), QStringList());
}

QTEST_MAIN(tst_LogPane)
#include "tst_logpane.moc"
