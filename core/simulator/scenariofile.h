#pragma once

#include "core/domain/expectation.h"
#include "core/simulator/scenario.h"

#include <QStringList>

namespace burin {

/// What a group of scenarios has in common.
struct ScenarioFamily {
    const char *id;    ///< As in the files.
    const char *title; ///< Source text of the translation context "Simulator".
};
/// In the order in which they are shown.
const std::vector<ScenarioFamily> &scenarioFamilies();

/// A scenario with its story: a file of resources/scenarios, or one that a user wrote.
struct NamedScenario {
    QString model;                  ///< The model name it stands for: "simulator-fast", … Empty for a user's file.
    QString title;                  ///< A few words.
    QString description;            ///< One sentence.
    QString family;                 ///< An id of scenarioFamilies().
    QStringList kinds;              ///< The wire formats that can show it; empty = all.
    std::optional<Timeouts> limits; ///< For a run through it; empty = as usual. Its story needs short ones.
    Expectation expect;             ///< How a run through it should end.
    bool embedding = false;         ///< For embeddings; a chat through it goes well.
    Scenario scenario;

    bool appliesTo(const QString &kind) const { return kinds.isEmpty() || kinds.contains(kind); }
};

/// The files that are part of the program, by family. The first one is the default of a new profile.
const std::vector<NamedScenario> &builtInScenarios();
/// The built-in scenario of that name, with or without "simulator-"; nullptr if there is none.
const NamedScenario *findScenario(const QString &name);

/// Reads a scenario file: parseScenario()'s fields, and beside them "title", "description", "family", "kinds",
/// "limits": {"first_content": 2000, "idle": 2000, "total": 6000} in milliseconds, and "expect": {"status": "failed",
/// "error": "API_ERROR/overloaded", "attempts": 4}, the error a list where several would do. Errors name the field.
/// Pure.
Result<NamedScenario> parseScenarioFile(const QByteArray &json);

} // namespace burin
