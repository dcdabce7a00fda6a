#include "core/simulator/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace burin::simulator {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QByteArray joined(std::initializer_list<QByteArray> pieces)
{
    QByteArray bytes;
    for (const QByteArray &piece : pieces)
        bytes += piece;
    return bytes;
}

QByteArray dataEvent(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

QByteArray namedEvent(const QByteArray &name, const QByteArray &data)
{
    return "event: " + name + "\ndata: " + data + "\n\n";
}

} // namespace burin::simulator
