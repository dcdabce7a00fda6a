#include "ui/compare/laneseries.h"

namespace burin {

namespace {

/// Whether the next run may end differently: not when the key, the account or the budget refuses.
bool mayDiffer(const RunRecord &record)
{
    if (record.status == RunStatus::Cancelled || record.status == RunStatus::Blocked) return false;
    if (!record.error) return true;
    const ErrorCategory category = record.error->category();
    return category != ErrorCategory::Authentication && category != ErrorCategory::Authorization &&
           category != ErrorCategory::CostLimit && category != ErrorCategory::Validation &&
           category != ErrorCategory::NotFound;
}

} // namespace

void LaneSeries::start(const PromptDraft &draft, const std::vector<Message> &messages, int repeats)
{
    m_draft = draft;
    m_messages = messages;
    m_records.clear();
    m_wanted = m_left = std::max(repeats, 1);
    m_stopped = false;
    Q_EMIT changed();
    Q_EMIT runRequested(m_draft, m_messages);
}

void LaneSeries::stop()
{
    if (!isRunning() || m_stopped) return;
    m_stopped = true;
    Q_EMIT stopRequested();
}

void LaneSeries::withdraw()
{
    m_left = 0;
    Q_EMIT changed();
}

void LaneSeries::setRecords(const std::vector<RunRecord> &records)
{
    if (isRunning()) return;
    m_records = records;
    m_wanted = int(records.size());
    if (!records.empty()) Q_EMIT ended(records.back());
    Q_EMIT changed();
}

void LaneSeries::finish(const RunRecord &record)
{
    m_records.push_back(record);
    --m_left;
    if (m_stopped || !mayDiffer(record)) m_left = 0;
    Q_EMIT ended(record);
    Q_EMIT changed();
    if (isRunning()) Q_EMIT runRequested(m_draft, m_messages);
}

void LaneSeries::refuse(const Error &error)
{
    m_left = 0;
    Q_EMIT refused(error);
    Q_EMIT changed();
}

} // namespace burin
