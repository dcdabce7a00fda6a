#include "tests/ui/library/storedlibrary.h"
#include "tests/ui/named.h"
#include "ui/common/rowdelegate.h"
#include "ui/library/librarypanel.h"
#include "ui/library/versiondiffwindow.h"
#include "ui/library/versionspane.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

#include <memory>

using namespace burin;

class tst_VersionsPane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void newestIsFirst();
    void aNoteIsEditedInItsRow();
    void labelsMoveFromVersionToVersion();
    void savingTellsTheNote();
    void oneIsRestored();
    void twoAreComparedOldestFirst();
    void aWindowShowsWhatDiffers();
    void noPromptHasNoVersions();
    void everyControlHasAName();

private:
    void select(const QList<int> &rows)
    {
        m_list->selectionModel()->clear();
        for (const int row : rows)
            m_list->selectionModel()->setCurrentIndex(m_list->model()->index(row, 0), QItemSelectionModel::Select);
    }
    QString text(int row, int role = Qt::DisplayRole) const
    {
        return m_list->model()->index(row, 0).data(role).toString();
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StoredLibrary> m_library;
    std::unique_ptr<LibraryPanel> m_panel; ///< Makes the changes that the pane asks for.
    VersionsPane *m_pane = nullptr;
    QListView *m_list = nullptr;
    PromptVersion m_first, m_second;
};

