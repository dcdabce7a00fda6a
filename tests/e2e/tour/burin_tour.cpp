#include "app/language/language.h"
#include "tests/e2e/tour/tourpicture.h"
#include "tests/e2e/tour/tourprofile.h"
#include "tests/e2e/tour/tourserver.h"
#include "tests/e2e/window/program.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/lanepane.h"
#include "ui/compare/laneseries.h"
#include "ui/library/conflictdialog.h"
#include "ui/library/librarypanel.h"
#include "ui/library/libraryview.h"
#include "ui/library/versiondiffwindow.h"
#include "ui/settings/settingspage.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QTextStream>
#include <QToolButton>

#include <algorithm>

// Takes the pictures of the guides and the README: drives the real window over a profile of its own, against a server
// on this computer.
//
//     burin_tour FOLDER [NAME...]
//
// writes NAME-light.png and NAME-dark.png of all pictures, or of those named, into FOLDER. With QT_SCALE_FACTOR=2 they
// are twice as large, for looking at.

using namespace burin;

namespace {

constexpr int Patience = 30'000; ///< Milliseconds.

template <class F> void wait(F condition, const char *what)
{
    if (!QTest::qWaitFor(condition, Patience)) qFatal("%s does not come", what);
}

class Tour {
public:
    Tour(const QTemporaryDir &profile, const QTemporaryDir &files, const QString &pictures)
        : m_program(profile), m_files(files.path() + QStringLiteral("/team-prompts")), m_pictures(pictures)
    {
        m_server.answerWith(tourAnswer);
        window()->resize(1280, 800);
        auto *settings = window()->findChild<SettingsPage *>();
        Q_EMIT settings->baseUrlChanged(QStringLiteral("openai"), m_server.url(QStringLiteral("/v1")));
        Q_EMIT settings->keyEntered(QStringLiteral("openai"), Secret("sk-tour-0000000000000000"));
        QTest::qWait(500); // the key is taken over
        m_view = window()->findChild<LibraryView *>();
        wait([this] { return find(TourPrompt).isValid(); }, "the library");
    }

    void firstPrompt()
    {
        QTest::keyClick(window(), Qt::Key_N, Qt::ControlModifier);
        wait([this] { return title().isEmpty(); }, "an empty prompt");
        m_program.page->setDraft(firstTourPrompt());
        QTest::keyClicks(m_program.userEditor(),
                         QStringLiteral(" ")); // as if it had been typed: it is counted and kept
        QTest::keyClick(m_program.userEditor(), Qt::Key_Backspace);
        QTest::qWait(1'200);
        run();
        shoot("first-prompt");
    }

    void variables()
    {
        openPrompt(TourPrompt);
        run();
        shoot("variables");
    }

    void versions()
    {
        openPrompt(TourPrompt);
        auto *list = window()->findChild<QListView *>(QStringLiteral("versionList"));
        wait([list] { return list->model()->rowCount() >= 3; }, "the versions");
        list->setCurrentIndex(list->model()->index(0, 0));
        list->selectionModel()->select(list->model()->index(2, 0), QItemSelectionModel::Select);
        QTest::qWait(300);
        button(QStringLiteral("Compare"))->click();
        const auto diff = [] { return window()->findChild<VersionDiffWindow *>(); };
        wait([&] { return diff() && diff()->isVisible(); }, "the two versions");
        diff()->resize(1280, 800);
        QTest::qWait(1'000); // compared in the pool
        if (!m_pictures.take(diff(), QStringLiteral("versions"))) qFatal("no picture");
        diff()->close();
    }

    void compare()
    {
        openPrompt(TourPrompt);
        openPage(QStringLiteral("Compare"));
        auto *page = window()->findChild<ComparePage *>();
        for (const auto &[lane, model] : {std::pair{0, "gpt-5"}, std::pair{1, "gpt-5-mini"}}) {
            ComparedLane setup = page->lanes().at(size_t(lane))->lane();
            setup.model = {QStringLiteral("openai"), QString::fromLatin1(model)};
            page->lanes().at(size_t(lane))->setLane(setup);
        }
        page->runAll();
        const auto isRunning = [page] {
            return std::ranges::any_of(page->lanes(), [](const LanePane *l) { return l->series()->isRunning(); });
        };
        wait(isRunning, "the lanes");
        wait([&] { return !isRunning(); }, "the end of the lanes");
        shoot("compare");
    }

    void editFile()
    {
        openPage(QStringLiteral("Workbench"));
        Q_EMIT window()->findChild<LibraryPanel *>()->openFolderRequested(m_files);
        openPrompt(QStringLiteral("Welcome mail"));
        write(QStringLiteral("Welcome {{name}}, who has just bought {{item}}. Mention the repair service."));
        wait([this] { return find(QStringLiteral("Welcome mail ●")).isValid(); }, "the draft");
    }

    void files()
    {
        editFile();
        shoot("files");
    }

    void conflict()
    {
        editFile();
        const QString path = m_files + QStringLiteral("/onboarding/welcome.prompt.yml");
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite)) qFatal("no file");
        const QByteArray theirs = file.readAll().replace("90 words", "70 words");
        file.seek(0);
        file.write(theirs);
        file.close();
        window()->activateWindow();
        if (!QTest::qWaitForWindowActive(window())) qFatal("the window is not active");
        QTest::keyClick(window(), Qt::Key_S, Qt::ControlModifier);
        const auto dialog = [] { return window()->findChild<ConflictDialog *>(); };
        wait([&] { return dialog() && dialog()->isVisible(); }, "both texts");
        if (!m_pictures.take(dialog(), QStringLiteral("conflict"))) qFatal("no picture");
        dialog()->reject();
    }

