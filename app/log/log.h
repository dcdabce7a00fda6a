#pragma once

#include "core/base/logfile.h"
#include "core/domain/logentry.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace burin {

/// The log of the program: JSON lines in "logs/burin.jsonl" of the profile. Whatever is written is redacted. Files are
/// touched on a thread of its own, in the order of the calls; nothing waits for it but the destructor.
class Log : public QObject {
    Q_OBJECT
public:
    /// @p folder is the profile.
    explicit Log(const QString &folder, QObject *parent = nullptr);
    ~Log() override;

    /// The folder of the files; it may not exist yet.
    QString folder() const { return m_folder; }
    /// Entries below @p level are left out.
    void configure(LogLevel level, const LogLimits &limits);
    /// Any thread. An entry without a time gets the current one.
    void write(LogEntry entry);
    /// The last entries of the files, at most @p count, oldest first; lines that are none are left out.
    QFuture<std::vector<LogEntry>> tail(int count);

Q_SIGNALS:
    void added(const burin::LogEntry &entry); ///< As it was written. Emitted on the log's thread.

private:
    struct Writer;

    QString m_folder;
    std::shared_ptr<Writer> m_writer; ///< Used on the pool's thread only.
    QThreadPool m_pool;               ///< One thread: a queue.
};

} // namespace burin
