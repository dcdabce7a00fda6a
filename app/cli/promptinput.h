#pragma once

#include "app/cli/refusal.h"
#include "core/exchange/exchange.h"

class QCommandLineParser;

namespace burin {

class Console;

/// The prompts in the file @p path, or in stdin for "-": of the format @p formatId, or of the one it looks like when
/// that is empty. Refusals name the file.
Checked<Imported> readPrompts(const QString &path, const QString &formatId);

/// Whether @p path names a prompt file rather than a text that is the user message.
bool namesPromptFile(const QString &path);

/// The prompt of FILE with the values of --case in its variables; nothing when FILE is no prompt file, or none is
/// given.
Checked<std::optional<PromptDraft>> readPromptOption(const QCommandLineParser &parser);

/// "path:12:3: what: sentence", one a line.
void writeNotices(Console &console, const QString &path, const std::vector<Notice> &notices);

} // namespace burin
