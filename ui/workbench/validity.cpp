#include "ui/workbench/validity.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace burin {

void showValidity(QWidget *input, Validity validity)
{
    const QVariant invalid = validity == Validity::Invalid;
    if (input->property("invalid").toBool() == invalid.toBool()) return;
    input->setProperty("invalid", invalid);
    input->style()->unpolish(input);
    input->style()->polish(input);
}

} // namespace burin