void tst_VersionsPane::init()
{
    m_theme = std::make_unique<Theme>();
    m_library = std::make_unique<StoredLibrary>();
    m_first = m_library->add(QStringLiteral("Reply"), QStringLiteral("one"));
    PromptDraft draft = m_first.draft;
    draft.messages.back().text = QStringLiteral("two");
    m_second = saveVersion(m_library->db(), m_first.prompt, draft, QStringLiteral("shorter"))->version;
    m_panel = std::make_unique<LibraryPanel>(m_library->source());
    m_pane = m_panel->versions();
    m_list = m_pane->findChild<QListView *>();
    m_panel->resize(280, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->setOpened(m_first.prompt, m_second.id, {});
    QTRY_COMPARE(m_list->model()->rowCount(), 2);
}

void tst_VersionsPane::cleanup()
{
    m_panel.reset();
    m_library.reset();
    m_theme.reset();
}

void tst_VersionsPane::newestIsFirst()
{
    QCOMPARE(text(0), QStringLiteral("v2"));
    QCOMPARE(text(1), QStringLiteral("v1"));
    QVERIFY(text(0, RowDelegate::SubtitleRole).startsWith(QStringLiteral("shorter")));
    QVERIFY(text(0, Qt::AccessibleTextRole).contains(QStringLiteral("open")));
    QVERIFY(!text(1, Qt::AccessibleTextRole).contains(QStringLiteral("open")));
}

void tst_VersionsPane::aNoteIsEditedInItsRow()
{
    select({1});
    m_list->setFocus();
    QTest::keyClick(m_list, Qt::Key_F2);
    auto *editor = m_list->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("the first try"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(loadVersion(m_library->db(), m_first.id)->note, QStringLiteral("the first try"));
    QTRY_VERIFY(text(1, RowDelegate::SubtitleRole).startsWith(QStringLiteral("the first try")));
    QCOMPARE(text(1), QStringLiteral("v1"));
}

void tst_VersionsPane::labelsMoveFromVersionToVersion()
{
    auto *labels = named<QLineEdit>(m_pane, QStringLiteral("Labels of the version, separated by commas"));
    const auto type = [&](int row, const QString &words) {
        select({row});
        QVERIFY(labels->isEnabled());
        labels->setFocus();
        labels->selectAll();
        QTest::keyClicks(labels, words);
        QTest::keyClick(labels, Qt::Key_Return);
    };
    type(1, QStringLiteral("production, tried"));
    QTRY_COMPARE(text(1), QStringLiteral("v1 · production · tried"));
    type(0, QStringLiteral("production"));
    QTRY_COMPARE(text(0), QStringLiteral("v2 · production"));
    QCOMPARE(text(1), QStringLiteral("v1 · tried"));
    select({1});
    QCOMPARE(labels->text(), QStringLiteral("tried"));
    labels->setFocus();
    labels->selectAll();
    QTest::keyClick(labels, Qt::Key_Delete);
    QTest::keyClick(labels, Qt::Key_Return);
    QTRY_COMPARE(text(1), QStringLiteral("v1"));
}

void tst_VersionsPane::savingTellsTheNote()
{
    QSignalSpy saved(m_pane, &VersionsPane::saveRequested);
    auto *note = named<QLineEdit>(m_pane, QStringLiteral("Note of the next version"));
    QTest::keyClicks(note, QStringLiteral(" politer "));
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(saved.takeFirst().first().toString(), QStringLiteral("politer"));
    named<QPushButton>(m_pane, QStringLiteral("Save version"))->click();
    QCOMPARE(saved.size(), 1);
    m_panel->setOpened(m_first.prompt, m_first.id, {});
    QCOMPARE(m_pane->note(), QStringLiteral("politer")); // it is still the same prompt
    m_panel->setOpened({}, {}, {});
    QCOMPARE(m_pane->note(), QString());
}

void tst_VersionsPane::oneIsRestored()
{
    QSignalSpy restored(m_pane, &VersionsPane::restoreRequested);
    auto *button = named<QPushButton>(m_pane, QStringLiteral("Restore"));
    QVERIFY(!button->isEnabled());
    select({1});
    button->click();
    QCOMPARE(restored.takeFirst().first().value<VersionId>(), m_first.id);
    select({0, 1});
    QVERIFY(!button->isEnabled());
}

void tst_VersionsPane::twoAreComparedOldestFirst()
{
    auto *button = named<QPushButton>(m_pane, QStringLiteral("Compare"));
    select({0});
    QVERIFY(button->isEnabled());
    QSignalSpy compared(m_pane, &VersionsPane::compareRequested);
    select({0, 1});
    button->click();
    QList<QVariant> asked = compared.takeFirst();
    QCOMPARE(asked.at(0).value<VersionId>(), m_first.id);
    QCOMPARE(asked.at(1).value<VersionId>(), m_second.id);
    select({1});
    button->click();
    asked = compared.takeFirst();
    QCOMPARE(asked.at(0).value<VersionId>(), m_first.id);
    QVERIFY(!asked.at(1).value<VersionId>().isValid());
}

void tst_VersionsPane::aWindowShowsWhatDiffers()
{
    PromptDraft written = m_second.draft;
    written.messages.insert(written.messages.begin(),
                            {.role = Role::System, .text = QStringLiteral("be <b>kind</b> {{name}}")});
    written.parameters.temperature = 0.5;
    const auto list = [this](PromptId id) { return QtFuture::makeReadyFuture(versionsOf(m_library->db(), id)); };
    const auto version = [this](VersionId id) { return QtFuture::makeReadyFuture(loadVersion(m_library->db(), id)); };
    VersionDiffWindow window({list, version, [&written] { return written; }});
    QSignalSpy shown(&window, &VersionDiffWindow::shown);
    auto *text = window.findChild<QTextEdit *>();
    const auto *note = window.findChild<QLabel *>(QStringLiteral("versionDiffNote"));
    window.compare(m_first.prompt, m_first.id, m_second.id);
    QVERIFY(shown.wait());
    QVERIFY(window.isVisible());
    QCOMPARE(note->text(), QStringLiteral("1 part(s) differ"));
    QVERIFY(text->toPlainText().contains(QStringLiteral("User · changed")));
    QVERIFY(!text->toPlainText().contains(QStringLiteral("Model")));
    const auto formatOf = [text](const QString &words) {
        return text->document()->find(words, 0, QTextDocument::FindCaseSensitively).charFormat();
    };
    QVERIFY(formatOf(QStringLiteral("one")).fontStrikeOut());
    QVERIFY(formatOf(QStringLiteral("two")).fontUnderline());
    window.findChild<QToolButton *>(QStringLiteral("versionDiffSame"))->click();
    QVERIFY(text->toPlainText().contains(QStringLiteral("Provider · the same")));

    auto *after = window.findChild<QComboBox *>(QStringLiteral("versionAfter"));
    QCOMPARE(after->currentText(), QStringLiteral("v2 · shorter"));
    QSignalSpy restored(&window, &VersionDiffWindow::restoreRequested);
    auto *restore = named<QPushButton>(&window, QStringLiteral("Restore the version at the right"));
    restore->click();
    QCOMPARE(restored.takeFirst().at(0).value<VersionId>(), m_second.id);
    QTest::keyClick(after, Qt::Key_Home); // what is written now
    QVERIFY(shown.wait());
    QVERIFY(!restore->isEnabled());
    QVERIFY(text->toPlainText().contains(QStringLiteral("be <b>kind</b> {{name}}"))); // never markup
    QVERIFY(text->toPlainText().contains(QStringLiteral("System · added")));
    QVERIFY(text->toPlainText().contains(QStringLiteral("temperature · added")));
    QVERIFY(formatOf(QStringLiteral("0.5")).fontUnderline());
    QCOMPARE(note->text(), QStringLiteral("3 part(s) differ"));
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!window.isVisible());
}

void tst_VersionsPane::noPromptHasNoVersions()
{
    m_panel->setOpened({}, {}, {});
    QCOMPARE(m_list->model()->rowCount(), 0);
}

void tst_VersionsPane::everyControlHasAName()
{
    QCOMPARE(namelessControls(m_pane), QStringList());
}

QTEST_MAIN(tst_VersionsPane)
#include "tst_versionspane.moc"
