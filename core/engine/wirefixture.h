#pragma once

#include "core/base/result.h"
#include "core/domain/recording.h"
#include "core/engine/replay.h"

#include <QByteArray>
#include <QJsonObject>

namespace burin {

/// A recording as a file: what "burin-cli replay --export" writes and what the tests read from tests/data/fixtures.
/// A JSON document with "burin_fixture": 1, the request, the response in timed pieces (as text where they are UTF-8
/// by themselves, else as base64), and what the engine is expected to make of it. It holds the prompt and the answer.
struct WireFixture {
    WireRecording recording;
    QJsonObject expected; ///< As expectationOf() writes it.
};

/// The answer and the verdict, in the names of burin-cli's documents.
QJsonObject expectationOf(const ReplayResult &result);

/// The file's text for @p recording, whose replay is expected to give what it gives now.
Result<QByteArray> fixtureText(const WireRecording &recording);

/// Reads such a file, whoever wrote it: BadParameter for what is no fixture, is of another version, is larger than
/// 128 MiB, or has a field of the wrong type or range, which the error names.
Result<WireFixture> parseFixture(const QByteArray &json);

} // namespace burin
