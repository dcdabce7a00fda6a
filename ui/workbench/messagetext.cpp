#include "ui/workbench/messagetext.h"

#include <QMimeData>
#include <QUrl>

namespace burin {

namespace {

QStringList localFiles(const QMimeData *source)
{
    QStringList paths;
    for (const QUrl &url : source->urls()) {
        if (url.isLocalFile()) paths += url.toLocalFile();
    }
    return paths;
}

} // namespace

MessageText::MessageText(QWidget *parent) : PlainTextEdit(parent) {}

bool MessageText::canInsertFromMimeData(const QMimeData *source) const
{
    return !localFiles(source).isEmpty() || source->hasImage() || PlainTextEdit::canInsertFromMimeData(source);
}

void MessageText::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList paths = localFiles(source); !paths.isEmpty()) return Q_EMIT filesOffered(paths);
    // What is copied from an office program is a text with a picture of itself.
    if (source->hasImage() && !source->hasText())
        return Q_EMIT imageOffered(qvariant_cast<QImage>(source->imageData()));
    PlainTextEdit::insertFromMimeData(source);
}

} // namespace burin
