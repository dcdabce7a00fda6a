#pragma once

#include "core/domain/run.h"

#include <QJsonArray>
#include <QJsonObject>

namespace burin {

// Parts of core/export/portablejson.h: what runs and attempts have in common.

/// Notes the first thing that makes no sense; what is read afterwards no longer matters.
class PortableReader {
public:
    bool failed() const { return !m_problem.isEmpty(); }
    const QString &problem() const { return m_problem; }
    void fail(const QString &problem);

    QString text(const QJsonObject &json, const char *key);
    /// Whole, 0 to @p most.
    std::optional<qint64> count(const QJsonObject &json, const char *key, qint64 most = MostCount);
    std::optional<milliseconds> duration(const QJsonObject &json, const char *key);
    std::optional<Money> money(const QJsonObject &json, const char *key);
    /// Invalid if it is not there.
    QDateTime time(const QJsonObject &json, const char *key);
    bool flag(const QJsonObject &json, const char *key);
    QJsonObject object(const QJsonObject &json, const char *key);
    QJsonArray array(const QJsonObject &json, const char *key);
    /// What @p parse makes of a text that must be one of a few; @p fallback if it is not there.
    template <class T, class Parse> T oneOf(const QJsonObject &json, const char *key, T fallback, Parse parse)
    {
        const QString word = text(json, key);
        if (word.isEmpty()) return fallback;
        const std::optional<T> value = parse(word);
        if (!value) failAt(key);
        return value.value_or(fallback);
    }

    static constexpr qint64 MostCount = 1'000'000'000'000;
    static constexpr qint64 MostPicoUsd = 10'000'000'000'000'000; ///< $10,000.

private:
    void failAt(const char *key);
    QJsonValue value(const QJsonObject &json, const char *key) { return json.value(QLatin1StringView(key)); }

    QString m_problem;
};

// Adds what is there.
void putText(QJsonObject &json, const char *key, const QString &text);
void putCount(QJsonObject &json, const char *key, std::optional<qint64> count);
void putDuration(QJsonObject &json, const char *key, std::optional<milliseconds> duration);
void putTime(QJsonObject &json, const char *key, const QDateTime &time);

QJsonObject toJson(const Usage &usage);
Usage usageFrom(PortableReader &read, const QJsonObject &json);
QJsonObject toJson(const Receipt &receipt);
Receipt receiptFrom(PortableReader &read, const QJsonObject &json);
QJsonObject toJson(const Error &error);
std::optional<Error> errorFrom(PortableReader &read, const QJsonObject &json);
QJsonObject toJson(const Attempt &attempt);
Attempt attemptFrom(PortableReader &read, const QJsonObject &json);
QJsonObject toJson(const RunTimings &timings);
RunTimings timingsFrom(PortableReader &read, const QJsonObject &json);

} // namespace burin
