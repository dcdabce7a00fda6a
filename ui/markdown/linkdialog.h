#pragma once

#include <QUrl>

class QWidget;

namespace burin {

/// Asks whether to open @p url, which a model wrote, in the browser; shows where it really leads (host in its ASCII
/// form, everything invisible percent-encoded). Opens nothing by itself; returns at once.
void askToOpenLink(const QUrl &url, QWidget *parent);

} // namespace burin
