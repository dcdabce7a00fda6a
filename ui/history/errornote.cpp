#include "ui/history/errornote.h"

#include "ui/common/factlist.h"
#include "ui/common/foldbutton.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/history/runfacts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace burin {

ErrorNote::ErrorNote(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_message(plainLabel(LabelStyle::Body, {}, this)),
      m_advice(plainLabel(LabelStyle::Muted, {}, this)),
      m_words(plainLabel(LabelStyle::Small, {}, this)),
      m_details(new QWidget(this)),
      m_more(new FoldButton(tr("Details"), m_details, this)),
      m_facts(new FactList(this))
{
    setProperty("card", true);
    for (QLabel *label : {m_message, m_advice, m_words}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumWidth(1); // long ids of a provider may be wider than the page
    }
    m_more->setAccessibleName(tr("Details of the error"));

    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, theme().space(1), 0, 0);
    details->setSpacing(theme().space(2));
    details->addWidget(m_words);
    details->addWidget(m_facts);
    auto *grid = new QGridLayout(this);
    const int margin = theme().space(3);
    grid->setContentsMargins(margin, margin, margin, margin);
    grid->setHorizontalSpacing(theme().space(2));
    grid->setVerticalSpacing(theme().space(1));
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_message, 0, 1);
    grid->addWidget(m_more, 0, 2, Qt::AlignTop);
    grid->addWidget(m_advice, 1, 1, 1, 2);
    grid->addWidget(m_details, 2, 1, 1, 2);
    connect(&theme(), &Theme::changed, this, &ErrorNote::paintIcon);
    paintIcon();
}

void ErrorNote::setError(const Error &error)
{
    m_message->setText(visibleText(error.message()));
    m_advice->setText(visibleText(error.advice()));
    const QString words = error.detail.trimmed();
    m_words->setText(words.isEmpty() ? QString() : visibleText(words.simplified()));
    m_words->setVisible(!words.isEmpty());
    m_facts->setFacts(errorFacts(error));
    setAccessibleName(tr("Error"));
    setAccessibleDescription(m_message->text() + u' ' + m_advice->text());
}

void ErrorNote::paintIcon()
{
    const int side = theme().space(4);
    m_icon->setPixmap(
        icon(QStringLiteral("circle-alert"), &ThemeColors::error).pixmap(QSize(side, side), devicePixelRatio()));
}

} // namespace burin
