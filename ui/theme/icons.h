#pragma once

#include "ui/theme/theme.h"

#include <QColor>
#include <QIcon>
#include <QString>

namespace burin {

/// A Lucide icon of resources/icons ("play", "history", …) in the theme's text colour, muted when disabled, accent
/// when on. Sharp at every scale. Ask again when Theme::changed() is emitted.
QIcon icon(const QString &name);
/// In the colour that @p role of the theme has when it is drawn, such as &ThemeColors::muted; follows the theme.
QIcon icon(const QString &name, QColor ThemeColors::*role);
QIcon icon(const QString &name, const QColor &color);

} // namespace burin
