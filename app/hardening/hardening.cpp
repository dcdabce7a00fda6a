#include "app/hardening/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace burin {

void restrictFiles()
{
    ::umask(S_IRWXG | S_IRWXO);
}

void hardenProcess()
{
    restrictFiles();
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0); // also where cores go to a pipe, which no limit of size holds back
}

} // namespace burin
