#include "core/store/librarydrafts.h"
#include "core/store/libraryfolders.h"
#include "tests/ui/library/storedlibrary.h"
#include "tests/ui/named.h"
#include "ui/common/rowdelegate.h"
#include "ui/common/undobar.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarypanel.h"
#include "ui/library/libraryview.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace burin;

namespace {

/// The rows as an outline: "Folder/", its rows indented by a space.
QStringList outline(const QAbstractItemModel *model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList rows;
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        rows += QString(depth, u' ') + index.data().toString();
        rows += outline(model, index, depth + 1);
    }
    return rows;
}

} // namespace

class tst_LibraryPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void foldersHoldTheirPrompts();
    void typingSearches();
    void choosingNarrows_data();
    void choosingNarrows();
    void theOrderIsChosenInAMenu();
    void enterOpensAndClickOpens();
    void f2RenamesInPlace();
    void aFolderIsRenamedInPlace();
    void deletingOffersToTakeItBack();
    void aDeletedFolderComesBack();
    void ctrlDDuplicates();
    void ctrlBStars();
    void droppingMoves();
    void aFolderIsNotDroppedIntoItself();
    void aNewFolderIsNamedAtOnce();
    void tagsAreTypedInTheMenu();
    void theMenuMovesToo();
    void deletedPromptsAreRestored();
    void draftsAreListedAndDiscarded();
    void emptyStatesSayWhatToDo();
    void closedFoldersStayClosed();
    void everyControlHasAName();

