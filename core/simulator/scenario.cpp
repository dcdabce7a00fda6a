#include "core/simulator/scenario.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace burin {

namespace {

using Ending = Scenario::Ending;

constexpr std::array endingNames = {"normal",          "no_terminator",    "cut", "reset", "stall",
                                    "error_in_stream", "close_before_head"};

/// Reads a number between the limits into @p target; integers must be whole.
template <class T> bool number(const QJsonValue &value, T &target, double least, double most)
{
    const double read = value.toDouble(std::nan(""));
    if (!(read >= least && read <= most)) return false;
    if (std::is_integral_v<T> && read != std::floor(read)) return false;
    target = T(read);
    return true;
}

/// A number of tokens a second; too slow to wait for the next one is not a pace.
bool rate(const QJsonValue &value, Scenario &scenario)
{
    return number(value, scenario.tokensPerSecond, 0, 1e6) &&
           (scenario.tokensPerSecond == 0 || scenario.tokensPerSecond >= 0.001);
}

bool flag(const QJsonValue &value, bool &target)
{
    target = value.toBool();
    return value.isBool();
}

bool milliseconds(const QJsonValue &value, std::chrono::milliseconds &target)
{
    int count = 0;
    if (!number(value, count, 0, 3'600'000)) return false;
    target = std::chrono::milliseconds(count);
    return true;
}

bool ending(const QJsonValue &value, Scenario &scenario)
{
    const QString text = value.toString();
    const auto name =
        std::ranges::find_if(endingNames, [&text](const char *n) { return text == QLatin1StringView(n); });
    if (name == endingNames.end()) return false;
    scenario.ending = Ending(name - endingNames.begin());
    return true;
}

bool errorBodyFrom(const QJsonValue &value, Scenario &scenario)
{
    if (value.isObject())
        scenario.errorBody = QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    else
        scenario.errorBody = value.toString().toUtf8();
    return value.isObject() || value.isString();
}

bool retryAfter(const QJsonValue &value, Scenario &scenario)
{
    double seconds = 0;
    if (!number(value, seconds, 0, 1e9)) return false;
    scenario.retryAfter = seconds;
    return true;
}

struct Field {
    const char *name;
    bool (*read)(const QJsonValue &value, Scenario &scenario);
    const char *expected;
};

using J = const QJsonValue &;
using S = Scenario &;

// clang-format off
constexpr Field fields[] = {
    {"status", [](J v, S s) { return number(v, s.status, 200, 999); }, QT_TRANSLATE_NOOP("Simulator", "an HTTP status from 200 to 999")},
    {"error_body", [](J v, S s) { return errorBodyFrom(v, s); }, QT_TRANSLATE_NOOP("Simulator", "a text or an object")},
    {"retry_after", [](J v, S s) { return retryAfter(v, s); }, QT_TRANSLATE_NOOP("Simulator", "a number of seconds")},
    {"failures", [](J v, S s) { return number(v, s.failures, -1, 1e9); }, QT_TRANSLATE_NOOP("Simulator", "a whole number, -1 for all")},
    {"ending", [](J v, S s) { return ending(v, s); },
     QT_TRANSLATE_NOOP("Simulator", "normal, no_terminator, cut, reset, stall, error_in_stream or close_before_head")},
    {"cut_at", [](J v, S s) { return number(v, s.cutAt, 0, 1e15); }, QT_TRANSLATE_NOOP("Simulator", "a number of bytes")},
    {"first_token_delay", [](J v, S s) { return milliseconds(v, s.firstTokenDelay); },
     QT_TRANSLATE_NOOP("Simulator", "a whole number of milliseconds, at most an hour")},
    {"tokens_per_second", [](J v, S s) { return rate(v, s); },
     QT_TRANSLATE_NOOP("Simulator", "0 for as fast as possible, or 0.001 to 1,000,000")},
    {"tokens", [](J v, S s) { return number(v, s.tokens, 0, 1e6); }, QT_TRANSLATE_NOOP("Simulator", "a whole number up to a million")},
    {"reasoning_tokens", [](J v, S s) { return number(v, s.reasoningTokens, 0, 1e6); },
     QT_TRANSLATE_NOOP("Simulator", "a whole number up to a million")},
    {"usage", [](J v, S s) { return flag(v, s.usage); }, QT_TRANSLATE_NOOP("Simulator", "true or false")},
    {"malformed_frame", [](J v, S s) { return flag(v, s.malformedFrame); }, QT_TRANSLATE_NOOP("Simulator", "true or false")},
    {"split_utf8", [](J v, S s) { return flag(v, s.splitUtf8); }, QT_TRANSLATE_NOOP("Simulator", "true or false")},
    {"text", [](J v, S s) { s.text = v.toString(); return v.isString(); }, QT_TRANSLATE_NOOP("Simulator", "a text")},
};
// clang-format on

QString translated(const char *text)
{
    return QCoreApplication::translate("Simulator", text);
}

Error wrong(const QString &field, const QString &detail)
{
    return makeError(ErrorCode::BadParameter, field, detail);
}

} // namespace

Result<Scenario> parseScenario(const QByteArray &json)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return wrong(QStringLiteral("scenario"),
                     QStringLiteral("%1 (%2)").arg(error.errorString(), QString::number(error.offset)));
    if (!document.isObject())
        return wrong(QStringLiteral("scenario"),
                     translated(QT_TRANSLATE_NOOP("Simulator", "A scenario is a JSON object.")));
    Scenario scenario;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto field =
            std::ranges::find_if(fields, [&it](const Field &f) { return it.key() == QLatin1StringView(f.name); });
        if (field == std::end(fields))
            return wrong(it.key(), translated(QT_TRANSLATE_NOOP("Simulator", "There is no such field.")));
        if (!field->read(it.value(), scenario))
            return wrong(it.key(),
                         translated(QT_TRANSLATE_NOOP("Simulator", "It must be %1.")).arg(translated(field->expected)));
    }
    return scenario;
}

} // namespace burin
