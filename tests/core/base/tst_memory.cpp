#include "core/base/memory.h"

#include <QTest>

#include <cstdlib>
#include <memory>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace burin;

class tst_Memory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesLargeBlocksBackWhateverCameBefore();
};

void tst_Memory::givesLargeBlocksBackWhateverCameBefore()
{
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    constexpr size_t Megabyte = 1024 * 1024;
    const auto block = [](size_t bytes) {
        return std::unique_ptr<void, decltype(&std::free)>(std::malloc(bytes), &std::free);
    };
    returnFreedMemory();
    QVERIFY(block(24 * Megabyte)); // freed at once: from here on glibc would keep blocks of that size
    const size_t mapped = mallinfo2().hblkhd;
    const auto kept = block(16 * Megabyte);
    QVERIFY(kept);
    QVERIFY(mallinfo2().hblkhd >= mapped + 16 * Megabyte); // mapped on its own, so unmapped when freed
#else
    QSKIP("another allocator");
#endif
}

QTEST_APPLESS_MAIN(tst_Memory)
#include "tst_memory.moc"
