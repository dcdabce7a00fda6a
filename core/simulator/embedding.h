#pragma once

#include "core/base/result.h"
#include "core/simulator/scenario.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace burin::simulator {

struct HttpMessage;

/// The shapes in which vectors are asked for and sent.
enum class EmbeddingFormat { OpenAi, Gemini, GeminiBatch, Ollama };

struct EmbeddingAsk {
    QString model;
    QStringList inputs;
    int dimensions = 256;
    bool base64 = false; ///< Little-endian floats instead of numbers in JSON; OpenAI only.
};

/// The error says in one sentence what is wrong with the request.
Result<EmbeddingAsk, QString> readEmbeddingAsk(EmbeddingFormat format, const HttpMessage &request);

/// A hashed bag of words and their beginnings, of length 1: deterministic, and near for texts that share words.
/// A text without a letter or figure is the zero vector.
std::vector<float> embeddingOf(const QString &text, int dimensions);

/// The whole answer, with the scenario's fault in it.
QByteArray embeddingBody(EmbeddingFormat format, const EmbeddingAsk &ask, Scenario::EmbeddingFault fault);

} // namespace burin::simulator
