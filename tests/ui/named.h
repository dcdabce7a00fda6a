#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace burin {

/// The only child of @p parent of type T that a screen reader calls @p name; nullptr when there is none.
template <class T> T *named(const QWidget *parent, const QString &name)
{
    for (T *child : parent->findChildren<T *>())
        if (child->accessibleName() == name) return child;
    return nullptr;
}

/// The controls of @p page that the keyboard reaches but a screen reader cannot name.
inline QStringList namelessControls(const QWidget *page)
{
    QStringList nameless;
    for (QWidget *child : page->findChildren<QWidget *>()) {
        const bool reachable =
            child->isVisibleTo(page) && (child->focusPolicy() & Qt::TabFocus) && !child->focusProxy();
        if (!reachable || child->objectName().startsWith(QLatin1StringView("qt_"))) continue;
        QAccessibleInterface *control = QAccessible::queryAccessibleInterface(child);
        if (!control || control->text(QAccessible::Name).isEmpty())
            nameless += QString::fromLatin1(child->metaObject()->className());
    }
    return nameless;
}

} // namespace burin
