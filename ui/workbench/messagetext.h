#pragma once

#include "ui/workbench/plaintextedit.h"

#include <QImage>
#include <QStringList>

namespace burin {

/// The text of a message. Files that are dropped on it, and pictures that are pasted into it, are offered, not read.
class MessageText : public PlainTextEdit {
    Q_OBJECT
public:
    explicit MessageText(QWidget *parent = nullptr);

Q_SIGNALS:
    void filesOffered(const QStringList &paths); ///< Of this computer.
    void imageOffered(const QImage &image);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace burin