private:
    QStringList rows() const { return outline(m_view->model()); }
    QModelIndex find(const QString &text) const
    {
        return m_view->model()
            ->match(m_view->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    void select(const QString &text)
    {
        m_view->setFocus();
        m_view->setCurrentIndex(find(text));
        QVERIFY(m_view->currentIndex().isValid());
    }
    void reload()
    {
        QSignalSpy loaded(m_view->model(), SIGNAL(loaded()));
        m_panel->refresh();
        QVERIFY(loaded.wait());
    }
    QMenu *menu()
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(m_view, &event);
        return m_view->findChild<QMenu *>(QStringLiteral("libraryMenu"));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StoredLibrary> m_library;
    std::unique_ptr<LibraryPanel> m_panel;
    LibraryView *m_view = nullptr;
    PromptId m_reply, m_poem, m_plan;
};

void tst_LibraryPanel::init()
{
    m_theme = std::make_unique<Theme>();
    m_library = std::make_unique<StoredLibrary>();
    m_reply = m_library
                  ->add(QStringLiteral("Reply"), QStringLiteral("Where is the parcel?"), QStringLiteral("Support/Mail"),
                        {QStringLiteral("german")})
                  .prompt;
    m_poem = m_library->add(QStringLiteral("Poem"), QStringLiteral("Write a poem.")).prompt;
    m_plan = m_library->add(QStringLiteral("Plan"), QStringLiteral("Make a plan."), QStringLiteral("Support")).prompt;
    m_panel = std::make_unique<LibraryPanel>(m_library->source());
    m_view = m_panel->findChild<LibraryView *>();
    new QAbstractItemModelTester(m_view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_view);
    m_panel->resize(260, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    reload();
}

void tst_LibraryPanel::cleanup()
{
    m_panel.reset();
    m_library.reset();
    m_theme.reset();
}

void tst_LibraryPanel::foldersHoldTheirPrompts()
{
    QCOMPARE(rows(), QStringList({QStringLiteral("Support"), QStringLiteral(" Mail"), QStringLiteral("  Reply"),
                                  QStringLiteral(" Plan"), QStringLiteral("Poem")}));
    QVERIFY(m_view->isExpanded(find(QStringLiteral("Support"))));
}

void tst_LibraryPanel::typingSearches()
{
    auto *search = named<QLineEdit>(m_panel.get(), QStringLiteral("Search the library"));
    QTest::keyClicks(search, QStringLiteral("parc"));
    QTRY_COMPARE(rows(), QStringList(QStringLiteral("Reply")));
    QVERIFY(
        find(QStringLiteral("Reply")).data(RowDelegate::SubtitleRole).toString().contains(QStringLiteral("parcel")));
    QTest::keyClick(search, Qt::Key_Down);
    QVERIFY(m_view->hasFocus());
    search->clear();
    QTRY_COMPARE(rows().size(), 5);
}

void tst_LibraryPanel::choosingNarrows_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("starred") << QStringLiteral("Starred") << QStringList(QStringLiteral("Poem"));
    QTest::newRow("deleted") << QStringLiteral("Deleted") << QStringList(QStringLiteral("Plan"));
    QTest::newRow("tag") << QStringLiteral("#german") << QStringList(QStringLiteral("Reply"));
}

void tst_LibraryPanel::choosingNarrows()
{
    QFETCH(QString, choice);
    QFETCH(QStringList, expected);
    QVERIFY(starPrompt(m_library->db(), m_poem, Star::On));
    QVERIFY(deletePrompts(m_library->db(), {m_plan}));
    reload();
    auto *show = named<QComboBox>(m_panel.get(), QStringLiteral("Which prompts"));
    show->setCurrentIndex(show->findText(choice));
    QTRY_COMPARE(rows(), expected);
}

void tst_LibraryPanel::theOrderIsChosenInAMenu()
{
    QVERIFY(renamePrompt(m_library->db(), m_plan, QStringLiteral("A plan")));
    QVERIFY(movePrompts(m_library->db(), {m_plan}, {}));
    m_library->execute(QStringLiteral("UPDATE library_prompts SET created_at = 1000 - id"));
    reload();
    QVERIFY(rows().indexOf(QStringLiteral("A plan")) < rows().indexOf(QStringLiteral("Poem")));
    const auto *order = named<QToolButton>(m_panel.get(), QStringLiteral("Order"));
    order->menu()->actions().constLast()->trigger(); // newest first
    QTRY_VERIFY(rows().indexOf(QStringLiteral("Poem")) < rows().indexOf(QStringLiteral("A plan")));
}

void tst_LibraryPanel::enterOpensAndClickOpens()
{
    QSignalSpy opened(m_panel.get(), &LibraryPanel::openPromptRequested);
    select(QStringLiteral("Reply"));
    QCOMPARE(opened.size(), 0); // walking through opens nothing
    QTest::keyClick(m_view, Qt::Key_Return);
    QCOMPARE(opened.takeFirst().first().value<PromptId>(), m_reply);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                      m_view->visualRect(find(QStringLiteral("Poem"))).center());
    QCOMPARE(opened.takeFirst().first().value<PromptId>(), m_poem);
    m_panel->setOpened(m_poem, {}, {});
    QTest::keyClick(m_view, Qt::Key_Return); // it is open
    QCOMPARE(opened.size(), 0);
}

