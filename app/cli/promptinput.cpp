#include "app/cli/promptinput.h"

#include "app/cli/console.h"
#include "app/cli/session.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

namespace burin {

namespace {

QString formatList()
{
    QStringList ids;
    for (const ExchangeFormat &format : exchangeFormats())
        ids += QLatin1StringView(format.id);
    return ids.join(QLatin1StringView(", "));
}

Checked<ExchangeSource> sourceAt(const QString &path)
{
    QFile file(path);
    const bool isStdin = path == QLatin1StringView("-");
    const bool isOpen = isStdin ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen) return Refusal{QStringLiteral("%1: %2").arg(path, file.errorString())};
    constexpr qint64 Most = 10'000'001; // one byte more than is read, so that too large a file is told as such
    return ExchangeSource{file.read(Most), isStdin ? QString() : QFileInfo(path).fileName()};
}

/// Defaults of the declarations, then the values kept with the prompt, then the case's.
Checked<VariableValues> valuesFor(const PromptFile &file, const QString &caseName)
{
    VariableValues values;
    for (const VariableRow &row : file.draft.declared)
        if (!row.fallback.isEmpty() || !row.required) values.insert(row.name, row.fallback);
    values.insert(file.draft.variables);
    if (caseName.isNull()) return values;
    const auto set = std::ranges::find(file.cases, caseName, &ValueSet::name);
    if (set == file.cases.end()) {
        QStringList names;
        for (const ValueSet &known : file.cases)
            names += known.name;
        return Refusal{
            Cli::tr("--case %1: there is no such case. Known: %2.").arg(caseName, names.join(QStringLiteral(", ")))};
    }
    values.insert(set->values);
    return values;
}

} // namespace

Checked<Imported> readPrompts(const QString &path, const QString &formatId)
{
    const Checked<ExchangeSource> source = sourceAt(path);
    if (!source) return source.error();
    const ExchangeFormat *format = formatId.isEmpty() ? recognized(*source) : exchangeFormat(formatId);
    if (!format)
        return Refusal{formatId.isEmpty()
                           ? Cli::tr("%1: this is no prompt file of a known format (%2).").arg(path, formatList())
                           : Cli::tr("there is no format %1. Known: %2.").arg(formatId, formatList())};
    const Result<Imported> imported = format->read(*source);
    if (!imported)
        return Refusal{path + QLatin1StringView(": ") + describe(imported.error()), ExitUsage, imported.error()};
    if (imported->prompts.empty()) return Refusal{Cli::tr("%1: there is no prompt in it.").arg(path)};
    return *imported;
}

bool namesPromptFile(const QString &path)
{
    const ExchangeFormat *format = formatForName(path);
    // A .json or .yaml may be anything, and was the user message before there were prompt files.
    return format && (format == exchangeFormat(QStringLiteral("native")) ||
                      path.endsWith(QLatin1StringView(".prompt"), Qt::CaseInsensitive) ||
                      path.endsWith(QLatin1StringView(".prompty"), Qt::CaseInsensitive));
}

Checked<std::optional<PromptDraft>> readPromptOption(const QCommandLineParser &parser)
{
    const QString path = parser.positionalArguments().value(0);
    const QString caseOption = QStringLiteral("case");
    if (!namesPromptFile(path)) {
        if (parser.isSet(caseOption)) return Refusal{Cli::tr("--case needs a prompt file.")};
        return std::optional<PromptDraft>();
    }
    const Checked<Imported> imported = readPrompts(path, {});
    if (!imported) return imported.error();
    PromptFile file = imported->prompts.front();
    const QString wanted = parser.isSet(caseOption) ? parser.value(caseOption) + QLatin1StringView("") : QString();
    const Checked<VariableValues> values = valuesFor(file, wanted);
    if (!values) return values.error();
    file.draft.variables = *values;
    return std::optional(file.draft);
}

void writeNotices(Console &console, const QString &path, const std::vector<Notice> &notices)
{
    for (const Notice &notice : notices)
        console.note(path + (notice.place.line > 0 ? QLatin1StringView(":") : QLatin1StringView(": ")) +
                     toString(notice));
}

} // namespace burin
