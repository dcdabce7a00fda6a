#include "core/simulator/embedding.h"

#include "core/simulator/ask.h"
#include "core/simulator/jsontext.h"
#include "core/simulator/prose.h"
#include "core/simulator/requestreader.h"

#include <QJsonArray>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <limits>

namespace burin::simulator {

namespace {

using Fault = Scenario::EmbeddingFault;
using Vector = std::vector<float>;

constexpr int MostDimensions = 4096;
constexpr qsizetype MostInputs = 2048;
constexpr qsizetype StemLength = 4; ///< Words that begin alike are a little alike.
constexpr float StemWeight = 0.4f;

quint64 hashed(const QString &word)
{
    quint64 hash = 0xcbf29ce484222325; // FNV-1a
    for (const char c : word.toUtf8())
        hash = (hash ^ uchar(c)) * 0x100000001b3;
    return hash ^ (hash >> 29);
}

void add(Vector &vector, const QString &feature, float weight)
{
    const quint64 hash = hashed(feature);
    vector[size_t(hash % vector.size())] += hash >> 63 ? -weight : weight;
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar c : text.toLower() + u' ') {
        if (c.isLetterOrNumber() || c.isSurrogate())
            word += c;
        else if (!word.isEmpty())
            words += std::exchange(word, {});
    }
    return words;
}

bool readDimensions(const QJsonObject &json, QLatin1StringView key, EmbeddingAsk &ask)
{
    if (!json.contains(key)) return true;
    ask.dimensions = json.value(key).toInt();
    return ask.dimensions >= 1 && ask.dimensions <= MostDimensions;
}

QString geminiText(const QJsonObject &request)
{
    return textOf(request.value(u"content").toObject().value(u"parts"));
}

void readInputs(EmbeddingFormat format, const QJsonObject &json, EmbeddingAsk &ask)
{
    if (format == EmbeddingFormat::Gemini) {
        ask.inputs = {geminiText(json)};
    } else if (format == EmbeddingFormat::GeminiBatch) {
        for (const QJsonArray requests = json.value(u"requests").toArray(); const QJsonValue &request : requests)
            ask.inputs += geminiText(request.toObject());
    } else if (const QJsonValue input = json.value(u"input"); input.isString()) {
        ask.inputs = {input.toString()};
    } else {
        for (const QJsonArray inputs = input.toArray(); const QJsonValue &text : inputs)
            ask.inputs += text.toString();
    }
}

std::vector<Vector> vectorsFor(const EmbeddingAsk &ask, Fault fault)
{
    std::vector<Vector> vectors;
    for (const QString &input : ask.inputs)
        vectors.push_back(embeddingOf(input, ask.dimensions));
    if (fault == Fault::WrongCount) vectors.pop_back();
    if (fault == Fault::ChangedDimensions) vectors.back().pop_back();
    if (fault == Fault::NotANumber) vectors.back().front() = std::numeric_limits<float>::quiet_NaN();
    return vectors;
}

/// JSON has no NaN; QJsonValue makes null of it.
QJsonArray numbers(const Vector &vector)
{
    QJsonArray array;
    for (const float value : vector)
        array += double(value);
    return array;
}

QString base64(const Vector &vector)
{
    QByteArray bytes(qsizetype(vector.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(vector.data(), qsizetype(vector.size()), bytes.data());
    return QString::fromLatin1(bytes.toBase64());
}

qint64 tokensIn(const QStringList &inputs)
{
    qint64 count = 0;
    for (const QString &input : inputs)
        count += qint64(simulatorTokens(input).size());
    return count;
}

QJsonObject openAiBody(const EmbeddingAsk &ask, const std::vector<Vector> &vectors)
{
    QJsonArray data;
    for (const Vector &vector : vectors)
        data += QJsonObject{
            {QStringLiteral("object"), QStringLiteral("embedding")},
            {QStringLiteral("index"), data.size()},
            {QStringLiteral("embedding"), ask.base64 ? QJsonValue(base64(vector)) : QJsonValue(numbers(vector))}};
    const qint64 tokens = tokensIn(ask.inputs);
    return {{QStringLiteral("object"), QStringLiteral("list")},
            {QStringLiteral("data"), data},
            {QStringLiteral("model"), ask.model},
            {QStringLiteral("usage"),
             QJsonObject{{QStringLiteral("prompt_tokens"), tokens}, {QStringLiteral("total_tokens"), tokens}}}};
}

QJsonObject geminiBody(EmbeddingFormat format, const std::vector<Vector> &vectors)
{
    QJsonArray embeddings;
    for (const Vector &vector : vectors)
        embeddings += QJsonObject{{QStringLiteral("values"), numbers(vector)}};
    if (format == EmbeddingFormat::GeminiBatch) return {{QStringLiteral("embeddings"), embeddings}};
    return embeddings.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("embedding"), embeddings.first()}};
}

QJsonObject ollamaBody(const EmbeddingAsk &ask, const std::vector<Vector> &vectors)
{
    QJsonArray embeddings;
    for (const Vector &vector : vectors)
        embeddings += QJsonValue(numbers(vector));
    return {{QStringLiteral("model"), ask.model},
            {QStringLiteral("embeddings"), embeddings},
            {QStringLiteral("prompt_eval_count"), tokensIn(ask.inputs)}};
}

} // namespace

