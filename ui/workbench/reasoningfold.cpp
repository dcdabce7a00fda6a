#include "ui/workbench/reasoningfold.h"

#include "ui/common/foldbutton.h"
#include "ui/common/format.h"
#include "ui/theme/theme.h"
#include "ui/workbench/streamview.h"

#include <QLocale>
#include <QVBoxLayout>

namespace burin {

ReasoningFold::ReasoningFold(QWidget *parent)
    : QWidget(parent), m_view(new StreamView(this)), m_fold(new FoldButton(tr("Reasoning"), m_view, this))
{
    m_view->setAccessibleName(tr("Reasoning"));
    m_view->setObjectName(QStringLiteral("reasoning"));
    m_view->setProperty("quiet", true);
    m_view->setFixedHeight(theme().space(44));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(1), 0, theme().space(1), 0);
    layout->setSpacing(0);
    layout->addWidget(m_fold);
    layout->addWidget(m_view);
    hide();
}

void ReasoningFold::addText(const QString &text)
{
    m_view->addText(text);
    m_characters += text.size();
    // No counting of tokens while they stream: a quarter of the characters is as good as any guess.
    showSize(tr("~%1 tokens").arg(QLocale().toString(m_characters / 4 + 1)));
}

void ReasoningFold::replaceText(const QString &text, std::optional<qint64> tokens)
{
    if (text.size() != m_characters || text.isEmpty()) m_view->replaceText(text);
    m_characters = text.size();
    if (text.isEmpty())
        hide();
    else
        showSize(tokens ? tr("%1 tokens").arg(formatTokens(tokens))
                        : tr("~%1 tokens").arg(QLocale().toString(m_characters / 4 + 1)));
}

void ReasoningFold::showSize(const QString &size)
{
    m_fold->setText(tr("Reasoning (%1)").arg(size));
    m_fold->setAccessibleName(m_fold->text());
    show();
}

} // namespace burin
