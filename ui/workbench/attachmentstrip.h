#pragma once

#include "core/domain/chat.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace burin {

/// The files of a message: pictures small, others by name, each with its size and a button that removes it. Hidden
/// while there is nothing to show.
class AttachmentStrip : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentStrip(QWidget *parent = nullptr);

    void setAttachments(const std::vector<Attachment> &attachments);
    /// Why something could not be attached; empty: nothing is wrong.
    void showProblem(const QString &problem);
    bool isEmpty() const;

Q_SIGNALS:
    void removeRequested(int index);

private:
    QWidget *makeChip(const Attachment &attachment, int index);
    void showPicture(QLabel *picture, const Attachment &attachment);

    QWidget *m_chips;
    QLabel *m_problem;
    std::vector<Attachment> m_attachments;
};

} // namespace burin
