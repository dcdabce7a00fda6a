#include "core/net/streamframer.h"
#include "tests/core/net/pieces.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;

namespace {

Frame event(const QByteArray &data, const QByteArray &name = "message", const QByteArray &id = {})
{
    Frame frame;
    frame.event = name;
    frame.data = data;
    frame.id = id;
    return frame;
}

Frame comment(const QByteArray &text)
{
    Frame frame = event(text);
    frame.kind = Frame::Kind::Comment;
    return frame;
}

Frame cut(Frame frame)
{
    frame.unterminated = true;
    return frame;
}

Frame withErrorField(Frame frame, const QByteArray &value)
{
    frame.errorField = value;
    return frame;
}

struct Case {
    const char *name;
    QByteArray bytes;
    std::vector<Frame> frames;
};

const QByteArray Bom = "\xEF\xBB\xBF";

std::vector<Case> lineCases()
{
    return {
        {"line feeds", "data: a\n\ndata: b\n\n", {event("a"), event("b")}},
        {"carriage returns", "data: a\r\rdata: b\r\r", {event("a"), event("b")}},
        {"both", "data: a\r\n\r\ndata: b\r\n\r\n", {event("a"), event("b")}},
        {"mixed ends",
         "data: a\n\rdata: b\r\n\ndata: c\r\r\ndata: d\n\r\n",
         {event("a"), event("b"), event("c"), event("d")}},
        {"CR LF is one end", "data: a\r\ndata: b\r\n\r\n", {event("a\nb")}},
        {"blank CR line dispatches once", "data: a\r\n\r\n\r\n\r\n", {event("a")}},
        {"many blank lines first", "\n\n\r\r\n\ndata: a\n\n", {event("a")}},
        {"a last CR ends the line", "data: a\n\r", {event("a")}},
        {"other separators are text",
         "data: a\xE2\x80\xA8"
         "b\xC2\x85"
         "c\x0B"
         "d\x0C"
         "e\n\n",
         {event("a\xE2\x80\xA8"
                "b\xC2\x85"
                "c\x0B"
                "d\x0C"
                "e")}},
        {"nothing", "", {}},
    };
}

std::vector<Case> fieldCases()
{
    return {
        {"data without colon", "data\n\n", {event("")}},
        {"data without value", "data:\n\n", {event("")}},
        {"two empty data lines", "data\ndata:\n\n", {event("\n")}},
        {"one space is taken off", "data:  a\n\n", {event(" a")}},
        {"a tab stays", "data:\ta\n\n", {event("\ta")}},
        {"no space needed", "data:a\n\n", {event("a")}},
        {"colons in the value", "data: a:b: c\n\n", {event("a:b: c")}},
        {"lines are joined", "data: a\ndata:\ndata: b\n\n", {event("a\n\nb")}},
        {"NUL is kept in data", QByteArray("data: a\0b\n\n", 11), {event(QByteArray("a\0b", 3))}},
        {"names have one case", "Data: a\nDATA: b\ndata: c\n\n", {event("c")}},
        {"space before the name", " data: a\ndata: b\n\n", {event("b")}},
        {"unknown fields", "foo: a\ndata: b\nbar\n\n", {event("b")}},
        {"event name", "event: ping\ndata: a\n\n", {event("a", "ping")}},
        {"error is an ordinary name", "event: error\ndata: {}\n\n", {event("{}", "error")}},
        {"empty event name", "event: x\nevent:\ndata: a\n\n", {event("a")}},
        {"name is reset", "event: x\ndata: a\n\ndata: b\n\n", {event("a", "x"), event("b")}},
        {"name is reset without data", "event: x\n\ndata: a\n\n", {event("a")}},
        {"id stays", "id: 1\ndata: a\n\ndata: b\n\n", {event("a", "message", "1"), event("b", "message", "1")}},
        {"id is set without data", "id: 1\n\ndata: b\n\n", {event("b", "message", "1")}},
        {"id is emptied", "id: 1\ndata: a\n\nid\ndata: b\n\n", {event("a", "message", "1"), event("b")}},
        {"id with NUL is ignored", QByteArray("id: 1\nid: 2\0\ndata: a\n\n", 23), {event("a", "message", "1")}},
        {"no data, no event", "event: x\nid: 3\nretry: 5\n\n", {}},
        {"a field named error",
         "error: {\"code\":500}\n\ndata: a\n\n",
         {withErrorField(event(""), "{\"code\":500}"), event("a")}},
        {"a field named error beside data", "error: x\ndata: a\n\n", {withErrorField(event("a"), "x")}},
    };
}

std::vector<Case> encodingCases()
{
    return {
        {"byte order mark", Bom + "data: a\n\n", {event("a")}},
        {"only one byte order mark", Bom + Bom + "data: a\n\ndata: b\n\n", {event("b")}},
        {"byte order mark later", "data: a\n\n" + Bom + "data: b\n\ndata: c\n\n", {event("a"), event("c")}},
        {"byte order mark in front of a comment", Bom + ":a\n", {comment("a")}},
        {"half a byte order mark",
         "\xEF\xBB"
         "data: a\n\ndata: b\n\n",
         {event("b")}},
        {"many bytes a character", "data: \xE2\x82\xAC\xF0\x9F\x99\x82\n\n", {event("\xE2\x82\xAC\xF0\x9F\x99\x82")}},
        {"invalid byte",
         "data: a\xFF"
         "b\n\n",
         {event("a\xEF\xBF\xBD"
                "b")}},
        {"overlong", "data: \xC0\xAF\n\n", {event("\xEF\xBF\xBD\xEF\xBF\xBD")}},
        {"surrogate", "data: \xED\xA0\x80\n\n", {event("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD")}},
        {"cut before the line end", "data: \xF0\x9F\x98\ndata: x\n\n", {event("\xEF\xBF\xBD\nx")}},
        {"invalid byte in a comment", ":\xFF\n", {comment("\xEF\xBF\xBD")}},
        {"invalid byte in a name", "event: \xFF\nid: \xFF\ndata: a\n\n", {event("a", "\xEF\xBF\xBD", "\xEF\xBF\xBD")}},
    };
}

std::vector<Case> commentCases()
{
    const QByteArray large(2048, 'x');
    return {
        {"comments", ": a\n:b\n:\n", {comment(" a"), comment("b"), comment("")}},
        {"a comment inside an event", "data: a\n:x\ndata: b\n\n", {comment("x"), event("a\nb")}},
        {"keep-alive", ": OPENROUTER PROCESSING\n\ndata: a\n\n", {comment(" OPENROUTER PROCESSING"), event("a")}},
        {"a large comment", ':' + large + "\ndata: a\n\n", {comment(large), event("a")}},
        {"a comment without an end", "data: a\n\n:abc", {event("a")}},
    };
}

std::vector<Case> endCases()
{
    return {
        {"blank line missing", "data: a\n", {cut(event("a"))}},
        {"line end missing", "data: a", {cut(event("a"))}},
        {"cut after CR", "data: a\r", {cut(event("a"))}},
        {"cut in the second line", "data: a\ndata: b", {cut(event("a\nb"))}},
        {"cut in a name", "data: a\nda", {cut(event("a"))}},
        {"cut in an id", "data: a\nid: 12", {cut(event("a"))}},
        {"cut in an event name", "data: a\nevent: err", {cut(event("a"))}},
        {"cut with a name", "event: error\ndata: {\"a\":", {cut(event("{\"a\":", "error"))}},
        {"cut in a character", "data: a\xF0\x9F\x98", {cut(event("a"))}},
        {"cut in the first character", "data: \xF0\x9F", {}},
        {"cut in the error field", "error: {\"a\":", {cut(withErrorField(event(""), "{\"a\":"))}},
        {"cut behind the field name", "data: a\n\ndata:", {event("a")}},
        {"terminator without its blank line", "data: [DONE]\n", {cut(event("[DONE]"))}},
        {"name without data", "event: x\nid: 1\n", {}},
    };
}

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    for (const auto &group : {lineCases(), fieldCases(), encodingCases(), commentCases(), endCases()})
        cases.insert(cases.end(), group.begin(), group.end());
    return cases;
}

