#pragma once

#include "core/domain/error.h"

namespace burin {

/// What the user was doing when an error arose.
enum class ErrorOrigin {
    Input,      ///< Typing, or pressing Run with something missing.
    Run,        ///< A run that was on its way.
    Background, ///< Anything else: a list of models, a test, storing.
};

/// Where an error is told, with its actions, and announced. What a place holds anyway (the answer pane of a failed run)
/// shows the error too, but quietly.
enum class ErrorPlacement {
    InPlace,  ///< At the field, or in the answer pane.
    Note,     ///< The run's footer and the note under its answer.
    Banner,   ///< Above the pages, until it is dismissed or its cause is gone.
    Blocking, ///< A page over all pages, until its cause is gone.
};

/// The table: severity × origin → placement. Pure.
ErrorPlacement placementOf(Severity severity, ErrorOrigin origin);

} // namespace burin
