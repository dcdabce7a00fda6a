#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/prompt.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace burin {

/// A prompt of tests/data/prompts: a line of JSON with name, user, and, as needed, system, variables, files (variables
/// whose value is a file of the project), parameters, and expect ("refused": Burin must not send it).
struct TestPrompt {
    QString name; ///< "short-haiku"; what stands before the first dash is its set.
    PromptDraft draft;
    std::vector<Message> messages; ///< Rendered.
    bool expectsRefusal = false;

    QString set() const { return name.section(u'-', 0, 0); }
};

/// Why a set cannot be read, with file and line.
struct PromptSetError {
    QString text;
};

/// Reads all sets below @p folder in the order of their file names.
Result<std::vector<TestPrompt>, PromptSetError> readPrompts(const QString &folder, const QString &projectFolder);

} // namespace burin
