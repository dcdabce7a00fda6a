#include "ui/common/errorcard.h"

#include "ui/common/announce.h"
#include "ui/common/flowlayout.h"
#include "ui/common/foldbutton.h"
#include "ui/common/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr qsizetype ShownDetail = 400;    ///< Characters of the provider's words under the sentence.
constexpr qsizetype FoldedDetail = 8'000; ///< In the fold; the rest helps nobody.

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

/// Lines kept, everything invisible made visible, no more than @p limit characters.
QString shown(const QString &text, qsizetype limit)
{
    QStringList lines;
    for (const QString &line : text.left(limit).split(u'\n'))
        lines += visibleText(line);
    return lines.join(u'\n') + (text.size() > limit ? QStringLiteral("…") : QString());
}

} // namespace

QString errorDetails(const Error &error)
{
    QStringList lines{
        QStringLiteral("%1 · %2 · %3")
            .arg(toString(error.category()), QString::fromLatin1(error.row().id), toString(error.severity()))};
    if (error.httpStatus) lines += ErrorCard::tr("HTTP status %1").arg(error.httpStatus);
    if (!error.providerCode.isEmpty())
        lines += ErrorCard::tr("Provider's code: %1").arg(visibleText(error.providerCode));
    if (!error.requestId.isEmpty()) lines += ErrorCard::tr("Request id: %1").arg(visibleText(error.requestId));
    if (!error.detail.isEmpty()) lines += shown(error.detail, FoldedDetail);
    return lines.join(u'\n');
}

bool isMendedInSettings(ErrorCode code)
{
    static constexpr std::array codes = {
        ErrorCode::MissingKey, ErrorCode::RejectedKey,  ErrorCode::KeychainLocked, ErrorCode::BadKeyFormat,
        ErrorCode::BadUrl,     ErrorCode::InsecureUrl,  ErrorCode::BadResponse,    ErrorCode::EndpointNotFound,
        ErrorCode::Refused,    ErrorCode::HostNotFound, ErrorCode::CaptivePortal,  ErrorCode::RedirectedElsewhere};
    return std::ranges::find(codes, code) != codes.end();
}

ErrorCard::ErrorCard(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_message(plainLabel(this)),
      m_advice(plainLabel(this)),
      m_detail(plainLabel(this)),
      m_codes(new QPlainTextEdit(this)),
      m_fold(new FoldButton(tr("Details"), m_codes, this))
{
    setProperty("card", true);
    setAccessibleName(tr("Error"));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_message->setFont(bold);
    m_message->setObjectName(QStringLiteral("errorMessage"));
    m_advice->setObjectName(QStringLiteral("errorAdvice"));
    m_detail->setProperty("muted", true);
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
    layout->addWidget(makeButtons(), 3, 1);
    layout->addWidget(m_codes, 4, 1);
    layout->setColumnStretch(1, 1);
    connect(&theme(), &Theme::changed, this, &ErrorCard::applyTheme);
    applyTheme();
}

QWidget *ErrorCard::makeButtons()
{
    auto *row = new QWidget(this);
    auto *layout = new FlowLayout(row);
    layout->setSpacing(theme().space(2));
    m_settings = new QPushButton(tr("Open settings"), row);
    m_again = new QPushButton(tr("Run again"), row);
    auto *copy = new QPushButton(tr("Copy details"), row);
    copy->setProperty("flat", true);
    for (QPushButton *button : {m_settings, m_again, copy})
        layout->addWidget(button);
    layout->addWidget(m_fold);
    connect(m_settings, &QPushButton::clicked, this, &ErrorCard::settingsRequested);
    connect(m_again, &QPushButton::clicked, this, &ErrorCard::runAgainRequested);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_error.message() + u'\n' + errorDetails(m_error)); });
    return row;
}

void ErrorCard::showError(const Error &error)
{
    m_error = error;
    m_message->setText(visibleText(error.message()));
    m_advice->setText(error.advice());
    m_detail->setText(shown(error.detail.trimmed(), ShownDetail));
    m_detail->setVisible(!m_detail->text().isEmpty());
    m_codes->setPlainText(errorDetails(error));
    m_settings->setVisible(isMendedInSettings(error.code));
    m_fold->setChecked(false);
    applyTheme();
    announce(this, m_message->text() + u' ' + m_advice->text());
}

void ErrorCard::applyTheme()
{
    const int side = theme().space(5);
    m_icon->setPixmap(
        icon(QStringLiteral("circle-alert"), theme().colors().error).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace burin