/// The events and comments of a recorded case as the frames they should be.
std::vector<Frame> framesOf(const QJsonArray &events)
{
    std::vector<Frame> frames;
    for (const QJsonValue &value : events) {
        const QJsonObject object = value.toObject();
        frames.push_back(event(object.value(u"data").toString().toUtf8(), object.value(u"event").toString().toUtf8(),
                               object.value(u"id").toString().toUtf8()));
    }
    return frames;
}

QByteArray shown(const std::vector<Frame> &frames)
{
    QByteArray text;
    for (const Frame &frame : frames) {
        text += frame.kind == Frame::Kind::Comment ? "comment " : "event ";
        text += frame.event + " id=" + frame.id + " error=" + frame.errorField + (frame.unterminated ? " cut " : " ") +
                frame.data.toPercentEncoding(" {}\":,") + '\n';
    }
    return text;
}

} // namespace

class tst_SseFramer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsEveryCaseAlikeInAnyPieces_data();
    void cutsEveryCaseAlikeInAnyPieces();
    void agreesWithRecordedVectors_data();
    void agreesWithRecordedVectors();
    void keepsTheLastValidRetry_data();
    void keepsTheLastValidRetry();
    void finishGivesPendingDataOnce();
    void givesAnEventAsSoonAsItIsWhole();
};

void tst_SseFramer::cutsEveryCaseAlikeInAnyPieces_data()
{
    QTest::addColumn<Case>("sample");
    for (const Case &sample : allCases())
        QTest::newRow(sample.name) << sample;
}

