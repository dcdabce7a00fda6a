#include "app/log/diagnostics.h"

#include "core/base/redact.h"

#include <QJsonDocument>
#include <QSslSocket>
#include <QStringList>
#include <QSysInfo>

#include <algorithm>

namespace burin {

namespace {

QString fact(const char *name, const QString &value)
{
    return QStringLiteral("%1: %2").arg(QLatin1StringView(name), value.isEmpty() ? QStringLiteral("unknown") : value);
}

QString sourceName(const ProviderState &state)
{
    switch (state.keySource) {
    case KeySource::None:
        return QStringLiteral("no key");
    case KeySource::Environment:
        return QStringLiteral("key from the environment");
    case KeySource::Keychain:
        return QStringLiteral("key from the keychain");
    case KeySource::Session:
        return QStringLiteral("key of this session");
    }
    return {};
}

QStringList environmentLines()
{
    return {
        fact("Burin", QStringLiteral(BURIN_VERSION)), fact("Qt", QString::fromLatin1(qVersion())),
        fact("System", QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::kernelType() + u' ' +
                           QSysInfo::kernelVersion() + QStringLiteral(", ") + QSysInfo::currentCpuArchitecture()),
        fact("Desktop", qEnvironmentVariable("XDG_CURRENT_DESKTOP") + u' ' + qEnvironmentVariable("XDG_SESSION_TYPE")),
        fact("TLS", QSslSocket::activeBackend() + QStringLiteral(", ") + QSslSocket::sslLibraryVersionString())};
}

QStringList providerLines(const std::vector<ProviderState> &providers)
{
    QStringList lines;
    int unused = 0;
    for (const ProviderState &state : providers) {
        const bool isSetUp = state.keySource != KeySource::None || state.keyState == KeyState::Ok;
        if (isSetUp)
            lines += QStringLiteral("%1: %2, %3, %4 %5")
                         .arg(state.profile.id, toString(state.keyState), sourceName(state),
                              state.profile.baseUrl.scheme(), state.profile.baseUrl.host());
        else
            ++unused;
    }
    return lines << QStringLiteral("not set up: %1").arg(unused);
}

QStringList changedSettings(const Settings &settings)
{
    QStringList lines;
    for (const SettingRow &row : settingRows()) {
        if (settings.number(row.key) != Settings().number(row.key))
            lines += QStringLiteral("%1 = %2").arg(QLatin1StringView(row.key)).arg(settings.number(row.key));
    }
    return lines.isEmpty() ? QStringList(QStringLiteral("none")) : lines;
}

QStringList logLines(const std::vector<LogEntry> &entries)
{
    QStringList lines;
    for (const LogEntry &entry : entries)
        lines += QString::fromUtf8(QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact));
    return lines;
}

} // namespace

QString diagnosticsText(const Diagnostics &diagnostics)
{
    QStringList lines = environmentLines();
    lines += fact("SQLite", diagnostics.sqliteVersion);
    lines += fact("Schema", diagnostics.schemaVersion > 0 ? QString::number(diagnostics.schemaVersion) : QString());
    lines += {QString(), QStringLiteral("Providers")};
    lines += providerLines(diagnostics.providers);
    lines += {QString(), QStringLiteral("Settings that differ")};
    lines += changedSettings(diagnostics.settings);
    lines += {QString(), QStringLiteral("Log, last %1 lines").arg(diagnostics.log.size())};
    lines += logLines(diagnostics.log);
    return redactedForOutput(lines.join(u'\n')) + u'\n';
}

} // namespace burin
