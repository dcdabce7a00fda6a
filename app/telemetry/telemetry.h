#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/net/httprequest.h"
#include "core/otlp/otlptraces.h"

#include <QSqlDatabase>
#include <QString>
#include <QUrl>

namespace burin {

/// Where finished runs are told, and how much of them. Holds no key. Nobody is told anything by default.
struct Telemetry {
    QUrl endpoint;     ///< Of the collector, such as http://127.0.0.1:4318; empty = off.
    QString keyHeader; ///< For the key, with what stands before it: "Authorization: Bearer" or "x-api-key".
    SpanContent content = SpanContent::Without;
    bool operator==(const Telemetry &) const = default;

    bool isOn() const { return !endpoint.isEmpty(); }
};

Outcome saveTelemetry(const QSqlDatabase &db, const Telemetry &telemetry);
Result<Telemetry> loadTelemetry(const QSqlDatabase &db);

/// What is wrong with @p telemetry: an address that is neither https nor on this computer, or no header's name.
std::optional<Error> checkTelemetry(const Telemetry &telemetry);

/// What @p telemetry's key is kept under: it belongs to the collector's origin, like a provider's to the provider's.
ProviderProfile collectorProfile(const Telemetry &telemetry);

/// A POST of @p body: to the endpoint with "/v1/traces" behind it, unless it ends so already.
HttpRequest spanRequest(const Telemetry &telemetry, const Secret &key, const QByteArray &body);

} // namespace burin
