#include "core/base/memory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace burin {

void returnFreedMemory()
{
#ifdef __GLIBC__
    constexpr int LargeBlock = 128 * 1024; // glibc's own first value; set by hand it does not grow
    mallopt(M_MMAP_THRESHOLD, LargeBlock);
    mallopt(M_TRIM_THRESHOLD, LargeBlock);
#endif
}

} // namespace burin
