#include "ui/common/foldbutton.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace burin {

FoldButton::FoldButton(const QString &text, QWidget *content, QWidget *parent) : QToolButton(parent), m_content(content)
{
    setProperty("fold", true);
    setText(text);
    setCheckable(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(this, &QToolButton::toggled, this, &FoldButton::apply);
    apply();
}

void FoldButton::apply()
{
    setIcon(burin::icon(isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                        &ThemeColors::muted));
    m_content->setVisible(isChecked());
}

} // namespace burin
