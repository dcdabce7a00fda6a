#include "ui/transfer/transferbar.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace burin {

namespace {

constexpr int Steps = 1'000; ///< Of the progress; sizes of files do not fit into an int.

} // namespace

TransferBar::TransferBar(QWidget *parent)
    : QFrame(parent),
      m_text(plainLabel(LabelStyle::Body, {}, this)),
      m_progress(new QProgressBar(this)),
      m_copy(new QPushButton(tr("Copy details"), this)),
      m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("transferBar"));
    m_text->setObjectName(QStringLiteral("transferText"));
    m_text->setWordWrap(true);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(theme().space(50));
    m_copy->setProperty("flat", true);
    m_copy->setObjectName(QStringLiteral("transferDetails"));
    m_button->setObjectName(QStringLiteral("transferButton"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme().space(4), theme().space(1), theme().space(4), theme().space(1));
    row->setSpacing(theme().space(3));
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_copy);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &TransferBar::press);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details); });
    hide();
}

void TransferBar::begin(const QString &text)
{
    m_busy = true;
    m_text->setText(text);
    setTone(m_text, {});
    m_progress->setRange(0, 0); // until it is known how much there is
    m_progress->show();
    m_copy->hide();
    m_button->setText(tr("Cancel"));
    m_button->setEnabled(true);
    show();
    announce(this, text);
}

void TransferBar::showProgress(qint64 done, qint64 total)
{
    if (!m_busy) return;
    m_progress->setRange(0, total > 0 ? Steps : 0);
    if (total > 0) m_progress->setValue(int(double(done) / double(total) * Steps));
}

void TransferBar::end(const QString &text, const QString &tone, const QString &details)
{
    m_busy = false;
    m_details = details;
    m_text->setText(text);
    m_text->setToolTip(plainToolTip(details.section(u'\n', 0, 20)));
    setTone(m_text, tone);
    m_progress->hide();
    m_copy->setVisible(!details.isEmpty());
    m_button->setText(tr("Dismiss"));
    m_button->setEnabled(true);
    show();
    announce(this, text);
}

void TransferBar::press()
{
    if (!m_busy) return hide();
    m_button->setEnabled(false);
    Q_EMIT cancelRequested();
}

} // namespace burin
