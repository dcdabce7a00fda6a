#include "app/cli/runvalues.h"

#include "app/cli/textfile.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace burin {

namespace {

constexpr qsizetype MaximumStops = 4;

Refusal badParameter(const Assignment &parameter, const QString &wanted)
{
    return {Cli::tr("--param %1=%2: %3").arg(parameter.name, parameter.value, wanted), ExitUsage,
            makeError(ErrorCode::BadParameter, parameter.name)};
}

/// A JSON value of any kind; what is none is taken as text.
QJsonValue jsonValue(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    const QJsonArray array = document.array();
    return array.size() == 1 ? array.at(0) : QJsonValue(text);
}

std::optional<Refusal> setNumber(std::optional<double> &target, const Assignment &parameter)
{
    bool ok = false;
    const double value = parameter.value.toDouble(&ok);
    if (!ok || !std::isfinite(value)) return badParameter(parameter, Cli::tr("a number is needed."));
    target = value;
    return std::nullopt;
}

std::optional<Refusal> setInteger(std::optional<qint64> &target, const Assignment &parameter, qint64 minimum)
{
    bool ok = false;
    const qint64 value = parameter.value.toLongLong(&ok);
    if (!ok || value < minimum)
        return badParameter(parameter, minimum > 0 ? Cli::tr("a whole number above 0 is needed.")
                                                   : Cli::tr("a whole number is needed."));
    target = value;
    return std::nullopt;
}

std::optional<Refusal> addStop(QStringList &target, const Assignment &parameter)
{
    const QJsonValue value = jsonValue(parameter.value);
    if (value.isArray()) {
        for (const QJsonArray sequences = value.toArray(); const QJsonValue &sequence : sequences)
            target += sequence.toString();
    } else {
        target += parameter.value;
    }
    if (target.contains(QString())) return badParameter(parameter, Cli::tr("a text is needed."));
    if (target.size() > MaximumStops) return badParameter(parameter, Cli::tr("four sequences at most."));
    return std::nullopt;
}

std::optional<Refusal> setParameter(ChatParameters &parameters, const Assignment &parameter)
{
    if (parameter.name == QLatin1StringView("temperature")) return setNumber(parameters.temperature, parameter);
    if (parameter.name == QLatin1StringView("top_p")) return setNumber(parameters.topP, parameter);
    if (parameter.name == QLatin1StringView("max_tokens")) return setInteger(parameters.maxTokens, parameter, 1);
    if (parameter.name == QLatin1StringView("seed"))
        return setInteger(parameters.seed, parameter, std::numeric_limits<qint64>::min());
    if (parameter.name == QLatin1StringView("stop")) return addStop(parameters.stop, parameter);
    if (parameter.name == QLatin1StringView("reasoning_effort"))
        parameters.reasoningEffort = parameter.value;
    else
        parameters.extra.insert(parameter.name, jsonValue(parameter.value));
    return std::nullopt;
}

/// The text that stands for a JSON value in a prompt; nullopt for null.
std::optional<QString> textOf(const QJsonValue &value)
{
    if (value.isNull()) return std::nullopt;
    if (value.isArray()) return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject()) return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

milliseconds *timeoutNamed(Timeouts &timeouts, QStringView name)
{
    if (name == QLatin1StringView("connect")) return &timeouts.connect;
    if (name == QLatin1StringView("first")) return &timeouts.firstContent;
    if (name == QLatin1StringView("idle")) return &timeouts.idle;
    if (name == QLatin1StringView("total")) return &timeouts.total;
    return nullptr;
}

} // namespace

Checked<Assignment> parseAssignment(const QString &option, const QString &text)
{
    const qsizetype sign = text.indexOf(u'=');
    if (sign <= 0) return Refusal{Cli::tr("%1 %2: NAME=VALUE is needed.").arg(option, text)};
    return Assignment{text.left(sign).trimmed(), text.mid(sign + 1)};
}

