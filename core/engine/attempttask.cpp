#include "core/engine/attempttask.h"

#include "core/engine/verdict.h"

#include <QTimer>

namespace burin {

namespace {

using namespace std::chrono_literals;

/// A server that keeps the connection open behind the terminator gets this long to close it, so that it can be reused.
constexpr auto CloseGrace = 250ms;

HttpTimeouts httpTimeouts(const Timeouts &timeouts)
{
    return {.connect = timeouts.connect,
            .firstContent = timeouts.firstContent,
            .idle = timeouts.idle,
            .total = timeouts.total};
}

} // namespace

AttemptTask::AttemptTask(Setup setup, ConnectionPool &pool, QObject *parent)
    : QObject(parent), m_setup(std::move(setup)), m_lease(pool.acquire()), m_reader(*m_setup.provider, m_setup.profile)
{
}

void AttemptTask::start()
{
    m_clock.start();
    m_stream = new HttpStream(m_lease.manager(), m_setup.request, {.timeouts = httpTimeouts(m_setup.timeouts)}, this);
    connect(m_stream, &HttpStream::headReceived, this,
            [this](int status, const HttpHeaders &headers) { m_reader.takeHead(status, headers); });
    connect(m_stream, &HttpStream::bytesReceived, this,
            [this](const QByteArray &bytes) { take(m_reader.feed(bytes)); });
    connect(m_stream, &HttpStream::finished, this, &AttemptTask::end);
    m_stream->start();
}

void AttemptTask::cancel()
{
    m_stream->abort(TransportFault::Cancelled);
}

void AttemptTask::take(const std::vector<StreamEvent> &events)
{
    const bool wasTerminated = m_answer.terminated;
    QString text;
    QString reasoning;
    for (const StreamEvent &event : events) {
        if (isContent(event) && !m_answer.terminated) {
            const auto now = milliseconds(m_clock.elapsed());
            m_firstContent = m_firstContent.value_or(now);
            m_lastContent = now;
            m_stream->noteContent();
        }
        const qsizetype textBefore = m_answer.text.size();
        const qsizetype reasoningBefore = m_answer.reasoning.size();
        apply(m_answer, event);
        text += QStringView(m_answer.text).mid(textBefore);
        reasoning += QStringView(m_answer.reasoning).mid(reasoningBefore);
    }
    if (m_answer.terminated && !wasTerminated)
        QTimer::singleShot(CloseGrace, m_stream, [this] { m_stream->abort(TransportFault::None); });
    else if (m_reader.problem())
        m_stream->abort(TransportFault::None);
    if (!reasoning.isEmpty()) Q_EMIT reasoningAdded(reasoning);
    if (!text.isEmpty()) Q_EMIT textAdded(text);
}

void AttemptTask::end(const HttpResult &result)
{
    take(m_reader.finish());
    if (m_answer.responseId.isEmpty())
        m_answer.responseId = QString::fromLatin1(headerValue(result.headers, "x-generation-id"));
    const Secret &key = m_setup.request.key;
    hideKey(m_answer, key);
    const ResponseFacts facts{.provider = *m_setup.provider,
                              .profile = m_setup.profile,
                              .result = result,
                              .timeouts = httpTimeouts(m_setup.timeouts),
                              .answer = m_answer,
                              .errorBody = m_reader.body(),
                              .problem = m_reader.problem(),
                              .bytes = m_reader.bytesSeen()};
    std::optional<Error> error = judge(facts);
    if (error) error = redacted(*error, {key});
    Q_EMIT finished({.result = result,
                     .error = error,
                     .status = statusOf(m_answer, error, result.fault),
                     .firstContent = m_firstContent,
                     .lastContent = m_lastContent});
}

} // namespace burin
