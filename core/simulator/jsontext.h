#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

/// JSON as the simulator writes it, and the two ways in which vendors frame it.
namespace burin::simulator {

QByteArray compact(const QJsonObject &object);
/// The text as a JSON string, in quotes.
QByteArray quoted(const QString &text);
/// The pieces in their order, which a sum of function calls does not keep.
QByteArray joined(std::initializer_list<QByteArray> pieces);
/// A server-sent event without a name.
QByteArray dataEvent(const QByteArray &data);
/// A server-sent event called @p name.
QByteArray namedEvent(const QByteArray &name, const QByteArray &data);

} // namespace burin::simulator
