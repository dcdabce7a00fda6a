#pragma once

#include "tests/core/engine/expectedfaults.h"
#include "tests/core/engine/runprobe.h"

namespace burin {

/// "CATEGORY sub-code SEVERITY", as ExpectedFault says it; empty for none.
inline QString told(const std::optional<Error> &error)
{
    if (!error) return {};
    return toString(error->category()) + u' ' + QLatin1StringView(error->row().id) + u' ' + toString(error->severity());
}

/// The sentence of @p fault with its placeholders filled for @p spec and a limit of @p seconds.
inline QString sentenceOf(const ExpectedFault &fault, const RunSpec &spec, double seconds = 0)
{
    return QString::fromUtf8(fault.sentence)
        .replace(QStringLiteral("{host}"), spec.provider.baseUrl.authority())
        .replace(QStringLiteral("{name}"), spec.provider.name)
        .replace(QStringLiteral("{limit}"), QString::number(seconds));
}

} // namespace burin
