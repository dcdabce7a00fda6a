#include "tests/ui/named.h"
#include "ui/commandpalette/commandaction.h"
#include "ui/commandpalette/commandregistry.h"
#include "ui/commandpalette/shortcutrow.h"
#include "ui/commandpalette/shortcutsheet.h"
#include "ui/commandpalette/shortcutspane.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QJsonArray>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <memory>

using namespace burin;
using namespace Qt::StringLiterals;

namespace {

QKeySequence keys(const char *text)
{
    return QKeySequence::fromString(QString::fromLatin1(text), QKeySequence::PortableText);
}

const CommandEntry &rowOf(const char *id)
{
    return *commandRow(QString::fromLatin1(id));
}

std::vector<const CommandEntry *> allCommands()
{
    std::vector<const CommandEntry *> all;
    for (const CommandEntry &row : commandRows())
        all.push_back(&row);
    return all;
}

} // namespace

class tst_Shortcuts : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }

    void theTableHasNoTwoCommandsOnOneKey()
    {
        QSet<QString> ids;
        for (const CommandEntry &row : commandRows()) {
            QVERIFY2(!ids.contains(QString::fromLatin1(row.id)), row.id);
            ids += QString::fromLatin1(row.id);
            QVERIFY2(qstrlen(row.keys) == 0 || !defaultKeys(row).isEmpty(), row.id);
            for (const QKeySequence &one : defaultKeys(row)) {
                QVERIFY2(one.count() == 1 && one[0].key() != Qt::Key_unknown, row.id);
                const auto refusal = refusalOf(one, row, {});
                QVERIFY2(!refusal, qPrintable(refusal.value_or(QString())));
            }
        }
    }

    void refusesKeysAndNamesBothCommands_data()
    {
        QTest::addColumn<QString>("pressed");
        QTest::addColumn<QStringList>("says"); // empty = taken
        QTest::newRow("free") << u"Ctrl+Alt+R"_s << QStringList();
        QTest::newRow("a function key") << u"F6"_s << QStringList();
        QTest::newRow("its own") << u"Ctrl+Return"_s << QStringList();
        QTest::newRow("of another everywhere")
            << u"Ctrl+K"_s << QStringList({u"Command palette"_s, u"Run the prompt"_s});
        QTest::newRow("an alias of another") << u"Ctrl+Shift+P"_s << QStringList({u"Command palette"_s});
        QTest::newRow("of another in the same place")
            << u"Ctrl+L"_s << QStringList({u"Choose a model"_s, u"Run the prompt"_s});
        QTest::newRow("of another in another place") << u"Ctrl+D"_s << QStringList();
        QTest::newRow("editing") << u"Ctrl+C"_s << QStringList({u"edits text"_s, u"Run the prompt"_s});
        QTest::newRow("a letter") << u"R"_s << QStringList({u"types a character"_s});
        QTest::newRow("a capital") << u"Shift+R"_s << QStringList({u"types a character"_s});
        QTest::newRow("none") << u""_s << QStringList();
    }
    void refusesKeysAndNamesBothCommands()
    {
        QFETCH(QString, pressed);
        QFETCH(QStringList, says);
        const auto refusal = refusalOf(keys(pressed.toLatin1().constData()), rowOf("run.start"), {});
        QCOMPARE(refusal.has_value(), !says.isEmpty());
        for (const QString &part : says)
            QVERIFY2(refusal->contains(part), qPrintable(*refusal));
    }

    void aListTakesLetters()
    {
        QVERIFY(!refusalOf(keys("Q"), rowOf("run.star"), {}));
        const auto taken = refusalOf(keys("T"), rowOf("run.star"), {});
        QVERIFY(taken && taken->contains(u"Tag the chosen runs"_s));
    }

    void aFreedKeyCanBeTaken()
    {
        ShortcutChanges changes;
        QVERIFY(refusalOf(keys("F1"), rowOf("run.start"), changes));
        changes.insert(QStringLiteral("help.open"), {});
        QVERIFY(!refusalOf(keys("F1"), rowOf("run.start"), changes));
    }

    void changesSurviveTheProfile()
    {
        const ShortcutChanges changes{{QStringLiteral("run.start"), {keys("Ctrl+Alt+R"), keys("F6")}},
                                      {QStringLiteral("help.open"), {}}};
        QCOMPARE(shortcutChangesFrom(toJson(changes)), changes);
    }

    void aBrokenProfileLosesOnlyWhatIsBroken()
    {
        const QJsonObject json{{QStringLiteral("no.such.command"), QJsonArray{QStringLiteral("F6")}},
                               {QStringLiteral("run.stop"), QStringLiteral("F6")},
                               {QStringLiteral("model.choose"), QJsonArray{5, QStringLiteral("???")}},
                               {QStringLiteral("run.start"), QJsonArray{QStringLiteral("F6")}}};
        QCOMPARE(shortcutChangesFrom(json), ShortcutChanges({{QStringLiteral("run.start"), {keys("F6")}}}));
    }

    void thePaneRecordsRefusesAndResets()
    {
        ShortcutsPane pane(allCommands());
        pane.resize(700, 900);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QSignalSpy changed(&pane, &ShortcutsPane::changed);
        auto *row = pane.findChild<ShortcutRow *>(QStringLiteral("shortcut:run.start"));
        auto *field = row->findChild<QKeySequenceEdit *>();
        const auto note = [row] {
            QString told;
            for (const QLabel *label : row->findChildren<QLabel *>())
                if (label->isVisible() && label->text() != QStringLiteral("Run the prompt")) told += label->text();
            return told;
        };
        QCOMPARE(field->keySequence(), keys("Ctrl+Return"));
        QVERIFY(note().contains(QStringLiteral("Ctrl+Enter")));

        QTest::keyClick(field, Qt::Key_F6);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(pane.changes().value(QStringLiteral("run.start")), QList{keys("F6")});

        QTest::keyClick(field, Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(field->keySequence(), keys("F6"));
        QVERIFY2(note().contains(QStringLiteral("Command palette")), qPrintable(note()));
        QVERIFY2(note().contains(QStringLiteral("Run the prompt")), qPrintable(note()));

        named<QToolButton>(row, QStringLiteral("Remove the shortcut of “Run the prompt”"))->click();
        QCOMPARE(pane.changes().value(QStringLiteral("run.start"), {keys("F1")}), QList<QKeySequence>());
        QVERIFY(note().isEmpty() && field->keySequence().isEmpty());
        named<QToolButton>(row, QStringLiteral("Reset the shortcut of “Run the prompt”"))->click();
        QCOMPARE(pane.changes(), ShortcutChanges());
        QCOMPARE(field->keySequence(), keys("Ctrl+Return"));

        QTest::keyClick(field, Qt::Key_F6);
        pane.findChild<QPushButton *>(QStringLiteral("resetShortcuts"))->click();
        QCOMPARE(field->keySequence(), keys("Ctrl+Return"));
        QVERIFY(!pane.findChild<QPushButton *>(QStringLiteral("resetShortcuts"))->isEnabled());
        QCOMPARE(namelessControls(&pane), QStringList());
    }

    void aResetThatWouldCollideIsRefused()
    {
        ShortcutsPane pane(allCommands());
        pane.setChanges({{QStringLiteral("help.open"), {keys("F6")}}, {QStringLiteral("run.stop"), {keys("F1")}}});
        auto *row = pane.findChild<ShortcutRow *>(QStringLiteral("shortcut:help.open"));
        named<QToolButton>(row, QStringLiteral("Reset the shortcut of “Guides”"))->click();
        QCOMPARE(pane.changes().value(QStringLiteral("help.open")), QList{keys("F6")});
    }

    void thePaneFindsCommandsByNameGroupAndKey()
    {
        ShortcutsPane pane(allCommands());
        auto *search = named<QLineEdit>(&pane, QStringLiteral("Search commands"));
        const auto shown = [&pane] {
            QStringList ids;
            for (const ShortcutRow *row : pane.findChildren<ShortcutRow *>())
                if (!row->isHidden()) ids += QString::fromLatin1(row->row().id);
            return ids;
        };
        search->setText(QStringLiteral("full"));
        QCOMPARE(shown(), QStringList({u"view.fullScreen"_s}));
        search->setText(QStringLiteral("ctrl+l"));
        QCOMPARE(shown(), QStringList({u"model.choose"_s}));
        search->clear();
        QCOMPARE(shown().size(), qsizetype(commandRows().size()));
    }

    void theRegistryGivesActionsTheirKeysAtOnce()
    {
        QWidget window;
        QAction *run = commandAction("run.start", &window);
        CommandRegistry registry(&window);
        registry.adopt();
        QCOMPARE(run->shortcuts(), defaultKeys(rowOf("run.start")));
        registry.setChanges({{QStringLiteral("run.start"), {keys("F6")}}});
        QCOMPARE(run->shortcuts(), QList{keys("F6")});
        QAction *late = commandAction("help.open", &window);
        registry.adopt();
        QCOMPARE(registry.commands().size(), size_t(2));
        registry.setChanges({{QStringLiteral("help.open"), {keys("F7")}}});
        QCOMPARE(late->shortcuts(), QList{keys("F7")});
        QCOMPARE(run->shortcuts(), defaultKeys(rowOf("run.start")));
    }

    void aCommandOfSeveralPlacesRunsWhereOneLooks()
    {
        QWidget window;
        auto *first = new QWidget(&window), *second = new QWidget(&window);
        QAction *findFirst = commandAction("find.here", first), *findSecond = commandAction("find.here", second);
        QAction *alone = commandAction("run.start", second);
        CommandRegistry registry(&window);
        registry.adopt();
        second->hide();
        window.show();
        QSignalSpy needed(&registry, &CommandRegistry::placeNeeded);
        QCOMPARE(registry.target(QStringLiteral("find.here")), findFirst);
        first->hide();
        QCOMPARE(registry.target(QStringLiteral("find.here")), nullptr);
        registry.trigger(QStringLiteral("run.start"));
        QCOMPARE(needed.size(), 1);
        second->show();
        QCOMPARE(registry.target(QStringLiteral("find.here")), findSecond);
        alone->setEnabled(false);
        QCOMPARE(registry.target(QStringLiteral("run.start")), nullptr);
        QVERIFY(std::ranges::none_of(registry.rows(), [](const PaletteRow &row) { return row.id == u"run.start"_s; }));
    }

    /// Text fields claim some keys before shortcuts are looked for: Ctrl+Backspace does so on every desktop.
    void aCommandsKeyBeatsTheTextField()
    {
        QWidget window;
        QVBoxLayout layout(&window);
        QLineEdit field(QStringLiteral("one two"));
        QKeySequenceEdit recorder;
        layout.addWidget(&field);
        layout.addWidget(&recorder);
        QAction *run = commandAction("run.start", &window);
        CommandRegistry registry(&window);
        registry.adopt();
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        field.setFocus();
        QSignalSpy triggered(run, &QAction::triggered);
        QTest::keyClick(&field, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(field.text(), QStringLiteral("one "));
        registry.setChanges({{QStringLiteral("run.start"), {keys("Ctrl+Backspace")}}});
        QTest::keyClick(&field, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 1);
        QCOMPARE(field.text(), QStringLiteral("one "));
        run->setEnabled(false);
        QTest::keyClick(&field, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(field.text(), QString());
        run->setEnabled(true);
        recorder.setFocus();
        QTest::keyClick(&recorder, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 1);
        QCOMPARE(recorder.keySequence(), keys("Ctrl+Backspace"));
    }

    void theSheetListsByGroupAndSearches()
    {
        QWidget window;
        window.resize(1000, 800);
        auto *field = new QLineEdit(&window);
        ShortcutSheet sheet(&window);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        field->setFocus();
        sheet.toggle(allCommands(), {{QStringLiteral("run.start"), {keys("F6")}}, {QStringLiteral("help.open"), {}}});
        QVERIFY(sheet.isVisible());
        auto *list = sheet.findChild<QTreeWidget *>();
        const auto shown = [list] {
            QStringList rows;
            for (QTreeWidgetItemIterator at(list, QTreeWidgetItemIterator::NotHidden); *at; ++at)
                rows += (*at)->text(0) + u'|' + (*at)->text(1);
            return rows;
        };
        QCOMPARE(shown().first(), QStringLiteral("Run|"));
        QCOMPARE(shown().at(1), QStringLiteral("Run the prompt|F6"));
        QVERIFY(shown().filter(QStringLiteral("Guides")).isEmpty()); // it has no key any more
        auto *search = sheet.findChild<QLineEdit *>();
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("full"));
        QCOMPARE(shown(), QStringList({u"Window|"_s, u"Full screen|F11"_s}));
        QCOMPARE(namelessControls(&sheet), QStringList());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!sheet.isVisible());
        QVERIFY(field->hasFocus());
    }
};

QTEST_MAIN(tst_Shortcuts)
#include "tst_shortcuts.moc"
