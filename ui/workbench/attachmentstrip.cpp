#include "ui/workbench/attachmentstrip.h"

#include "core/base/await.h"
#include "ui/common/announce.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/flowlayout.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/thumbnail.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace burin {

namespace {

/// Whether they are the same files, without looking at what is in them.
bool areSame(const std::vector<Attachment> &one, const std::vector<Attachment> &other)
{
    return std::ranges::equal(one, other, [](const Attachment &a, const Attachment &b) {
        return a.name == b.name && a.data.constData() == b.data.constData() && a.data.size() == b.data.size();
    });
}

} // namespace

AttachmentStrip::AttachmentStrip(QWidget *parent)
    : QWidget(parent), m_chips(new QWidget(this)), m_problem(plainLabel(LabelStyle::Body, {}, this))
{
    (new FlowLayout(m_chips))->setSpacing(theme().space(2));
    m_problem->setObjectName(QStringLiteral("attachmentProblem"));
    m_problem->setWordWrap(true);
    setTone(m_problem, QStringLiteral("error"));
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    column->addWidget(m_chips);
    column->addWidget(m_problem);
    hide();
}

void AttachmentStrip::setAttachments(const std::vector<Attachment> &attachments)
{
    if (areSame(attachments, m_attachments)) return;
    m_attachments = attachments;
    while (QLayoutItem *item = m_chips->layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one whose click led here
        delete item;
    }
    for (int i = 0; i < int(attachments.size()); ++i) {
        QWidget *chip = makeChip(attachments[size_t(i)], i);
        m_chips->layout()->addWidget(chip);
        chip->show();
    }
    m_chips->setVisible(!attachments.empty());
    showProblem({});
}

QWidget *AttachmentStrip::makeChip(const Attachment &attachment, int index)
{
    auto *chip = new QFrame(m_chips);
    chip->setProperty("card", true);
    chip->setObjectName(QStringLiteral("chip"));
    auto *picture = new QLabel(chip);
    showPicture(picture, attachment);
    auto *name = new ElidedLabel(chip);
    name->setElideMode(Qt::ElideMiddle);
    name->showText(oneLine(attachment.name));
    name->setMaximumWidth(name->fontMetrics().averageCharWidth() * 28);
    auto *size = plainLabel(LabelStyle::SmallMuted, QLocale().formattedDataSize(attachment.data.size()), chip);
    auto *close = new QToolButton(chip);
    close->setIcon(icon(QStringLiteral("x"), &ThemeColors::muted));
    close->setAccessibleName(tr("Remove %1").arg(attachment.name));
    setPlainToolTip(close, close->accessibleName());
    connect(close, &QToolButton::clicked, this, [this, index] { Q_EMIT removeRequested(index); });
    auto *row = new QHBoxLayout(chip);
    row->setContentsMargins(theme().space(1), 0, 0, 0);
    row->setSpacing(theme().space(1));
    for (QWidget *part : {static_cast<QWidget *>(picture), static_cast<QWidget *>(name), static_cast<QWidget *>(size),
                          static_cast<QWidget *>(close)})
        row->addWidget(part);
    return chip;
}

void AttachmentStrip::showPicture(QLabel *picture, const Attachment &attachment)
{
    const int side = theme().space(4);
    picture->setPixmap(icon(QStringLiteral("file"), &ThemeColors::muted).pixmap(side, side));
    picture->setAccessibleName(attachment.name);
    if (!attachment.mimeType.startsWith(QLatin1StringView("image/"))) return;
    const qreal ratio = devicePixelRatioF();
    await(thumbnailOf(attachment.data, qRound(theme().space(12) * ratio)), picture,
          [picture, ratio](const QImage &image) {
              if (image.isNull()) return;
              QPixmap pixmap = QPixmap::fromImage(image);
              pixmap.setDevicePixelRatio(ratio);
              picture->setPixmap(pixmap);
              picture->setProperty("thumbnail", true);
          });
}

void AttachmentStrip::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty()) announce(m_problem, problem);
    setVisible(!isEmpty());
}

bool AttachmentStrip::isEmpty() const
{
    return m_attachments.empty() && m_problem->text().isEmpty();
}

} // namespace burin
