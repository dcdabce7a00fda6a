#pragma once

#include <QScrollArea>
#include <QString>

namespace burin {

/// A page on the surface colour that scrolls @p content, which it takes over, at the top left. @p name is for screen
/// readers. Owned by the caller's layout.
QScrollArea *scrollPage(QWidget *content, const QString &name);

} // namespace burin
