#pragma once

class QString;
class QWidget;

namespace burin {

/// Tells assistive technology @p text, as the news of @p widget. For starts, ends and errors; never per token.
void announce(QWidget *widget, const QString &text);

/// A tool tip that is shown as it is: Qt would take text with tags for HTML, and open the files it names.
void setPlainToolTip(QWidget *widget, const QString &text);

} // namespace burin
