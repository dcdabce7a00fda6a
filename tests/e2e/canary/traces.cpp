#include "tests/e2e/canary/traces.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace burin {

namespace {

QByteArray backwards(QByteArray bytes)
{
    std::ranges::reverse(bytes);
    return bytes;
}

} // namespace

QByteArrayList looksOf(const QByteArray &secret)
{
    const QString text = QString::fromLatin1(secret);
    QByteArrayList looks{secret,
                         secret.toPercentEncoding(),
                         secret.toHex(),
                         secret.toHex().toUpper(),
                         backwards(secret),
                         QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)};
    for (int before = 0; before < 3; ++before) {
        // The first and the last group depend on what is around; those between them do not.
        const QByteArray encoded = (QByteArray(before, ' ') + secret + "   ").toBase64();
        looks += encoded.mid(4, (secret.size() + before) / 3 * 4 - 4);
    }
    return looks;
}

QStringList tracesIn(const QByteArray &bytes, const QByteArray &secret)
{
    QStringList found;
    for (const QByteArray &look : looksOf(secret)) {
        if (bytes.contains(look)) found += QString::fromLatin1(look.toPercentEncoding());
    }
    return found;
}

QStringList tracesBelow(const QString &folder, const QByteArray &secret)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (const QString &look : tracesIn(file.fileName().toUtf8() + '\n' + content, secret))
            found += file.fileName() + QStringLiteral(": ") + look;
    }
    return found;
}

} // namespace burin