Result<EmbeddingAsk, QString> readEmbeddingAsk(EmbeddingFormat format, const HttpMessage &request)
{
    const Result<QJsonObject, QString> json = readBody(request.body);
    if (!json) return json.error();
    EmbeddingAsk ask;
    const bool gemini = format == EmbeddingFormat::Gemini || format == EmbeddingFormat::GeminiBatch;
    ask.model = gemini ? modelInPath(request.path) : json->value(u"model").toString();
    if (ask.model.isEmpty()) return QStringLiteral("You must provide a model parameter.");
    readInputs(format, *json, ask);
    if (ask.inputs.isEmpty()) return QStringLiteral("There is nothing to embed.");
    if (ask.inputs.size() > MostInputs) return QStringLiteral("At most %1 inputs are allowed.").arg(MostInputs);
    const QJsonObject first =
        format == EmbeddingFormat::GeminiBatch ? json->value(u"requests").toArray().first().toObject() : *json;
    const QLatin1StringView key = gemini ? QLatin1StringView("outputDimensionality") : QLatin1StringView("dimensions");
    if (!readDimensions(first, key, ask))
        return QStringLiteral("%1 must be a number from 1 to %2.").arg(QString(key)).arg(MostDimensions);
    ask.base64 = json->value(u"encoding_format") == QLatin1StringView("base64");
    return ask;
}

std::vector<float> embeddingOf(const QString &text, int dimensions)
{
    Vector vector(size_t(dimensions), 0.0f);
    for (const QString &word : wordsOf(text)) {
        add(vector, word, 1);
        add(vector, u'^' + word.left(StemLength), StemWeight);
    }
    double square = 0;
    for (const float value : vector)
        square += double(value) * double(value);
    if (square == 0) return vector;
    const float length = float(std::sqrt(square));
    std::ranges::transform(vector, vector.begin(), [length](float value) { return value / length; });
    return vector;
}

QByteArray embeddingBody(EmbeddingFormat format, const EmbeddingAsk &ask, Fault fault)
{
    const std::vector<Vector> vectors = vectorsFor(ask, fault);
    switch (format) {
    case EmbeddingFormat::OpenAi:
        return compact(openAiBody(ask, vectors));
    case EmbeddingFormat::Gemini:
    case EmbeddingFormat::GeminiBatch:
        return compact(geminiBody(format, vectors));
    case EmbeddingFormat::Ollama:
        return compact(ollamaBody(ask, vectors));
    }
    Q_UNREACHABLE();
}

} // namespace burin::simulator
