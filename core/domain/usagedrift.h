#pragma once

#include "core/base/id.h"
#include "core/base/money.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin {

// A provider's own account of what was used, beside the ledger. Days are UTC days: providers bill by them.

/// Which columns of a table mean what, by their headings; empty = the table does not have it. Several columns of
/// tokens are added up.
struct UsageColumns {
    QString day;
    QString model;
    QString generation; ///< The provider's id of one answer.
    QString requests;
    QStringList input; ///< Tokens, cached and cache-written ones included.
    QString output;
    QString cost;
    QString currency; ///< Where there is one, it must say "usd".
    bool operator==(const UsageColumns &) const = default;
};

/// A line of a usage file.
struct UsageRow {
    int line = 0; ///< In the file, from 1.
    QDate day;    ///< UTC.
    QString model;
    QString generation;
    std::optional<qint64> requests;
    std::optional<qint64> input;
    std::optional<qint64> output;
    std::optional<Money> cost;
    bool operator==(const UsageRow &) const = default;
};

struct UsageFile {
    QString format;   ///< "OpenRouter activity", …; empty = not a known export.
    QString provider; ///< Provider id of a known export.
    UsageColumns columns;
    std::vector<UsageRow> rows;
};

/// Why a usage file cannot be read, in the user's language.
struct UsageFileError {
    int line = 0; ///< From 1; 0 = the file as a whole.
    QString message;
    /// The headings, where what is missing is only which of them means what.
    QStringList header;
    bool operator==(const UsageFileError &) const = default;
};

/// An attempt of the ledger that may have been charged, with its corrections.
struct LedgerUse {
    RunId run;
    QDate day;          ///< UTC, of the attempt.
    QString model;      ///< That served, or else was asked for.
    QString responseId; ///< Empty = not told.
    std::optional<qint64> input;
    std::optional<qint64> output;
    std::optional<Money> cost;
    bool operator==(const LedgerUse &) const = default;
};

/// A day and model on both sides. A sum is nullopt where that side does not tell it.
struct DriftRow {
    enum class Side { Both, OnlyFile, OnlyLedger };
    QDate day;
    QString model;
    Side side = Side::Both;
    std::optional<qint64> fileRequests;
    int ledgerRequests = 0;
    std::optional<qint64> fileInput;
    qint64 ledgerInput = 0;
    std::optional<qint64> fileOutput;
    qint64 ledgerOutput = 0;
    std::optional<Money> fileCost;
    Money ledgerCost;       ///< Of the amounts that are known.
    int ledgerUnpriced = 0; ///< Requests of the ledger whose amount is not known.
    bool operator==(const DriftRow &) const = default;
};

/// Where a usage file and the ledger differ.
struct UsageDrift {
    QDate from; ///< UTC days that the file is about.
    QDate to;
    std::vector<DriftRow> rows; ///< By day and model.
    DriftRow total;             ///< Without day and model.
    bool byGeneration = false;  ///< The file names single answers, and these were matched one by one:
    std::vector<UsageRow> onlyInFile;
    std::vector<LedgerUse> onlyInLedger;
    int matched = 0;   ///< Answers that both have.
    int different = 0; ///< Of matched: at another price, unpriced ones among them.
};

/// How many answers a provider was asked about, and what came of it.
struct ChargeProgress {
    int asked = 0;
    int all = 0;
    int corrected = 0;
    int failed = 0; ///< Not told: the provider does not know the answer any more, or could not be reached.
    bool cancelled = false;
    bool operator==(const ChargeProgress &) const = default;
};

} // namespace burin
