#include "ui/bannerarea.h"

#include "core/domain/error.h"
#include "ui/common/announce.h"
#include "ui/common/errorcard.h"
#include "ui/common/format.h"
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

void BannerArea::showError(const Error &error)
{
    const bool grave = error.severity() == Severity::High || error.severity() == Severity::Critical;
    add(visibleText(error.message()) + u' ' + error.advice(), errorDetails(error),
        grave ? QStringLiteral("error") : QStringLiteral("warn"));
}

void BannerArea::showNotice(const QString &text)
{
    add(visibleText(text), {}, QStringLiteral("info"));
}

void BannerArea::showOffer(const QString &text, const QString &button, std::function<void()> accept)
{
    QWidget *banner = add(visibleText(text), {}, QStringLiteral("info"));
    if (!banner) return;
    auto *action = new QPushButton(button, banner);
    auto *row = qobject_cast<QHBoxLayout *>(banner->layout());
    row->insertWidget(row->count() - 1, action); // before the button that dismisses
    connect(action, &QPushButton::clicked, this, [this, banner, accept = std::move(accept)] {
        dismiss(banner);
        accept();
    });
}

int BannerArea::count() const
{
    return m_column->count();
}

QWidget *BannerArea::add(const QString &text, const QString &details, const QString &tone)
{
    for (int i = 0; i < m_column->count(); ++i) {
        if (m_column->itemAt(i)->widget()->accessibleName() == text) return nullptr;
    }
    QWidget *banner = makeBanner(text, details, tone);
    m_column->addWidget(banner);
    show();
    QPropertyAnimation *animation = fade(banner, 0, 1);
    connect(animation, &QPropertyAnimation::finished, banner, [banner] { banner->setGraphicsEffect(nullptr); });
    announce(banner, text);
    return banner;
}

QWidget *BannerArea::makeBanner(const QString &text, const QString &details, const QString &tone)
{
    auto *banner = new QFrame(this);
    banner->setProperty("banner", tone);
    banner->setAccessibleName(text);
    auto *sign = new QLabel(banner);
    const auto colour = [tone] {
        const ThemeColors &colors = theme().colors();
        return tone == QLatin1StringView("error")  ? colors.error
               : tone == QLatin1StringView("warn") ? colors.warn
                                                   : colors.accent;
    };
    const auto paint = [sign, tone, colour] {
        const int side = theme().space(4);
        const QString name =
            tone == QLatin1StringView("info") ? QStringLiteral("info") : QStringLiteral("triangle-alert");
        sign->setPixmap(icon(name, colour()).pixmap(QSize(side, side), sign->devicePixelRatioF()));
    };
    paint();
    connect(&theme(), &Theme::changed, sign, paint);
    auto *label = new QLabel(text, banner);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    setPlainToolTip(label, details);
    auto *close = new QToolButton(banner);
    close->setIcon(icon(QStringLiteral("x")));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, banner] { dismiss(banner); });
    auto *row = new QHBoxLayout(banner);
    row->setContentsMargins(theme().space(4), theme().space(1), theme().space(2), theme().space(1));
    row->setSpacing(theme().space(2));
    row->addWidget(sign);
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
