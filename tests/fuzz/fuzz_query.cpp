#include "core/query/query.h"
#include "core/query/queryedit.h"
#include "core/store/database.h"
#include "core/store/history.h"
#include "tests/fuzz/fuzzing.h"

#include <QCoreApplication>

using namespace burin;

namespace {

/// Made once: what is fuzzed is reading from it.
const QSqlDatabase &database()
{
    static int count = 0;
    static char name[] = "fuzz_query";
    static char *arguments[] = {name};
    static QCoreApplication application(count = 1, arguments); // QtSql looks for its driver beside it
    static const Result<QSqlDatabase> db = openInMemory(QStringLiteral("fuzz"));
    fuzz::require(bool(db), "no database");
    return *db;
}

void checkParts(const QString &text, const ParsedQuery &parsed)
{
    qsizetype behind = 0;
    for (const QueryPart &part : parsed.parts) {
        fuzz::require(part.offset >= behind && part.length > 0 && part.offset + part.length <= text.size(),
                      "a part lies outside of the text");
        behind = part.offset + part.length;
    }
    if (parsed.problem)
        fuzz::require(parsed.problem->length > 0 && !parsed.problem->sentence.isEmpty(), "a problem says nothing");
}

} // namespace

/// Any text is a query: printing and reading it again changes nothing, and SQLite takes what it becomes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QDate today(2026, 11, 25);
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    const ParsedQuery parsed = parseQuery(text, today);
    checkParts(text, parsed);
    const ParsedQuery again = parseQuery(printQuery(parsed.query), today);
    fuzz::require(!again.problem && again.query == parsed.query, "the printed query is another one");
    completionsAt(text, text.size() / 2, {});
    RunQuery query = parsed.query;
    query.order = RunOrder(size % 5);
    query.direction = RunDirection(size % 2);
    query.grouped = size % 3 == 0;
    fuzz::require(bool(runPage(database(), query, {}, 10)), "an error of SQL");
    fuzz::require(bool(runStretch(database(), query, {}, 10)), "an error of SQL in a stretch");
    return 0;
}
