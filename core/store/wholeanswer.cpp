#include "core/store/wholeanswer.h"

#include "core/store/history.h"

namespace burin {

namespace {

constexpr int LongestChain = 100; ///< A file that was tampered with may hold a ring.

} // namespace

Result<WholeAnswer> wholeAnswer(const QSqlDatabase &db, const RunRecord &last)
{
    WholeAnswer answer{.messages = last.messages, .before = {}, .text = last.text};
    RunId earlier = last.continues;
    for (int i = 0; i < LongestChain && earlier.isValid(); ++i) {
        const Result<RunRecord> record = loadRun(db, earlier);
        if (!record && record.error().code == ErrorCode::RunNotFound) break;
        if (!record) return record.error();
        answer.messages = record->messages;
        answer.before.prepend(record->text);
        earlier = record->continues;
    }
    answer.text.prepend(answer.before);
    return answer;
}

} // namespace burin
