#include "ui/workbench/keptanswer.h"

#include "ui/common/labels.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QTextDocument>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr qsizetype LongText = 8'000;

} // namespace

KeptAnswer::KeptAnswer(QWidget *parent)
    : QWidget(parent), m_view(new MarkdownView(this)), m_caption(plainLabel(LabelStyle::SmallMuted, {}, this))
{
    m_view->setObjectName(QStringLiteral("keptAnswer"));
    m_view->setAccessibleName(tr("The answer that was kept"));
    m_caption->setObjectName(QStringLiteral("continued"));
    const auto makeLine = [this] {
        auto *line = new QFrame(this);
        line->setProperty("line", true);
        line->setFixedHeight(1);
        return line;
    };
    auto *rule = new QHBoxLayout;
    rule->setContentsMargins(theme().space(3), 0, theme().space(3), theme().space(1));
    rule->setSpacing(theme().space(2));
    rule->addWidget(makeLine(), 1);
    rule->addWidget(m_caption);
    rule->addWidget(makeLine(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view);
    layout->addLayout(rule);
    connect(m_view, &MarkdownView::rendered, this, &KeptAnswer::fit);
    if (parent) parent->installEventFilter(this);
    hide();
}

void KeptAnswer::setText(const QString &text)
{
    if (text == m_text) return;
    m_text = text;
    setVisible(!text.isEmpty());
    m_view->showMarkdown(text);
}

void KeptAnswer::setCaption(const QString &caption)
{
    m_caption->setText(caption);
}

bool KeptAnswer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize) fit();
    return QWidget::eventFilter(watched, event);
}

void KeptAnswer::fit()
{
    if (m_text.isEmpty()) return;
    const int most = parentWidget()->height() * 2 / 5;
    const bool isLong = m_text.size() > LongText; // laying it out to learn its height would take a while
    const int wanted = isLong ? most : int(m_view->document()->size().height()) + 2 * m_view->frameWidth();
    m_view->setFixedHeight(qBound(theme().space(8), wanted, qMax(theme().space(8), most)));
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
}

} // namespace burin
