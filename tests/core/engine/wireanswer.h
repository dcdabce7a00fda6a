#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <vector>

namespace burin {

/// One whole answer as a provider streams it, with what a reader must have understood after each byte. Written down
/// piece by piece, so that the expectation does not come from the decoder under test.
class WireAnswer {
public:
    explicit WireAnswer(QString kind, QByteArray contentType)
        : m_kind(std::move(kind)), m_contentType(std::move(contentType))
    {
    }

    /// @p frame carries @p text, which is understood as soon as its first @p needed bytes are there.
    WireAnswer &add(const QByteArray &frame, const QString &text = {}, qsizetype needed = -1);
    /// Everything from here on may only come after the model said that it is done.
    WireAnswer &modelIsDone();

    const QString &kind() const { return m_kind; }
    const QByteArray &contentType() const { return m_contentType; }
    const QByteArray &body() const { return m_body; }
    /// The text in the first @p bytes.
    QString textIn(qsizetype bytes) const;
    /// Cut before this byte, the answer is incomplete.
    qsizetype end() const { return m_end; }

private:
    struct Piece {
        qsizetype understoodAt;
        QString text;
    };
    QString m_kind;
    QByteArray m_contentType;
    QByteArray m_body;
    std::vector<Piece> m_pieces;
    qsizetype m_end = 0;
};

/// A poem with characters of one to four bytes, in the stream of each wire format.
std::vector<WireAnswer> wireAnswers();

} // namespace burin
