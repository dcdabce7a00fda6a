#pragma once

#include <QLabel>
#include <QString>

namespace burin {

enum class LabelStyle { Body, Muted, Small, SmallMuted, Title, Figure };

/// A label that shows @p text as it is, never as markup: texts from outside may look like HTML. Owned by its parent.
QLabel *plainLabel(LabelStyle style, const QString &text = {}, QWidget *parent = nullptr);

/// Colours @p widget by the theme's "ok", "warn", "error" or, when empty, not at all.
void setTone(QWidget *widget, const QString &tone);

/// The theme's colour for such a tone; muted for none.
QColor toneColor(const QString &tone);

/// @p text for a tool tip, which would otherwise read a text that looks like HTML as HTML. Lines are kept.
QString plainToolTip(const QString &text);

/// @p text for a single line of a table or title: white space folded, invisible characters shown.
QString oneLine(const QString &text);

} // namespace burin
