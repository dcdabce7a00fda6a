#include "app/application.h"

#include "core/base/await.h"
#include "core/prompt/valuesets.h"
#include "ui/mainwindow.h"
#include "ui/workbench/attachmentlimit.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMimeDatabase>
#include <QStringDecoder>
#include <QtConcurrentRun>

// Files that the prompt takes in, as attachments, values or cases: read in the pool and handed to the editor.

namespace burin {

namespace {

struct FilesRead {
    std::vector<Attachment> attachments;
    QStringList problems;
};

/// Reads one file into @p read, or says there why not.
void readFile(const QString &path, FilesRead &read)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    const auto refuse = [&read](const QString &why) { read.problems += why; };
    if (!info.isFile()) return refuse(Application::tr("%1 is not a file.").arg(name));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(Application::tr("%1 cannot be read: %2.").arg(name, file.errorString()));
    const QByteArray data = file.read(LargestAttachment + 1); // it may grow while it is read
    if (file.error() != QFileDevice::NoError)
        return refuse(Application::tr("%1 cannot be read: %2.").arg(name, file.errorString()));
    if (data.size() > LargestAttachment) {
        const QLocale locale;
        return refuse(Application::tr("%1 is too large: it has %2, at most %3 can be attached.")
                          .arg(name, locale.formattedDataSize(qMax(info.size(), qint64(data.size()))),
                               locale.formattedDataSize(LargestAttachment)));
    }
    read.attachments.push_back({name, QMimeDatabase().mimeTypeForFileNameAndData(name, data).name(), data});
}

struct TextRead {
    QString text;
    QString problem; ///< Why there is none; else empty.
};

struct CasesRead {
    std::vector<ValueSet> cases;
    QString problem; ///< Why there are none; else empty.
};

CasesRead readCases(const QString &path)
{
    FilesRead read;
    readFile(path, read);
    if (read.attachments.empty()) return {{}, read.problems.join(u'\n')};
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QByteArray &data = read.attachments.front().data;
    const auto cases = suffix.startsWith(QLatin1StringView("json")) ? valueSetsFromJson(data) : valueSetsFromCsv(data);
    if (cases) return {*cases, {}};
    return {{},
            Application::tr("%1, line %2, column %3: %4")
                .arg(QFileInfo(path).fileName())
                .arg(cases.error().line)
                .arg(cases.error().column)
                .arg(cases.error().sentence)};
}

TextRead readText(const QString &path)
{
    FilesRead read;
    readFile(path, read);
    if (read.attachments.empty()) return {{}, read.problems.join(u'\n')};
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(read.attachments.front().data);
    if (decoder.hasError()) return {{}, Application::tr("%1 is not a text in UTF-8.").arg(QFileInfo(path).fileName())};
    return {text, {}};
}

FilesRead readFiles(const QStringList &paths)
{
    FilesRead read;
    for (const QString &path : paths)
        readFile(path, read);
    return read;
}

} // namespace

void Application::wireAttachments()
{
    PromptPane *prompt = m_workbench->prompt();
    connect(prompt, &PromptPane::attachRequested, this, [prompt](int message, const QStringList &paths) {
        await(QtConcurrent::run(readFiles, paths), prompt,
              [prompt, message](const FilesRead &read) { prompt->attach(message, read.attachments, read.problems); });
    });
    connect(prompt, &PromptPane::importRequested, this, [this, prompt](const QString &path) {
        await(QtConcurrent::run(readCases, path), prompt, [this, prompt](const CasesRead &read) {
            read.problem.isEmpty() ? prompt->addCases(read.cases) : m_window->showBannerText(read.problem);
        });
    });
    connect(prompt, &PromptPane::valueFileRequested, this, [prompt](const QString &variable, const QString &path) {
        await(QtConcurrent::run(readText, path), prompt, [prompt, variable](const TextRead &read) {
            read.problem.isEmpty() ? prompt->enterValue(variable, read.text)
                                   : prompt->refuseValue(variable, read.problem);
        });
    });
}

} // namespace burin
