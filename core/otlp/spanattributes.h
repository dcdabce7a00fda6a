#pragma once

#include "core/domain/portablerun.h"
#include "core/otlp/otlptraces.h"

#include <QJsonArray>

namespace burin {

/// Attributes as OTLP writes them: [{"key": …, "value": {"stringValue": …}}]. What is not known is left out.
class SpanAttributes {
public:
    void add(const char *key, const QString &text);
    void add(const char *key, std::optional<qint64> number);
    void add(const char *key, std::optional<double> number);
    void add(const char *key, bool flag);
    void add(const char *key, const QStringList &texts);
    const QJsonArray &json() const { return m_json; }

private:
    void put(const char *key, const char *type, const QJsonValue &value);

    QJsonArray m_json;
};

/// Of the root span.
QJsonArray runAttributes(const PortableRun &run);
/// Of the span of @p attempt; the answer's are on the last one.
QJsonArray attemptAttributes(const PortableRun &run, const Attempt &attempt, SpanContent content);

/// "RATE_LIMIT_ERROR/requests"; empty for none.
QString errorType(const std::optional<Error> &error);

} // namespace burin
