#include "core/store/recordings.h"

#include "core/domain/replay.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

namespace burin {

namespace {

constexpr quint8 Version = 1;
constexpr quint32 LargestUnpacked = 192 * 1024 * 1024; // the largest request and answer that can be sent, and room

Error damaged()
{
    return makeError(ErrorCode::Unexpected, {}, QStringLiteral("recording damaged"));
}

QDataStream &operator<<(QDataStream &stream, std::chrono::microseconds time)
{
    return stream << qint64(time.count());
}

QDataStream &operator>>(QDataStream &stream, std::chrono::microseconds &time)
{
    qint64 count = 0;
    stream >> count;
    time = std::chrono::microseconds(count);
    return stream;
}

QList<QByteArray> flat(const WireRecording::Headers &headers)
{
    QList<QByteArray> list;
    for (const auto &[name, value] : headers)
        list << name << value;
    return list;
}

WireRecording::Headers pairs(const QList<QByteArray> &list)
{
    WireRecording::Headers headers;
    for (qsizetype i = 0; i + 1 < list.size(); i += 2)
        headers.emplace_back(list.at(i), list.at(i + 1));
    return headers;
}

/// Bytes, lengths and times apart from each other: they are alike among themselves, so they deflate better.
struct Columns {
    QByteArray bytes;
    QList<qint32> lengths;
    QList<qint64> steps; ///< µs since the piece before.
};

Columns columnsOf(const std::vector<WirePiece> &pieces)
{
    Columns columns;
    std::chrono::microseconds before{0};
    for (const WirePiece &piece : pieces) {
        columns.bytes += piece.bytes;
        columns.lengths += qint32(piece.bytes.size());
        columns.steps += qint64((piece.at - before).count());
        before = piece.at;
    }
    return columns;
}

std::optional<std::vector<WirePiece>> piecesOf(const Columns &columns)
{
    std::vector<WirePiece> pieces;
    std::chrono::microseconds at{0};
    qsizetype position = 0;
    if (columns.lengths.size() != columns.steps.size()) return std::nullopt;
    for (qsizetype i = 0; i < columns.lengths.size(); ++i) {
        const qsizetype length = columns.lengths.at(i);
        if (length < 0 || length > columns.bytes.size() - position) return std::nullopt;
        at += std::chrono::microseconds(columns.steps.at(i));
        pieces.push_back({at, columns.bytes.sliced(position, length)});
        position += length;
    }
    return position == columns.bytes.size() ? std::optional(pieces) : std::nullopt;
}

} // namespace

PackedRecording packed(const WireRecording &recording)
{
    const Columns columns = columnsOf(recording.pieces);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << Version << qint32(recording.attempt) << recording.kind << recording.providerId << recording.method
           << recording.url << flat(recording.requestHeaders) << recording.requestBody << qint32(recording.status)
           << flat(recording.responseHeaders) << recording.headAt << columns.bytes << columns.lengths << columns.steps
           << recording.bytesLeftOut << recording.endAt << recording.fault;
    return {recording.attempt, recordedBytes(recording), qCompress(bytes)};
}

Result<WireRecording> unpacked(const QByteArray &data)
{
    // qUncompress() allocates what the first four bytes say.
    if (data.size() < 4 || qFromBigEndian<quint32>(data.constData()) > LargestUnpacked) return damaged();
    const QByteArray bytes = qUncompress(data);
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    quint8 version = 0;
    stream >> version;
    if (version != Version) return damaged();
    WireRecording recording;
    qint32 attempt = 0;
    qint32 status = 0;
    QList<QByteArray> requestHeaders;
    QList<QByteArray> responseHeaders;
    Columns columns;
    stream >> attempt >> recording.kind >> recording.providerId >> recording.method >> recording.url >>
        requestHeaders >> recording.requestBody >> status >> responseHeaders >> recording.headAt >> columns.bytes >>
        columns.lengths >> columns.steps >> recording.bytesLeftOut >> recording.endAt >> recording.fault;
    std::optional<std::vector<WirePiece>> pieces = piecesOf(columns);
    if (stream.status() != QDataStream::Ok || !pieces) return damaged();
    recording.attempt = attempt;
    recording.status = status;
    recording.requestHeaders = pairs(requestHeaders);
    recording.responseHeaders = pairs(responseHeaders);
    recording.pieces = std::move(*pieces);
    return recording;
}

Outcome saveRecording(const QSqlDatabase &db, RunId run, const PackedRecording &recording, qint64 totalCap)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM recordings WHERE run_id = ? AND attempt = ?"),
              {run.value, recording.attempt});
    query.run(QStringLiteral("INSERT INTO recordings (run_id, attempt, body_bytes, packed_bytes, packed) "
                             "VALUES (?, ?, ?, ?, ?)"),
              {run.value, recording.attempt, recording.bodyBytes, qint64(recording.data.size()), recording.data});
    do {
        query.run(QStringLiteral("DELETE FROM recordings WHERE id = (SELECT min(id) FROM recordings) "
                                 "AND (SELECT packed_bytes FROM recording_totals) > ?"),
                  {totalCap});
    } while (!query.error() && query.changed() > 0);
    if (query.error()) return *query.error();
    return transaction.commit();
}

Result<std::vector<WireRecording>> loadRecordings(const QSqlDatabase &db, RunId run)
{
    std::vector<WireRecording> recordings;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT packed FROM recordings WHERE run_id = ? ORDER BY attempt"), {run.value});
    while (query.next()) {
        Result<WireRecording> recording = unpacked(query.value(0).toByteArray());
        if (!recording) return recording.error();
        recordings.push_back(std::move(recording.value()));
    }
    if (query.error()) return *query.error();
    return recordings;
}

} // namespace burin
