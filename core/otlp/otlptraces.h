#pragma once

#include "core/domain/portablerun.h"

#include <QByteArray>

#include <vector>

namespace burin {

/// Whether prompts and answers go along.
enum class SpanContent { Without, With };

/// The body of a POST to /v1/traces: OTLP/HTTP in JSON (opentelemetry-proto 1.x: ids in hex, 64-bit numbers as strings)
/// with the attributes of the semantic conventions for generative AI, as they were in 2026 ("Development").
///
/// A run is a trace: its key is the trace's id. The root span is the run, with what is Burin's own about it; each
/// attempt is a client span "chat MODEL" below it. Tokens and cost are on the attempts only, so that a backend that
/// adds up its spans counts them once. Span ids are made of the key and the attempt's number: a run that is sent again
/// is the same spans.
QByteArray otlpTraces(const std::vector<PortableRun> &runs, SpanContent content);

/// The id of the span of attempt @p number, or of the run itself for 0: 16 hex digits.
QString spanId(const QUuid &key, int number);

} // namespace burin
