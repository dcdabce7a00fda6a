#include "core/providers/responsesdecoder.h"

#include "core/providers/errormap.h"
#include "core/providers/finishreasons.h"
#include "core/providers/openaiusage.h"

#include <algorithm>
#include <QJsonArray>
#include <QJsonDocument>

namespace burin {

namespace {

/// The item of the output that an event is about.
QString placeOf(const QJsonObject &event)
{
    return QString::number(event.value(QLatin1StringView("output_index")).toInt());
}

/// "text", "refusal", … with the item and the part of it: what is told once in pieces and once whole.
QString partName(const QString &kind, const QString &place, int part)
{
    return kind + u'/' + place + u'/' + QString::number(part);
}

int partOf(const QJsonObject &event)
{
    const QJsonValue part = event.value(QLatin1StringView("content_index"));
    return part.isDouble() ? part.toInt() : event.value(QLatin1StringView("summary_index")).toInt();
}

template <class Delta> void add(const QString &text, std::vector<StreamEvent> &events)
{
    if (!text.isEmpty()) events.emplace_back(Delta{text});
}

void addPart(const QString &kind, const QString &text, std::vector<StreamEvent> &events)
{
    if (kind == QLatin1StringView("output_text"))
        add<TextDelta>(text, events);
    else if (kind == QLatin1StringView("refusal"))
        add<RefusalDelta>(text, events);
    else
        add<ReasoningDelta>(text, events);
}

} // namespace

std::optional<UsageReport> responsesUsage(const QJsonObject &usage, const ProviderQuirks &quirks)
{
    // The same counts as those of Chat Completions, under other names.
    static const std::pair<const char *, const char *> names[] = {
        {"input_tokens", "prompt_tokens"},
        {"output_tokens", "completion_tokens"},
        {"input_tokens_details", "prompt_tokens_details"},
        {"output_tokens_details", "completion_tokens_details"},
    };
    QJsonObject renamed = usage;
    for (const auto &[theirs, ours] : names)
        renamed.insert(QLatin1StringView(ours), renamed.take(QLatin1StringView(theirs)));
    std::optional<UsageReport> report = usageReport(renamed, quirks);
    const std::optional<Money> cost = routerCost(usage);
    if (cost && !report) report = UsageReport{};
    if (cost) report->cost = cost;
    return report;
}

ResponsesDecoder::Events ResponsesDecoder::objectEvents(const QJsonObject &event)
{
    Events events;
    if (hasEnded()) return events;
    const QString type = textAt(event, "type");
    const QJsonObject response = event.value(QLatin1StringView("response")).toObject();
    if (!response.isEmpty()) tellStart({textAt(response, "id"), textAt(response, "model"), {}}, events);
    if (type.startsWith(QLatin1StringView("response.")) && readText(type.sliced(9), event, events)) return events;
    const QJsonObject item = event.value(QLatin1StringView("item")).toObject();
    if (type == QLatin1StringView("response.output_item.added")) {
        if (textAt(item, "type") == QLatin1StringView("function_call")) readCall(item, placeOf(event), events);
    } else if (type == QLatin1StringView("response.output_item.done")) {
        readItem(item, placeOf(event), events);
    } else if (type == QLatin1StringView("response.function_call_arguments.delta")) {
        addArguments(placeOf(event), textAt(event, "delta"), events);
    } else if (type == QLatin1StringView("response.completed") || type == QLatin1StringView("response.incomplete") ||
               type == QLatin1StringView("response.failed") || type == QLatin1StringView("response.cancelled")) {
        readEnd(response, events);
    } else if (const QJsonValue error = errorIn(event); !error.isUndefined()) {
        events.emplace_back(StreamFailure{reportedError(profile(), error)});
    }
    return events;
}

/// Whether the event called @p type is a piece of a text, or the whole of one.
bool ResponsesDecoder::readText(const QString &type, const QJsonObject &event, Events &events)
{
    const qsizetype dot = type.lastIndexOf(u'.');
    const QString kind = type.left(dot);
    static const QStringList kinds{QStringLiteral("output_text"), QStringLiteral("refusal"),
                                   QStringLiteral("reasoning_text"), QStringLiteral("reasoning_summary_text")};
    if (!kinds.contains(kind)) return false;
    const QString name = partName(kind, placeOf(event), partOf(event));
    if (type.endsWith(QLatin1StringView(".delta"))) {
        m_parts.insert(name);
        addPart(kind, textAt(event, "delta"), events);
    } else if (type.endsWith(QLatin1StringView(".done"))) {
        const char *key = kind == QLatin1StringView("refusal") ? "refusal" : "text";
        readPart(kind, name, event.value(QLatin1StringView(key)), events);
    }
    return true;
}

/// How many parts of @p kind the item at @p place has told so far. A server may number those that come in pieces
/// otherwise than those in the whole item, so only their order tells which is which.
int ResponsesDecoder::partsTold(const QString &kind, const QString &place) const
{
    const QString prefix = kind + u'/' + place + u'/';
    return int(std::ranges::count_if(m_parts, [&prefix](const QString &name) { return name.startsWith(prefix); }));
}

/// A text that came whole: news only if it did not come in pieces.
void ResponsesDecoder::readPart(const QString &kind, const QString &name, const QJsonValue &text, Events &events)
{
    if (m_parts.insert(name).second) addPart(kind, text.toString(), events);
}

void ResponsesDecoder::readItem(const QJsonObject &item, const QString &place, Events &events)
{
    const QString type = textAt(item, "type");
    if (type == QLatin1StringView("message"))
        readMessage(item, place, events);
    else if (type == QLatin1StringView("reasoning"))
        readReasoning(item, place, events);
    else if (type == QLatin1StringView("function_call"))
        readCall(item, place, events);
}

void ResponsesDecoder::readMessage(const QJsonObject &item, const QString &place, Events &events)
{
    const QJsonArray parts = item.value(QLatin1StringView("content")).toArray();
    for (const char *kind : {"output_text", "refusal"}) {
        const QString name = QString::fromLatin1(kind);
        const char *key = name == QLatin1StringView("refusal") ? "refusal" : "text";
        int known = partsTold(name, place);
        for (int i = 0; i < int(parts.size()); ++i) {
            const QJsonObject part = parts.at(i).toObject();
            if (textAt(part, "type") == name && known-- <= 0)
                readPart(name, partName(name, place, i), part.value(QLatin1StringView(key)), events);
        }
    }
}

void ResponsesDecoder::readReasoning(const QJsonObject &item, const QString &place, Events &events)
{
    const std::pair<const char *, QString> lists[] = {{"content", QStringLiteral("reasoning_text")},
                                                      {"summary", QStringLiteral("reasoning_summary_text")}};
    for (const auto &[key, kind] : lists) {
        const QJsonArray parts = item.value(QLatin1StringView(key)).toArray();
        for (int i = partsTold(kind, place); i < int(parts.size()); ++i)
            readPart(kind, partName(kind, place, i), parts.at(i).toObject().value(QLatin1StringView("text")), events);
    }
}

void ResponsesDecoder::readCall(const QJsonObject &item, const QString &place, Events &events)
{
    if (!m_calls.contains(place)) {
        const int next = int(m_calls.size());
        m_calls[place] = {.index = next, .pieces = false};
        const QString callId = textAt(item, "call_id");
        events.emplace_back(
            ToolCallDelta{next, callId.isEmpty() ? textAt(item, "id") : callId, textAt(item, "name"), {}});
    }
    if (!m_calls[place].pieces) addArguments(place, textAt(item, "arguments"), events);
}

void ResponsesDecoder::addArguments(const QString &place, const QString &piece, Events &events)
{
    const auto call = m_calls.find(place);
    if (piece.isEmpty() || call == m_calls.end()) return;
    call->second.pieces = true;
    events.emplace_back(ToolCallDelta{call->second.index, {}, {}, piece});
}

void ResponsesDecoder::readEnd(const QJsonObject &response, Events &events)
{
    // Servers that send no pieces have everything here; others leave it empty.
    const bool silent = m_parts.empty() && m_calls.empty();
    const QJsonArray output = silent ? response.value(QLatin1StringView("output")).toArray() : QJsonArray();
    for (int i = 0; i < int(output.size()); ++i)
        readItem(output.at(i).toObject(), QString::number(i), events);
    const QJsonValue usage = response.value(QLatin1StringView("usage"));
    if (usage.isObject()) {
        const std::optional<UsageReport> report = responsesUsage(usage.toObject(), profile().quirks);
        if (report) events.emplace_back(*report);
    }
    const QString why = textAt(response.value(QLatin1StringView("incomplete_details")).toObject(), "reason");
    StreamFinish finish = finishFrom(why.isEmpty() ? textAt(response, "status") : why);
    if (finish.reason == FinishReason::Stop && !m_calls.empty()) finish.reason = FinishReason::ToolCalls;
    tellFinish(finish, events);
    readFailure(response, events);
    end(events);
}

void ResponsesDecoder::readFailure(const QJsonObject &response, Events &events)
{
    const QJsonValue error = response.value(QLatin1StringView("error"));
    if (isError(error)) events.emplace_back(StreamFailure{reportedError(profile(), error)});
}

std::vector<StreamEvent> ResponsesDecoder::decodeWhole(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonObject response = readObject(body, problem);
    const bool whole = response.value(QLatin1StringView("output")).isArray();
    const QJsonValue error = errorIn(response);
    if (!whole && !error.isUndefined()) return {StreamFailure{reportedError(profile(), error)}};
    if (!whole) return {StreamFailure{wholeBodyError(profile(), body)}};
    Events events;
    tellStart({textAt(response, "id"), textAt(response, "model"), {}}, events);
    readEnd(response, events);
    return events;
}

} // namespace burin
