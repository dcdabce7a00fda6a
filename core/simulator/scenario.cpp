#include "core/simulator/scenario.h"

#include "core/simulator/complaint.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace burin {

namespace {

using simulator::complaintNames;

// In the order of the enums.
constexpr std::array endingNames = {"normal",
                                    "no_terminator",
                                    "cut",
                                    "reset",
                                    "stall",
                                    "error_in_stream",
                                    "close_before_head",
                                    "no_finish",
                                    "pings",
                                    "bad_chunk",
                                    "negative_chunk",
                                    "huge_chunk",
                                    "short_length",
                                    "reset_before_head",
                                    "stall_before_head",
                                    "dribbled_head",
                                    "half_head",
                                    "garbage_head"};
constexpr std::array placeNames = {"byte", "event", "json", "character"};
constexpr std::array usageNames = {"normal", "missing", "twice", "negative", "fractional", "huge", "text"};
constexpr std::array embeddingNames = {"none", "wrong_count", "changed_dimensions", "not_a_number"};
constexpr int MostOfAList = 100;

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

bool text(const QJsonValue &value, QString &target)
{
    target = value.toString();
    return value.isString();
}

bool readMilliseconds(const QJsonValue &value, std::chrono::milliseconds &target)
{
    int count = 0;
    if (!number(value, count, 0, 3'600'000)) return false;
    target = std::chrono::milliseconds(count);
    return true;
}

/// One of @p names, which stand in the order of the enum @p T.
template <class T, size_t N> bool named(const QString &text, const std::array<const char *, N> &names, T &target)
{
    const auto name = std::ranges::find_if(names, [&text](const char *n) { return text == QLatin1StringView(n); });
    if (name == names.end()) return false;
    target = T(name - names.begin());
    return true;
}

bool usage(const QJsonValue &value, Scenario &scenario)
{
    if (!value.isBool()) return named(value.toString(), usageNames, scenario.usage);
    scenario.usage = value.toBool() ? Scenario::UsageReport::Normal : Scenario::UsageReport::Missing;
    return true;
}

/// A text as it is, or an object as JSON.
bool bytes(const QJsonValue &value, QByteArray &target)
{
    target =
        value.isObject() ? QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact) : value.toString().toUtf8();
    return value.isObject() || value.isString();
}

/// "Server" may begin a line of a head; what has a line break in it may not.
bool isHeader(const QString &name, const QJsonValue &value)
{
    const auto plain = [](const QString &s) {
        return std::ranges::all_of(s, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    };
    return value.isString() && !name.isEmpty() && plain(name) && !name.contains(u':') && !name.contains(u' ') &&
           plain(value.toString());
}

bool headers(const QJsonValue &value, Scenario &scenario)
{
    const QJsonObject object = value.toObject();
    if (!value.isObject() || object.size() > MostOfAList) return false;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!isHeader(it.key(), it.value())) return false;
        scenario.headers.emplace_back(it.key().toLatin1(), it.value().toString().toLatin1());
    }
    return true;
}

bool interim(const QJsonValue &value, Scenario &scenario)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &status : array) {
        if (!number(status, scenario.interim.emplace_back(), 100, 199)) return false;
    }
    return value.isArray() && array.size() <= MostOfAList;
}

bool toolCalls(const QJsonValue &value, Scenario &scenario)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        const QJsonObject call = item.toObject();
        const QString name = call.value(u"name").toString();
        if (name.isEmpty() || !call.value(u"arguments").isObject() || call.size() != 2) return false;
        const QJsonDocument arguments(call.value(u"arguments").toObject());
        scenario.toolCalls.push_back({QStringLiteral("call_simulator_%1").arg(scenario.toolCalls.size()), name,
                                      QString::fromUtf8(arguments.toJson(QJsonDocument::Compact))});
    }
    return value.isArray() && array.size() <= MostOfAList;
}

/// A status from 400 or the name of an ending, with its probability.
bool weather(const QJsonValue &value, Scenario &scenario)
{
    double sum = 0;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        Scenario::Weather row;
        bool isStatus = false;
        const int status = it.key().toInt(&isStatus);
        if (isStatus && (status < 300 || status > 999)) return false;
        if (isStatus) row.status = status;
        if (!isStatus && !named(it.key(), endingNames, row.ending)) return false;
        if (!number(it.value(), row.probability, 0, 1)) return false;
        sum += row.probability;
        scenario.weather.push_back(row);
    }
    return value.isObject() && sum <= 1;
}

struct Field {
    const char *name;
    bool (*read)(const QJsonValue &value, Scenario &scenario);
    const char *expected;
};

using J = const QJsonValue &;
using S = Scenario &;

constexpr char AnyStatus[] = QT_TRANSLATE_NOOP("Simulator", "an HTTP status from 100 to 999");
constexpr char UpToAMillion[] = QT_TRANSLATE_NOOP("Simulator", "a whole number up to a million");
constexpr char SomeMilliseconds[] = QT_TRANSLATE_NOOP("Simulator", "a whole number of milliseconds, at most an hour");
constexpr char TrueOrFalse[] = QT_TRANSLATE_NOOP("Simulator", "true or false");
constexpr char AText[] = QT_TRANSLATE_NOOP("Simulator", "a text");
constexpr char TextOrObject[] = QT_TRANSLATE_NOOP("Simulator", "a text or an object");

