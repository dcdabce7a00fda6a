#pragma once

class QString;
class QWidget;

namespace burin {

/// Shows @p text, which the user is about to hand to somebody, with a button that copies it. Returns at once; the
/// dialog deletes itself.
void showDiagnosticsDialog(const QString &text, QWidget *parent);

} // namespace burin
