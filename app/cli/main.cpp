#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/hardening/hardening.h"
#include "core/base/memory.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <csignal>

using namespace burin;

namespace {

/// The arguments before the command's name (options that every command has), the name, and those behind it.
struct Call {
    QStringList common;
    QString command;
    QStringList arguments;
};

Call callOf(const QStringList &all)
{
    Call call;
    qsizetype at = 1;
    for (; at < all.size() && all[at].startsWith(u'-'); ++at) {
        call.common += all[at];
        if (all[at] == QLatin1StringView("--data-dir") && at + 1 < all.size()) call.common += all[++at];
    }
    call.command = all.value(at);
    call.arguments = all.mid(at + 1);
    return call;
}

QString commandList()
{
    QString list = Cli::tr("Commands:") + u'\n';
    for (const CommandRow &row : commandRows()) {
        const QString name = QLatin1StringView(row.name) + u' ' + QLatin1StringView(row.arguments);
        const QString later = row.start ? QString() : u' ' + Cli::tr("(not in this version)");
        list += QStringLiteral("  %1 %2%3\n").arg(name, -36).arg(Cli::tr(row.summary), later);
    }
    return list + Cli::tr("burin-cli COMMAND --help tells the options of a command.") + u'\n';
}

void startWithoutCommand(Session &session, const Call &call)
{
    QCommandLineParser parser;
    if (call.common.contains(QStringLiteral("--help")) || call.common.contains(QStringLiteral("-h"))) {
        session.console().write(Cli::tr("Usage: burin-cli [options] COMMAND ...") + u'\n' + commandList());
        session.finish(ExitDone);
    } else if (session.read(parser, QStringLiteral("COMMAND"), call.common)) {
        session.refuse({Cli::tr("which command?") + u'\n' + commandList()});
    }
}

void start(Session &session, const Call &call)
{
    if (call.command.isEmpty()) return startWithoutCommand(session, call);
    const auto row = std::ranges::find_if(
        commandRows(), [&call](const CommandRow &r) { return call.command == QLatin1StringView(r.name); });
    if (row == commandRows().end())
        session.refuse({Cli::tr("there is no command %1.").arg(call.command) + u'\n' + commandList()});
    else if (!row->start)
        session.refuse({Cli::tr("the command %1 is not in this version.").arg(call.command)});
    else
        row->start(session, call.common + call.arguments);
}

} // namespace

int main(int argc, char *argv[])
{
#ifdef NDEBUG
    hardenProcess();
#else
    restrictFiles();
#endif
    returnFreedMemory();
    std::signal(SIGPIPE, SIG_IGN); // a reader that leaves is an error of write(), not the end of a run's record
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("burin")); // the same data folder as the window's
    QCoreApplication::setApplicationVersion(QStringLiteral(BURIN_VERSION));
    Session session;
    start(session, callOf(QCoreApplication::arguments()));
    return QCoreApplication::exec();
}
