#include "app/telemetry/telemetry.h"

#include "core/store/spanqueue.h"

#include <QRegularExpression>

namespace burin {

Outcome saveTelemetry(const QSqlDatabase &db, const Telemetry &telemetry)
{
    if (!telemetry.isOn()) return saveCollector(db, std::nullopt);
    return saveCollector(
        db, Collector{telemetry.endpoint.toString(), telemetry.keyHeader, telemetry.content == SpanContent::With});
}

Result<Telemetry> loadTelemetry(const QSqlDatabase &db)
{
    const Result<std::optional<Collector>> stored = loadCollector(db);
    if (!stored) return stored.error();
    if (!*stored) return Telemetry();
    const Collector &collector = **stored;
    return Telemetry{QUrl(collector.endpoint), collector.keyHeader,
                     collector.content ? SpanContent::With : SpanContent::Without};
}

std::optional<Error> checkTelemetry(const Telemetry &telemetry)
{
    if (!telemetry.isOn()) return std::nullopt;
    if (!telemetry.endpoint.isValid() || telemetry.endpoint.host().isEmpty()) return makeError(ErrorCode::BadUrl);
    if (!isSafeBaseUrl(telemetry.endpoint)) return makeError(ErrorCode::InsecureUrl);
    static const QRegularExpression header(QStringLiteral("^[A-Za-z0-9-]+(: *[\\x21-\\x7e]+)?$"));
    if (!telemetry.keyHeader.isEmpty() && !header.match(telemetry.keyHeader).hasMatch())
        return makeError(ErrorCode::BadParameter, telemetry.keyHeader);
    return std::nullopt;
}

ProviderProfile collectorProfile(const Telemetry &telemetry)
{
    ProviderProfile profile;
    profile.id = QStringLiteral("otlp-collector");
    profile.name = telemetry.endpoint.host();
    profile.baseUrl = telemetry.endpoint;
    profile.needsKey = false;
    return profile;
}

HttpRequest spanRequest(const Telemetry &telemetry, const Secret &key, const QByteArray &body)
{
    HttpRequest request;
    request.url = telemetry.endpoint;
    QString path = request.url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith(QLatin1StringView("/v1/traces"))) path += QLatin1StringView("/v1/traces");
    request.url.setPath(path);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    if (!key.isEmpty() && !telemetry.keyHeader.isEmpty()) {
        request.keyHeader = telemetry.keyHeader.section(u':', 0, 0).toLatin1();
        const QByteArray prefix = telemetry.keyHeader.section(u':', 1).trimmed().toLatin1();
        if (!prefix.isEmpty()) request.keyPrefix = prefix + ' ';
        request.key = key;
    }
    request.body = body;
    return request;
}

} // namespace burin
