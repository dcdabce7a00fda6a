#include "core/store/llmlogs.h"

#include "core/store/llmfile.h"
#include "core/store/llmrun.h"
#include "core/store/llmturns.h"

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr int EarlierTurns = 40;

/// Texts that were put before the prompt or the system prompt, each on its own lines.
QString withFragments(LlmFile &file, const char *table, const QString &response, const QString &text)
{
    QStringList parts;
    if (file.has(table) && file.has("fragments"))
        for (const LlmRecord &row :
             file.rows(QStringLiteral("SELECT f.content FROM %1 AS p JOIN fragments AS f ON f.id = p.fragment_id "
                                      "WHERE p.response_id = ? ORDER BY p.\"order\"")
                           .arg(QLatin1StringView(table)),
                       {response}))
            parts += row.text("content");
    if (!text.isEmpty()) parts += text;
    return parts.join(u'\n');
}

std::vector<Attachment> attachmentsOf(LlmFile &file, const QString &response)
{
    std::vector<Attachment> attachments;
    if (!file.has("prompt_attachments") || !file.has("attachments")) return attachments;
    for (const LlmRecord &row :
         file.rows(QStringLiteral("SELECT a.* FROM prompt_attachments AS p JOIN attachments AS a "
                                  "ON a.id = p.attachment_id WHERE p.response_id = ? ORDER BY p.\"order\""),
                   {response})) {
        const QString where = row.text("path").isEmpty() ? row.text("url") : row.text("path");
        attachments.push_back({where.section(u'/', -1), row.text("type"), row.bytes("content")});
    }
    return attachments;
}

std::vector<ToolCall> toolCallsOf(LlmFile &file, const QString &response)
{
    std::vector<ToolCall> calls;
    if (!file.has("tool_calls")) return calls;
    for (const LlmRecord &row :
         file.rows(QStringLiteral("SELECT * FROM tool_calls WHERE response_id = ? ORDER BY id"), {response}))
        calls.push_back({row.text("tool_call_id"), row.text("name"), row.text("arguments")});
    return calls;
}

/// What was said before in the conversation of @p row; only the latest turns of a long one.
std::vector<Message> earlierMessages(LlmFile &file, const LlmRecord &row)
{
    std::vector<Message> messages;
    if (row.text("conversation_id").isEmpty()) return messages;
    std::vector<LlmRecord> turns =
        file.rows(QStringLiteral("SELECT prompt, response FROM responses WHERE conversation_id = ? AND rowid < ? "
                                 "ORDER BY rowid DESC LIMIT ?"),
                  {row.text("conversation_id"), *row.number("burin_row"), EarlierTurns});
    std::ranges::reverse(turns);
    for (const LlmRecord &turn : turns) {
        messages.push_back({Role::User, turn.text("prompt")});
        messages.push_back({Role::Assistant, turn.text("response")});
    }
    return messages;
}

/// A row of the layouts that have prompt and response as columns.
LlmExchange plainExchange(const LlmRecord &row)
{
    LlmExchange exchange;
    exchange.system = row.text("system");
    exchange.prompt = row.text("prompt");
    exchange.answer = row.text("response");
    exchange.reasoning = row.text("reasoning");
    return exchange;
}

void putMessages(LlmExchange &exchange, const std::vector<Message> &earlier)
{
    if (!exchange.system.isEmpty()) exchange.messages.push_back({Role::System, exchange.system});
    exchange.messages.insert(exchange.messages.end(), earlier.begin(), earlier.end());
    exchange.messages.push_back({Role::User, exchange.prompt});
}

LlmExchange oldExchange(LlmFile &, const LlmRecord &row)
{
    LlmExchange exchange = plainExchange(row);
    putMessages(exchange, {});
    return exchange;
}

LlmExchange responseExchange(LlmFile &file, const LlmRecord &row)
{
    const QString id = row.text("id");
    LlmExchange exchange = plainExchange(row);
    exchange.system = withFragments(file, "system_fragments", id, exchange.system);
    exchange.prompt = withFragments(file, "prompt_fragments", id, exchange.prompt);
    putMessages(exchange, earlierMessages(file, row));
    exchange.messages.back().attachments = attachmentsOf(file, id);
    exchange.toolCalls = toolCallsOf(file, id);
    return exchange;
}

