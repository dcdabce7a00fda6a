#include "core/providers/registry.h"

#include <cstdio>

/// Prints the wire formats, one a line: `./dev fuzz` runs fuzz_decoder once for each.
int main()
{
    for (const QString &kind : burin::providerKinds())
        std::puts(qPrintable(kind));
    return 0;
}
