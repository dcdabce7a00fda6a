#pragma once

#include "core/domain/run.h"

#include <QRandomGenerator>
#include <QStringList>

#include <vector>

namespace burin::bench {

/// What a user thought of a run; what the store keeps beside the record.
struct GeneratedMarks {
    bool starred = false;
    int rating = 0; ///< 0 = none.
    QString note;
    int tag = -1; ///< -1 = none, else below GeneratedTags.
};
inline constexpr int GeneratedTags = 20;

/// Realistic runs over three years, the same ones with each start: a few models and prompts have most of the runs, most
/// are made in working hours, one in fifteen ends in another way than it should. Some 600 characters of prompt, of
/// which a system message that many runs share, and 1,500 of answer.
///
/// Words have the frequencies of a language; "halfword", "tenthword", … are in every 2nd, 10th, 100th, 1,000th and
/// 10,000th answer, "run17word" in that of run 17 alone. Every 100th answer has the phrase "silver lining".
class GeneratedRuns {
public:
    explicit GeneratedRuns(int count);

    /// The next one, with its id, from 1 on; in the order of time.
    RunRecord next();
    /// Of the run that next() gave last.
    GeneratedMarks marks();
    int count() const { return m_count; }

private:
    double uniform() { return m_random.generateDouble(); }
    QString word();
    QString words(int characters);
    int zipf(const std::vector<double> &cumulative);
    void choosePrompt(RunRecord &record);
    void choosePlace(RunRecord &record);
    void writeAnswer(RunRecord &record);
    void chooseEnd(RunRecord &record);
    void addAttempts(RunRecord &record);

    const int m_count;
    int m_made = 0;
    QRandomGenerator m_random;
    std::vector<QString> m_words; ///< One of these at random has the language's frequencies.
    std::vector<double> m_promptShares;
    std::vector<double> m_modelShares;
    QStringList m_systems;
    QStringList m_templates;
};

} // namespace burin::bench
