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
    : QObject(parent),
      m_setup(std::move(setup)),
      m_lease(pool.acquire(m_setup.connection)),
      m_reader(*m_setup.provider, m_setup.profile)
{
    if (m_setup.recordedBytes > 0) m_capture.emplace(m_setup.profile, m_setup.request, m_setup.recordedBytes);
}

void AttemptTask::start()
{
    m_clock.start();
    m_stream = new HttpStream(m_lease.manager(), m_setup.request, {.timeouts = httpTimeouts(m_setup.timeouts)}, this);
    connect(m_stream, &HttpStream::headReceived, this, [this](int status, const HttpHeaders &headers) {
        if (m_capture) m_capture->takeHead(elapsed(), status, headers);
        m_reader.takeHead(status, headers);
    });
    connect(m_stream, &HttpStream::bytesReceived, this, [this](const QByteArray &bytes) {
        if (m_capture) m_capture->takeBytes(elapsed(), bytes);
        take(m_reader.feed(bytes));
    });
    connect(m_stream, &HttpStream::finished, this, &AttemptTask::end);
    m_stream->start();
}

std::chrono::microseconds AttemptTask::elapsed() const
{
    return std::chrono::microseconds(m_clock.nsecsElapsed() / 1000);
}

void AttemptTask::cancel()
{
    m_stream->abort(TransportFault::Cancelled);
}

void AttemptTask::stop(const Error &error)
{
    if (m_stopped || m_answer.terminated) return;
    m_stopped = error;
    m_stream->abort(TransportFault::None);
}

void AttemptTask::take(const std::vector<StreamEvent> &events)
{
    const bool wasTerminated = m_answer.terminated;
    const qsizetype textBefore = m_answer.text.size();
    const qsizetype reasoningBefore = m_answer.reasoning.size();
    for (const StreamEvent &event : events) {
        if (m_stopped) break;
        apply(event);
        watch(event);
    }
    if (m_answer.terminated && !wasTerminated)
        QTimer::singleShot(CloseGrace, m_stream, [this] { m_stream->abort(TransportFault::None); });
    else if (m_reader.problem() || m_reader.isFull())
        m_stream->abort(TransportFault::None);
    const QString text = m_answer.text.mid(textBefore);
    const QString reasoning = m_answer.reasoning.mid(reasoningBefore);
    if (!reasoning.isEmpty()) Q_EMIT reasoningAdded(reasoning);
    if (!text.isEmpty()) Q_EMIT textAdded(text);
}

void AttemptTask::apply(const StreamEvent &event)
{
    if (isContent(event) && !m_answer.terminated) {
        const auto now = milliseconds(m_clock.elapsed());
        m_firstContent = m_firstContent.value_or(now);
        m_lastContent = now;
        m_stream->noteContent();
    }
    burin::apply(m_answer, event);
}

void AttemptTask::watch(const StreamEvent &event)
{
    if (m_answer.terminated || m_answer.finished) return;
    if (m_repetition.note(event))
        stop(makeError(ErrorCode::Repeating));
    else if (m_setup.costWatch && m_setup.costWatch->exceeds(m_answer, *m_setup.prices))
        stop(makeError(ErrorCode::StoppedMidStream));
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
                              .problem = m_stopped ? m_stopped : m_reader.problem(),
                              .bytes = m_reader.bytesSeen()};
    std::optional<Error> error = judge(facts);
    if (error) error = redacted(*error, {key});
    std::optional<WireRecording> recording;
    if (m_capture && result.sent) // stopped is closed from here; played again, it must not look cut by the network
        recording = m_capture->finish(elapsed(), m_stopped ? TransportFault::Cancelled : result.fault);
    Q_EMIT finished({.result = result,
                     .error = error,
                     .status = statusOf(m_answer, error, result.fault),
                     .firstContent = m_firstContent,
                     .lastContent = m_lastContent,
                     .recording = std::move(recording)});
}

} // namespace burin
