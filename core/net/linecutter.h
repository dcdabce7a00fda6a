#pragma once

#include <QByteArray>

#include <optional>

namespace burin {

/// Cuts bytes that arrive in pieces into lines without their ends. Linear in the bytes, whatever the pieces are; a line
/// that lies whole inside one piece is not copied. Usage: start(piece), then next() until it gives nothing.
class LineCutter {
public:
    enum class Ends {
        LineFeed,         ///< LF alone; a CR stays in the line.
        LineFeedOrReturn, ///< LF, CR, or CR LF, as in server-sent events.
    };

    /// A line of more than @p cap bytes stops the cutter for good.
    LineCutter(Ends ends, qsizetype cap) : m_ends(ends), m_cap(cap) {}

    /// Takes the next piece; it must stay alive until next() gave nothing.
    void start(QByteArrayView piece);
    /// The next whole line, valid until the following call.
    std::optional<QByteArrayView> next();
    /// The line that has no end yet.
    QByteArrayView pending() const { return m_partial; }
    bool exceeded() const { return m_exceeded; }

private:
    const char *findEnd();
    std::optional<QByteArrayView> complete(QByteArrayView tail);
    void keep(QByteArrayView tail);

    Ends m_ends;
    qsizetype m_cap;
    QByteArrayView m_rest;
    QByteArray m_partial;
    const char *m_lineFeed = nullptr; ///< The first one in m_rest, or the end of m_rest; null = not looked for yet.
    bool m_partialGiven = false;      ///< m_partial was handed out as a line and is to be emptied.
    bool m_afterReturn = false;       ///< A line ended in CR; an LF right behind it belongs to that end.
    bool m_exceeded = false;
};

} // namespace burin
