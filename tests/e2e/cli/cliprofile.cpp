#include "tests/e2e/cli/cliprofile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QUrl>

namespace burin {

namespace {

constexpr int PatienceMilliseconds = 60'000;

} // namespace

QJsonObject CliResult::document() const
{
    const std::vector<QJsonObject> all = documents();
    return all.size() == 1 ? all.front() : QJsonObject();
}

std::vector<QJsonObject> CliResult::documents() const
{
    std::vector<QJsonObject> all;
    for (const QByteArray &line : output.split('\n')) {
        if (line.isEmpty()) continue;
        const QJsonDocument json = QJsonDocument::fromJson(line);
        if (!json.isObject()) return {};
        all.push_back(json.object());
    }
    return all;
}

CliProfile::CliProfile() : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : m_environment.keys())
        if (name.endsWith(QLatin1StringView("_API_KEY"))) m_environment.remove(name);
    m_environment.insert(QStringLiteral("BURIN_DATA_DIR"), folder());
    m_environment.insert(QStringLiteral("HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
}

QString CliProfile::folder() const
{
    return m_folder.filePath(QStringLiteral("profile"));
}

QString CliProfile::writeFile(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(content);
    return file.fileName();
}

CliResult CliProfile::call(const QStringList &arguments, const QByteArray &input) const
{
    const std::unique_ptr<QProcess> process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    return finish(*process);
}

std::unique_ptr<QProcess> CliProfile::prepare(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setProgram(QStringLiteral(BURIN_BINARY_DIR "/app/burin-cli"));
    process->setArguments(arguments);
    return process;
}

std::unique_ptr<QProcess> CliProfile::start(const QStringList &arguments) const
{
    auto process = prepare(arguments);
    process->start();
    return process;
}

CliResult CliProfile::finish(QProcess &process)
{
    QSignalSpy finished(&process, &QProcess::finished);
    const bool ended = process.state() == QProcess::NotRunning || finished.wait(PatienceMilliseconds);
    if (!ended) process.kill();
    const bool byItself = ended && process.exitStatus() == QProcess::NormalExit;
    return {byItself ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList CliProfile::filesWith(const QByteArray &needle) const
{
    QStringList found;
    QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(needle)) found += file.fileName();
    }
    return found;
}

QStringList adHocRun(const QUrl &baseUrl, const QStringList &more)
{
    return QStringList{QStringLiteral("run"),        QStringLiteral("--kind"),    QStringLiteral("openai"),
                       QStringLiteral("--base-url"), baseUrl.toString(),          QStringLiteral("--model"),
                       QStringLiteral("m-1"),        QStringLiteral("--retries"), QStringLiteral("0")} +
           more;
}

} // namespace burin
