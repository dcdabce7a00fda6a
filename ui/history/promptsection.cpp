#include "ui/history/promptsection.h"

#include "ui/history/promptview.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

PromptSection::PromptSection(QWidget *parent)
    : QWidget(parent), m_view(new PromptView(this)), m_templates(new QToolButton(this)), m_copy(new QToolButton(this))
{
    m_templates->setText(tr("Templates"));
    m_templates->setIcon(icon(QStringLiteral("braces")));
    m_templates->setCheckable(true);
    m_templates->setChecked(true);
    m_templates->setAccessibleName(tr("Show the template of each message"));
    m_copy->setText(tr("Copy"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy the messages"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme().space(2), theme().space(1), theme().space(2), theme().space(1));
    bar->setSpacing(theme().space(1));
    bar->addStretch();
    for (QToolButton *button : {m_templates, m_copy}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        bar->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    connect(m_templates, &QToolButton::toggled, this, [this](bool shown) {
        m_view->setTemplates(shown ? PromptView::Templates::Shown : PromptView::Templates::Hidden);
    });
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_view->messagesText()); });
}

void PromptSection::setRecord(const RunRecord &record)
{
    m_view->setRecord(record);
    m_templates->setVisible(m_view->hasTemplates());
    m_copy->setEnabled(!record.messages.empty());
}

} // namespace burin
