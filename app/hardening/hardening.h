#pragma once

namespace burin {

/// Makes the process keep to itself what it holds: files it creates are its user's alone (umask 077), a crash leaves no
/// core, and other processes of the user can neither trace it nor read its memory and environment. The first thing of
/// main(), before any thread. Debuggers and profilers need the latter, so the programs call it in release builds only.
void hardenProcess();

/// The part that hinders no developer: the umask.
void restrictFiles();

} // namespace burin