Checked<QMap<QString, QString>> readVariables(const QStringList &files, const QStringList &assignments)
{
    QMap<QString, QString> variables;
    for (const QString &file : files) {
        const Checked<QJsonObject> values = readJsonObject(file);
        if (!values) return values.error();
        for (auto it = values->begin(); it != values->end(); ++it) {
            const std::optional<QString> text = textOf(it.value());
            if (!text) return Refusal{Cli::tr("%1: the variable %2 is null.").arg(file, it.key())};
            variables.insert(it.key(), *text);
        }
    }
    for (const QString &text : assignments) {
        const Checked<Assignment> variable = parseAssignment(QStringLiteral("--var"), text);
        if (!variable) return variable.error();
        variables.insert(variable->name, variable->value);
    }
    return variables;
}

Checked<ChatParameters> parseParameters(const QStringList &assignments)
{
    ChatParameters parameters;
    for (const QString &text : assignments) {
        const Checked<Assignment> parameter = parseAssignment(QStringLiteral("--param"), text);
        if (!parameter) return parameter.error();
        if (const std::optional<Refusal> refusal = setParameter(parameters, *parameter)) return *refusal;
    }
    return parameters;
}

Checked<Timeouts> parseTimeouts(const QString &text, const Timeouts &defaults)
{
    Timeouts timeouts = defaults;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const Checked<Assignment> timeout = parseAssignment(QStringLiteral("--timeout"), part);
        if (!timeout) return timeout.error();
        milliseconds *const target = timeoutNamed(timeouts, timeout->name);
        if (!target)
            return Refusal{Cli::tr("--timeout %1: connect, first, idle and total are known.").arg(timeout->name)};
        const Checked<milliseconds> value = parseSeconds(QStringLiteral("--timeout ") + timeout->name, timeout->value);
        if (!value) return value.error();
        if (value->count() == 0) return Refusal{Cli::tr("--timeout %1: more than 0 is needed.").arg(timeout->name)};
        *target = *value;
    }
    return timeouts;
}

Checked<PriceOverride> parsePrices(const QString &text)
{
    const QStringList parts = text.split(u',');
    const std::optional<Money> input = parseUsd(parts.value(0).trimmed());
    const std::optional<Money> output = parseUsd(parts.value(1).trimmed());
    if (parts.size() != 2 || !input || !output || *input < Money{} || *output < Money{})
        return Refusal{Cli::tr("--price %1: IN,OUT in USD per million tokens is needed, such as 3,15.").arg(text)};
    return PriceOverride{*input, *output};
}

Checked<Money> parseAmount(const QString &option, const QString &text)
{
    const std::optional<Money> amount = parseUsd(text.trimmed());
    if (!amount || *amount < Money{})
        return Refusal{Cli::tr("%1 %2: an amount in USD is needed, such as 2.50.").arg(option, text)};
    return *amount;
}

Checked<milliseconds> parseSeconds(const QString &option, const QString &text)
{
    constexpr double MaximumSeconds = 7 * 24 * 3600;
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || !(seconds >= 0 && seconds <= MaximumSeconds))
        return Refusal{Cli::tr("%1 %2: a number of seconds is needed.").arg(option, text)};
    return milliseconds(qint64(std::ceil(seconds * 1000)));
}

Checked<int> parseCount(const QString &option, const QString &text, int minimum)
{
    constexpr int Maximum = 1'000'000;
    bool ok = false;
    const int count = text.toInt(&ok);
    if (!ok || count < minimum || count > Maximum)
        return Refusal{Cli::tr("%1 %2: a whole number from %3 on is needed.").arg(option, text).arg(minimum)};
    return count;
}

Checked<QDate> parseDay(const QString &option, const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid()) return Refusal{Cli::tr("%1 %2: a day such as 2026-01-31 is needed.").arg(option, text)};
    return day;
}

} // namespace burin
