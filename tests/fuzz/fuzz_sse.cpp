#include "tests/fuzz/framing.h"

using namespace burin;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::checkFraming(Framing::ServerSentEvents, fuzz::bytesOf(data, size));
    return 0;
}
