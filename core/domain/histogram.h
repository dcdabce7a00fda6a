#pragma once

#include <QByteArray>

#include <map>
#include <optional>

namespace burin {

/// How often which values occurred, in logarithmic buckets: each is 4 % wide and stands for the value in its middle,
/// so that a percentile is within 2 % of the exact one. Sums of histograms are exact: what was added can be taken away.
class Histogram {
public:
    /// The bucket of @p value: 0 below 1, else 1 + floor(log(value) / log(1.04)).
    static int bucketOf(double value);
    /// The value that stands for @p bucket; 0 for bucket 0.
    static double middleOf(int bucket);

    /// Counts @p value @p times more often; less often for a negative number.
    void add(double value, qint64 times = 1);
    Histogram &operator+=(const Histogram &other);
    /// How many values there are: n of every percentile.
    qint64 count() const;
    /// The value that a share of @p quantile (0 … 1) of all values does not exceed; nullopt without values.
    std::optional<double> percentile(double quantile) const;
    const std::map<int, qint64> &buckets() const { return m_buckets; }

    /// Bytes for the database: for each bucket in ascending order the distance to the one before and the count, as
    /// LEB128, the count zigzag. Equal histograms have equal bytes.
    QByteArray packed() const;
    /// Adds what packed() wrote; false for anything else, and then nothing is added.
    bool addPacked(const char *bytes, qsizetype size);

    bool operator==(const Histogram &) const = default;

private:
    std::map<int, qint64> m_buckets; ///< None with a count of 0.
};

} // namespace burin
