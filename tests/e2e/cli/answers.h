#pragma once

#include "tests/support/script.h"

#include <QByteArrayList>

namespace burin {

/// One piece of an answer as an OpenAI-shaped server streams it.
QByteArray contentEvent(const QByteArray &text);
/// The events behind the last piece: finish reason, usage, terminator.
QByteArrayList endEvents(int promptTokens, int completionTokens);
/// A whole good answer.
Script answer(const QByteArrayList &pieces, int promptTokens = 1000, int completionTokens = 500);
/// An OpenAI-shaped error.
Script refusal(int status, const QByteArray &message, const HttpHeaders &headers = {});

} // namespace burin
