#include "ui/common/announce.h"

#include <QAccessible>
#include <QWidget>

namespace burin {

void announce(QWidget *widget, const QString &text)
{
    widget->setAccessibleDescription(text);
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    QString html = text.toHtmlEscaped();
    html.replace(u'\n', QStringLiteral("<br/>"));
    widget->setToolTip(text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(html));
}

} // namespace burin
