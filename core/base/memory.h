#pragma once

namespace burin {

/// Has large blocks given back to the system as soon as they are freed. glibc keeps them otherwise once some have come
/// and gone, and an answer of a million tokens would leave the program several times as large as what it holds
/// (mallopt(3), M_MMAP_THRESHOLD). Does nothing with other C libraries. Before other threads allocate.
void returnFreedMemory();

} // namespace burin
