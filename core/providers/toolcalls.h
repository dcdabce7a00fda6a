#pragma once

#include "core/domain/streamevent.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <map>
#include <vector>

namespace burin {

/// Puts the pieces of an answer's tool calls in order. Vendors send several calls under one index, ids that are empty,
/// repeated or used twice, and whole calls in one piece; here every call has its own index and its own id.
class ToolCallPieces {
public:
    /// The "tool_calls" of one delta or message.
    std::vector<ToolCallDelta> read(const QJsonArray &pieces);

private:
    struct Call {
        int index = 0;
        QString sentId; ///< As the vendor wrote it.
        bool named = false;
    };

    Call &callFor(int wireIndex, const QString &id, const QString &name);
    ToolCallDelta readPiece(const QJsonObject &piece, int position);
    QString uniqueId(const QString &sent, int index);

    std::map<int, Call> m_open; ///< By the vendor's index.
    QStringList m_ids;
    int m_next = 0;
};

} // namespace burin
