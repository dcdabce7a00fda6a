#include "ui/common/undobar.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace burin {

UndoBar::UndoBar(QWidget *parent)
    : QFrame(parent), m_text(plainLabel(LabelStyle::Body, {}, this)), m_button(new QPushButton(tr("Undo"), this))
{
    setProperty("card", true);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(1);
    m_button->setAccessibleName(m_button->text());
    auto *close = new QToolButton(this);
    close->setIcon(icon(QStringLiteral("x")));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme().space(3), theme().space(1), theme().space(2), theme().space(1));
    row->setSpacing(theme().space(2));
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    row->addWidget(close);
    m_end.setSingleShot(true);
    m_end.setInterval(Lasting);
    connect(&m_end, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto undo = std::exchange(m_undo, {})) undo();
    });
    hide();
}

void UndoBar::offer(const QString &text, std::function<void()> undo)
{
    m_undo = std::move(undo);
    m_text->setText(text);
    show();
    m_end.start();
    announce(this, text);
}

} // namespace burin
