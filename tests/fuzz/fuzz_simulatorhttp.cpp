#include "core/simulator/requestreader.h"
#include "tests/fuzz/fuzzing.h"

using namespace burin;
using namespace burin::simulator;

namespace {

/// The requests that come out, as one text to compare.
QByteArray read(const std::vector<QByteArray> &parts)
{
    RequestReader reader;
    QByteArray all;
    for (const QByteArray &part : parts) {
        reader.append(part);
        while (const auto request = reader.next()) {
            if (!*request) return all + QByteArray::number(request->error().status);
            all += (*request)->method + ' ' + (*request)->path + '\n' + (*request)->body + '\n';
        }
    }
    return all;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    fuzz::require(read({bytes}) == read(fuzz::pieces(bytes)), "requests depend on how bytes arrive");
    return 0;
}
