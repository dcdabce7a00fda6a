#include "app/cli/textfile.h"

#include <QFile>
#include <QJsonDocument>
#include <QStringDecoder>

#include <cstdio>

namespace burin {

namespace {

constexpr qint64 MaximumBytes = 64 * 1024 * 1024;

Checked<QByteArray> readBytes(const QString &path)
{
    QFile file(path);
    const bool open =
        path == QLatin1StringView("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) return Refusal{QStringLiteral("%1: %2").arg(path, file.errorString())};
    QByteArray bytes = file.read(MaximumBytes + 1);
    if (file.error() != QFileDevice::NoError) return Refusal{QStringLiteral("%1: %2").arg(path, file.errorString())};
    if (bytes.size() > MaximumBytes) return Refusal{Cli::tr("%1: larger than 64 MiB.").arg(path)};
    return bytes;
}

Checked<QByteArray> readTextBytes(const QString &path)
{
    Checked<QByteArray> bytes = readBytes(path);
    if (bytes && bytes->startsWith("\xef\xbb\xbf")) return bytes->mid(3);
    return bytes;
}

} // namespace

Checked<QByteArray> readFile(const QString &path)
{
    return readBytes(path);
}

Checked<QString> readTextFile(const QString &path)
{
    const Checked<QByteArray> bytes = readTextBytes(path);
    if (!bytes) return bytes.error();
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(*bytes);
    if (!decoder.hasError()) return text;
    const QByteArray good = text.left(text.indexOf(QChar::ReplacementCharacter)).toUtf8();
    return Refusal{Cli::tr("%1: not UTF-8 text.").arg(placeOf(path, good, good.size()))};
}

Checked<QByteArray> readJsonText(const QString &path)
{
    const Checked<QByteArray> bytes = readTextBytes(path);
    if (!bytes) return bytes.error();
    QJsonParseError error;
    QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return Refusal{QStringLiteral("%1: %2").arg(placeOf(path, *bytes, error.offset), error.errorString())};
    return bytes;
}

Checked<QJsonObject> readJsonObject(const QString &path)
{
    const Checked<QByteArray> bytes = readJsonText(path);
    if (!bytes) return bytes.error();
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject()) return Refusal{Cli::tr("%1: not a JSON object.").arg(placeOf(path, *bytes, 0))};
    return document.object();
}

QString placeOf(const QString &path, const QByteArray &text, qsizetype offset)
{
    const QByteArray before = text.first(qBound(qsizetype(0), offset, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.mid(lineStart)).size() + 1;
    return QStringLiteral("%1:%2:%3").arg(path).arg(before.count('\n') + 1).arg(column);
}

} // namespace burin
