#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace burin::bench {

/// CPU time of this process so far, all threads, user and system, in microseconds.
inline double cpuMicroseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto micro = [](const timeval &t) { return double(t.tv_sec) * 1e6 + double(t.tv_usec); };
    return micro(usage.ru_utime) + micro(usage.ru_stime);
}

inline double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// The value below which @p share of @p values are.
inline double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, size_t(share * double(values.size())))];
}

/// One line for people and one of JSON: the figure, the baseline of the same rounds, and the median of paired ratios.
inline void report(const char *name, const char *unit, const std::vector<double> &figure,
                   const std::vector<double> &baseline)
{
    std::vector<double> ratios;
    for (size_t i = 0; i < figure.size(); ++i)
        ratios.push_back(figure[i] / baseline[i]);
    const auto [low, high] = std::ranges::minmax(ratios);
    std::printf("%-28s %8.2f %s, baseline %8.2f, ratio %.2f (%.2f to %.2f, n = %zu)\n", name, median(figure), unit,
                median(baseline), median(ratios), low, high, figure.size());
    std::printf("{\"name\":\"%s\",\"unit\":\"%s\",\"median\":%.4f,\"baseline\":%.4f,\"ratio\":%.4f,\"min\":%.4f,"
                "\"max\":%.4f,\"n\":%zu}\n",
                name, unit, median(figure), median(baseline), median(ratios), low, high, figure.size());
}

} // namespace burin::bench
