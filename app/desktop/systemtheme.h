#pragma once

#include <QObject>
#include <QVariant>

#include <optional>

class QDBusVariant;
class QPalette;

namespace burin {

/// What the desktop's user prefers.
enum class ColorScheme { NoPreference, Dark, Light };

/// Reads the portal's value, a number in any number of D-Bus variants. Nullopt if it is something else.
std::optional<ColorScheme> colorSchemeFrom(QVariant value);
/// Whether text is lighter than its background in @p palette.
bool isDark(const QPalette &palette);

/// Whether the desktop is dark, now and when it changes: asks the settings portal without waiting for it. Until it
/// answers, and where there is none, the palette that the application had at construction tells; so make it before
/// setting one. GUI thread.
class SystemTheme : public QObject {
    Q_OBJECT
public:
    explicit SystemTheme(QObject *parent = nullptr);

    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed(); ///< isDark() is another.

private Q_SLOTS:
    void readSetting(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void apply(ColorScheme scheme);

    bool m_startedDark;
    bool m_dark;
};

} // namespace burin
