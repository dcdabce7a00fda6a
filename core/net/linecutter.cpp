#include "core/net/linecutter.h"

#include <cstring>

namespace burin {

namespace {

const char *find(const char *begin, const char *end, char wanted)
{
    if (begin == end) return end;
    const void *hit = std::memchr(begin, wanted, static_cast<size_t>(end - begin));
    return hit ? static_cast<const char *>(hit) : end;
}

} // namespace

void LineCutter::start(QByteArrayView piece)
{
    m_rest = piece;
    m_lineFeed = nullptr;
}

std::optional<QByteArrayView> LineCutter::next()
{
    if (m_partialGiven) {
        m_partial.resize(0); // keeps its memory for the next line
        m_partialGiven = false;
    }
    if (m_afterReturn && !m_rest.isEmpty()) {
        m_afterReturn = false;
        if (m_rest.front() == '\n') m_rest = m_rest.sliced(1);
    }
    if (m_exceeded || m_rest.isEmpty()) return std::nullopt;

    const char *const end = findEnd();
    if (end == m_rest.end()) {
        keep(m_rest);
        m_rest = {};
        return std::nullopt;
    }
    const QByteArrayView tail = m_rest.first(end - m_rest.begin());
    m_afterReturn = *end == '\r';
    m_rest = m_rest.sliced(tail.size() + 1);
    return complete(tail);
}

const char *LineCutter::findEnd()
{
    // The LF is looked up once and remembered: a stream of CR lines would otherwise be searched to its end for each.
    if (!m_lineFeed || m_lineFeed < m_rest.begin()) m_lineFeed = find(m_rest.begin(), m_rest.end(), '\n');
    if (m_ends == Ends::LineFeed) return m_lineFeed;
    const char *const carriageReturn = find(m_rest.begin(), m_lineFeed, '\r');
    return carriageReturn;
}

std::optional<QByteArrayView> LineCutter::complete(QByteArrayView tail)
{
    if (m_partial.isEmpty()) {
        m_exceeded = tail.size() > m_cap;
        if (m_exceeded) return std::nullopt;
        return tail;
    }
    keep(tail);
    if (m_exceeded) return std::nullopt;
    m_partialGiven = true;
    return QByteArrayView(m_partial);
}

void LineCutter::keep(QByteArrayView tail)
{
    m_exceeded = m_partial.size() + tail.size() > m_cap;
    if (m_exceeded) return;
    m_partial.append(tail);
}

} // namespace burin
