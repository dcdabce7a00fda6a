#include "storetesting.h"

#include "core/store/journal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <algorithm>

namespace burin {

OpenDatabase::OpenDatabase(const QString &folder)
{
    const QString name = QUuid::createUuid().toString();
    const Result<QSqlDatabase> db = folder.isEmpty() ? openInMemory(name) : openDatabase(folder, name);
    if (db)
        m_db = *db;
    else
        m_error = db.error();
}

OpenDatabase::~OpenDatabase()
{
    if (m_db.isValid()) closeDatabase(m_db);
}

QVariant OpenDatabase::value(const QString &sql) const
{
    QSqlQuery query(m_db);
    if (!query.exec(sql)) qWarning("%ls", qUtf16Printable(query.lastError().text()));
    return query.next() ? query.value(0) : QVariant();
}

bool OpenDatabase::execute(const QString &sql) const
{
    return QSqlQuery(m_db).exec(sql);
}

RunRecord RandomRuns::next()
{
    RunRecord record;
    record.draft = draft();
    for (int i = below(4); i >= 0; --i)
        record.messages.push_back(message());
    record.providerId = QStringLiteral("provider-%1").arg(below(3));
    record.providerName = text(20);
    record.simulated = oneIn(8);
    record.createdAt = QDateTime(QDate(2026, 10, 1), {}, Qt::UTC).addMSecs(m_random.bounded(40 * 86'400'000LL));
    record.endedAt = record.createdAt.addMSecs(below(600'000));
    record.status = RunStatus(1 + below(7));
    record.text = text(3000);
    record.reasoning = oneIn(3) ? text(300) : QString();
    record.refusal = oneIn(9) ? text(50) : QString();
    for (int i = oneIn(5) ? below(3) : 0; i > 0; --i)
        record.toolCalls.push_back({text(10), text(10), text(80)});
    record.finishReason = FinishReason(below(int(FinishReason::Unknown) + 1));
    record.nativeFinishReason = text(10);
    record.error = error();
    record.modelServed = text(12);
    record.providerServed = text(12);
    record.responseId = text(30);
    // A body repeats what the messages have, and may be anything else.
    record.requestJson =
        oneIn(2) ? text(400).toUtf8() : QJsonDocument(toJson(record.messages)).toJson(QJsonDocument::Compact);
    record.usage = usage();
    for (int i = 0, n = below(4); i < n; ++i)
        record.attempts.push_back(attempt(i + 1, record.createdAt.addSecs(i)));
    record.receipt = record.attempts.size() == 1 && oneIn(2) ? record.attempts.front().receipt : receipt();
    record.timings = {milliseconds(below(100)), duration(), duration(), duration(), milliseconds(below(100'000)), {}};
    if (oneIn(2)) record.timings.tokensPerSecond = m_random.generateDouble() * 200;
    record.warnings = below(5);
    record.continues = oneIn(6) ? RunId{1 + below(9)} : RunId();
    if (const int batch = below(8); batch < 3)
        record.batch =
            RunBatch{QStringLiteral("k%1").arg(batch), QStringLiteral("Batch %1").arg(batch), below(4), below(3)};
    return record;
}

QString RandomRuns::text(int longest)
{
    static const QStringList pieces{
        QStringLiteral("word "), QStringLiteral("Größe"),    QStringLiteral("日本語"),
        QStringLiteral("😀"),     QStringLiteral("\n"),       QStringLiteral("\"quoted\""),
        QStringLiteral("it's"),  QStringLiteral("{{name}}"), QString(QChar(0)),
        QString(QChar(0xfeff)),  QString(QChar(0x202e)),     QStringLiteral("\t; DROP TABLE runs; --")};
    QString result;
    for (int length = below(longest + 1); result.size() < length;)
        result += pieces.at(below(int(pieces.size())));
    return result;
}

/// Some of them are the same file again, and some have nothing in them.
Attachment RandomRuns::attachment()
{
    QByteArray data(below(3) * below(700), Qt::Uninitialized);
    const quint32 seed = quint32(below(6));
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = char(seed * 31 + quint32(i) * (seed + 7));
    if (oneIn(3)) data = text(300).toUtf8();
    return {text(10), oneIn(2) ? QStringLiteral("image/png") : QStringLiteral("text/plain"), data};
}

Message RandomRuns::message()
{
    Message message{Role(below(5)), text(200)};
    for (int i = oneIn(3) ? below(3) : 0; i > 0; --i)
        message.attachments.push_back(attachment());
    if (oneIn(4)) message.toolCallId = text(12);
    for (int i = oneIn(4) ? below(3) : 0; i > 0; --i)
        message.toolCalls.push_back({text(10), text(10), text(80)});
    return message;
}

PromptDraft RandomRuns::draft()
{
    PromptDraft draft;
    draft.title = oneIn(3) ? QString() : QStringLiteral("Prompt %1").arg(below(5));
    draft.messages = systemAndUser(text(100), text(200));
    for (PromptMessage &message : draft.messages) {
        const Message more = this->message();
        message.attachments = more.attachments;
        message.toolCallId = more.toolCallId;
        message.toolCalls = more.toolCalls;
        message.enabled = !oneIn(5);
    }
    for (int i = below(3); i > 0; --i)
        draft.variables.insert(QStringLiteral("v%1").arg(i), text(30));
    draft.providerId = QStringLiteral("provider-%1").arg(below(3));
    draft.model = QStringLiteral("model-%1").arg(below(4));
    if (oneIn(2)) draft.parameters.temperature = below(20) / 10.0;
    if (oneIn(3)) draft.parameters.maxTokens = below(100'000);
    if (oneIn(3)) draft.parameters.seed = 9'007'199'254'740'993; // more than a double holds
    if (oneIn(4)) draft.parameters.stop = {text(5), QStringLiteral("END")};
    if (oneIn(4)) draft.parameters.extra = {{QStringLiteral("nested"), QJsonObject{{QStringLiteral("x"), 1}}}};
    return draft;
}

Attempt RandomRuns::attempt(int number, const QDateTime &start)
{
    Attempt attempt;
    attempt.number = number;
    attempt.startedAt = start;
    attempt.waited = milliseconds(below(5000));
    attempt.sent = !oneIn(4);
    attempt.httpStatus = oneIn(2) ? 200 : 429;
    attempt.error = error();
    attempt.requestId = text(20);
    attempt.connect = duration();
    attempt.firstByte = duration();
    attempt.firstContent = duration();
    attempt.duration = milliseconds(below(10'000));
    attempt.bytes = m_random.bounded(10'000'000'000LL);
    attempt.usage = usage();
    attempt.receipt = receipt();
    attempt.billing = Billing(below(4));
    attempt.modelServed = text(12);
    if (oneIn(3)) attempt.providerId = QStringLiteral("provider-%1").arg(below(5));
    if (oneIn(3)) attempt.modelRequested = QStringLiteral("model-%1").arg(below(7));
    if (oneIn(6)) attempt.droppedParameter = text(12);
    return attempt;
}

Usage RandomRuns::usage()
{
    const auto tokens = [this] { return oneIn(3) ? std::nullopt : std::optional<qint64>(below(100'000)); };
    return {tokens(), tokens(), tokens(), tokens(), tokens(), Usage::Source(below(3)), tokens()};
}

Receipt RandomRuns::receipt()
{
    Receipt receipt;
    if (oneIn(4)) return receipt;
    receipt.total = Money{m_random.bounded(2'000'000'000'000LL)};
    receipt.provenance = Provenance(below(4));
    receipt.priceSource = text(20);
    for (int i = below(4); i > 0; --i)
        receipt.lines.push_back({QStringLiteral("input"), below(9999), Money{m_random.bounded(10'000'000LL)},
                                 Money{m_random.bounded(9'000'000'000'000'000LL)}});
    return receipt;
}

std::optional<Error> RandomRuns::error()
{
    if (oneIn(2)) return std::nullopt;
    const auto rows = errorCatalog();
    Error error = makeError(rows[size_t(below(int(rows.size())))].code, text(10), text(100));
    error.httpStatus = oneIn(2) ? 503 : 0;
    error.providerCode = text(10);
    error.requestId = text(10);
    error.retryAfter = duration();
    if (oneIn(3)) error.serverSaysRetry = oneIn(2);
    return error;
}

std::optional<milliseconds> RandomRuns::duration()
{
    return oneIn(4) ? std::nullopt : std::optional(milliseconds(below(60'000)));
}

RunSpec specOf(const RunRecord &record)
{
    RunSpec spec;
    spec.draft = record.draft;
    spec.messages = record.messages;
    spec.provider.id = record.providerId;
    spec.provider.name = record.providerName;
    spec.provider.simulated = record.simulated;
    spec.key = Secret("sk-canary-0123456789abcdef");
    spec.createdAt = record.createdAt;
    spec.batch = record.batch;
    if (record.continues.isValid()) spec.continuation = Continuation{record.continues, {}};
    return spec;
}

Outcome store(const QSqlDatabase &db, RunRecord &record)
{
    const Result<RunId> id = beginRun(db, specOf(record));
    if (!id) return id.error();
    record.id = *id;
    return finishRun(db, record);
}

namespace {

QString difference(const Attempt &a, const Attempt &b)
{
    if (a.number != b.number) return QStringLiteral("attempt number");
    if (a.startedAt != b.startedAt) return QStringLiteral("attempt startedAt");
    if (a.waited != b.waited) return QStringLiteral("attempt waited");
    if (a.sent != b.sent) return QStringLiteral("attempt sent");
    if (a.httpStatus != b.httpStatus) return QStringLiteral("attempt httpStatus");
    if (a.error != b.error) return QStringLiteral("attempt error");
    if (a.requestId != b.requestId) return QStringLiteral("attempt requestId");
    if (a.connect != b.connect) return QStringLiteral("attempt connect");
    if (a.firstByte != b.firstByte) return QStringLiteral("attempt firstByte");
    if (a.firstContent != b.firstContent) return QStringLiteral("attempt firstContent");
    if (a.duration != b.duration) return QStringLiteral("attempt duration");
    if (a.bytes != b.bytes) return QStringLiteral("attempt bytes");
    if (a.usage != b.usage) return QStringLiteral("attempt usage");
    if (a.receipt != b.receipt) return QStringLiteral("attempt receipt");
    if (a.billing != b.billing) return QStringLiteral("attempt billing");
    if (a.modelServed != b.modelServed) return QStringLiteral("attempt modelServed");
    if (a.providerId != b.providerId) return QStringLiteral("attempt providerId");
    if (a.modelRequested != b.modelRequested) return QStringLiteral("attempt modelRequested");
    if (a.droppedParameter != b.droppedParameter) return QStringLiteral("attempt droppedParameter");
    return {};
}

} // namespace

QString difference(const RunRecord &a, const RunRecord &b)
{
    if (a.id != b.id) return QStringLiteral("id");
    if (a.draft != b.draft) return QStringLiteral("draft");
    if (a.messages != b.messages) return QStringLiteral("messages");
    if (a.providerId != b.providerId) return QStringLiteral("providerId");
    if (a.providerName != b.providerName) return QStringLiteral("providerName");
    if (a.simulated != b.simulated) return QStringLiteral("simulated");
    if (a.createdAt != b.createdAt) return QStringLiteral("createdAt");
    if (a.endedAt != b.endedAt) return QStringLiteral("endedAt");
    if (a.status != b.status) return QStringLiteral("status");
    if (a.text != b.text) return QStringLiteral("text");
    if (a.reasoning != b.reasoning) return QStringLiteral("reasoning");
    if (a.refusal != b.refusal) return QStringLiteral("refusal");
    if (a.toolCalls != b.toolCalls) return QStringLiteral("toolCalls");
    if (a.finishReason != b.finishReason) return QStringLiteral("finishReason");
    if (a.nativeFinishReason != b.nativeFinishReason) return QStringLiteral("nativeFinishReason");
    if (a.error != b.error) return QStringLiteral("error");
    if (a.modelServed != b.modelServed) return QStringLiteral("modelServed");
    if (a.providerServed != b.providerServed) return QStringLiteral("providerServed");
    if (a.responseId != b.responseId) return QStringLiteral("responseId");
    if (a.requestJson != b.requestJson) return QStringLiteral("requestJson");
    if (a.usage != b.usage) return QStringLiteral("usage");
    if (a.receipt != b.receipt) return QStringLiteral("receipt");
    if (a.timings != b.timings) return QStringLiteral("timings");
    if (a.attempts.size() != b.attempts.size()) return QStringLiteral("number of attempts");
    for (size_t i = 0; i < a.attempts.size(); ++i) {
        if (a.attempts[i] != b.attempts[i]) return difference(a.attempts[i], b.attempts[i]);
    }
    if (a.warnings != b.warnings) return QStringLiteral("warnings");
    if (a.batch != b.batch) return QStringLiteral("batch");
    if (a.continues != b.continues) return QStringLiteral("continues");
    return a == b ? QString() : QStringLiteral("a field that is not compared");
}

RunRecord plainRun(const QString &user, const QString &answer)
{
    RunRecord record;
    record.draft.messages = systemAndUser({}, user);
    record.draft.model = QStringLiteral("model-a");
    record.messages = {{Role::User, user}};
    record.providerId = QStringLiteral("provider-a");
    record.createdAt = QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
    record.endedAt = record.createdAt.addSecs(2);
    record.status = RunStatus::Completed;
    record.text = answer;
    Attempt attempt;
    attempt.startedAt = record.createdAt;
    attempt.sent = true;
    attempt.httpStatus = 200;
    attempt.duration = milliseconds(2000);
    attempt.usage = {100, {}, {}, 50, {}, Usage::Source::Reported};
    attempt.receipt = {Money{1'234'567}, Provenance::Computed, QStringLiteral("test"), {}};
    attempt.billing = Billing::Exact;
    record.usage = attempt.usage;
    record.receipt = attempt.receipt;
    record.attempts = {attempt};
    record.timings.firstContent = milliseconds(400);
    record.timings.total = milliseconds(2000);
    return record;
}

} // namespace burin
