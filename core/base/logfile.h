#pragma once

#include <QByteArrayList>
#include <QString>

namespace burin {

struct LogLimits {
    qint64 bytes = 1024 * 1024; ///< One file gets no longer than this and one line.
    int files = 5;              ///< The current one and those before it.
    bool operator==(const LogLimits &) const = default;
};

/// A file of lines that starts anew when it is full: "burin.jsonl" is the current one, "burin.1.jsonl" the one before
/// it, and so on. Readable by its owner only, folder included. Several processes may write to the same file: each line
/// goes out in one piece, and one process at a time starts a new file. Synchronous; give it to one thread.
class LogFile {
public:
    /// Makes nothing until the first append(). @p path ends in ".jsonl".
    explicit LogFile(QString path, LogLimits limits = {});

    void setLimits(const LogLimits &limits) { m_limits = limits; }
    /// Writes @p line, which has no line break, and one behind it. False when that failed: a log stops no program.
    bool append(QByteArrayView line);
    /// The last lines of all files, at most @p count, oldest first.
    QByteArrayList tail(int count) const;

private:
    QString pathOf(int age) const;
    void startAnew(qint64 incoming);

    QString m_path;
    LogLimits m_limits;
};

} // namespace burin