void tst_LibraryPanel::f2RenamesInPlace()
{
    select(QStringLiteral("Poem"));
    QTest::keyClick(m_view, Qt::Key_F2);
    auto *editor = m_view->findChild<QLineEdit *>();
    QVERIFY(editor);
    QCOMPARE(editor->text(), QStringLiteral("Poem"));
    QTest::keyClicks(editor, QStringLiteral("Sonnet"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(m_library->entry(m_poem).title, QStringLiteral("Sonnet"));
    QTRY_VERIFY(find(QStringLiteral("Sonnet")).isValid());
}

void tst_LibraryPanel::aFolderIsRenamedInPlace()
{
    select(QStringLiteral("Mail"));
    QTest::keyClick(m_view, Qt::Key_F2);
    auto *editor = m_view->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("In/Out"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(m_library->entry(m_reply).folder, QStringLiteral("Support/In-Out"));
}

void tst_LibraryPanel::deletingOffersToTakeItBack()
{
    QSignalSpy changed(m_panel.get(), &LibraryPanel::changed);
    select(QStringLiteral("Poem"));
    QTest::keyClick(m_view, Qt::Key_Delete);
    QTRY_VERIFY(!find(QStringLiteral("Poem")).isValid());
    QVERIFY(std::holds_alternative<DeletePrompts>(changed.takeFirst().first().value<LibraryChange>()));
    const auto *bar = m_panel->findChild<UndoBar *>();
    QVERIFY(bar->isVisible());
    bar->findChild<QPushButton *>()->click();
    QTRY_VERIFY(find(QStringLiteral("Poem")).isValid());
    QVERIFY(!bar->isVisible());
}

void tst_LibraryPanel::aDeletedFolderComesBack()
{
    const QStringList before = rows();
    select(QStringLiteral("Support"));
    QTest::keyClick(m_view, Qt::Key_Delete);
    QTRY_COMPARE(rows(), QStringList(QStringLiteral("Poem")));
    m_panel->findChild<UndoBar *>()->findChild<QPushButton *>()->click();
    QTRY_COMPARE(rows(), before);
}

void tst_LibraryPanel::ctrlDDuplicates()
{
    select(QStringLiteral("Reply"));
    QTest::keyClick(m_view, Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(rows().indexOf(QStringLiteral("  Reply (copy)")), 3);
}

void tst_LibraryPanel::ctrlBStars()
{
    select(QStringLiteral("Reply"));
    QTest::keyClick(m_view, Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(m_library->entry(m_reply).starred);
    QTRY_VERIFY(
        find(QStringLiteral("Reply")).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("starred")));
    QTest::keyClick(m_view, Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(!m_library->entry(m_reply).starred);
}

void tst_LibraryPanel::droppingMoves()
{
    QAbstractItemModel *model = m_view->model();
    const auto drag = [&](const QString &row, const QModelIndex &target) {
        const std::unique_ptr<QMimeData> data(model->mimeData({find(row)}));
        model->dropMimeData(data.get(), Qt::MoveAction, -1, 0, target);
    };
    drag(QStringLiteral("Poem"), find(QStringLiteral("Mail")));
    QTRY_COMPARE(m_library->entry(m_poem).folder, QStringLiteral("Support/Mail"));
    QTRY_VERIFY(rows().contains(QStringLiteral("  Poem")));
    drag(QStringLiteral("Mail"), {});
    QTRY_COMPARE(m_library->entry(m_poem).folder, QStringLiteral("Mail"));
    QCOMPARE(m_library->entry(m_reply).folder, QStringLiteral("Mail"));
    QVERIFY(m_view->dragEnabled() && m_view->acceptDrops());
}

void tst_LibraryPanel::aFolderIsNotDroppedIntoItself()
{
    QSignalSpy changes(m_view->model(), SIGNAL(changeRequested(burin::LibraryChange)));
    QVERIFY(changes.isValid());
    const std::unique_ptr<QMimeData> data(m_view->model()->mimeData({find(QStringLiteral("Support"))}));
    for (const QString &target : {QStringLiteral("Mail"), QStringLiteral("Support")})
        m_view->model()->dropMimeData(data.get(), Qt::MoveAction, -1, 0, find(target));
    m_view->model()->dropMimeData(data.get(), Qt::MoveAction, -1, 0, {}); // it is there
    QCOMPARE(changes.size(), 0);
}

void tst_LibraryPanel::aNewFolderIsNamedAtOnce()
{
    select(QStringLiteral("Plan"));
    named<QToolButton>(m_panel.get(), QStringLiteral("New folder"))->click();
    QTRY_VERIFY(m_view->findChild<QLineEdit *>());
    auto *editor = m_view->findChild<QLineEdit *>();
    QTest::keyClicks(editor, QStringLiteral("Trips"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(rows().contains(QStringLiteral(" Trips")));
    const auto listing = libraryListing(m_library->db(), {});
    QVERIFY(listing->folders.contains(QStringLiteral("Support/Trips")));
    QCOMPARE(listing->folders.size(), 3);
}

void tst_LibraryPanel::tagsAreTypedInTheMenu()
{
    select(QStringLiteral("Reply"));
    QMenu *opened = menu();
    QVERIFY(opened);
    auto *tags = opened->findChild<QLineEdit *>();
    QVERIFY(tags);
    QCOMPARE(tags->text(), QStringLiteral("german"));
    tags->setText(QStringLiteral("short, german , mail"));
    QTest::keyClick(tags, Qt::Key_Return);
    QTRY_COMPARE(m_library->entry(m_reply).tags,
                 QStringList({QStringLiteral("german"), QStringLiteral("mail"), QStringLiteral("short")}));
    QTRY_VERIFY(named<QComboBox>(m_panel.get(), QStringLiteral("Which prompts"))->findText(QStringLiteral("#mail")) >
                0);
}

void tst_LibraryPanel::theMenuMovesToo()
{
    select(QStringLiteral("Poem"));
    const QMenu *opened = menu();
    QVERIFY(opened);
    for (const QMenu *sub : opened->findChildren<QMenu *>()) {
        for (QAction *action : sub->actions())
            if (action->text() == QStringLiteral("Support/Mail")) action->trigger();
    }
    QTRY_COMPARE(m_library->entry(m_poem).folder, QStringLiteral("Support/Mail"));
}

void tst_LibraryPanel::deletedPromptsAreRestored()
{
    QVERIFY(deletePrompts(m_library->db(), {m_reply}));
    auto *show = named<QComboBox>(m_panel.get(), QStringLiteral("Which prompts"));
    show->setCurrentIndex(show->findText(QStringLiteral("Deleted")));
    QTRY_COMPARE(rows(), QStringList(QStringLiteral("Reply")));
    select(QStringLiteral("Reply"));
    QMenu *opened = menu();
    QVERIFY(opened);
    QCOMPARE(opened->actions().size(), 1);
    opened->actions().constFirst()->trigger();
    QTRY_VERIFY(!m_library->entry(m_reply).deletedAt.isValid());
    QTRY_VERIFY(rows().isEmpty());
}

void tst_LibraryPanel::draftsAreListedAndDiscarded()
{
    PromptDraft draft;
    draft.messages = systemAndUser({}, QStringLiteral("not yet named"));
    const auto id = saveDraft(m_library->db(), {}, draft);
    reload();
    QCOMPARE(rows().mid(0, 2), QStringList({QStringLiteral("Not saved yet"), QStringLiteral(" not yet named")}));
    QSignalSpy opened(m_panel.get(), &LibraryPanel::openDraftRequested);
    select(QStringLiteral("not yet named"));
    QTest::keyClick(m_view, Qt::Key_Return);
    QCOMPARE(opened.takeFirst().first().value<DraftId>(), *id);
    QTest::keyClick(m_view, Qt::Key_Delete);
    QTRY_VERIFY(!find(QStringLiteral("not yet named")).isValid());
    m_panel->findChild<UndoBar *>()->findChild<QPushButton *>()->click();
    QTRY_VERIFY(find(QStringLiteral("not yet named")).isValid());
}

void tst_LibraryPanel::emptyStatesSayWhatToDo()
{
    auto *search = named<QLineEdit>(m_panel.get(), QStringLiteral("Search the library"));
    QTest::keyClicks(search, QStringLiteral("absent"));
    QTRY_VERIFY(!m_view->isVisible());
    named<QPushButton>(m_panel.get(), QStringLiteral("Show all"))->click();
    QTRY_VERIFY(m_view->isVisible());
    QVERIFY(search->text().isEmpty());
    QVERIFY(deletePrompts(m_library->db(), {m_reply, m_poem, m_plan}));
    QVERIFY(deleteFolder(m_library->db(), QStringLiteral("Support")));
    reload();
    QSignalSpy made(m_panel.get(), &LibraryPanel::newPromptRequested);
    for (QPushButton *button : m_panel->findChildren<QPushButton *>())
        if (button->isVisible() && button->text() == QStringLiteral("New prompt")) button->click();
    QCOMPARE(made.size(), 1);
}

void tst_LibraryPanel::closedFoldersStayClosed()
{
    m_view->collapse(find(QStringLiteral("Mail")));
    m_library->add(QStringLiteral("New"), {}, QStringLiteral("Support"));
    reload();
    QVERIFY(!m_view->isExpanded(find(QStringLiteral("Mail"))));
    QVERIFY(m_view->isExpanded(find(QStringLiteral("Support"))));
}

void tst_LibraryPanel::everyControlHasAName()
{
    QCOMPARE(namelessControls(m_panel.get()), QStringList());
}

QTEST_MAIN(tst_LibraryPanel)
#include "tst_librarypanel.moc"
