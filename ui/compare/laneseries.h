#pragma once

#include "core/domain/run.h"

#include <QObject>

#include <vector>

namespace burin {

/// The runs of one lane, one after the other: asks for each, is told how it ended, and goes on until there were as many
/// as were wanted. A run that fails counts as one; what would fail every time ends the series.
class LaneSeries : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Forgets what was there before and asks for the first of @p repeats runs, at least one.
    void start(const PromptDraft &draft, const std::vector<Message> &messages, int repeats);
    /// Ends the run with what it has, and the series.
    void stop();
    /// Ends a series whose next run waits for the user's consent and does not get it.
    void withdraw();
    bool isRunning() const { return m_left > 0; }
    /// stop() was called: a run that begins now is not wanted any more.
    bool isStopped() const { return m_stopped; }
    /// How many were wanted.
    int wanted() const { return m_wanted; }

    /// What runs of before came to.
    void setRecords(const std::vector<RunRecord> &records);
    const std::vector<RunRecord> &records() const { return m_records; }

public Q_SLOTS:
    void finish(const burin::RunRecord &record);
    /// The run cannot start, so neither can the others.
    void refuse(const burin::Error &error);

Q_SIGNALS:
    void runRequested(const burin::PromptDraft &draft, const std::vector<burin::Message> &messages);
    void stopRequested();
    void changed();                             ///< It runs, runs no longer, or another of its runs has ended.
    void ended(const burin::RunRecord &record); ///< One of its runs; or the last one of those from before.
    void refused(const burin::Error &error);

private:
    PromptDraft m_draft;
    std::vector<Message> m_messages;
    std::vector<RunRecord> m_records;
    int m_wanted = 0;
    int m_left = 0; ///< Runs that have not ended.
    bool m_stopped = false;
};

} // namespace burin
