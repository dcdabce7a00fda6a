#include "ui/history/wiretext.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <climits>

namespace burin {

namespace {

struct WireWords {
    Q_DECLARE_TR_FUNCTIONS(WireText)
};

QByteArray headerBlock(const WireRecording::Headers &headers)
{
    QByteArray block;
    for (const auto &[name, value] : headers)
        block += name + ": " + value + '\n';
    return block;
}

/// @p json indented; nothing where it is none.
QByteArray indentedJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isNull() ? QByteArray() : document.toJson(QJsonDocument::Indented).trimmed();
}

/// The lines of a stream, those with a JSON object indented.
QByteArray prettyFrames(const QByteArray &body)
{
    QByteArray pretty;
    qsizetype start = 0;
    while (start < body.size()) {
        qsizetype end = body.indexOf('\n', start);
        if (end < 0) end = body.size();
        const QByteArray line = body.mid(start, end - start);
        const QByteArray prefix = line.startsWith("data:") ? QByteArrayLiteral("data: ") : QByteArray();
        const QByteArray json = indentedJson(prefix.isEmpty() ? line : line.mid(5));
        pretty += (json.isEmpty() ? line : prefix + json) + '\n';
        start = end + 1;
    }
    return pretty;
}

} // namespace

QString bodyText(const QByteArray &body, BodyForm form)
{
    if (form == BodyForm::Raw || body.isEmpty()) return QString::fromUtf8(body);
    const QByteArray json = indentedJson(body);
    return QString::fromUtf8(json.isEmpty() ? prettyFrames(body) : json);
}

WireText wireText(const WireRecording &recording, BodyForm form)
{
    WireText text;
    text.request = QString::fromLatin1(recording.method) + u' ' + recording.url + u'\n' +
                   QString::fromLatin1(headerBlock(recording.requestHeaders)) + u'\n' +
                   bodyText(recording.requestBody, form);
    if (recording.status == 0) {
        text.response = WireWords::tr("No response.");
        return text;
    }
    QByteArray body;
    for (const WirePiece &piece : recording.pieces)
        body += piece.bytes;
    text.response = QStringLiteral("HTTP %1\n").arg(recording.status) +
                    QString::fromLatin1(headerBlock(recording.responseHeaders)) + u'\n' + bodyText(body, form);
    if (recording.bytesLeftOut > 0)
        text.response += u'\n' + WireWords::tr("[%n more byte(s) were not recorded]", nullptr,
                                               int(std::min<qint64>(recording.bytesLeftOut, INT_MAX)));
    if (!recording.fault.isEmpty()) text.response += u'\n' + WireWords::tr("[%1]").arg(recording.fault);
    return text;
}

} // namespace burin
