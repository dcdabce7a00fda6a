#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace burin {

/// What one call of burin-cli left behind.
struct CliResult {
    int exitCode = -1; ///< -1 = it did not end by itself, or not in time.
    QByteArray output;
    QByteArray messages; ///< stderr

    /// The one JSON document on stdout; empty if it is not exactly one.
    QJsonObject document() const;
    /// stdout as JSON lines; empty if a line is none.
    std::vector<QJsonObject> documents() const;
};

/// A data folder of its own for the built burin-cli, and calls of it. The environment has no keys and no keychain.
/// Calls run while the event loop of the test does, so that a ScriptedServer can answer them.
class CliProfile {
public:
    CliProfile();

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    QString folder() const;
    QString databaseFile() const { return folder() + QStringLiteral("/burin.sqlite"); }
    /// A file of the test outside the data folder.
    QString writeFile(const QString &name, const QByteArray &content) const;

    /// Runs it to its end.
    CliResult call(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Ready to be started.
    std::unique_ptr<QProcess> prepare(const QStringList &arguments) const;
    /// Starts it; finish() with it, or kill it.
    std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    static CliResult finish(QProcess &process);

    /// Every file below the data folder whose bytes contain @p needle.
    QStringList filesWith(const QByteArray &needle) const;

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

/// The options for a server of the wire format "openai" at @p baseUrl, the model "m-1" and no retries.
QStringList adHocRun(const QUrl &baseUrl, const QStringList &more = {});

} // namespace burin
