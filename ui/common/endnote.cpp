#include "ui/common/endnote.h"

#include "ui/common/actionbuttons.h"
#include "ui/common/announce.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace burin {

namespace {

bool endedEarly(const RunRecord &record)
{
    switch (record.status) {
    case RunStatus::Cancelled:
    case RunStatus::Interrupted:
    case RunStatus::Truncated:
    case RunStatus::Partial:
    case RunStatus::Failed:
        return true;
    default:
        return false;
    }
}

QString whyIt(const RunRecord &record)
{
    if (record.error) return visibleText(record.error->message()) + u' ' + record.error->advice();
    if (record.status == RunStatus::Cancelled) return EndNote::tr("Stopped by you.");
    if (endedEarly(record)) return EndNote::tr("The answer was cut off before its end.");
    if (record.finishReason == FinishReason::Length)
        return EndNote::tr("The answer reached the limit of output tokens. Raise Max tokens for more.");
    if (record.finishReason == FinishReason::ContentFilter)
        return EndNote::tr("The provider's content filter ended the answer.");
    return {};
}

std::vector<ErrorAction> helpFor(const RunRecord &record)
{
    std::vector<ErrorAction> help;
    if (canContinue(record)) help.push_back(ErrorAction::Continue);
    help.push_back(ErrorAction::RunAgain);
    if (!record.error) return help;
    for (const ErrorAction action : actionsFor(record.error->code, ErrorOrigin::Run))
        if (action != ErrorAction::TryAgain) help.push_back(action);
    return help;
}

} // namespace

bool canContinue(const RunRecord &record)
{
    return !record.text.isEmpty() && (endedEarly(record) || record.finishReason == FinishReason::Length);
}

QString reasonOfPartialAnswer(const RunRecord &record)
{
    QString reason = whyIt(record);
    if (reason.isEmpty() || record.text.isEmpty() || !record.usage.output) return reason;
    return reason + u' ' + EndNote::tr("%n token(s) kept.", nullptr, int(*record.usage.output));
}

EndNote::EndNote(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(plainLabel(LabelStyle::Body, {}, this)),
      m_buttons(new ActionButtons(this))
{
    setProperty("endnote", true);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(theme().space(40));
    m_text->setObjectName(QStringLiteral("endReason"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    connect(m_buttons, &ActionButtons::triggered, this, [this](ErrorAction action) {
        if (action == ErrorAction::CopyDetails)
            copyDetails(*m_error);
        else
            Q_EMIT actionRequested(action);
    });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    layout->setSpacing(theme().space(2));
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_buttons);
    connect(&theme(), &Theme::changed, this, &EndNote::applyTheme);
    applyTheme();
    hide();
}

void EndNote::showRecord(const RunRecord &record)
{
    const QString reason = reasonOfPartialAnswer(record);
    m_error = record.error;
    m_text->setText(reason);
    setPlainToolTip(m_text, m_error ? errorDetails(*m_error) : QString());
    m_buttons->setActions(helpFor(record));
    setVisible(!reason.isEmpty());
}

void EndNote::applyTheme()
{
    const int side = theme().space(4);
    m_icon->setPixmap(
        icon(QStringLiteral("scissors"), theme().colors().warn).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace burin
