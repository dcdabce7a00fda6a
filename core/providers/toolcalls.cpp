#include "core/providers/toolcalls.h"

#include <QJsonDocument>

namespace burin {

std::vector<ToolCallDelta> ToolCallPieces::read(const QJsonArray &pieces)
{
    std::vector<ToolCallDelta> deltas;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        if (pieces.at(i).isObject()) deltas.push_back(readPiece(pieces.at(i).toObject(), int(i)));
    }
    return deltas;
}

ToolCallDelta ToolCallPieces::readPiece(const QJsonObject &piece, int position)
{
    const QJsonObject function = piece.value(QLatin1StringView("function")).toObject();
    const QString id = piece.value(QLatin1StringView("id")).toString();
    const QString name = function.value(QLatin1StringView("name")).toString();
    const QJsonValue arguments = function.value(QLatin1StringView("arguments"));
    Call &call = callFor(piece.value(QLatin1StringView("index")).toInt(position), id, name);

    ToolCallDelta delta;
    delta.index = call.index;
    if (!call.named) {
        delta.id = uniqueId(id, call.index);
        delta.name = name;
        call.named = true;
    }
    delta.arguments = arguments.isObject()
                          ? QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))
                          : arguments.toString();
    return delta;
}

ToolCallPieces::Call &ToolCallPieces::callFor(int wireIndex, const QString &id, const QString &name)
{
    const auto known = m_open.find(wireIndex);
    const bool another = known != m_open.end() && !id.isEmpty() && !name.isEmpty() && id != known->second.sentId;
    if (known != m_open.end() && !another) return known->second;
    Call &call = m_open[wireIndex];
    call = {.index = m_next++, .sentId = id, .named = false};
    return call;
}

QString ToolCallPieces::uniqueId(const QString &sent, int index)
{
    const bool usable = !sent.isEmpty() && !m_ids.contains(sent);
    const QString id = usable ? sent : QStringLiteral("call_%1").arg(index);
    m_ids.append(id);
    return id;
}

} // namespace burin
