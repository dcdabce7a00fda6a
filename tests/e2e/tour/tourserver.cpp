#include "tests/e2e/tour/tourserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

using namespace std::chrono_literals;

const char *const FirstAnswer = "Engraving suits a small workshop for three reasons:\n\n"
                                "1. **Little space.** A vice, a lamp and a few burins fit on one table.\n"
                                "2. **No noise.** The tool is pushed by hand; neighbours hear nothing.\n"
                                "3. **Slow mistakes.** Metal comes off a hair at a time, so there is time to stop.\n\n"
                                "Start with copper: it is soft, cheap and forgiving.";

const char *const WarmReply =
    "Dear Ms Lind,\n\nthank you for writing, and I am sorry that you are still waiting for your Fjell jacket.\n\n"
    "Parcels within the EU take **3 to 5 working days**; nine days is longer than that. The tracking link in your "
    "shipping mail shows where it is now. If the jacket comes too late for Saturday, you can return it unworn and free "
    "of charge within **30 days**, with the label from your account page.\n\n"
    "Please send me your order number, and I will ask the carrier today.\n\nYours, Nordlicht";

const char *const ShortReply =
    "Dear Ms Lind,\n\nI am sorry that your Fjell jacket is late. Parcels within the EU take **3 to 5 working days**; "
    "the "
    "tracking link in your shipping mail shows where it is now. You can return it unworn and free of charge within "
    "**30 days**.\n\nPlease send me your order number.\n\nYours, Nordlicht";

const char *answerFor(const QString &model, const QByteArray &body)
{
    if (body.contains("workshop")) return FirstAnswer;
    return model.contains(QLatin1StringView("mini")) ? ShortReply : WarmReply;
}

QByteArray eventOf(const QJsonObject &delta, const QJsonValue &finish)
{
    const QJsonObject choice{
        {QStringLiteral("index"), 0}, {QStringLiteral("delta"), delta}, {QStringLiteral("finish_reason"), finish}};
    return QJsonDocument(QJsonObject{{QStringLiteral("id"), QStringLiteral("tour")},
                                     {QStringLiteral("choices"), QJsonArray{choice}}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

Script tourAnswer(const ReceivedRequest &request)
{
    if (request.method != "POST")
        return jsonResponse(200,
                            R"({"data":[{"id":"gpt-5"},{"id":"gpt-5-mini"},{"id":"gpt-5-nano"},{"id":"gpt-4.1"}]})");
    const QString model = QJsonDocument::fromJson(request.body).object().value(QLatin1StringView("model")).toString();
    const QString text = QString::fromUtf8(answerFor(model, request.body));
    const std::chrono::milliseconds pause = model.contains(QLatin1StringView("mini")) ? 9ms : 16ms;
    Script script = sseHead().pause(model.contains(QLatin1StringView("mini")) ? 240ms : 520ms);
    int words = 0;
    for (const QString &word : text.split(u' ')) {
        script.event(eventOf({{QStringLiteral("content"), words++ ? u' ' + word : word}}, QJsonValue::Null))
            .pause(pause);
    }
    script.event(eventOf({}, QStringLiteral("stop")));
    const QByteArray usage = R"("usage":{"prompt_tokens":%1,"completion_tokens":%2})";
    script.event(QByteArray(R"({"id":"tour","choices":[],)") +
                 QByteArray(usage)
                     .replace("%1", QByteArray::number(request.body.size() / 5))
                     .replace("%2", QByteArray::number(words * 4 / 3)) +
                 '}');
    return script.event("[DONE]").end();
}

} // namespace burin
