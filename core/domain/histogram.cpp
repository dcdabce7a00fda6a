#include "core/domain/histogram.h"

#include <cmath>
#include <utility>
#include <vector>

namespace burin {

namespace {

const double LogOfWidth = std::log(1.04);

void appendNumber(QByteArray &bytes, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes += char(number | 0x80);
    bytes += char(number);
}

/// The next number, or nullopt where there is none.
std::optional<quint64> takeNumber(const char *&at, const char *end)
{
    quint64 number = 0;
    for (int shift = 0; at != end && shift < 64; shift += 7) {
        const auto byte = quint8(*at++);
        number |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80) return number;
    }
    return std::nullopt;
}

quint64 zigzag(qint64 number)
{
    return (quint64(number) << 1) ^ quint64(number >> 63);
}

qint64 fromZigzag(quint64 number)
{
    return qint64(number >> 1) ^ -qint64(number & 1);
}

} // namespace

int Histogram::bucketOf(double value)
{
    return value < 1 ? 0 : 1 + int(std::log(value) / LogOfWidth);
}

double Histogram::middleOf(int bucket)
{
    return bucket <= 0 ? 0 : std::exp((bucket - 0.5) * LogOfWidth);
}

void Histogram::add(double value, qint64 times)
{
    const auto bucket = m_buckets.try_emplace(bucketOf(value)).first;
    bucket->second += times;
    if (bucket->second == 0) m_buckets.erase(bucket);
}

Histogram &Histogram::operator+=(const Histogram &other)
{
    for (const auto &[number, times] : other.m_buckets) {
        const auto bucket = m_buckets.try_emplace(number).first;
        bucket->second += times;
        if (bucket->second == 0) m_buckets.erase(bucket);
    }
    return *this;
}

qint64 Histogram::count() const
{
    qint64 sum = 0;
    for (const auto &[number, times] : m_buckets)
        sum += times;
    return sum;
}

std::optional<double> Histogram::percentile(double quantile) const
{
    const qint64 all = count();
    if (all <= 0) return std::nullopt;
    qint64 left = std::max<qint64>(1, qint64(std::ceil(quantile * double(all))));
    for (const auto &[number, times] : m_buckets) {
        left -= times;
        if (left <= 0) return middleOf(number);
    }
    return std::nullopt;
}

QByteArray Histogram::packed() const
{
    QByteArray bytes;
    bytes.reserve(qsizetype(m_buckets.size()) * 2);
    int before = 0;
    for (const auto &[number, times] : m_buckets) {
        appendNumber(bytes, quint64(number - std::exchange(before, number)));
        appendNumber(bytes, zigzag(times));
    }
    return bytes;
}

bool Histogram::addPacked(const char *bytes, qsizetype size)
{
    constexpr int MostBuckets = 10'000; // the whole range of a double has fewer
    std::vector<std::pair<int, qint64>> read;
    int number = 0;
    for (const char *at = bytes, *end = bytes + size; at != end;) {
        const std::optional<quint64> distance = takeNumber(at, end);
        const std::optional<quint64> times = takeNumber(at, end);
        if (!distance || !times || *distance > quint64(MostBuckets - number)) return false;
        number += int(*distance);
        read.emplace_back(number, fromZigzag(*times));
    }
    auto bucket = m_buckets.begin();
    for (const auto &[at, times] : read) {
        bucket = m_buckets.try_emplace(bucket, at);
        bucket->second += times;
        if (bucket->second == 0) bucket = m_buckets.erase(bucket);
    }
    return true;
}

} // namespace burin
