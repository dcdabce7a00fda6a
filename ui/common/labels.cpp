#include "ui/common/labels.h"

#include "ui/common/format.h"
#include "ui/theme/theme.h"

#include <QStyle>

namespace burin {

namespace {

QFont fontOf(LabelStyle style)
{
    switch (style) {
    case LabelStyle::Small:
    case LabelStyle::SmallMuted:
        return theme().smallFont();
    case LabelStyle::Title:
        return theme().titleFont();
    case LabelStyle::Figure: {
        QFont font = theme().titleFont();
        font.setPointSizeF(font.pointSizeF() * 1.4);
        return font;
    }
    case LabelStyle::Body:
    case LabelStyle::Muted:
        break;
    }
    return theme().bodyFont();
}

} // namespace

QLabel *plainLabel(LabelStyle style, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(fontOf(style));
    label->setProperty("muted", style == LabelStyle::Muted || style == LabelStyle::SmallMuted);
    label->setText(text);
    return label;
}

void setTone(QWidget *widget, const QString &tone)
{
    if (widget->property("status").toString() == tone) return;
    widget->setProperty("status", tone);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QColor toneColor(const QString &tone)
{
    const ThemeColors &colors = theme().colors();
    if (tone == QLatin1StringView("ok")) return colors.ok;
    if (tone == QLatin1StringView("warn")) return colors.warn;
    if (tone == QLatin1StringView("error")) return colors.error;
    return colors.muted;
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) return {};
    QString escaped = text.toHtmlEscaped();
    return QStringLiteral("<qt>%1</qt>").arg(escaped.replace(u'\n', QStringLiteral("<br>")));
}

QString oneLine(const QString &text)
{
    return visibleText(text.simplified());
}

} // namespace burin
