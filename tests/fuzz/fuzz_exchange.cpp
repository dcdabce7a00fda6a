#include "core/exchange/exchange.h"
#include "tests/fuzz/fuzzing.h"

using namespace burin;

/// Every reader takes every file, and what it makes of it comes back the same from our own format.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ExchangeSource source{fuzz::bytesOf(data, size), QStringLiteral("fuzz")};
    (void)recognized(source);
    for (const ExchangeFormat &format : exchangeFormats()) {
        const Result<Imported> imported = format.read(source);
        if (!imported) {
            fuzz::require(imported.error().code == ErrorCode::BadFile, "a file is refused without saying so");
            continue;
        }
        for (const PromptFile &file : imported->prompts) {
            (void)format.write(file);
            const Exported native = writeNative(file);
            const Result<Imported> again = readNative({native.bytes, source.fileName});
            fuzz::require(bool(again), "what was written cannot be read");
            // What was kept may have lost its place, which a notice tells; the prompt itself never changes.
            PromptFile whole = again->prompts.front();
            whole.kept = file.kept;
            fuzz::require(whole == file, "a prompt changes on the way through its file");
        }
    }
    return 0;
}
