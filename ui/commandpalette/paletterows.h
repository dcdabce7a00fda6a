#pragma once

#include <QFuture>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace burin {

/// Something the palette offers.
struct PaletteRow {
    QString id;    ///< Stable between starts ("run.start", "model:openai/gpt-5"): what was used lately is kept by it.
    QString title; ///< Shown, searched.
    QString detail = {};            ///< Muted behind the title, searched too: group, provider, day.
    QString keys = {};              ///< The shortcut in the desktop's notation; empty = none.
    QString iconName = {};          ///< Of resources/icons; empty = none.
    std::function<void()> run = {}; ///< What Enter does, after the palette has closed.
};

/// Where rows come from: commands, prompts, models, runs. Asked each time the palette opens; the answer may come late
/// and from any thread.
using PaletteSource = std::function<QFuture<std::vector<PaletteRow>>()>;

/// One row that answers what was typed.
struct PaletteHit {
    PaletteRow row;
    std::vector<int> positions; ///< Matched characters of the title.
};

/// The rows of all @p sources that answer @p query, best first, at most @p limit. Every word must be found in title or
/// detail, in any order; a find in the title counts more. Rows of @p recent (ids, latest first) come first while
/// nothing is typed and win among equals later.
std::vector<PaletteHit> rankRows(const std::vector<std::vector<PaletteRow>> &sources, const QString &query,
                                 const QStringList &recent, int limit);

} // namespace burin
