#pragma once

#include "core/domain/run.h"
#include "tests/e2e/prompts/promptset.h"

#include <map>

namespace burin {

/// What became of a set of prompts.
struct PromptTally {
    int prompts = 0;
    int succeeded = 0; ///< Completed, or refused where that was expected.
    int retries = 0;
    int retriedRuns = 0; ///< Runs with more than one attempt.
    int recovered = 0;   ///< Of these, the ones that succeeded.
    int unpriced = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    Money cost; ///< Of the priced ones.
    std::vector<milliseconds> firstContent;
    std::vector<milliseconds> total;

    double successRate() const { return prompts == 0 ? 0 : double(succeeded) / prompts; }
};

/// Counts runs as they end: by set and in all, with the reasons of those that failed.
class PromptReport {
public:
    void add(const TestPrompt &prompt, const RunRecord &record);

    const PromptTally &all() const { return m_all; }
    const std::map<QString, PromptTally> &sets() const { return m_sets; }
    const QStringList &failures() const { return m_failures; }
    /// A table for a terminal.
    QString text() const;
    QJsonObject json() const;

private:
    PromptTally m_all;
    std::map<QString, PromptTally> m_sets;
    QStringList m_failures;
};

} // namespace burin
