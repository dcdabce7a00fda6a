#pragma once

#include "core/base/result.h"
#include "core/simulator/scenario.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin::simulator {

/// What a chat completion request asks for, as far as the simulator cares.
struct ChatAsk {
    QString model;
    QString lastUserText;
    quint64 seed = 0;        ///< Hash of the messages and the seed parameter.
    qint64 promptTokens = 0; ///< Words, and three for each message.
    std::optional<qint64> maxTokens;
    QStringList stop;
    bool stream = false;
    bool usageWanted = false; ///< Always for an answer that is not streamed.
};

/// Reads the body of a request; the error says in one sentence what is wrong with it.
Result<ChatAsk, QString> readAsk(const QByteArray &body);

/// A whole answer, made before its first byte is sent.
struct SimulatedAnswer {
    QString id;
    QString model;
    qint64 created = 0; ///< Seconds since 1970, UTC.
    std::vector<QString> reasoning;
    std::vector<QString> content;
    QString finishReason;
    qint64 promptTokens = 0;
    bool usageAsked = false;
};

/// Deterministic: the same ask and scenario make the same words. Id and time are left to the caller.
SimulatedAnswer makeAnswer(const ChatAsk &ask, const Scenario &scenario);

} // namespace burin::simulator
