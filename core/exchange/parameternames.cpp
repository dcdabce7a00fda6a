#include "core/exchange/parameternames.h"

#include <algorithm>

namespace burin {

namespace {

constexpr ParameterName camelCase[] = {
    {"temperature", "temperature"},
    {"maxTokens", "max_tokens"},
    {"topP", "top_p"},
    {"topK", "top_k"},
    {"seed", "seed"},
    {"stop", "stop"},
    {"frequencyPenalty", "frequency_penalty"},
    {"presencePenalty", "presence_penalty"},
};
constexpr ParameterName google[] = {
    {"temperature", "temperature"},
    {"maxOutputTokens", "max_tokens"},
    {"topP", "top_p"},
    {"topK", "top_k"},
    {"seed", "seed"},
    {"stopSequences", "stop"},
    {"frequencyPenalty", "frequency_penalty"},
    {"presencePenalty", "presence_penalty"},
};
constexpr ParameterName openAi[] = {
    {"temperature", "temperature"},
    {"max_tokens", "max_tokens"},
    {"top_p", "top_p"},
    {"seed", "seed"},
    {"stop", "stop"},
    {"reasoning_effort", "reasoning_effort"},
};

bool fits(const char *ours, const DataNode &node)
{
    const QLatin1StringView name(ours);
    if (name == QLatin1StringView("stop"))
        return node.isText() || (node.isList() && std::ranges::all_of(node.items, &DataNode::isText));
    if (name == QLatin1StringView("reasoning_effort")) return node.isText();
    if (node.kind != DataNode::Kind::Number) return false;
    bool isInteger = false;
    (void)node.text.toLongLong(&isInteger);
    return isInteger || (name != QLatin1StringView("max_tokens") && name != QLatin1StringView("seed"));
}

} // namespace

std::span<const ParameterName> camelCaseNames()
{
    return camelCase;
}

std::span<const ParameterName> googleNames()
{
    return google;
}

std::span<const ParameterName> openAiNames()
{
    return openAi;
}

void readParameters(MapReader &reader, std::span<const ParameterName> names, OtherParameters others,
                    ChatParameters &parameters)
{
    QJsonObject json = toJson(parameters);
    for (const ParameterName &name : names) {
        const DataNode *node = reader.take(name.theirs);
        if (!node) continue;
        if (fits(name.ours, *node))
            json.insert(QLatin1StringView(name.ours), toJson(*node));
        else
            reader.keep(QString::fromLatin1(name.theirs),
                        ExchangeText::tr("The parameter is not valid. It is kept and written back, and not sent."));
    }
    if (others == OtherParameters::Sent) {
        static const QSet<QString> ours{QStringLiteral("temperature"), QStringLiteral("top_p"),
                                        QStringLiteral("max_tokens"),  QStringLiteral("seed"),
                                        QStringLiteral("stop"),        QStringLiteral("reasoning_effort")};
        // A text may be a key or an address; numbers and switches are neither.
        for (const QString &key : reader.untaken()) {
            const DataNode *value = reader.find(key);
            if (ours.contains(key) || (value->kind != DataNode::Kind::Number && value->kind != DataNode::Kind::Boolean))
                continue;
            json.insert(key, toJson(*value));
            (void)reader.take(key.toUtf8().constData());
        }
    }
    parameters = parametersFrom(json);
}

DataNode writeParameters(const ChatParameters &parameters, std::span<const ParameterName> names, OtherParameters others,
                         QJsonObject &left)
{
    left = toJson(parameters);
    DataNode node = DataNode::map();
    for (const ParameterName &name : names) {
        const QJsonValue value = left.value(QLatin1StringView(name.ours));
        if (value.isUndefined() || !fits(name.ours, dataFrom(value))) continue;
        node.set(QString::fromLatin1(name.theirs), dataFrom(value));
        left.remove(QLatin1StringView(name.ours));
    }
    if (others == OtherParameters::Kept) return node;
    for (const QString &key : left.keys()) {
        if (!left.value(key).isDouble() && !left.value(key).isBool()) continue;
        node.set(key, dataFrom(left.value(key)));
        left.remove(key);
    }
    return node;
}

} // namespace burin
