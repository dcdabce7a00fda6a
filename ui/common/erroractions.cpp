#include "ui/common/erroractions.h"

#include "ui/common/format.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

using C = ErrorCode;
using enum ErrorAction;

constexpr qsizetype FoldedDetail = 8'000; ///< Characters of the provider's words in the details.

struct ActionRow {
    ErrorCode code;
    std::vector<ErrorAction> actions;
};

/// Codes without a row here offer what their retry rule allows.
const std::vector<ActionRow> &rows()
{
    static const std::vector<ActionRow> table = {
        {C::Overloaded, {TryAgain, SwitchModel}},
        {C::ContentFilter, {SwitchModel}},
        {C::BadResponse, {OpenSettings}},
        {C::NotImplemented, {OpenSettings}},
        {C::UnexpectedStatus, {OpenSettings, TryAgain}},
        {C::ResponseTooLarge, {}},
        {C::Refused, {TryAgain, OpenSettings}},
        {C::HostNotFound, {TryAgain, OpenSettings}},
        {C::Redirected, {OpenSettings}},
        {C::RedirectedElsewhere, {OpenSettings}},
        {C::CaptivePortal, {TryAgain, OpenSettings}},
        {C::CircuitOpen, {TryAgain, SwitchModel}},
        {C::BadRequest, {TryAgain}},
        {C::ContextLength, {SwitchModel}},
        {C::PolicyRefused, {SwitchModel}},
        {C::InsecureUrl, {OpenSettings}},
        {C::BadUrl, {OpenSettings}},
        {C::BadKeyFormat, {OpenSettings}},
        {C::UnfilledVariable, {}},
        {C::BadTemplate, {}},
        {C::BadParameter, {}},
        {C::EmptyPrompt, {}},
        {C::RejectedParameter, {TryAgain, SwitchModel}},
        {C::ServerTimeout, {TryAgain, SwitchModel}},
        {C::MissingKey, {OpenSettings, TryAgain}},
        {C::RejectedKey, {OpenSettings, TryAgain}},
        {C::KeychainLocked, {TryAgain, OpenSettings}},
        {C::KeyPaused, {Resume, OpenSettings}},
        {C::KeyElsewhere, {OpenSettings}},
        {C::ModelNotAllowed, {SwitchModel, OpenSettings}},
        {C::Moderation, {SwitchModel}},
        {C::TooManyRequests, {TryAgain, SwitchModel}},
        {C::TooManyTokens, {TryAgain, SwitchModel}},
        {C::LongWait, {TryAgain, SwitchModel}},
        {C::BudgetReached, {RaiseBudget, SwitchModel}},
        {C::PaymentRequired, {TopUp, TryAgain, SwitchModel}},
        {C::InsufficientQuota, {TopUp, TryAgain, SwitchModel}},
        {C::StoppedMidStream, {RaiseBudget}},
        {C::ApprovalNeeded, {Approve, Cancel}},
        {C::ModelNotFound, {SwitchModel}},
        {C::ModelRetired, {SwitchModel}},
        {C::EndpointNotFound, {OpenSettings}},
        {C::Interrupted, {TryAgain}},
        {C::Unexpected, {TryAgain}},
        {C::DocumentNotFound, {RunWithoutDocuments}},
        {C::DocumentUnreadable, {RunWithoutDocuments}},
        {C::DocumentEncrypted, {RunWithoutDocuments}},
        {C::DocumentTooLarge, {RunWithoutDocuments}},
        {C::IndexStale, {RunWithoutDocuments}},
        {C::EmbeddingDimensions, {RunWithoutDocuments}},
        {C::BadFile, {ChooseFile}},
        {C::FileChanged, {SaveElsewhere}},
        {C::FileNotWritten, {SaveElsewhere}},
        {C::EmbeddingCount, {TryAgain, RunWithoutDocuments}},
        {C::EmbeddingProvider, {TryAgain, RunWithoutDocuments}},
    };
    return table;
}

/// Actions that need a run to act upon.
bool concernsRun(ErrorAction action)
{
    switch (action) {
    case OpenSettings:
    case RaiseBudget:
    case Resume:
    case TopUp:
    case ChooseFile:
    case SaveElsewhere:
    case CopyDetails:
        return false;
    default:
        return true;
    }
}

struct ActionTexts {
    Q_DECLARE_TR_FUNCTIONS(ErrorAction)
};

} // namespace

std::vector<ErrorAction> actionsFor(ErrorCode code, ErrorOrigin origin)
{
    const auto row = std::ranges::find(rows(), code, &ActionRow::code);
    std::vector<ErrorAction> actions;
    if (row != rows().end())
        actions = row->actions;
    else if (errorRow(code).retry != RetryRule::Never)
        actions = {TryAgain};
    if (origin == ErrorOrigin::Background) std::erase_if(actions, concernsRun);
    actions.push_back(CopyDetails);
    return actions;
}

QString actionText(ErrorAction action)
{
    switch (action) {
    case TryAgain:
        return ActionTexts::tr("Try again");
    case RunAgain:
        return ActionTexts::tr("Run again");
    case Continue:
        return ActionTexts::tr("Continue");
    case SwitchModel:
        return ActionTexts::tr("Switch model");
    case OpenSettings:
        return ActionTexts::tr("Open settings");
    case RaiseBudget:
        return ActionTexts::tr("Raise budget");
    case RunWithoutDocuments:
        return ActionTexts::tr("Run without documents");
    case Resume:
        return ActionTexts::tr("Resume");
    case TopUp:
        return ActionTexts::tr("Top up");
    case Approve:
        return ActionTexts::tr("Approve and run");
    case Cancel:
        return ActionTexts::tr("Cancel");
    case ChooseFile:
        return ActionTexts::tr("Choose a file …");
    case SaveElsewhere:
        return ActionTexts::tr("Save elsewhere …");
    case CopyDetails:
        break;
    }
    return ActionTexts::tr("Copy details");
}

bool isMendedInSettings(ErrorCode code)
{
    return std::ranges::count(actionsFor(code, ErrorOrigin::Background), OpenSettings) > 0;
}

QString errorDetails(const Error &error)
{
    QStringList lines{
        QStringLiteral("%1 · %2 · %3")
            .arg(toString(error.category()), QString::fromLatin1(error.row().id), toString(error.severity()))};
    if (error.httpStatus) lines += ActionTexts::tr("HTTP status %1").arg(error.httpStatus);
    if (!error.providerCode.isEmpty())
        lines += ActionTexts::tr("Provider's code: %1").arg(visibleText(error.providerCode));
    if (!error.requestId.isEmpty()) lines += ActionTexts::tr("Request id: %1").arg(visibleText(error.requestId));
    if (!error.detail.isEmpty()) lines += visibleLines(error.detail, FoldedDetail);
    return lines.join(u'\n');
}

void copyDetails(const Error &error)
{
    QGuiApplication::clipboard()->setText(error.message() + u'\n' + errorDetails(error));
}

} // namespace burin