    void palette()
    {
        openPage(QStringLiteral("Workbench"));
        window()->palette()->toggle();
        auto *search = window()->palette()->findChild<QLineEdit *>();
        wait([search] { return search->isVisible(); }, "the palette");
        QTest::qWait(500); // what there is to find arrives
        QTest::keyClicks(search, QStringLiteral("supp"));
        shoot("palette");
        window()->palette()->toggle();
    }

    void page(const QString &title, const char *name)
    {
        openPage(title);
        QTest::qWait(1'500); // what it shows is read
        shoot(name);
    }

    void history()
    {
        openPage(QStringLiteral("History"));
        QTest::qWait(1'000);
        for (QAbstractItemView *list : window()->findChildren<QAbstractItemView *>())
            if (list->isVisible() && list->model() && list->model()->rowCount() > 5) {
                list->setCurrentIndex(list->model()->index(1, 0));
                break;
            }
        QTest::qWait(700);
        shoot("history");
    }

    void budgets()
    {
        if (!openPage(QStringLiteral("Budgets"))) {
            openPage(QStringLiteral("Settings"));
            window()->findChild<SettingsPage *>()->showSection(QStringLiteral("Budgets"));
        }
        QTest::qWait(1'000);
        shoot("budgets");
    }

private:
    static MainWindow *window() { return Program::window(); }
    QString title() const { return m_program.part<QLineEdit>("title")->text(); }
    QModelIndex find(const QString &text) const
    {
        return m_view->model()
            ->match(m_view->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchStartsWith | Qt::MatchRecursive)
            .value(0);
    }
    static QPushButton *button(const QString &text)
    {
        for (QPushButton *button : window()->findChildren<QPushButton *>())
            if (button->text().startsWith(text) && button->isVisible() && button->isEnabled()) return button;
        return nullptr;
    }
    /// False when there is no such page.
    static bool openPage(const QString &title)
    {
        for (QToolButton *button : window()->findChildren<QToolButton *>())
            if (button->property("activity").toBool() && button->accessibleName() == title) {
                button->click();
                return true;
            }
        return false;
    }
    void openPrompt(const QString &name) const
    {
        openPage(QStringLiteral("Workbench"));
        wait([&] { return find(name).isValid(); }, "the prompt");
        m_view->setFocus();
        m_view->selectionModel()->setCurrentIndex(find(name), QItemSelectionModel::ClearAndSelect);
        QTest::keyClick(m_view, Qt::Key_Return);
        wait([&] { return title() == name; }, "the prompt in the workbench");
        QTest::qWait(300);
    }
    void write(const QString &text) const
    {
        m_program.userEditor()->setFocus();
        m_program.userEditor()->selectAll();
        m_program.userEditor()->insertPlainText(text);
    }
    void run() const
    {
        m_program.userEditor()->setFocus();
        m_program.pressRun();
        const auto isDone = [this] { return m_program.status().contains(QStringLiteral("completed")); };
        if (QTest::qWaitFor(isDone, Patience)) return;
        shoot("failed");
        qFatal("no answer; see the picture \"failed\"");
    }
    void shoot(const char *name) const
    {
        if (!m_pictures.take(window(), QString::fromLatin1(name))) qFatal("no picture");
    }

    ScriptedServer m_server;
    Program m_program;
    QString m_files;
    TourPictures m_pictures;
    LibraryView *m_view = nullptr;
};

struct Stop {
    const char *name;
    std::function<void(Tour &)> take;
};
const std::vector<Stop> &stops()
{
    static const std::vector<Stop> all{
        {"first-prompt", [](Tour &tour) { tour.firstPrompt(); }},
        {"variables", [](Tour &tour) { tour.variables(); }},
        {"versions", [](Tour &tour) { tour.versions(); }},
        {"compare", [](Tour &tour) { tour.compare(); }},
        {"files", [](Tour &tour) { tour.files(); }},
        {"palette", [](Tour &tour) { tour.palette(); }},
        {"history", [](Tour &tour) { tour.history(); }},
        {"costs", [](Tour &tour) { tour.page(QStringLiteral("Costs"), "costs"); }},
        {"budgets", [](Tour &tour) { tour.budgets(); }},
        {"conflict", [](Tour &tour) { tour.conflict(); }}, // last: it leaves a banner
    };
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    // No session bus: the keychain of the desktop is left alone. No key but that for the server of the tour.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    qunsetenv("OPENAI_API_KEY");
    QApplication application(argc, argv);
    installLanguage();
    QApplication::setQuitOnLastWindowClosed(false);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const QStringList wanted = application.arguments().mid(2);
    const QString pictures = application.arguments().value(1);
    if (pictures.isEmpty() || !QDir().mkpath(pictures)) {
        QTextStream(stderr) << "Usage: burin_tour FOLDER [NAME...]\n";
        return 2;
    }
    const QTemporaryDir profile;
    const QTemporaryDir files;
    fillTourProfile(profile.path());
    fillTourFiles(files.path() + QStringLiteral("/team-prompts"));
    Tour tour(profile, files, pictures);
    for (const Stop &stop : stops()) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1StringView(stop.name))) continue;
        QTextStream(stdout) << stop.name << Qt::endl;
        stop.take(tour);
    }
    return 0;
}
