#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/library.h"

#include <QJsonObject>
#include <QSqlDatabase>

#include <memory>

namespace burin {

// What the workbench has open, across starts. The functions run on the database's thread.

/// Where what the workbench shows is kept. An unnamed draft gets its id with the first save, and a prompt with its
/// first version; the next save may be on its way by then. So the database's thread alone reads and writes the place.
struct OpenedPrompt {
    struct Place {
        DraftId draft = {};   ///< The unnamed draft.
        PromptId prompt = {}; ///< That the unnamed draft became.
    };
    std::shared_ptr<Place> place = std::make_shared<Place>();
    QString file = {}; ///< A prompt file on disk, by its whole path, in place of a prompt or draft.
};

/// Keeps @p draft, and that it is what is open.
Result<DraftId> keepOpened(const QSqlDatabase &db, const OpenedPrompt &opened, const PromptDraft &draft);

/// That @p prompt, or the unnamed draft, is what the next start opens.
Outcome noteOpened(const QSqlDatabase &db, const OpenedPrompt &opened, PromptId prompt);

/// What a window opens with.
struct FirstPrompt {
    PromptDraft draft;
    DraftId id = {};   ///< Of an unnamed draft.
    QString file = {}; ///< Whole path of the file that is to be opened instead.
    bool isFirstStart = false;
};
/// Removes what was deleted 30 days ago, takes the draft of an older program over, and finds what was open last; in a
/// new profile, that is @p sample, which then is in the library.
Result<FirstPrompt> openAtStart(const QSqlDatabase &db, const PromptDraft &sample);

/// What was stored of the window.
struct StoredWindow {
    QJsonObject documents = {}; ///< By name.
    FirstPrompt first;
    int interrupted = 0; ///< Runs that an earlier process left behind.
};

} // namespace burin
