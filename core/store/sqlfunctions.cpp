#include "core/store/sqlfunctions.h"

#include "core/domain/histogram.h"
#include "core/domain/receipt.h"
#include "core/store/sqlite.h"
#include "core/store/storedvalues.h"

#include <QVariant>

#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace burin {

namespace {

/// The group's histogram; SQLite keeps the pointer, zeroed at first. Freed by answerHistogram(), which it always calls.
Histogram *groupOf(sqlite3_context *context, int size)
{
    auto **histogram = static_cast<Histogram **>(sqlite3_aggregate_context(context, size));
    if (histogram && !*histogram && size > 0) *histogram = new Histogram;
    return histogram ? *histogram : nullptr;
}

void addTo(sqlite3_context *context, Histogram &histogram, sqlite3_value *blob)
{
    const auto *bytes = static_cast<const char *>(sqlite3_value_blob(blob));
    if (!histogram.addPacked(bytes, sqlite3_value_bytes(blob))) sqlite3_result_error_code(context, SQLITE_CORRUPT);
}

void answer(sqlite3_context *context, const Histogram &histogram)
{
    const QByteArray packed = histogram.packed();
    sqlite3_result_blob(context, packed.constData(), int(packed.size()), SQLITE_TRANSIENT);
}

void countValue(sqlite3_context *context, int, sqlite3_value **values)
{
    Histogram *histogram = groupOf(context, sizeof(Histogram *));
    if (histogram && sqlite3_value_type(values[0]) != SQLITE_NULL) histogram->add(sqlite3_value_double(values[0]));
}

void sumBlob(sqlite3_context *context, int, sqlite3_value **values)
{
    if (Histogram *histogram = groupOf(context, sizeof(Histogram *))) addTo(context, *histogram, values[0]);
}

void answerHistogram(sqlite3_context *context)
{
    const std::unique_ptr<Histogram> histogram(groupOf(context, 0));
    answer(context, histogram ? *histogram : Histogram());
}

void addBlobs(sqlite3_context *context, int, sqlite3_value **values)
{
    Histogram sum;
    addTo(context, sum, values[0]);
    addTo(context, sum, values[1]);
    answer(context, sum);
}

void saveByCache(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(values[0]));
    const std::vector<ReceiptLine> lines = receiptLinesFrom(QString::fromUtf8(text));
    const auto input = std::ranges::find(lines, QStringLiteral("input"), &ReceiptLine::unit);
    Money savings;
    for (const ReceiptLine &line : lines)
        if (line.unit == QStringLiteral("cached_input") && input != lines.end())
            savings += line.quantity * (input->each - line.each);
    sqlite3_result_int64(context, savings.picoUsd);
}

} // namespace

Outcome addSqlFunctions(const QSqlDatabase &db)
{
    constexpr int Flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3 *handle = sqliteHandle(db);
    int code = sqlite3_create_function(handle, "histogram", 1, Flags, nullptr, nullptr, countValue, answerHistogram);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(handle, "histogram_sum", 1, Flags, nullptr, nullptr, sumBlob, answerHistogram);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(handle, "histogram_add", 2, Flags, nullptr, addBlobs, nullptr, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(handle, "cache_savings", 1, Flags, nullptr, saveByCache, nullptr, nullptr);
    if (code == SQLITE_OK) return Done{};
    return sqliteError(code, databaseFile(db), QStringLiteral("functions"));
}

} // namespace burin
