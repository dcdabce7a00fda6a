#pragma once

#include <span>

namespace burin {

/// Which test proves a row of the fault matrix.
struct FaultCoverage {
    int number;            ///< 1 to 125.
    const char *fault;     ///< In a few words.
    const char *tests;     ///< "tst_Class::function", several with spaces between; empty = not before a later feature.
    const char *note = ""; ///< Why there is no test yet, or in what the program differs from the matrix and why.
};

std::span<const FaultCoverage> faultCoverage();

} // namespace burin
