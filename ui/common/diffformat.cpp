#include "ui/common/diffformat.h"

#include "ui/theme/theme.h"

namespace burin {

namespace {

QTextCharFormat coloured(const QColor &color)
{
    QTextCharFormat format;
    QColor faint = color;
    faint.setAlphaF(0.16F);
    format.setForeground(color);
    format.setBackground(faint);
    return format;
}

} // namespace

QTextCharFormat addedFormat()
{
    QTextCharFormat format = coloured(theme().colors().ok);
    format.setFontUnderline(true);
    return format;
}

QTextCharFormat removedFormat()
{
    QTextCharFormat format = coloured(theme().colors().error);
    format.setFontStrikeOut(true);
    return format;
}

QTextCharFormat variedFormat()
{
    QTextCharFormat format = coloured(theme().colors().warn);
    format.setFontUnderline(true);
    return format;
}

} // namespace burin
