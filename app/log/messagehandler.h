#pragma once

#include "core/domain/logentry.h"

#include <QMessageLogContext>

namespace burin {

class Log;

/// While it lives, what Qt and the program say with qWarning() and its kin goes into @p log, and redacted to where it
/// went before (stderr). One at a time, on the main thread; messages may come from any thread.
class MessageHandler {
public:
    explicit MessageHandler(Log &log);
    ~MessageHandler();
    Q_DISABLE_COPY_MOVE(MessageHandler)
};

/// The entry that a message becomes.
LogEntry entryOf(QtMsgType type, const char *category, const QString &message);

} // namespace burin