/// One row a table of exchanges, the oldest layout first.
struct LlmTable {
    const char *name;
    const char *time;      ///< Its column.
    const char *unlessHas; ///< Another table that replaces it.
    LlmExchange (*read)(LlmFile &file, const LlmRecord &row);
};
constexpr std::array tables{
    LlmTable{"log", "timestamp", "logs", oldExchange},
    LlmTable{"logs", "datetime_utc", "", oldExchange},
    LlmTable{"responses", "datetime_utc", "", responseExchange},
    LlmTable{"turns", "datetime_utc", "", turnExchange},
};

bool isThere(LlmFile &file, const LlmTable &table)
{
    return file.has(table.name) && (*table.unlessHas == '\0' || !file.has(table.unlessHas));
}

/// Rows of the two oldest tables have numbers only: the time tells two files apart.
QString idOf(const LlmTable &table, const LlmRecord &row)
{
    const QString id = row.text("id");
    const bool numbered = table.read == oldExchange;
    return numbered ? QStringLiteral("log %1 %2").arg(row.text(table.time), QString::number(*row.number("burin_row")))
                    : id;
}

LlmRow rowOf(LlmFile &file, const LlmTable &table, const LlmRecord &record)
{
    LlmExchange exchange = table.read(file, record);
    exchange.id = idOf(table, record);
    exchange.model = record.text("model");
    exchange.resolvedModel = record.text("resolved_model");
    exchange.options = record.text("options_json");
    exchange.tokenDetails = record.text("token_details");
    exchange.time = record.text(table.time);
    exchange.inputTokens = record.number("input_tokens");
    exchange.outputTokens = record.number("output_tokens");
    exchange.durationMs = record.number("duration_ms");
    const QString place = QStringLiteral("%1 %2").arg(QLatin1StringView(table.name)).arg(*record.number("burin_row"));
    return {place, runOf(exchange)};
}

void readTable(LlmFile &file, LlmBatch &batch, int most)
{
    const LlmTable &table = tables[size_t(batch.next.table)];
    const size_t room = size_t(most) - batch.rows.size();
    const std::vector<LlmRecord> records =
        isThere(file, table) ? file.rows(QStringLiteral("SELECT rowid AS burin_row, * FROM %1 WHERE rowid > ? "
                                                        "ORDER BY rowid LIMIT ?")
                                             .arg(QLatin1StringView(table.name)),
                                         {batch.next.row, qint64(room)})
                             : std::vector<LlmRecord>();
    for (const LlmRecord &record : records) {
        batch.rows.push_back(rowOf(file, table, record));
        batch.next.row = *record.number("burin_row");
    }
    if (records.size() < room) batch.next = {batch.next.table + 1, std::numeric_limits<qint64>::min()};
}

} // namespace

Result<qint64> countLlmRows(const QString &path)
{
    LlmFile file(path);
    qint64 count = 0;
    bool any = false;
    for (const LlmTable &table : tables) {
        if (!isThere(file, table)) continue;
        any = true;
        const auto rows = file.rows(QStringLiteral("SELECT count(*) AS n FROM %1").arg(QLatin1StringView(table.name)));
        if (!rows.empty()) count += rows[0].number("n").value_or(0);
    }
    if (file.error()) return *file.error();
    if (!any) return makeError(ErrorCode::BadFile, path);
    return count;
}

Result<LlmBatch> readLlmRows(const QString &path, const LlmCursor &from, int most)
{
    Q_ASSERT(most > 0 && from.table >= 0);
    LlmFile file(path);
    LlmBatch batch;
    batch.next = from;
    while (batch.next.table < int(tables.size()) && batch.rows.size() < size_t(most) && !file.error())
        readTable(file, batch, most);
    if (file.error()) return *file.error();
    batch.done = batch.next.table >= int(tables.size());
    return batch;
}

} // namespace burin
