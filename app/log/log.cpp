#include "app/log/log.h"

#include "core/base/redact.h"

#include <QJsonDocument>
#include <QPromise>

namespace burin {

namespace {

constexpr qsizetype LongestMessage = 2'000; ///< Characters; a library may say anything.

/// What came from outside, without what looks like a key.
LogEntry harmless(LogEntry entry)
{
    for (QString *text : {&entry.message, &entry.providerId, &entry.model, &entry.requestId})
        *text = redactedForOutput(*text).left(LongestMessage);
    return entry;
}

} // namespace

struct Log::Writer {
    LogFile file;
    LogLevel level = LogLevel::Info;
};

Log::Log(const QString &folder, QObject *parent)
    : QObject(parent),
      m_folder(folder + QStringLiteral("/logs")),
      m_writer(std::make_shared<Writer>(Writer{LogFile(m_folder + QStringLiteral("/burin.jsonl"))}))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("log"));
}

Log::~Log()
{
    m_pool.waitForDone();
}

void Log::configure(LogLevel level, const LogLimits &limits)
{
    m_pool.start([writer = m_writer, level, limits] {
        writer->level = level;
        writer->file.setLimits(limits);
    });
}

void Log::write(LogEntry entry)
{
    if (!entry.time.isValid()) entry.time = QDateTime::currentDateTimeUtc();
    m_pool.start([this, writer = m_writer, entry = std::move(entry)] {
        if (entry.level < writer->level) return;
        const LogEntry written = harmless(entry);
        writer->file.append(QJsonDocument(toJson(written)).toJson(QJsonDocument::Compact));
        Q_EMIT added(written);
    });
}

QFuture<std::vector<LogEntry>> Log::tail(int count)
{
    auto promise = std::make_shared<QPromise<std::vector<LogEntry>>>();
    promise->start();
    m_pool.start([writer = m_writer, promise, count] {
        std::vector<LogEntry> entries;
        for (const QByteArray &line : writer->file.tail(count)) {
            if (const auto entry = logEntryFrom(QJsonDocument::fromJson(line).object())) entries.push_back(*entry);
        }
        promise->addResult(std::move(entries));
        promise->finish();
    });
    return promise->future();
}

} // namespace burin
