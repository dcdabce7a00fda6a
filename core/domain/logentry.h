#pragma once

#include "core/base/id.h"
#include "core/domain/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace burin {

enum class LogLevel { Debug, Info, Warning, Error };

/// "debug", "info", "warning", "error" as stored and printed.
QString toString(LogLevel level);
std::optional<LogLevel> logLevelFrom(QStringView text);

/// The level of an event that failed with @p severity.
LogLevel levelOf(Severity severity);

/// One line of the log: what happened, when and to which run. The message is made of fixed words of the program or of
/// a library, never of prompts, answers or keys. A field without a value is not written.
struct LogEntry {
    QDateTime time; ///< UTC, with milliseconds.
    LogLevel level = LogLevel::Info;
    QString area; ///< The logging category without "burin.": "net", "engine", "qt.network.ssl", …
    QString message;
    std::optional<ErrorCode> error; ///< Its category, sub-code and severity are written.
    RunId run;                      ///< Invalid = of no run.
    int attempt = 0;                ///< From 1; 0 = of no attempt.
    QString providerId;
    QString model;
    int httpStatus = 0; ///< 0 = no answer.
    QString requestId;  ///< The provider's.
    std::optional<std::chrono::milliseconds> duration;
    std::optional<std::chrono::milliseconds> wait; ///< Before the next attempt.
    bool operator==(const LogEntry &) const = default;
};

QJsonObject toJson(const LogEntry &entry);
/// Nullopt when @p json has no time, or a level that is not known. Unknown members are ignored.
std::optional<LogEntry> logEntryFrom(const QJsonObject &json);

} // namespace burin

Q_DECLARE_METATYPE(burin::LogEntry)
