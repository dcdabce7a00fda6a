#pragma once

#include "core/domain/prompt.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin {

// Folders of prompt files that are shown in the library, as values. The files are the truth; what is written in Burin
// is a draft until it is saved into its file.

/// A prompt file as the library lists it.
struct FileEntry {
    enum class State {
        Saved,      ///< The file has all there is.
        Edited,     ///< There is a draft that the file has not.
        Conflict,   ///< There is one, and the file was changed since it was begun.
        Gone,       ///< There is one, and no file.
        Unreadable, ///< The file is no prompt; see problem.
    };
    QString path;  ///< Whole.
    QString below; ///< Path below its folder, with "/".
    QString title = {};
    QStringList tags = {};
    QDateTime modified = {}; ///< UTC; of the file.
    State state = State::Saved;
    QString problem = {}; ///< One sentence.
    bool operator==(const FileEntry &) const = default;
};

/// A folder that is opened as a library.
struct DiskFolder {
    QString path;                      ///< Whole.
    std::vector<FileEntry> files = {}; ///< In the order that was asked for.
    QString problem = {};              ///< Why it is not shown whole; one sentence.
    bool operator==(const DiskFolder &) const = default;
};

/// What is written on a file and not saved in it.
struct FileDraft {
    QString path;    ///< Of the file; whole.
    QByteArray base; ///< What the file had when this was begun; empty = there was none.
    PromptDraft draft = {};
    std::vector<ValueSet> cases = {};
};

/// A prompt file in the editor.
struct FileText {
    QString path;           ///< Whole.
    QByteArray base;        ///< The bytes that it is written on; empty = there is no file yet.
    PromptDraft draft = {}; ///< What is to be edited.
    std::vector<ValueSet> cases = {};
    PromptDraft saved = {}; ///< What the file has.
    std::vector<ValueSet> savedCases = {};
    QStringList notices = {};                ///< Parts of the file that Burin keeps and does not use: "12:3: …".
    std::optional<QByteArray> conflict = {}; ///< What the file has now, if that is not base; empty = it is gone.
};

} // namespace burin
