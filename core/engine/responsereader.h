#pragma once

#include "core/domain/provider.h"
#include "core/domain/streamevent.h"
#include "core/net/httprequest.h"
#include "core/net/streamframer.h"
#include "core/providers/provider.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace burin {

/// Understands the body of one response, whatever the server really sent: the stream that was asked for, the same
/// answer as one JSON document, an error body, or something that is no model server at all. Split-invariant; no I/O.
class ResponseReader {
public:
    ResponseReader(const Provider &provider, const ProviderProfile &profile);

    void takeHead(int status, const HttpHeaders &headers);
    std::vector<StreamEvent> feed(const QByteArray &bytes);
    /// After the last byte: what was pending, and the events of an answer that came whole.
    std::vector<StreamEvent> finish();

    /// The first 64 KB of a body that is not a stream.
    const QByteArray &body() const { return m_body; }
    /// All that is kept of a body that is no stream is here; the rest of an error page is not worth reading.
    bool isFull() const;
    /// The response is a web page, compressed, or beyond a cap; nothing more is read.
    const std::optional<Error> &problem() const { return m_problem; }
    qint64 bytesSeen() const { return m_bytesSeen; }

private:
    enum class Mode { Undecided, Stream, Whole, ErrorBody, Ignored };

    void decide();
    std::vector<StreamEvent> decode(const std::vector<Frame> &frames);
    void keep(const QByteArray &bytes, qint64 cap);

    const Provider &m_provider;
    const ProviderProfile m_profile;
    std::unique_ptr<StreamFramer> m_framer;
    std::unique_ptr<StreamDecoder> m_decoder;
    Mode m_mode = Mode::Undecided;
    QByteArray m_contentType;
    QByteArray m_body;
    std::optional<Error> m_problem;
    qint64 m_bytesSeen = 0;
};

} // namespace burin
