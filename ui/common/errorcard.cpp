#include "ui/common/errorcard.h"

#include "ui/common/actionbuttons.h"
#include "ui/common/announce.h"
#include "ui/common/foldbutton.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QPlainTextEdit>

namespace burin {

namespace {

constexpr qsizetype ShownDetail = 400; ///< Characters of the provider's words under the sentence.

QLabel *paragraph(LabelStyle style, QWidget *parent)
{
    QLabel *label = plainLabel(style, {}, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

ErrorCard::ErrorCard(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_message(paragraph(LabelStyle::Body, this)),
      m_advice(paragraph(LabelStyle::Body, this)),
      m_detail(paragraph(LabelStyle::Muted, this)),
      m_codes(new QPlainTextEdit(this)),
      m_fold(new FoldButton(tr("Details"), m_codes, this)),
      m_buttons(new ActionButtons(this))
{
    setProperty("card", true);
    setAccessibleName(tr("Error"));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_message->setFont(bold);
    m_message->setObjectName(QStringLiteral("errorMessage"));
    m_advice->setObjectName(QStringLiteral("errorAdvice"));
    m_codes->setReadOnly(true);
    m_codes->setFont(theme().monoFont());
    m_codes->setAccessibleName(tr("Details of the error"));
    m_codes->setTabChangesFocus(true);
    m_codes->setFixedHeight(theme().space(24));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(theme().space(4), theme().space(3), theme().space(4), theme().space(3));
    layout->setHorizontalSpacing(theme().space(3));
    layout->setVerticalSpacing(theme().space(2));
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_message, 0, 1);
    layout->addWidget(m_advice, 1, 1);
    layout->addWidget(m_detail, 2, 1);
    layout->addWidget(m_buttons, 3, 1);
    layout->addWidget(m_codes, 4, 1);
    layout->setColumnStretch(1, 1);
    m_buttons->setTail(m_fold);
    connect(m_buttons, &ActionButtons::triggered, this, [this](ErrorAction action) {
        if (action == ErrorAction::CopyDetails)
            copyDetails(m_error);
        else
            Q_EMIT actionRequested(action);
    });
    connect(&theme(), &Theme::changed, this, &ErrorCard::applyTheme);
    applyTheme();
}

void ErrorCard::showError(const Error &error, ErrorOrigin origin, Voice voice)
{
    m_error = error;
    m_message->setText(visibleText(error.message()));
    m_advice->setText(error.advice());
    m_detail->setText(visibleLines(error.detail.trimmed(), ShownDetail));
    m_detail->setVisible(!m_detail->text().isEmpty());
    m_codes->setPlainText(errorDetails(error));
    m_fold->setChecked(false);
    m_buttons->setActions(actionsFor(error.code, origin));
    applyTheme();
    if (voice == Voice::Announced) announce(this, m_message->text() + u' ' + m_advice->text());
}

void ErrorCard::applyTheme()
{
    const ThemeColors &colors = theme().colors();
    const bool grave = m_error.severity() >= Severity::High;
    const int side = theme().space(5);
    m_icon->setPixmap(icon(grave ? QStringLiteral("circle-alert") : QStringLiteral("triangle-alert"),
                           grave ? colors.error : colors.warn)
                          .pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace burin
