#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace burin::simulator {

class Protocol;

/// The list of models as @p protocol's server gives it: one model for each built-in scenario.
QByteArray modelList(const Protocol &protocol);
/// What Gemini or Ollama tells about one model.
QByteArray modelDetail(const Protocol &protocol, const QString &model);
/// The answer of a token count.
QByteArray tokenCount(const Protocol &protocol, qint64 tokens);
/// OpenRouter's account of a key; @p spent are US dollars.
QByteArray keyStatus(double spent);

/// US dollars that the simulated OpenRouter asks for a token.
inline constexpr double UsdPerPromptToken = 1e-6;
inline constexpr double UsdPerOutputToken = 4e-6;

} // namespace burin::simulator