void tst_SseFramer::cutsEveryCaseAlikeInAnyPieces()
{
    QFETCH(Case, sample);
    for (const QList<qsizetype> &sizes : waysToCut(sample.bytes.size())) {
        const auto framer = makeFramer(Framing::ServerSentEvents);
        const std::vector<Frame> frames = framesInPieces(*framer, sample.bytes, sizes);
        QCOMPARE(shown(frames), shown(sample.frames));
        QVERIFY(frames == sample.frames);
        QVERIFY(!framer->exceeded());
    }
}

void tst_SseFramer::agreesWithRecordedVectors_data()
{
    QTest::addColumn<QJsonObject>("vector");
    QFile file(qEnvironmentVariable("BURIN_SHARED") + QStringLiteral("/recordings/sse-vectors.json"));
    if (!file.open(QIODevice::ReadOnly)) QSKIP("SKIPPED: no recordings here");
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array())
        QTest::newRow(qPrintable(value.toObject().value(u"name").toString())) << value.toObject();
}

void tst_SseFramer::agreesWithRecordedVectors()
{
    QFETCH(QJsonObject, vector);
    const QByteArray bytes = QByteArray::fromBase64(vector.value(u"bytes").toString().toLatin1());
    QList<QList<qsizetype>> ways = waysToCut(bytes.size());
    QList<qsizetype> recorded;
    for (const QJsonValue &length : vector.value(u"chunk_lengths").toArray())
        recorded.append(length.toInt());
    if (!recorded.isEmpty()) ways.append(recorded);
    for (const QList<qsizetype> &sizes : ways) {
        const auto framer = makeFramer(Framing::ServerSentEvents);
        std::vector<Frame> events;
        QStringList comments;
        for (const Frame &frame : framesInPieces(*framer, bytes, sizes)) {
            if (frame.kind == Frame::Kind::Comment)
                comments.append(QString::fromUtf8(frame.data));
            else if (!frame.unterminated) // the standard drops these
                events.push_back(frame);
        }
        QCOMPARE(shown(events), shown(framesOf(vector.value(u"expected").toArray())));
        const QJsonValue retry = vector.value(u"expected_retry");
        QCOMPARE(framer->retryMilliseconds().value_or(-1), retry.isNull() ? -1 : retry.toInteger());
        if (vector.contains(u"expected_comments"))
            QCOMPARE(comments, vector.value(u"expected_comments").toVariant().toStringList());
    }
}

void tst_SseFramer::keepsTheLastValidRetry_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("milliseconds"); // -1 = none
    QTest::newRow("none") << QByteArray("data: a\n\n") << qint64(-1);
    QTest::newRow("digits") << QByteArray("retry: 1000\n") << qint64(1000);
    QTest::newRow("zero") << QByteArray("retry: 0\n") << qint64(0);
    QTest::newRow("last one wins") << QByteArray("retry: 1\nretry: 2\n") << qint64(2);
    QTest::newRow("other characters") << QByteArray("retry: 3000\nretry: 1000x\n") << qint64(3000);
    QTest::newRow("empty") << QByteArray("retry: 3000\nretry:\nretry\n") << qint64(3000);
    QTest::newRow("negative") << QByteArray("retry: -1\n") << qint64(-1);
    QTest::newRow("Arabic digits") << QByteArray("retry: \xD9\xA1\xD9\xA2\n") << qint64(-1);
    QTest::newRow("huge") << QByteArray("retry: 99999999999999999999999\n") << std::numeric_limits<qint64>::max();
    QTest::newRow("not ended") << QByteArray("retry: 10") << qint64(-1);
}

void tst_SseFramer::keepsTheLastValidRetry()
{
    QFETCH(QByteArray, bytes);
    for (const QList<qsizetype> &sizes : waysToCut(bytes.size())) {
        const auto framer = makeFramer(Framing::ServerSentEvents);
        framesInPieces(*framer, bytes, sizes);
        QTEST(framer->retryMilliseconds().value_or(-1), "milliseconds");
    }
}

void tst_SseFramer::finishGivesPendingDataOnce()
{
    const auto framer = makeFramer(Framing::ServerSentEvents);
    QVERIFY(framer->feed("data: a").empty());
    QCOMPARE(framer->finish().size(), size_t(1));
    QVERIFY(framer->finish().empty());
}

void tst_SseFramer::givesAnEventAsSoonAsItIsWhole()
{
    const auto framer = makeFramer(Framing::ServerSentEvents);
    QVERIFY(framer->feed("data: a\r\n").empty());
    QCOMPARE(framer->feed("\r").size(), size_t(1)); // without waiting for an LF that may never come
    QVERIFY(framer->feed("\n").empty());
}

Q_DECLARE_METATYPE(Case)
QTEST_GUILESS_MAIN(tst_SseFramer)
#include "tst_sseframer.moc"
