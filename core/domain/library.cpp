#include "core/domain/library.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace burin {

namespace {

constexpr qsizetype LongestHeading = 80;

} // namespace

QString folderPath(const QString &path)
{
    QStringList parts;
    for (const QString &part : path.split(u'/')) {
        if (const QString name = part.simplified(); !name.isEmpty()) parts += name;
    }
    return parts.join(u'/');
}

QString parentFolder(const QString &path)
{
    return path.section(u'/', 0, -2);
}

bool isWithin(const QString &path, const QString &folder)
{
    return folder.isEmpty() || path == folder || (path.startsWith(folder) && path.at(folder.size()) == u'/');
}

QStringList tidyTags(const QStringList &tags)
{
    QStringList tidy;
    for (const QString &tag : tags) {
        const QString name = tag.simplified();
        if (!name.isEmpty() && !tidy.contains(name, Qt::CaseInsensitive)) tidy += name;
    }
    tidy.sort(Qt::CaseInsensitive);
    return tidy;
}

QByteArray contentHash(const PromptDraft &draft)
{
    PromptDraft content = draft;
    content.title.clear();
    content.prompt = {};
    content.version = {};
    content.turn = {};
    for (PromptMessage &message : content.messages)
        message.folded = false;
    const QByteArray json = QJsonDocument(toJson(content)).toJson(QJsonDocument::Compact);
    return QCryptographicHash::hash(json, QCryptographicHash::Sha256);
}

QString headingOf(const PromptDraft &draft)
{
    for (const PromptMessage &message : draft.messages) {
        const QString text = message.text.left(4 * LongestHeading).simplified();
        if (!text.isEmpty()) return text.left(LongestHeading);
    }
    return {};
}

} // namespace burin
