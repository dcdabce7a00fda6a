#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QStringList>

#include <span>

namespace burin {

/// How a setting is edited and checked.
enum class SettingKind { Choice, Seconds, Count, Dollars };

/// One row a setting: the settings page, the store and the checks all read this table.
struct SettingRow {
    const char *key;   ///< Stable, stored.
    const char *group; ///< Source text, context "Settings".
    const char *title; ///< Source text.
    const char *hint;  ///< Source text: what it does, with its unit; what 0 means.
    SettingKind kind;
    double fallback; ///< For Choice: the index into choices.
    double minimum;
    double maximum;
    const char *choices; ///< For Choice: ids separated by '|'; the titles are translated.
};

std::span<const SettingRow> settingRows();

namespace setting {
inline constexpr char Theme[] = "theme";
inline constexpr char TextSize[] = "text.size";
inline constexpr char ConnectTimeout[] = "timeout.connect";
inline constexpr char FirstContentTimeout[] = "timeout.first_content";
inline constexpr char IdleTimeout[] = "timeout.idle";
inline constexpr char TotalTimeout[] = "timeout.total";
inline constexpr char Retries[] = "retry.count";
inline constexpr char RetryInitial[] = "retry.initial";
inline constexpr char RetryCap[] = "retry.cap";
inline constexpr char RetryLongestWait[] = "retry.longest_wait";
inline constexpr char LogLevel[] = "log.level";
inline constexpr char LogMegabytes[] = "log.megabytes";
inline constexpr char LogFiles[] = "log.files";
inline constexpr char ApprovalLimit[] = "budget.approval";
inline constexpr char UnpricedRuns[] = "budget.allow_unpriced";
inline constexpr char Recording[] = "recording.enabled";
inline constexpr char RecordingCap[] = "recording.cap";
inline constexpr char RecordingTotal[] = "recording.total";
inline constexpr char RecordingDays[] = "recording.days";
inline constexpr char PurgeDays[] = "history.purge_days";
inline constexpr char BackupDays[] = "backup.days";
inline constexpr char BackupsKept[] = "backup.keep";
/// Without a row: limits for some providers, models, prompts or uses only, an array as core/domain/limits.h writes it.
inline constexpr char Limits[] = "limits";
} // namespace setting

/// The user's settings. A key without a stored value has its row's fallback; a value out of range is clamped.
class Settings {
public:
    Settings() = default;
    explicit Settings(QJsonObject stored) : m_stored(std::move(stored)) {}

    double number(const char *key) const;
    QString choice(const char *key) const;
    void set(const QString &key, double value);
    QJsonObject toJson() const { return m_stored; }
    bool operator==(const Settings &) const = default;

private:
    QJsonObject m_stored;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::Settings)
