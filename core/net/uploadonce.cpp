#include "core/net/uploadonce.h"

#include <cstring>

namespace burin {

UploadOnce::UploadOnce(QByteArray body, QObject *parent) : QIODevice(parent), m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 UploadOnce::readData(char *target, qint64 maximum)
{
    const qint64 size = std::min(maximum, bytesAvailable());
    if (size <= 0) return atEnd() ? -1 : 0;
    std::memcpy(target, m_body.constData() + m_position, static_cast<size_t>(size));
    m_position += size;
    Q_EMIT taken();
    return size;
}

} // namespace burin