// clang-format off
constexpr Field fields[] = {
    {"status", [](J v, S s) { return number(v, s.status, 100, 999); }, AnyStatus},
    {"error_body", [](J v, S s) { return bytes(v, s.errorBody); }, TextOrObject},
    {"error", [](J v, S s) { return text(v, s.error) && complaintNames().contains(s.error); }, QT_TRANSLATE_NOOP("Simulator", "the name of an error, such as quota")},
    {"retry_after", [](J v, S s) { return number(v, s.retryAfter.emplace(), 0, 1e9); }, QT_TRANSLATE_NOOP("Simulator", "a number of seconds")},
    {"retry_after_date", [](J v, S s) { return number(v, s.retryAfterDate.emplace(), -1e8, 1e8); }, QT_TRANSLATE_NOOP("Simulator", "a whole number of seconds")},
    {"headers", &headers, QT_TRANSLATE_NOOP("Simulator", "an object of names and values in ASCII")},
    {"body", [](J v, S s) { return bytes(v, s.body.emplace()); }, TextOrObject},
    {"interim", &interim, QT_TRANSLATE_NOOP("Simulator", "a list of statuses from 100 to 199")},
    {"failures", [](J v, S s) { return number(v, s.failures, -1, 1e9); }, QT_TRANSLATE_NOOP("Simulator", "a whole number, -1 for all")},
    {"weather", &weather, QT_TRANSLATE_NOOP("Simulator", "an object of statuses or endings with probabilities that add up to 1 at most")},
    {"weather_seed", [](J v, S s) { return number(v, s.weatherSeed, 0, 1e15); }, QT_TRANSLATE_NOOP("Simulator", "a whole number")},
    {"ending", [](J v, S s) { return named(v.toString(), endingNames, s.ending); },
     QT_TRANSLATE_NOOP("Simulator", "normal, no_terminator, cut, reset, stall, error_in_stream, close_before_head, no_finish, pings, bad_chunk, negative_chunk, huge_chunk, short_length, reset_before_head, stall_before_head, dribbled_head, half_head or garbage_head")},
    {"cut_place", [](J v, S s) { return named(v.toString(), placeNames, s.cutPlace); }, QT_TRANSLATE_NOOP("Simulator", "byte, event, json or character")},
    {"cut_at", [](J v, S s) { return number(v, s.cutAt, 0, 1e15); }, QT_TRANSLATE_NOOP("Simulator", "a number of bytes")},
    {"cut_after", [](J v, S s) { return number(v, s.cutAfter, 0, 1e6); }, UpToAMillion},
    {"first_token_delay", [](J v, S s) { return readMilliseconds(v, s.firstTokenDelay); }, SomeMilliseconds},
    {"byte_delay", [](J v, S s) { return readMilliseconds(v, s.byteDelay); }, SomeMilliseconds},
    {"tokens_per_second", [](J v, S s) { return rate(v, s); },
     QT_TRANSLATE_NOOP("Simulator", "0 for as fast as possible, or 0.001 to 1,000,000")},
    {"tokens", [](J v, S s) { return number(v, s.tokens, 0, 1e6); }, UpToAMillion},
    {"reasoning_tokens", [](J v, S s) { return number(v, s.reasoningTokens, 0, 1e6); }, UpToAMillion},
    {"usage", &usage, QT_TRANSLATE_NOOP("Simulator", "true, false, normal, missing, twice, negative, fractional, huge or text")},
    {"malformed_frames", [](J v, S s) { return number(v, s.malformedFrames, 0, 1e6); }, UpToAMillion},
    {"empty_deltas", [](J v, S s) { return number(v, s.emptyDeltas, 0, 1e6); }, UpToAMillion},
    {"repeats", [](J v, S s) { return number(v, s.repeats, 0, 1e6); }, UpToAMillion},
    {"long_line", [](J v, S s) { return number(v, s.longLine, 0, 1e9); }, QT_TRANSLATE_NOOP("Simulator", "a number of bytes")},
    {"after_end", [](J v, S s) { return flag(v, s.afterEnd); }, TrueOrFalse},
    {"split_utf8", [](J v, S s) { return flag(v, s.splitUtf8); }, TrueOrFalse},
    {"whole", [](J v, S s) { return flag(v, s.whole); }, TrueOrFalse},
    {"blocked", [](J v, S s) { return flag(v, s.blocked); }, TrueOrFalse},
    {"text", [](J v, S s) { return text(v, s.text); }, AText},
    {"refusal", [](J v, S s) { return text(v, s.refusal); }, AText},
    {"tool_calls", &toolCalls, QT_TRANSLATE_NOOP("Simulator", "a list of objects with a name and arguments")},
    {"finish_reason", [](J v, S s) { return text(v, s.finishReason); }, AText},
    {"embedding_fault", [](J v, S s) { return named(v.toString(), embeddingNames, s.embeddingFault); },
     QT_TRANSLATE_NOOP("Simulator", "none, wrong_count, changed_dimensions or not_a_number")},
};
// clang-format on

QString translated(const char *source)
{
    return QCoreApplication::translate("Simulator", source);
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
