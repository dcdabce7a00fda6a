#include "understood.h"

#include "core/base/redact.h"
#include "core/providers/registry.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace burin;

namespace {

constexpr int CutsPerRecording = 24;
constexpr int RandomSplits = 3;

QByteArray fileAt(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Recordings of others stay where they are; without them these tests have only our own.
QString sharedFolder(const char *name)
{
    const QString folder = qEnvironmentVariable("BURIN_SHARED");
    return folder.isEmpty() ? QString() : folder + QStringLiteral("/recordings/") + QLatin1StringView(name);
}

QStringList descriptionsIn(const QString &folder)
{
    QStringList files;
    if (!QFileInfo::exists(folder)) return files;
    QDirIterator iterator(folder, {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (iterator.hasNext())
        files.append(iterator.next());
    files.sort();
    return files;
}

struct Recording {
    QString protocol;
    QJsonObject expected;
    QByteArray body;
    const Provider *codec = nullptr;
    ProviderProfile profile;
};

/// The wire format of a recording; errors are of the vendor's own.
QString kindOf(const QString &protocol, const QString &provider)
{
    static const QHash<QString, QString> kinds = {
        {QStringLiteral("anthropic-messages"), QStringLiteral("anthropic")},
        {QStringLiteral("openai-responses"), QStringLiteral("openai-responses")},
        {QStringLiteral("gemini-sse"), QStringLiteral("gemini")},
        {QStringLiteral("ollama-ndjson"), QStringLiteral("ollama")},
    };
    const QString chat = provider == QLatin1StringView("openrouter") ? provider : QStringLiteral("openai");
    const QString own = providerKinds().contains(provider) ? provider : chat;
    return kinds.value(protocol, protocol.isEmpty() ? own : chat);
}

Recording recordingAt(const QString &path)
{
    const QJsonObject json = QJsonDocument::fromJson(fileAt(path)).object();
    Recording recording;
    recording.expected = json.value(QLatin1StringView("expected")).toObject();
    recording.body = fileAt(QFileInfo(path).path() + u'/' + json.value(QLatin1StringView("file")).toString());
    const QString provider = json.value(QLatin1StringView("provider")).toString();
    recording.protocol = json.value(QLatin1StringView("protocol")).toString();
    recording.codec = providerFor(kindOf(recording.protocol, provider));
    recording.profile.id = provider;
    for (const ProviderProfile &known : builtInProviders()) {
        if (known.id == provider) recording.profile = known;
    }
    return recording;
}

/// The old text completions are no format of ours.
bool isUnderstood(const QString &path)
{
    return QJsonDocument::fromJson(fileAt(path)).object().value(QLatin1StringView("protocol")) !=
           QLatin1StringView("openai-completions");
}

void addRows(const QString &folder)
{
    QTest::addColumn<QString>("path");
    for (const QString &path : descriptionsIn(folder)) {
        if (isUnderstood(path)) QTest::newRow(qPrintable(QDir(folder).relativeFilePath(path))) << path;
    }
    if (!QFileInfo::exists(folder)) QTest::newRow("absent") << QString();
}

Understood readWhole(const Recording &recording)
{
    Reading reading(*recording.codec, recording.profile);
    reading.feed(recording.body);
    return reading.finish();
}

Understood readSplit(const Recording &recording, std::mt19937 &random)
{
    Reading reading(*recording.codec, recording.profile);
    for (qsizetype at = 0; at < recording.body.size();) {
        const qsizetype length = std::uniform_int_distribution<qsizetype>(1, 200)(random);
        reading.feed(QByteArrayView(recording.body).sliced(at, std::min(length, recording.body.size() - at)));
        at += length;
    }
    return reading.finish();
}

qint64 expectedCount(const QJsonObject &usage, const char *key)
{
    return usage.value(QLatin1StringView(key)).toInteger();
}

void compareUsage(const Understood &understood, const QJsonObject &expected)
{
    const QJsonObject usage = expected.value(QLatin1StringView("usage")).toObject();
    if (usage.isEmpty()) {
        QVERIFY(!understood.usage);
        return;
    }
    QVERIFY(understood.usage);
    const Usage &given = understood.usage->usage;
    QCOMPARE(*given.input, expectedCount(usage, "prompt"));
    QCOMPARE(given.cachedInput.value_or(0), expectedCount(usage, "cached"));
    QCOMPARE(given.cacheWrite.value_or(0), expectedCount(usage, "cache_write"));
    QCOMPARE(given.cacheWriteHour.value_or(0), expectedCount(usage, "cache_write_1h"));
    // The description has the vendor's figures; where reasoning stands beside the output, ours has the sum.
    const qint64 completion = expectedCount(usage, "completion");
    const qint64 reasoning = expectedCount(usage, "reasoning");
    const bool additive = expectedCount(usage, "total") == expectedCount(usage, "prompt") + completion + reasoning;
    QCOMPARE(*given.output, additive ? completion + reasoning : completion);
    QCOMPARE(given.reasoning.value_or(0), std::min(reasoning, *given.output));
    const QJsonValue cost = usage.value(QLatin1StringView("cost_usd"));
    if (cost.isDouble()) {
        QVERIFY(understood.usage->cost);
        QCOMPARE(understood.usage->cost->picoUsd, qint64(std::llround(cost.toDouble() * 1e12)));
    }
}

void compareToolCalls(const Understood &understood, const QJsonArray &expected)
{
    QCOMPARE(qsizetype(understood.toolCalls.size()), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QJsonObject call = expected.at(i).toObject();
        const ToolCall &given = understood.toolCalls[size_t(i)];
        QCOMPARE(given.name, call.value(QLatin1StringView("name")).toString());
        QCOMPARE(given.arguments, call.value(QLatin1StringView("arguments")).toString());
        // Where the vendor gives none there is one of ours.
        const QJsonValue id = call.value(QLatin1StringView("id"));
        QCOMPARE(given.id, id.isString() ? id.toString() : QStringLiteral("call_%1").arg(i));
    }
}

/// How the formats other than Chat Completions end: the description has the vendor's word, and of an answer that has
/// a terminator it tells whether that came.
void compareNativeEnd(const Understood &understood, const Recording &recording)
{
    const QJsonObject &expected = recording.expected;
    const bool ended = expected.value(QLatin1StringView("terminated_normally")).toBool();
    if (recording.protocol != QLatin1StringView("gemini-sse")) QCOMPARE(understood.ends, ended ? 1 : 0);
    const QString finish = expected.value(QLatin1StringView("finish_reason")).toString();
    if (finish.isEmpty()) return;
    QVERIFY(understood.finish);
    const QString native = understood.finish->nativeReason;
    QCOMPARE(native.isEmpty() ? toString(understood.finish->reason) : native, finish);
}

void compareChatEnd(const Understood &understood, const QJsonObject &expected)
{
    const QJsonValue finish = expected.value(QLatin1StringView("finish_reason"));
    QCOMPARE(understood.finish.has_value(), finish.isString());
    if (understood.finish) QCOMPARE(toString(understood.finish->reason), finish.toString());
    const QString native = expected.value(QLatin1StringView("native_finish_reason")).toString();
    if (understood.finish) QCOMPARE(understood.finish->nativeReason, native);
    QCOMPARE(understood.ends, expected.value(QLatin1StringView("done_marker")).toBool() ? 1 : 0);
    QCOMPARE(understood.finish.has_value(), expected.value(QLatin1StringView("terminated_normally")).toBool());
}

/// What the vendor says went wrong: an error, or why the prompt was blocked.
void compareError(const Understood &understood, const QJsonObject &error)
{
    const QString block = error.value(QLatin1StringView("blockReason")).toString();
    QCOMPARE(understood.failures.empty(), error.isEmpty() || !block.isEmpty());
    if (!block.isEmpty()) {
        QVERIFY(understood.finish);
        QVERIFY(understood.finish->reason == FinishReason::ContentFilter);
        QCOMPARE(understood.finish->nativeReason, block);
    } else if (!error.isEmpty()) {
        QCOMPARE(understood.failures.front().detail, error.value(QLatin1StringView("message")).toString());
    }
}

void compareEnd(const Understood &understood, const Recording &recording)
{
    if (recording.protocol == QLatin1StringView("openai-chat"))
        compareChatEnd(understood, recording.expected);
    else
        compareNativeEnd(understood, recording);
    QCOMPARE(understood.invalid, 0);
}

/// What is to be understood: of an event that lacks only its last blank line the content counts, the end does not.
QJsonObject contentOf(const QJsonObject &expected)
{
    QJsonObject all = expected;
    const QJsonObject pending = expected.value(QLatin1StringView("if_pending_event_accepted")).toObject();
    for (const char *key : {"text", "reasoning_text", "tool_calls", "usage", "error"})
        if (pending.contains(QLatin1StringView(key)))
            all.insert(QLatin1StringView(key), pending.value(QLatin1StringView(key)));
    return all;
}

void compare(const Understood &understood, const Recording &recording)
{
    const QJsonObject expected = contentOf(recording.expected);
    QCOMPARE(understood.text, expected.value(QLatin1StringView("text")).toString());
    QCOMPARE(understood.reasoning, expected.value(QLatin1StringView("reasoning_text")).toString());
    QCOMPARE(understood.refusal, expected.value(QLatin1StringView("refusal_text")).toString());
    QCOMPARE(understood.model, expected.value(QLatin1StringView("model")).toString());
    QCOMPARE(understood.responseId, expected.value(QLatin1StringView("response_id")).toString());
    compareToolCalls(understood, expected.value(QLatin1StringView("tool_calls")).toArray());
    compareUsage(understood, expected);
    compareError(understood, expected.value(QLatin1StringView("error")).toObject());
    compareEnd(understood, recording);
}

QString finishPattern(const QString &protocol)
{
    static const QHash<QString, QString> patterns = {
        {QStringLiteral("anthropic-messages"), QStringLiteral("\"stop_reason\": ?\"[a-z]")},
        {QStringLiteral("openai-responses"), QStringLiteral("event: response\\.(completed|incomplete|failed)")},
        {QStringLiteral("gemini-sse"), QStringLiteral("\"(finish|block)Reason\": ?\"[A-Z]")},
        {QStringLiteral("ollama-ndjson"), QStringLiteral("\"done\": ?true")},
    };
    return patterns.value(protocol, QStringLiteral("\"finish_reason\": ?\"[a-z]"));
}

QString endPattern(const QString &protocol)
{
    static const QHash<QString, QString> patterns = {
        {QStringLiteral("anthropic-messages"), QStringLiteral("\"type\": ?\"message_stop\"|data: ?\\[DONE\\]")},
        {QStringLiteral("openai-responses"), finishPattern(QStringLiteral("openai-responses"))},
        {QStringLiteral("ollama-ndjson"), finishPattern(QStringLiteral("ollama-ndjson"))},
    };
    return patterns.value(protocol, QStringLiteral("data: ?\\[DONE\\]"));
}

/// Where the event with the first match is complete: at the blank line behind it, or where the line's object ends.
/// Before that the event has not arrived, whatever the codec thinks.
qsizetype arrivalOf(const Recording &recording, const QString &pattern)
{
    const QByteArray &body = recording.body;
    const QString text = QString::fromLatin1(body);
    const QRegularExpressionMatch match = QRegularExpression(pattern).match(text);
    if (!match.hasMatch()) return body.size() + 1;
    if (recording.protocol == QLatin1StringView("ollama-ndjson")) return body.indexOf('\n', match.capturedEnd()) - 1;
    const QRegularExpressionMatch blank =
        QRegularExpression(QStringLiteral("(\r\n|\n|\r)(\r\n|\n|\r)")).match(text, match.capturedEnd());
    return blank.hasMatch() ? blank.capturedStart(2) : body.size() + 1;
}

} // namespace

class tst_Recordings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ourRecordingsAreUnderstood_data();
    void ourRecordingsAreUnderstood();
    void foreignRecordingsAreUnderstood_data();
    void foreignRecordingsAreUnderstood();
    void cutStreamsNeverLookComplete_data();
    void cutStreamsNeverLookComplete();
    void errorBodiesAreUnderstood_data();
    void errorBodiesAreUnderstood();

private:
    void checkRecording(const QString &path);
};

void tst_Recordings::checkRecording(const QString &path)
{
    const Recording recording = recordingAt(path);
    QVERIFY(!recording.body.isEmpty());
    const Understood whole = readWhole(recording);
    compare(whole, recording);
    if (QTest::currentTestFailed()) return;

    Reading byByte(*recording.codec, recording.profile);
    for (qsizetype i = 0; i < recording.body.size(); ++i)
        byByte.feed(QByteArrayView(recording.body).sliced(i, 1));
    QVERIFY(byByte.finish() == whole);
    const auto seed = quint32(QRandomGenerator::global()->generate());
    std::mt19937 random(seed);
    for (int i = 0; i < RandomSplits; ++i)
        QVERIFY2(readSplit(recording, random) == whole, qPrintable(QStringLiteral("seed %1").arg(seed)));
}

void tst_Recordings::ourRecordingsAreUnderstood_data()
{
    addRows(QStringLiteral(BURIN_SOURCE_DIR "/tests/data/providers"));
}

void tst_Recordings::ourRecordingsAreUnderstood()
{
    QFETCH(QString, path);
    checkRecording(path);
}

void tst_Recordings::foreignRecordingsAreUnderstood_data()
{
    addRows(sharedFolder("streams"));
}

void tst_Recordings::foreignRecordingsAreUnderstood()
{
    if (!QFile::exists(sharedFolder("streams"))) QSKIP("SKIPPED: no shared recordings");
    QFETCH(QString, path);
    checkRecording(path);
}

void tst_Recordings::cutStreamsNeverLookComplete_data()
{
    addRows(QStringLiteral(BURIN_SOURCE_DIR "/tests/data/providers"));
    for (const QString &path : descriptionsIn(sharedFolder("streams"))) {
        if (isUnderstood(path)) QTest::newRow(qPrintable(path)) << path;
    }
}

void tst_Recordings::cutStreamsNeverLookComplete()
{
    QFETCH(QString, path);
    const Recording recording = recordingAt(path);
    const Understood whole = readWhole(recording);
    const qsizetype finish = arrivalOf(recording, finishPattern(recording.protocol));
    const qsizetype end = arrivalOf(recording, endPattern(recording.protocol));
    std::mt19937 random(815);
    QList<qsizetype> cuts;
    for (int i = 0; i < CutsPerRecording; ++i)
        cuts.append(std::uniform_int_distribution<qsizetype>(0, recording.body.size() - 1)(random));
    // The worst places: the event is there, only the blank line that completes it is not.
    for (const qsizetype arrival : {finish, end})
        if (arrival < recording.body.size()) cuts << arrival << arrival - 1;
    for (const qsizetype cut : std::as_const(cuts)) {
        Reading reading(*recording.codec, recording.profile);
        reading.feed(QByteArrayView(recording.body).first(cut));
        const Understood part = reading.finish();
        const QByteArray where = "cut at byte " + QByteArray::number(cut);
        const char *place = where.constData();
        const bool blocked = part.finish && part.finish->reason == FinishReason::ContentFilter && part.text.isEmpty();
        QVERIFY2(!part.finish || blocked || cut > finish, place);
        QVERIFY2(part.ends == 0 || cut > end, place);
        QVERIFY2(whole.text.startsWith(part.text), place);
        QVERIFY2(whole.reasoning.startsWith(part.reasoning), place);
        QVERIFY2(whole.refusal.startsWith(part.refusal), place);
        QVERIFY2(part.invalid == 0, place);
    }
}

void tst_Recordings::errorBodiesAreUnderstood_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : descriptionsIn(sharedFolder("errors")))
        QTest::newRow(qPrintable(QDir(sharedFolder("errors")).relativeFilePath(path))) << path;
    if (!QFileInfo::exists(sharedFolder("errors"))) QTest::newRow("absent") << QString();
}

