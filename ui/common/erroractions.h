#pragma once

#include "core/domain/error.h"
#include "ui/common/errorplacement.h"

#include <QMetaType>
#include <QString>

#include <vector>

namespace burin {

/// What can be done about an error by pressing a button.
enum class ErrorAction {
    TryAgain,
    RunAgain, ///< Although something was kept.
    Continue, ///< Goes on with the text that was kept.
    SwitchModel,
    OpenSettings, ///< The provider's form.
    RaiseBudget,
    RunWithoutDocuments,
    Resume, ///< Runs that wait because their key is paused.
    TopUp,  ///< The provider's web page for keys and credit.
    Approve,
    Cancel,
    ChooseFile,    ///< To import from.
    SaveElsewhere, ///< The open prompt, into a file of the user's choice.
    CopyDetails,
};

/// The buttons that help with @p code where it arose, the most useful one first; the table by error code. Pure.
/// Without a run there is nothing to try again, to continue or to approve.
std::vector<ErrorAction> actionsFor(ErrorCode code, ErrorOrigin origin);
/// The button's text.
QString actionText(ErrorAction action);
/// Whether the cause is something that the settings of the provider can mend.
bool isMendedInSettings(ErrorCode code);

/// Everything known of @p error as lines of plain text: codes, HTTP status, request id, the provider's words.
QString errorDetails(const Error &error);
/// Puts sentence and details into the clipboard.
void copyDetails(const Error &error);

} // namespace burin

Q_DECLARE_METATYPE(burin::ErrorAction)
