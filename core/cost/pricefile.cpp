#include "core/base/logging.h"
#include "core/cost/pricebook.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

constexpr qint64 RequestsPerPrice = 1'000;

/// Divides a price for many things by their number, rounded to the pico-dollar.
Money eachOf(Money price, qint64 count)
{
    return {(price.picoUsd + count / 2) / count};
}

/// "1.25", or ["1.25", [200000, "2.5"], …] with the starts of the tiers.
std::optional<TieredPrice> readPrice(const QJsonValue &value)
{
    const auto each = [](const QJsonValue &text) -> std::optional<Money> {
        const std::optional<Money> price = parseUsd(text.toString());
        if (!price || *price < Money{}) return std::nullopt;
        return eachOf(*price, TokensPerPrice);
    };
    const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
    const std::optional<Money> base = each(list.at(0));
    if (!base) return std::nullopt;
    TieredPrice price{*base, {}};
    for (qsizetype i = 1; i < list.size(); ++i) {
        const QJsonArray tier = list.at(i).toArray();
        const qint64 start = qint64(tier.at(0).toDouble(-1));
        const std::optional<Money> above = each(tier.at(1));
        if (!above || start < 0 || (i > 1 && start <= price.tiers.back().aboveInputTokens)) return std::nullopt;
        price.tiers.push_back({start, *above});
    }
    return price;
}

bool readPrices(PriceRow &row, const QJsonObject &json)
{
    const auto read = [&json](const char *key, std::optional<TieredPrice> &into) {
        const QJsonValue value = json.value(QLatin1StringView(key));
        if (value.isUndefined()) return true;
        into = readPrice(value);
        return into.has_value();
    };
    const QJsonValue request = json.value(QLatin1StringView("request"));
    if (!request.isUndefined()) {
        const std::optional<Money> price = parseUsd(request.toString());
        if (!price) return false;
        row.request = eachOf(*price, RequestsPerPrice);
    }
    return read("input", row.input) && read("cached_input", row.cachedInput) && read("cache_write", row.cacheWrite) &&
           read("cache_write_hour", row.cacheWriteHour) && read("output", row.output) &&
           read("reasoning", row.reasoning);
}

bool readPeriod(PriceRow &row, const QJsonObject &json)
{
    const QString from = json.value(QLatin1StringView("from")).toString();
    if (!from.isEmpty()) {
        row.validFrom = QDateTime(QDate::fromString(from, Qt::ISODate), QTime(0, 0), Qt::UTC);
        if (!row.validFrom.isValid()) return false;
    }
    const QJsonArray hours = json.value(QLatin1StringView("hours")).toArray();
    if (!hours.isEmpty()) {
        row.hours = DailyHours{QTime::fromString(hours.at(0).toString(), QStringLiteral("HH:mm")),
                               QTime::fromString(hours.at(1).toString(), QStringLiteral("HH:mm"))};
        if (!row.hours->from.isValid() || !row.hours->to.isValid()) return false;
    }
    return readPrices(row, json);
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &text : value.toArray())
        list.append(text.toString());
    return list;
}

/// The rows of one model; false if something in them is wrong.
bool readModel(PriceRow row, const QJsonObject &json, std::vector<PriceRow> &rows)
{
    row.aliases = texts(json.value(QLatin1StringView("ids")));
    if (row.aliases.isEmpty()) return false;
    row.model = row.aliases.takeFirst();
    row.datedAliases = texts(json.value(QLatin1StringView("dated")));
    row.contextTokens = qint64(json.value(QLatin1StringView("context")).toDouble());
    const QJsonValue periods = json.value(QLatin1StringView("periods"));
    for (const QJsonValue &value : periods.isArray() ? periods.toArray() : QJsonArray{json}) {
        PriceRow period = row;
        if (!readPeriod(period, value.toObject())) return false;
        rows.push_back(std::move(period));
    }
    return true;
}

} // namespace

Result<PriceBook> PriceBook::parse(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonObject document = QJsonDocument::fromJson(json, &problem).object();
    const QJsonObject providers = document.value(QLatin1StringView("providers")).toObject();
    if (providers.isEmpty())
        return makeError(ErrorCode::BadParameter, QStringLiteral("providers"), problem.errorString());
    PriceRow row;
    row.source = QStringLiteral("catalog ") +
                 document.value(QLatin1StringView("source")).toObject().value(QLatin1StringView("date")).toString();
    std::vector<PriceRow> rows;
    for (auto provider = providers.begin(); provider != providers.end(); ++provider) {
        row.provider = provider.key();
        const QJsonArray models = provider.value().toArray();
        for (qsizetype i = 0; i < models.size(); ++i) {
            const QJsonObject model = models.at(i).toObject();
            if (readModel(row, model, rows)) continue;
            const QString name = model.value(QLatin1StringView("ids")).toArray().at(0).toString();
            return makeError(ErrorCode::BadParameter,
                             QStringLiteral("%1[%2] (%3)").arg(provider.key()).arg(i).arg(name));
        }
    }
    return PriceBook(std::move(rows));
}

const PriceBook &PriceBook::builtIn()
{
    static const PriceBook book = [] {
        QFile file(QStringLiteral(":/burin/prices/prices.json"));
        const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        Result<PriceBook> parsed = parse(json);
        if (parsed) return std::move(parsed.value());
        qCWarning(logProviders) << "The price list is not valid:" << parsed.error().argument;
        return PriceBook();
    }();
    return book;
}

} // namespace burin
