#include "ui/common/scrollpage.h"

#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace burin {

QScrollArea *scrollPage(QWidget *content, const QString &name)
{
    auto *inner = new QFrame;
    inner->setProperty("page", true);
    auto *layout = new QVBoxLayout(inner);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(content);
    layout->addStretch();
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setWidget(inner);
    area->setAccessibleName(name);
    return area;
}

} // namespace burin
