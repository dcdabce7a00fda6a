#include "core/simulator/scenario.h"
#include "tests/fuzz/fuzzing.h"

using namespace burin;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Result<Scenario> scenario = parseScenario(fuzz::bytesOf(data, size));
    if (!scenario) {
        fuzz::require(!scenario.error().message().isEmpty(), "refused without a reason");
        return 0;
    }
    fuzz::require(scenario->cutAt >= 0 && scenario->tokens >= 0 && scenario->tokensPerSecond >= 0 &&
                      scenario->firstTokenDelay.count() >= 0,
                  "a scenario makes no sense");
    return 0;
}
