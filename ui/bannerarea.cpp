#include "ui/bannerarea.h"

#include "ui/common/actionbuttons.h"
#include "ui/common/announce.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QPropertyAnimation>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int FadeMilliseconds = 120;

/// Fades @p banner to @p opacity. The effect goes when it is done: text drawn through one is not as sharp.
QPropertyAnimation *fade(QWidget *banner, double from, double to)
{
    auto *effect = new QGraphicsOpacityEffect(banner);
    banner->setGraphicsEffect(effect);
    auto *animation = new QPropertyAnimation(effect, "opacity", banner);
    animation->setDuration(FadeMilliseconds);
    animation->setStartValue(from);
    animation->setEndValue(to);
    animation->start(QAbstractAnimation::DeleteWhenStopped);
    return animation;
}

} // namespace

BannerArea::BannerArea(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    hide();
}

void BannerArea::showError(const Error &error, ErrorOrigin origin, const QString &topic)
{
    const bool grave = error.severity() >= Severity::High;
    QFrame *banner = add({.text = visibleText(error.message()) + u' ' + error.advice(),
                          .details = errorDetails(error),
                          .tone = grave ? QStringLiteral("error") : QStringLiteral("warn"),
                          .topic = topic});
    if (!banner) return;
    auto *buttons = new ActionButtons(banner);
    buttons->setActions(actionsFor(error.code, origin));
    auto *row = qobject_cast<QHBoxLayout *>(banner->layout());
    row->insertWidget(row->count() - 1, buttons); // before the button that dismisses
    connect(buttons, &ActionButtons::triggered, this, [this, banner, error, topic](ErrorAction action) {
        if (action == ErrorAction::CopyDetails) return copyDetails(error);
        dismiss(banner);
        Q_EMIT actionRequested(action, error, topic);
    });
}

void BannerArea::showNotice(const QString &text, const QString &tone, const QString &topic)
{
    add({.text = visibleText(text), .details = {}, .tone = tone, .topic = topic});
}

void BannerArea::showOffer(const QString &text, const QString &button, std::function<void()> accept)
{
    QFrame *banner = add({.text = visibleText(text), .details = {}, .tone = QStringLiteral("info"), .topic = {}});
    if (!banner) return;
    auto *action = new QPushButton(button, banner);
    auto *row = qobject_cast<QHBoxLayout *>(banner->layout());
    row->insertWidget(row->count() - 1, action);
    connect(action, &QPushButton::clicked, this, [this, banner, accept = std::move(accept)] {
        dismiss(banner);
        accept();
    });
}

void BannerArea::withdraw(const QString &topic)
{
    for (int i = 0; i < m_column->count(); ++i) {
        QWidget *banner = m_column->itemAt(i)->widget();
        if (banner->isEnabled() && banner->property("topic").toString() == topic) dismiss(banner);
    }
}

int BannerArea::count() const
{
    return m_column->count();
}

QFrame *BannerArea::add(const Content &content)
{
    for (int i = 0; i < m_column->count(); ++i) {
        const QWidget *shown = m_column->itemAt(i)->widget();
        if (shown->isEnabled() && shown->accessibleName() == content.text) return nullptr;
    }
    QFrame *banner = makeBanner(content);
    m_column->addWidget(banner);
    show();
    QPropertyAnimation *animation = fade(banner, 0, 1);
    connect(animation, &QPropertyAnimation::finished, banner, [banner] { banner->setGraphicsEffect(nullptr); });
    announce(banner, content.text);
    return banner;
}

QWidget *BannerArea::makeSign(QWidget *banner, const QString &tone)
{
    auto *sign = new QLabel(banner);
    const bool informs = tone == QLatin1StringView("info");
    const auto paint = [sign, tone, informs] {
        const int side = theme().space(4);
        const QString name = informs ? tone : QStringLiteral("triangle-alert");
        const QColor colour = informs ? theme().colors().accent : toneColor(tone);
        sign->setPixmap(icon(name, colour).pixmap(QSize(side, side), sign->devicePixelRatioF()));
    };
    paint();
    connect(&theme(), &Theme::changed, sign, paint);
    return sign;
}

QFrame *BannerArea::makeBanner(const Content &content)
{
    auto *banner = new QFrame(this);
    banner->setProperty("banner", content.tone);
    banner->setProperty("topic", content.topic);
    banner->setAccessibleName(content.text);
    QLabel *label = plainLabel(LabelStyle::Body, content.text, banner);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    label->setMinimumWidth(1);
    setPlainToolTip(label, content.details);
    auto *close = new QToolButton(banner);
    close->setIcon(icon(QStringLiteral("x")));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, banner] { dismiss(banner); });
    auto *row = new QHBoxLayout(banner);
    row->setContentsMargins(theme().space(4), theme().space(1), theme().space(2), theme().space(1));
    row->setSpacing(theme().space(2));
    row->addWidget(makeSign(banner, content.tone));
    row->addWidget(label, 1);
    row->addWidget(close);
    return banner;
}

void BannerArea::dismiss(QWidget *banner)
{
    banner->setEnabled(false); // one click is enough
    connect(fade(banner, 1, 0), &QPropertyAnimation::finished, this, [this, banner] {
        m_column->removeWidget(banner);
        banner->deleteLater();
        setVisible(m_column->count() > 0);
    });
}

} // namespace burin