void tst_Recordings::errorBodiesAreUnderstood()
{
    if (!QFile::exists(sharedFolder("errors"))) QSKIP("SKIPPED: no shared recordings");
    QFETCH(QString, path);
    const Recording recording = recordingAt(path);
    const QJsonObject http = QJsonDocument::fromJson(fileAt(path)).object().value(QLatin1StringView("http")).toObject();
    HttpResult head;
    head.status = http.value(QLatin1StringView("status")).toInt();
    const QJsonObject headers = http.value(QLatin1StringView("headers")).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        head.headers.emplace_back(header.key().toLatin1(), header.value().toString().toLatin1());
    const QByteArray body = fileAt(QString(path).replace(QStringLiteral(".json"), QStringLiteral(".body")));

    const Error error = recording.codec->decodeError(recording.profile, head, body);
    const QString message = recording.expected.value(QLatin1StringView("message")).toString();
    QCOMPARE(error.httpStatus, head.status);
    QCOMPARE(error.detail, redacted(message));
    const bool retried = error.serverSaysRetry.value_or(error.row().retry == RetryRule::Automatic);
    QCOMPARE(retried, recording.expected.value(QLatin1StringView("retryable_hint")).toBool());

    static const QHash<int, ErrorCategory> categories = {
        {400, ErrorCategory::Validation}, {401, ErrorCategory::Authentication}, {403, ErrorCategory::Authorization},
        {404, ErrorCategory::NotFound},   {429, ErrorCategory::RateLimit},      {500, ErrorCategory::Api}};
    QCOMPARE(toString(error.category()), toString(categories.value(head.status)));
    // Every recorded 404 is about a model.
    if (head.status == 404) QVERIFY(error.code == ErrorCode::ModelNotFound);
    const QString name = QFileInfo(path).completeBaseName();
    const bool tooLong = name.contains(QLatin1StringView("exceed_context")) ||
                         message.contains(QLatin1StringView("xceed")) ||
                         message.contains(QLatin1StringView("too long"));
    if (head.status == 400) QCOMPARE(error.code == ErrorCode::ContextLength, tooLong);
}

QTEST_GUILESS_MAIN(tst_Recordings)
#include "tst_recordings.moc"
