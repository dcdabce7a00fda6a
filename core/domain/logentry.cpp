#include "core/domain/logentry.h"

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array levelNames = {"debug", "info", "warning", "error"};

// The members of a line; scripts may rely on them.
constexpr QLatin1StringView timeName("time");
constexpr QLatin1StringView levelName("level");
constexpr QLatin1StringView areaName("area");
constexpr QLatin1StringView messageName("message");
constexpr QLatin1StringView categoryName("category");
constexpr QLatin1StringView codeName("code");
constexpr QLatin1StringView severityName("severity");
constexpr QLatin1StringView runName("run");
constexpr QLatin1StringView attemptName("attempt");
constexpr QLatin1StringView providerName("provider");
constexpr QLatin1StringView modelName("model");
constexpr QLatin1StringView statusName("http_status");
constexpr QLatin1StringView requestName("request_id");
constexpr QLatin1StringView durationName("duration_ms");
constexpr QLatin1StringView waitName("wait_ms");

using std::chrono::milliseconds;

void insert(QJsonObject &json, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty()) json.insert(name, text);
}

void insert(QJsonObject &json, QLatin1StringView name, qint64 number)
{
    if (number != 0) json.insert(name, number);
}

void insert(QJsonObject &json, QLatin1StringView name, std::optional<milliseconds> time)
{
    if (time) json.insert(name, qint64(time->count()));
}

std::optional<milliseconds> timeIn(const QJsonObject &json, QLatin1StringView name)
{
    const QJsonValue value = json.value(name);
    return value.isDouble() ? std::optional(milliseconds(value.toInteger())) : std::nullopt;
}

} // namespace

QString toString(LogLevel level)
{
    return QString::fromLatin1(levelNames[size_t(level)]);
}

std::optional<LogLevel> logLevelFrom(QStringView text)
{
    const auto name = std::ranges::find_if(levelNames, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == levelNames.end()) return std::nullopt;
    return LogLevel(name - levelNames.begin());
}

LogLevel levelOf(Severity severity)
{
    switch (severity) {
    case Severity::Low:
        return LogLevel::Info;
    case Severity::Medium:
        return LogLevel::Warning;
    case Severity::High:
    case Severity::Critical:
        return LogLevel::Error;
    }
    return LogLevel::Error;
}

QJsonObject toJson(const LogEntry &entry)
{
    QJsonObject json{{timeName, entry.time.toString(Qt::ISODateWithMs)}, {levelName, toString(entry.level)}};
    insert(json, areaName, entry.area);
    insert(json, messageName, entry.message);
    if (entry.error) {
        const ErrorRow &row = errorRow(*entry.error);
        insert(json, categoryName, toString(row.category));
        insert(json, codeName, QString::fromLatin1(row.id));
        insert(json, severityName, toString(row.severity));
    }
    if (entry.run.isValid()) insert(json, runName, entry.run.value);
    insert(json, attemptName, qint64(entry.attempt));
    insert(json, providerName, entry.providerId);
    insert(json, modelName, entry.model);
    insert(json, statusName, qint64(entry.httpStatus));
    insert(json, requestName, entry.requestId);
    insert(json, durationName, entry.duration);
    insert(json, waitName, entry.wait);
    return json;
}

std::optional<LogEntry> logEntryFrom(const QJsonObject &json)
{
    LogEntry entry;
    entry.time = QDateTime::fromString(json.value(timeName).toString(), Qt::ISODateWithMs).toUTC();
    const std::optional<LogLevel> level = logLevelFrom(json.value(levelName).toString());
    if (!entry.time.isValid() || !level) return std::nullopt;
    entry.level = *level;
    entry.area = json.value(areaName).toString();
    entry.message = json.value(messageName).toString();
    entry.error = findErrorCode(json.value(categoryName).toString(), json.value(codeName).toString());
    entry.run = RunId{json.value(runName).toInteger()};
    entry.attempt = json.value(attemptName).toInt();
    entry.providerId = json.value(providerName).toString();
    entry.model = json.value(modelName).toString();
    entry.httpStatus = json.value(statusName).toInt();
    entry.requestId = json.value(requestName).toString();
    entry.duration = timeIn(json, durationName);
    entry.wait = timeIn(json, waitName);
    return entry;
}

} // namespace burin
