#include "app/charges/chargesettler.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/session.h"
#include "app/cli/textfile.h"
#include "app/cli/texttable.h"
#include "app/secrets/secrets.h"
#include "core/engine/engine.h"
#include "core/providers/registry.h"
#include "core/reconcile/drift.h"
#include "core/reconcile/usagefile.h"

#include <QCommandLineParser>

namespace burin {

namespace {

/// The provider that tells what single answers cost.
QString settlingProvider()
{
    return QStringLiteral("openrouter");
}

QString nameOf(DriftRow::Side side)
{
    switch (side) {
    case DriftRow::Side::OnlyFile:
        return QStringLiteral("file");
    case DriftRow::Side::OnlyLedger:
        return QStringLiteral("ledger");
    case DriftRow::Side::Both:
        break;
    }
    return QStringLiteral("both");
}

QJsonValue countOrNull(const std::optional<qint64> &count)
{
    return count ? QJsonValue(*count) : QJsonValue();
}

QJsonObject driftDocument(const DriftRow &row)
{
    return {{QStringLiteral("day_utc"), row.day.toString(Qt::ISODate)},
            {QStringLiteral("model"), row.model},
            {QStringLiteral("in"), nameOf(row.side)},
            {QStringLiteral("file"), QJsonObject{{QStringLiteral("requests"), countOrNull(row.fileRequests)},
                                                 {QStringLiteral("input_tokens"), countOrNull(row.fileInput)},
                                                 {QStringLiteral("output_tokens"), countOrNull(row.fileOutput)},
                                                 {QStringLiteral("usd"), usdOrNull(row.fileCost)}}},
            {QStringLiteral("ledger"), QJsonObject{{QStringLiteral("requests"), row.ledgerRequests},
                                                   {QStringLiteral("input_tokens"), row.ledgerInput},
                                                   {QStringLiteral("output_tokens"), row.ledgerOutput},
                                                   {QStringLiteral("usd"), exactUsd(row.ledgerCost)},
                                                   {QStringLiteral("unpriced_requests"), row.ledgerUnpriced}}}};
}

QStringList driftCells(const DriftRow &row)
{
    const bool inLedger = row.side != DriftRow::Side::OnlyFile;
    const auto ofLedger = [inLedger](qint64 count) { return inLedger ? QString::number(count) : QStringLiteral("-"); };
    const std::optional<Money> drift = row.fileCost ? std::optional(row.ledgerCost - *row.fileCost) : std::nullopt;
    return {row.day.toString(Qt::ISODate),
            row.model,
            shown(row.fileRequests),
            ofLedger(row.ledgerRequests),
            shown(row.fileCost),
            inLedger ? shown(std::optional(row.ledgerCost)) : QStringLiteral("-"),
            shown(drift)};
}

void showDrift(Session &session, const UsageDrift &drift)
{
    using enum TextTable::Align;
    TextTable table({{Cli::tr("DAY (UTC)")},
                     {Cli::tr("MODEL")},
                     {Cli::tr("REQUESTS"), Right},
                     {Cli::tr("LEDGER"), Right},
                     {Cli::tr("COST"), Right},
                     {Cli::tr("LEDGER"), Right},
                     {Cli::tr("DRIFT"), Right}});
    for (const DriftRow &row : drift.rows) {
        if (session.wantsJson()) session.console().writeJson(driftDocument(row));
        table.add(driftCells(row));
    }
    DriftRow total = drift.total;
    total.model = Cli::tr("all");
    table.add(driftCells(total));
    if (!session.wantsJson()) session.console().write(table.text());
    if (drift.byGeneration)
        session.console().note(Cli::tr("Answers in both: %1, of another cost here: %2, only in the file: %3, only in "
                                       "the ledger: %4.")
                                   .arg(drift.matched)
                                   .arg(drift.different)
                                   .arg(drift.onlyInFile.size())
                                   .arg(drift.onlyInLedger.size()));
    session.finish(ExitDone);
}

void compareFile(Session &session, const QString &path, const QString &provider)
{
    const Checked<QByteArray> bytes = readFile(path);
    if (!bytes) return session.refuse(bytes.error());
    const Result<UsageFile, UsageFileError> file = readUsageFile(*bytes);
    if (!file) {
        const UsageFileError &error = file.error();
        const QString place = error.line > 0 ? QStringLiteral("%1:%2").arg(path).arg(error.line) : path;
        return session.refuse({place + QStringLiteral(": ") + error.message});
    }
    const QString owner = provider.isEmpty() ? file->provider : provider;
    if (owner.isEmpty()) return session.refuse({Cli::tr("%1: say whose file it is with --provider.").arg(path)});
    const UtcDays days = daysOf(*file);
    withHistory(
        session,
        [file = *file, owner, days](const QSqlDatabase &db) -> Result<UsageDrift> {
            const Result<std::vector<LedgerUse>> ledger = ledgerUse(db, owner, days.from, days.to);
            if (!ledger) return ledger.error();
            return driftOf(file, *ledger);
        },
        [&session](const UsageDrift &drift) { showDrift(session, drift); });
}

void endSettling(Session &session, const ChargeProgress &progress, const std::optional<Error> &error)
{
    if (session.wantsJson())
        session.console().writeJson({{QStringLiteral("asked"), progress.asked},
                                     {QStringLiteral("open"), progress.all},
                                     {QStringLiteral("corrected"), progress.corrected},
                                     {QStringLiteral("failed"), progress.failed}});
    else
        session.console().write(Cli::tr("%1 of %2 asked for: %3 corrected, of %4 nothing was told.\n")
                                    .arg(progress.asked)
                                    .arg(progress.all)
                                    .arg(progress.corrected)
                                    .arg(progress.failed));
    if (error) return session.refuse(refusalOf(*error));
    session.finish(progress.cancelled ? ExitCancelled : ExitDone);
}

void settle(Session &session, const ProviderProfile &provider, const KeyLookup &lookup,
            const std::vector<OpenCharge> &charges)
{
    if (charges.empty()) return endSettling(session, {}, std::nullopt);
    if (const std::optional<Error> error = keyProblem(provider, lookup)) return session.refuse(refusalOf(*error));
    auto *const engine = new Engine(Engine::Options(), &session);
    auto *const settler = new ChargeSettler(*engine, session.database(), &session);
    QObject::connect(settler, &ChargeSettler::finished, &session,
                     [&session](const ChargeProgress &progress, const std::optional<Error> &error) {
                         endSettling(session, progress, error);
                     });
    QObject::connect(&session.interrupt(), &Interrupt::requested, settler, &ChargeSettler::cancel);
    settler->start(provider, lookup.key, charges);
}

void settleAll(Session &session, const StoredProfile &profile)
{
    const auto known = std::ranges::find(builtInProviders(), settlingProvider(), &ProviderProfile::id);
    const ProviderProfile provider = atItsAddress(*known, profile);
    auto *const secrets = new Secrets(keyOwners(provider), &session);
    withHistory(
        session, [](const QSqlDatabase &db) { return openCharges(db, settlingProvider()); },
        [&session, secrets, provider](const std::vector<OpenCharge> &charges) {
            await(secrets->find(provider), &session, [&session, provider, charges](const KeyLookup &lookup) {
                settle(session, provider, lookup, charges);
            });
        });
}

} // namespace

bool startReconcile(Session &session, const QStringList &arguments)
{
    const bool files = arguments.contains(QStringLiteral("reconcile"));
    const bool charges = !files && arguments.contains(QStringLiteral("settle"));
    if (!files && !charges) return false;
    QCommandLineParser parser;
    const QString provider = QStringLiteral("provider");
    parser.addOption(
        {provider, Cli::tr("Whose file it is, where that is not told by its headings."), QStringLiteral("ID")});
    if (!session.read(parser, QStringLiteral("costs reconcile FILE|settle"), arguments)) return true;
    const QStringList words = parser.positionalArguments();
    if (files && words.size() == 2 && words.front() == QStringLiteral("reconcile"))
        compareFile(session, words.back(), parser.value(provider));
    else if (charges && words.size() == 1)
        withStoredProfile(session, [&session](const StoredProfile &profile) { settleAll(session, profile); });
    else
        session.refuse({Cli::tr("costs: reconcile FILE or settle is needed.")});
    return true;
}

} // namespace burin
