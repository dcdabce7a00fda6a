#include "app/application.h"
#include "app/hardening/hardening.h"
#include "app/language/language.h"
#include "app/profile/datafolder.h"
#include "core/base/memory.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

int main(int argc, char **argv)
{
#ifdef NDEBUG
    burin::hardenProcess();
#else
    burin::restrictFiles();
#endif
    burin::returnFreedMemory();
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("burin"));
    QApplication::setApplicationDisplayName(QStringLiteral("Burin"));
    QApplication::setApplicationVersion(QStringLiteral(BURIN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.burin.Burin"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/burin/io.burin.Burin.svg")));
    QApplication::setQuitOnLastWindowClosed(false); // the application quits once everything is stored

    burin::installLanguage();

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "A workbench for people who write prompts"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption folder(QStringLiteral("data-dir"),
                                    QApplication::translate("main", "The profile: database and settings."),
                                    QStringLiteral("DIR"));
    parser.addOption(folder);
    parser.process(app);

    burin::Application application(burin::dataFolder(parser.value(folder)));
    application.start();
    return QApplication::exec();
}
