#include "core/domain/settings.h"

#include <algorithm>

namespace burin {

namespace {

#define T(text) QT_TRANSLATE_NOOP("Settings", text)

// clang-format off
constexpr SettingRow rows[] = {
    {setting::Theme, T("Appearance"), T("Theme"), T("System follows the desktop."),
     SettingKind::Choice, 0, 0, 2, "System|Light|Dark"},
    {setting::ConnectTimeout, T("Timeouts"), T("Connect"), T("Seconds until the connection must stand."),
     SettingKind::Seconds, 10, 1, 120, ""},
    {setting::FirstContentTimeout, T("Timeouts"), T("First content"), T("Seconds until the first token; 0 = by model family."),
     SettingKind::Seconds, 0, 0, 1800, ""},
    {setting::IdleTimeout, T("Timeouts"), T("Silence"), T("Longest pause between two tokens, in seconds."),
     SettingKind::Seconds, 30, 1, 600, ""},
    {setting::TotalTimeout, T("Timeouts"), T("Whole answer"), T("Seconds for one attempt; 0 = by model family."),
     SettingKind::Seconds, 0, 0, 7200, ""},
    {setting::Retries, T("Retries"), T("Retries"), T("Further attempts after a failure, before any text arrived."),
     SettingKind::Count, 3, 0, 10, ""},
    {setting::RetryInitial, T("Retries"), T("First wait"), T("Seconds before the first retry; doubles each time, ±50 %."),
     SettingKind::Seconds, 2, 0, 60, ""},
    {setting::RetryCap, T("Retries"), T("Longest wait"), T("No wait is longer than these seconds."),
     SettingKind::Seconds, 30, 1, 600, ""},
    {setting::RetryLongestWait, T("Retries"), T("Obey the server up to"),
     T("When a server asks to wait longer than these seconds, you are asked instead."),
     SettingKind::Seconds, 60, 0, 3600, ""},
};
// clang-format on

#undef T

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
