#include "app/cli/commands.h"
#include "app/cli/promptinput.h"
#include "app/cli/session.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QSaveFile>

namespace burin {

namespace {

struct Conversion {
    QString in;
    QString out;
    QString from; ///< Id of a format; empty = as the file looks.
    const ExchangeFormat *to = nullptr;
};

Checked<Conversion> conversionOf(const QCommandLineParser &parser)
{
    const QStringList files = parser.positionalArguments();
    if (files.size() != 2) return Refusal{Cli::tr("convert: IN and OUT are needed.")};
    Conversion conversion{files.first(), files.last(), parser.value(QStringLiteral("from"))};
    const QString to = parser.value(QStringLiteral("to"));
    conversion.to = to.isEmpty() ? formatForName(conversion.out) : exchangeFormat(to);
    if (conversion.to) return conversion;
    QStringList ids;
    for (const ExchangeFormat &format : exchangeFormats())
        ids += QLatin1StringView(format.id);
    return Refusal{Cli::tr("convert: which format? Name one with --to: %1.").arg(ids.join(QLatin1StringView(", ")))};
}

/// OUT, and for further prompts of one file OUT with their number before the extension.
QString outputName(const QString &out, size_t index)
{
    if (index == 0) return out;
    const QString name = QFileInfo(out).fileName();
    const QString title = titleFromName(name);
    return out.chopped(name.size()) +
           QStringLiteral("%1-%2%3").arg(title).arg(index + 1).arg(name.sliced(title.size()));
}

std::optional<Refusal> write(Session &session, const QString &path, const Exported &exported)
{
    if (path == QLatin1StringView("-")) {
        session.console().write(QString::fromUtf8(exported.bytes));
        return std::nullopt;
    }
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(exported.bytes) == exported.bytes.size() && file.commit();
    if (written) return std::nullopt;
    return Refusal{QStringLiteral("%1: %2").arg(path, file.errorString()), ExitStorage};
}

void convert(Session &session, const Conversion &conversion)
{
    const Checked<Imported> imported = readPrompts(conversion.in, conversion.from);
    if (!imported) return session.refuse(imported.error());
    writeNotices(session.console(), conversion.in, imported->notices);
    for (size_t i = 0; i < imported->prompts.size(); ++i) {
        const QString path = outputName(conversion.out, i);
        const Exported exported = conversion.to->write(imported->prompts[i]);
        writeNotices(session.console(), path, exported.notices);
        if (const std::optional<Refusal> refusal = write(session, path, exported)) return session.refuse(*refusal);
    }
    session.finish(ExitDone);
}

} // namespace

void startConvert(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(
        {QStringLiteral("from"), Cli::tr("The format of IN; as it looks if not told."), QStringLiteral("FORMAT")});
    parser.addOption(
        {QStringLiteral("to"), Cli::tr("The format of OUT; by its extension if not told."), QStringLiteral("FORMAT")});
    if (!session.read(parser, QStringLiteral("convert IN OUT"), arguments)) return;
    const Checked<Conversion> conversion = conversionOf(parser);
    if (!conversion) return session.refuse(conversion.error());
    convert(session, *conversion);
}

} // namespace burin
