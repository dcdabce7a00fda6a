#include "app/cli/console.h"

#include <QJsonDocument>

#include <cstdio>
#include <unistd.h>

namespace burin {

namespace {

bool put(std::FILE *stream, const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size()) &&
           std::fflush(stream) == 0;
}

/// JSON escapes C0 by itself; DEL and C1 could steer a terminal, and mean the same when escaped.
QString withEscapedControls(const QString &json)
{
    QString escaped;
    escaped.reserve(json.size());
    for (const QChar character : json) {
        const char16_t unit = character.unicode();
        if (unit >= 0x7f && unit <= 0x9f)
            escaped += QStringLiteral("\\u%1").arg(uint(unit), 4, 16, QLatin1Char('0'));
        else
            escaped += character;
    }
    return escaped;
}

} // namespace

Console::Console() : m_cleansOutput(isatty(STDOUT_FILENO) == 1) {}

bool Console::write(const QString &text)
{
    return put(stdout, (m_cleansOutput ? m_filter.filtered(text) : text).toUtf8());
}

bool Console::writeJson(const QJsonObject &document)
{
    const QString json = QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact));
    return put(stdout, withEscapedControls(json).toUtf8() + '\n');
}

void Console::note(const QString &message)
{
    put(stderr, withoutControls(message).toUtf8() + '\n');
}

} // namespace burin
