#include "app/cli/session.h"

#include "app/cli/interrupt.h"
#include "app/profile/datafolder.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace burin {

namespace {

/// The parser's own usage line names neither the command nor what stands behind it.
QString helpText(const QCommandLineParser &parser, const QString &command)
{
    return Cli::tr("Usage: burin-cli %1 [options]").arg(command) + u'\n' + parser.helpText().section(u'\n', 1);
}

} // namespace

Session::Session() : m_dataFolder(burin::dataFolder({})) {}

Session::~Session()
{
    // The commands go first: they may still write to the database.
    qDeleteAll(findChildren<QObject *>(QString(), Qt::FindDirectChildrenOnly));
}

bool Session::read(QCommandLineParser &parser, const QString &command, const QStringList &arguments)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOption({QStringLiteral("data-dir"), Cli::tr("The profile's folder."), QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("json"), Cli::tr("Results as JSON on stdout.")});
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, Cli::tr("Show this help.")});
    parser.addOption({QStringLiteral("version"), Cli::tr("Show the version.")});
    if (!parser.parse(QStringList{QCoreApplication::applicationName()} + arguments)) {
        refuse({parser.errorText()});
        return false;
    }
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        m_console.write(parser.isSet(QStringLiteral("help")) ? helpText(parser, command)
                                                             : QStringLiteral("burin-cli " BURIN_VERSION "\n"));
        finish(ExitDone);
        return false;
    }
    m_wantsJson = parser.isSet(QStringLiteral("json"));
    if (parser.isSet(QStringLiteral("data-dir")))
        m_dataFolder = burin::dataFolder(parser.value(QStringLiteral("data-dir")));
    return true;
}

bool Session::hasDatabase() const
{
    return QFileInfo::exists(m_dataFolder + QStringLiteral("/burin.sqlite"));
}

Log &Session::log()
{
    if (!m_log) {
        m_log = std::make_unique<Log>(m_dataFolder);
        m_messages = std::make_unique<MessageHandler>(*m_log);
    }
    return *m_log;
}

DbThread &Session::database()
{
    log();
    if (!m_database) m_database = std::make_unique<DbThread>(m_dataFolder);
    return *m_database;
}

Interrupt &Session::interrupt()
{
    if (!m_interrupt) m_interrupt = new Interrupt(this);
    return *m_interrupt;
}

void Session::finish(ExitCode code)
{
    QMetaObject::invokeMethod(
        this, [code] { QCoreApplication::exit(code); }, Qt::QueuedConnection);
}

void Session::refuse(const Refusal &refusal)
{
    m_console.note(QStringLiteral("burin-cli: ") + refusal.message);
    finish(refusal.code);
}

QString describe(const Error &error)
{
    QStringList parts{error.message()};
    if (const QString advice = error.advice(); !advice.isEmpty()) parts += advice;
    const QString sentences = parts.join(u' ');
    return error.detail.isEmpty() ? sentences : sentences + u'\n' + error.detail;
}

ExitCode exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Storage:
    case ErrorCode::DiskFull:
    case ErrorCode::Corrupt:
    case ErrorCode::SchemaTooNew:
    case ErrorCode::ReadOnly:
        return ExitStorage;
    case ErrorCode::BudgetReached:
    case ErrorCode::StoppedMidStream:
        return ExitBudget;
    default:
        break;
    }
    const bool isInput = error.category() == ErrorCategory::Validation || error.category() == ErrorCategory::NotFound;
    return isInput && error.httpStatus == 0 ? ExitUsage : ExitFailed;
}

Refusal refusalOf(const Error &error)
{
    return {describe(error), exitCodeOf(error), error};
}

} // namespace burin
