#include "ui/workbench/endnote.h"

#include "ui/common/announce.h"
#include "ui/common/errorcard.h"
#include "ui/common/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace burin {

QString reasonOfPartialAnswer(const RunRecord &record)
{
    QString kept;
    if (record.usage.output) kept = u' ' + EndNote::tr("%n token(s) kept.", nullptr, int(*record.usage.output));
    switch (record.status) {
    case RunStatus::Cancelled:
        return EndNote::tr("Stopped by you.") + kept;
    case RunStatus::Interrupted:
    case RunStatus::Truncated:
    case RunStatus::Partial:
    case RunStatus::Failed:
        return record.error ? visibleText(record.error->message()) + u' ' + record.error->advice()
                            : EndNote::tr("The answer was cut off before its end.") + kept;
    default:
        break;
    }
    if (record.finishReason == FinishReason::Length)
        return EndNote::tr("The answer reached the limit of output tokens. Raise Max tokens for more.");
    if (record.finishReason == FinishReason::ContentFilter)
        return EndNote::tr("The provider's content filter ended the answer.");
    return {};
}

EndNote::EndNote(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_settings(new QPushButton(tr("Open settings"), this))
{
    setProperty("endnote", true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("endReason"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    auto *again = new QPushButton(tr("Run again"), this);
    connect(again, &QPushButton::clicked, this, &EndNote::runAgainRequested);
    connect(m_settings, &QPushButton::clicked, this, &EndNote::settingsRequested);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    layout->setSpacing(theme().space(2));
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_settings);
    layout->addWidget(again);
    connect(&theme(), &Theme::changed, this, &EndNote::applyTheme);
    applyTheme();
    hide();
}

void EndNote::showRecord(const RunRecord &record)
{
    const QString reason = reasonOfPartialAnswer(record);
    m_text->setText(reason);
    setPlainToolTip(m_text, record.error ? errorDetails(*record.error) : QString());
    m_settings->setVisible(record.error && isMendedInSettings(record.error->code));
    setVisible(!reason.isEmpty());
}

void EndNote::applyTheme()
{
    const int side = theme().space(4);
    m_icon->setPixmap(
        icon(QStringLiteral("scissors"), theme().colors().warn).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace burin
