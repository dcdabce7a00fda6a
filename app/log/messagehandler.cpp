#include "app/log/messagehandler.h"

#include "app/log/log.h"
#include "core/base/redact.h"

#include <atomic>

namespace burin {

namespace {

std::atomic<Log *> target = nullptr;
QtMessageHandler previous = nullptr;

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogLevel::Error;
    }
    return LogLevel::Error;
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (Log *log = target.load()) log->write(entryOf(type, context.category, message));
    if (previous) previous(type, context, redactedForOutput(message));
}

} // namespace

LogEntry entryOf(QtMsgType type, const char *category, const QString &message)
{
    constexpr QLatin1StringView own("burin.");
    LogEntry entry;
    entry.level = levelOf(type);
    entry.area = QString::fromLatin1(category);
    if (entry.area.startsWith(own)) entry.area.remove(0, own.size());
    entry.message = message;
    return entry;
}

MessageHandler::MessageHandler(Log &log)
{
    target = &log;
    previous = qInstallMessageHandler(handle);
}

MessageHandler::~MessageHandler()
{
    qInstallMessageHandler(previous);
    target = nullptr;
}

} // namespace burin
