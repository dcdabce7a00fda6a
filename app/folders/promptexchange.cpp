#include "app/folders/promptexchange.h"

#include "core/exchange/promptfilework.h"

#include <QFileInfo>
#include <QSaveFile>

namespace burin {

namespace {

Result<Imported> readAny(const QString &path)
{
    const Result<std::optional<QByteArray>> bytes = fileOnDisk(path);
    if (!bytes) return bytes.error();
    if (!*bytes) return makeError(ErrorCode::DocumentUnreadable, path);
    const ExchangeSource source{**bytes, QFileInfo(path).fileName()};
    const ExchangeFormat *format = recognized(source);
    if (!format) return makeError(ErrorCode::BadFile, ExchangeText::tr("Its format is none that is known."));
    return format->read(source);
}

} // namespace

PromptsRead readPromptFiles(const QStringList &paths)
{
    PromptsRead all;
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).fileName();
        const Result<Imported> read = readAny(path);
        if (!read) {
            all.problems += name + QStringLiteral(": ") + read.error().message();
            continue;
        }
        all.prompts.insert(all.prompts.end(), read->prompts.begin(), read->prompts.end());
        for (const Notice &notice : read->notices)
            all.notices += name + QStringLiteral(":") + toString(notice);
    }
    return all;
}

Result<PromptVersion> addToLibrary(const QSqlDatabase &db, const std::vector<PromptFile> &prompts,
                                   const QString &folder)
{
    Result<PromptVersion> last = makeError(ErrorCode::PromptNotFound);
    for (const PromptFile &file : prompts) {
        last = createPrompt(db, {file.draft, folder, tidyTags(file.tags).mid(0, MostTags), file.cases, file.note, {}});
        if (!last) return last;
    }
    return last;
}

Result<QStringList> writePromptFile(const QString &path, const QString &formatId, const PromptFile &prompt)
{
    const ExchangeFormat *format = formatId.isEmpty() ? formatForName(path) : exchangeFormat(formatId);
    if (!format) return makeError(ErrorCode::FileNotWritten, path, ExchangeText::tr("Its name tells no known format."));
    const Exported exported = format->write(prompt);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(exported.bytes) != exported.bytes.size() || !file.commit())
        return makeError(ErrorCode::FileNotWritten, path, file.errorString());
    QStringList notices;
    for (const Notice &notice : exported.notices)
        notices += toString(notice);
    return notices;
}

std::vector<std::pair<QString, QString>> formatFilters()
{
    std::vector<std::pair<QString, QString>> filters;
    for (const ExchangeFormat &format : exchangeFormats()) {
        QStringList patterns;
        for (const QString &extension : QString::fromLatin1(format.extensions).split(u' '))
            patterns += QStringLiteral("*.") + extension;
        filters.emplace_back(QString::fromLatin1(format.id),
                             QStringLiteral("%1 (%2)").arg(ExchangeText::tr(format.title), patterns.join(u' ')));
    }
    return filters;
}

} // namespace burin
