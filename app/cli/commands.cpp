#include "app/cli/commands.h"

#include <QCoreApplication>

namespace burin {

namespace {

#define T(text) QT_TRANSLATE_NOOP("Cli", text)

// clang-format off
constexpr CommandRow rows[] = {
    {"run", "[FILE|-]", T("Run a prompt; the answer streams to stdout."), startRun},
    {"estimate", "[FILE|-]", T("Tokens and cost before sending; sends nothing."), startEstimate},
    {"verify", "[PROVIDER]", T("Try the key of each provider."), startVerify},
    {"models", "[PROVIDER]", T("List a provider's models."), startModels},
    {"prompts", "", T("The prompt library."), nullptr},
    {"history", "list|show ID|search QUERY|export|import FILE|delete ID...|tag TAG ID...", T("The runs of the past."),
     startHistory},
    {"costs", "[reconcile FILE|settle]", T("What the runs cost."), startCosts},
    {"budgets", "list|set SCOPE USD|remove SCOPE", T("Limits of spending."), startBudgets},
    {"knowledge", "", T("Collections of documents."), nullptr},
    {"batch", "", T("Suites of runs."), nullptr},
    {"convert", "IN OUT", T("Turn a prompt file into another tool's format."), startConvert},
    {"simulate", "", T("Serve the loopback provider until interrupted."), startSimulate},
    {"telemetry", "show|set URL|off|send", T("Tell finished runs to an OpenTelemetry collector."), startTelemetry},
    {"db", "check|backup FILE|vacuum|stats|salvage FILE NEW_FILE", T("Check, copy, compact or rescue the database."), startDb},
    {"replay", "RUN_ID", T("Play a recorded stream, or export it."), startReplay},
};
// clang-format on

#undef T

} // namespace

std::span<const CommandRow> commandRows()
{
    return rows;
}

} // namespace burin
