#include "core/domain/settings.h"

#include <algorithm>

namespace burin {

namespace {

// clang-format off
// lupdate does not expand macros, so each text names its context itself.
constexpr SettingRow rows[] = {
    {setting::Theme, QT_TRANSLATE_NOOP("Settings", "Appearance"), QT_TRANSLATE_NOOP("Settings", "Theme"), QT_TRANSLATE_NOOP("Settings", "System follows the desktop."),
     SettingKind::Choice, 0, 0, 2, "System|Light|Dark"},
    {setting::TextSize, QT_TRANSLATE_NOOP("Settings", "Appearance"), QT_TRANSLATE_NOOP("Settings", "Text size"), QT_TRANSLATE_NOOP("Settings", "Percent of the desktop's text."),
     SettingKind::Count, 100, 70, 160, ""},
    {setting::ConnectTimeout, QT_TRANSLATE_NOOP("Settings", "Timeouts"), QT_TRANSLATE_NOOP("Settings", "Connect"), QT_TRANSLATE_NOOP("Settings", "Seconds until the connection must stand."),
     SettingKind::Seconds, 10, 1, 120, ""},
    {setting::FirstContentTimeout, QT_TRANSLATE_NOOP("Settings", "Timeouts"), QT_TRANSLATE_NOOP("Settings", "First content"), QT_TRANSLATE_NOOP("Settings", "Seconds until the first token; 0 = by model family."),
     SettingKind::Seconds, 0, 0, 1800, ""},
    {setting::IdleTimeout, QT_TRANSLATE_NOOP("Settings", "Timeouts"), QT_TRANSLATE_NOOP("Settings", "Silence"), QT_TRANSLATE_NOOP("Settings", "Longest pause between two tokens, in seconds."),
     SettingKind::Seconds, 30, 1, 600, ""},
    {setting::TotalTimeout, QT_TRANSLATE_NOOP("Settings", "Timeouts"), QT_TRANSLATE_NOOP("Settings", "Whole answer"), QT_TRANSLATE_NOOP("Settings", "Seconds for one attempt; 0 = by model family."),
     SettingKind::Seconds, 0, 0, 7200, ""},
    {setting::Retries, QT_TRANSLATE_NOOP("Settings", "Retries"), QT_TRANSLATE_NOOP("Settings", "Retries"), QT_TRANSLATE_NOOP("Settings", "Further attempts after a failure, before any text arrived."),
     SettingKind::Count, 3, 0, 10, ""},
    {setting::RetryInitial, QT_TRANSLATE_NOOP("Settings", "Retries"), QT_TRANSLATE_NOOP("Settings", "First wait"), QT_TRANSLATE_NOOP("Settings", "Seconds before the first retry; doubles each time, ±50 %."),
     SettingKind::Seconds, 2, 0, 60, ""},
    {setting::RetryCap, QT_TRANSLATE_NOOP("Settings", "Retries"), QT_TRANSLATE_NOOP("Settings", "Longest wait"), QT_TRANSLATE_NOOP("Settings", "No wait is longer than these seconds."),
     SettingKind::Seconds, 30, 1, 600, ""},
    {setting::RetryLongestWait, QT_TRANSLATE_NOOP("Settings", "Retries"), QT_TRANSLATE_NOOP("Settings", "Obey the server up to"),
     QT_TRANSLATE_NOOP("Settings", "When a server asks to wait longer than these seconds, you are asked instead."),
     SettingKind::Seconds, 60, 0, 3600, ""},
    {setting::Recording, QT_TRANSLATE_NOOP("Settings", "Recordings"), QT_TRANSLATE_NOOP("Settings", "Record what is sent"),
     QT_TRANSLATE_NOOP("Settings", "Keeps each request and answer as it was, with its timing and without keys, to play it again."),
     SettingKind::Choice, 0, 0, 1, "On|Off"},
    {setting::RecordingCap, QT_TRANSLATE_NOOP("Settings", "Recordings"), QT_TRANSLATE_NOOP("Settings", "Most for a run"), QT_TRANSLATE_NOOP("Settings", "MiB of the answer; the rest is left out."),
     SettingKind::Count, 8, 1, 64, ""},
    {setting::RecordingTotal, QT_TRANSLATE_NOOP("Settings", "Recordings"), QT_TRANSLATE_NOOP("Settings", "Most for all"), QT_TRANSLATE_NOOP("Settings", "MiB on the disk; the oldest recordings are dropped first."),
     SettingKind::Count, 500, 10, 100000, ""},
    {setting::RecordingDays, QT_TRANSLATE_NOOP("Settings", "Recordings"), QT_TRANSLATE_NOOP("Settings", "Drop after"), QT_TRANSLATE_NOOP("Settings", "Days; 0 = recordings are not dropped for their age."),
     SettingKind::Count, 0, 0, 3650, ""},
    {setting::PurgeDays, QT_TRANSLATE_NOOP("Settings", "History"), QT_TRANSLATE_NOOP("Settings", "Empty deleted runs after"),
     QT_TRANSLATE_NOOP("Settings", "Days until the texts of a deleted run go for good; its costs stay. 0 = they stay, too."),
     SettingKind::Count, 30, 0, 3650, ""},
    {setting::BackupDays, QT_TRANSLATE_NOOP("Settings", "History"), QT_TRANSLATE_NOOP("Settings", "Back up every"),
     QT_TRANSLATE_NOOP("Settings", "Days; a copy of the history in the folder backups of the profile. 0 = none."),
     SettingKind::Count, 7, 0, 365, ""},
    {setting::BackupsKept, QT_TRANSLATE_NOOP("Settings", "History"), QT_TRANSLATE_NOOP("Settings", "Backups kept"), QT_TRANSLATE_NOOP("Settings", "The newest ones; older ones are removed."),
     SettingKind::Count, 3, 1, 100, ""},
    {setting::ApprovalLimit, QT_TRANSLATE_NOOP("Settings", "Budgets"), QT_TRANSLATE_NOOP("Settings", "Ask above"),
     QT_TRANSLATE_NOOP("Settings", "A run that may cost more than these dollars asks before anything is sent."),
     SettingKind::Dollars, 1, 0.01, 10'000, ""},
    {setting::UnpricedRuns, QT_TRANSLATE_NOOP("Settings", "Budgets"), QT_TRANSLATE_NOOP("Settings", "Runs without a known price"),
     QT_TRANSLATE_NOOP("Settings", "Whether they may run while a budget applies to them. What they cost is in no budget."),
     SettingKind::Choice, 0, 0, 1, "Refuse|Allow"},
    {setting::LogLevel, QT_TRANSLATE_NOOP("Settings", "Log file"), QT_TRANSLATE_NOOP("Settings", "Detail"), QT_TRANSLATE_NOOP("Settings", "What is written; never prompts, answers or keys."),
     SettingKind::Choice, 1, 0, 3, "Debug|Info|Warning|Error"},
    {setting::LogMegabytes, QT_TRANSLATE_NOOP("Settings", "Log file"), QT_TRANSLATE_NOOP("Settings", "Size of a file"), QT_TRANSLATE_NOOP("Settings", "In MiB; a full file is set aside and a new one begun."),
     SettingKind::Count, 1, 1, 100, ""},
    {setting::LogFiles, QT_TRANSLATE_NOOP("Settings", "Log file"), QT_TRANSLATE_NOOP("Settings", "Files kept"), QT_TRANSLATE_NOOP("Settings", "The current one and those before it."),
     SettingKind::Count, 5, 1, 50, ""},
};
// clang-format on

const SettingRow &rowOf(QLatin1StringView key)
{
    const auto row = std::ranges::find_if(rows, [key](const SettingRow &r) { return QLatin1StringView(r.key) == key; });
    Q_ASSERT(row != std::end(rows));
    return *row;
}

} // namespace

std::span<const SettingRow> settingRows()
{
    return rows;
}

double Settings::number(const char *key) const
{
    const SettingRow &row = rowOf(QLatin1StringView(key));
    return std::clamp(m_stored.value(QLatin1StringView(key)).toDouble(row.fallback), row.minimum, row.maximum);
}

QString Settings::choice(const char *key) const
{
    const SettingRow &row = rowOf(QLatin1StringView(key));
    return QString::fromLatin1(row.choices).split(u'|').value(int(number(key)));
}

void Settings::set(const QString &key, double value)
{
    m_stored.insert(key, value);
}

} // namespace burin
