#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace burin {

/// The exit codes of cli.md.
enum ExitCode {
    ExitDone = 0,
    ExitFailed = 1, ///< The run failed, or checks failed.
    ExitUsage = 2,  ///< Wrong usage or bad input.
    ExitBudget = 3, ///< Stopped by a budget.
    ExitStorage = 4,
    ExitCancelled = 130,
};

/// Why a command stops before it has done anything.
struct Refusal {
    QString message;
    ExitCode code = ExitUsage;
    std::optional<Error> error = std::nullopt; ///< Where the catalog has a row for it.
};

template <class T> using Checked = Result<T, Refusal>;

/// The translation context of burin-cli.
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

} // namespace burin
