#pragma once

#include "core/base/id.h"
#include "core/domain/receipt.h"
#include "core/domain/run.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace burin {

/// Which runs to show. Empty fields do not filter.
struct RunQuery {
    QString text;                  ///< Words that must all occur in prompt or answer; user text, not FTS syntax.
    QString model;                 ///< Requested model, exact.
    QString provider;              ///< Provider id, exact.
    QString prompt;                ///< Prompt title, exact.
    PromptId libraryPrompt = {};   ///< Made from this prompt of the library, whatever its title was.
    VersionId libraryVersion = {}; ///< Made from this version.
    std::optional<RunStatus> status;
    QDate from; ///< First local day, inclusive.
    QDate to;   ///< Last local day, inclusive.
    bool operator==(const RunQuery &) const = default;
};

/// One row of the history.
struct RunSummary {
    RunId id;
    QDateTime createdAt; ///< UTC.
    RunStatus status = RunStatus::Running;
    QString title; ///< The prompt's title, or the beginning of the user message.
    QString providerId;
    QString model;
    bool simulated = false;
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    std::optional<Money> cost;
    Provenance provenance = Provenance::Unpriced;
    std::optional<milliseconds> firstContent;
    milliseconds total{0};
    QString errorCode; ///< "TIMEOUT_ERROR/idle", empty if none.
    QString snippet;   ///< For a text search: where it was found, hits between U+E000 and U+E001.
    bool operator==(const RunSummary &) const = default;
};

/// A page of the history, newest first.
struct RunPage {
    std::vector<RunSummary> runs;
    bool more = false; ///< There are older ones; the next page is asked for with the last row's id.
};

/// What the filters of the history can offer.
struct RunFacets {
    QStringList models;
    QStringList providers;
    QStringList prompts;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::RunQuery)
