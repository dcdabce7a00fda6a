#pragma once

#include "core/domain/error.h"
#include "core/domain/recording.h"

#include <QJsonObject>

#include <optional>

namespace burin {

/// Reads the members of a fixture's document one after the other. The first one that is missing, of the wrong type or
/// out of range becomes error(), with its path; what is read then is empty.
class FixtureReader {
public:
    static constexpr qint64 Largest = qint64(1) << 53; ///< JSON numbers are exact up to here.

    explicit FixtureReader(QJsonObject document) : m_document(document), m_object(std::move(document)) {}

    /// The members that follow are those of the document's member @p name.
    void enter(const char *name);
    QString text(const char *name);
    qint64 number(const char *name, qint64 least, qint64 most);
    std::chrono::microseconds time(const char *name); ///< At most a week.
    /// Of the member "headers": pairs of name and value.
    WireRecording::Headers headers();
    /// Of the member "pieces"; their times never go back.
    std::vector<WirePiece> pieces();
    /// The member @p name, an object with "text" or "base64".
    QByteArray bytesOf(const char *name);

    const std::optional<Error> &error() const { return m_error; }

private:
    QJsonValue value(const char *name);
    QByteArray bytes(const QJsonObject &object, const QString &path);
    void fail(const QString &path);

    QJsonObject m_document;
    QJsonObject m_object;
    QString m_path;
    std::optional<Error> m_error;
};

} // namespace burin
