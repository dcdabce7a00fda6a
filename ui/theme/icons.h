#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace burin {

/// A Lucide icon of resources/icons ("play", "history", …) in the theme's text colour, muted when disabled, accent
/// when on. Sharp at every scale. Ask again when Theme::changed() is emitted.
QIcon icon(const QString &name);
QIcon icon(const QString &name, const QColor &color);

} // namespace burin
