#include "core/net/streamframer.h"
#include "core/net/utf8.h"
#include "tests/core/net/pieces.h"

#include <QTest>

using namespace burin;

namespace {

QByteArrayList dataOf(const std::vector<Frame> &frames)
{
    QByteArrayList list;
    for (const Frame &frame : frames)
        list.append(frame.unterminated ? frame.data + "<cut>" : frame.data);
    return list;
}

} // namespace

class tst_Framing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsJsonLines_data();
    void cutsJsonLines();
    void stopsAtTheCaps_data();
    void stopsAtTheCaps();
    void readsALongLineByteByByte_data();
    void readsALongLineByteByByte();
    void readsAMillionEvents_data();
    void readsAMillionEvents();
    void repairsUtf8_data();
    void repairsUtf8();
    void dropsACutCharacter_data();
    void dropsACutCharacter();
};

void tst_Framing::cutsJsonLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::newRow("line feeds") << QByteArray("{}\n[]\n") << QByteArrayList{"{}", "[]"};
    QTest::newRow("CR LF") << QByteArray("{}\r\n[]\r\n") << QByteArrayList{"{}", "[]"};
    QTest::newRow("blank lines") << QByteArray("\n{}\n\n \t\r\n\n[]\n") << QByteArrayList{"{}", "[]"};
    QTest::newRow("a CR alone is white space") << QByteArray("{\r\"a\":1}\n") << QByteArrayList{"{\r\"a\":1}"};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}\n") << QByteArrayList{"{}"};
    QTest::newRow("end missing") << QByteArray("{}\n{\"a\":") << QByteArrayList{"{}", "{\"a\":<cut>"};
    QTest::newRow("whole, but end missing") << QByteArray("{}") << QByteArrayList{"{}<cut>"};
    QTest::newRow("cut after CR") << QByteArray("{}\r") << QByteArrayList{"{}<cut>"};
    QTest::newRow("blank rest") << QByteArray("{}\n  ") << QByteArrayList{"{}"};
    QTest::newRow("cut in a character") << QByteArray("\"a\xE2\x82") << QByteArrayList{"\"a<cut>"};
    QTest::newRow("invalid byte") << QByteArray("\"a\xFF\"\n") << QByteArrayList{"\"a\xEF\xBF\xBD\""};
    QTest::newRow("nothing") << QByteArray() << QByteArrayList{};
}

void tst_Framing::cutsJsonLines()
{
    QFETCH(QByteArray, bytes);
    for (const QList<qsizetype> &sizes : waysToCut(bytes.size())) {
        const auto framer = makeFramer(Framing::JsonLines);
        const std::vector<Frame> frames = framesInPieces(*framer, bytes, sizes);
        QTEST(dataOf(frames), "lines");
        QVERIFY(std::all_of(frames.begin(), frames.end(),
                            [](const Frame &frame) { return frame.kind == Frame::Kind::Line; }));
        QVERIFY(framer->finish().empty());
    }
}

void tst_Framing::stopsAtTheCaps_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("data");
    QTest::addColumn<bool>("exceeded");
    const QByteArray eight(8, 'x');
    const auto events = Framing::ServerSentEvents;
    QTest::newRow("line at the cap") << events << "data: a\n\ndata: " + eight + "xx\n\n"
                                     << QByteArrayList{"a", eight + "xx"} << false;
    QTest::newRow("line above the cap") << events << "data: a\n\ndata: " + eight + "xxx\n\ndata: b\n\n"
                                        << QByteArrayList{"a"} << true;
    QTest::newRow("line without an end") << events << "data: a\n\ndata: " + eight + eight << QByteArrayList{"a"}
                                         << true;
    QTest::newRow("event at the cap") << events << "data: " + eight + "\ndata: " + eight + "\ndata: x\n\n"
                                      << QByteArrayList{eight + '\n' + eight + "\nx"} << false;
    QTest::newRow("event above the cap") << events
                                         << "data: a\n\ndata: " + eight + "\ndata: " + eight +
                                                "\ndata: xxxx\n\ndata: b\n\n"
                                         << QByteArrayList{"a"} << true;
    QTest::newRow("event above the cap at the end")
        << events << "data: " + eight + "\ndata: " + eight + "\ndata: xxxx" << QByteArrayList{} << true;
    QTest::newRow("empty data lines count") << events << QByteArray("data\n").repeated(40) + "\n"
                                            << QByteArrayList{} << true;
    QTest::newRow("JSON line at the cap") << Framing::JsonLines << eight + eight + "\n{}\n"
                                          << QByteArrayList{eight + eight, "{}"} << false;
    QTest::newRow("JSON line above the cap") << Framing::JsonLines << "{}\n" + eight + eight + "x\n{}\n"
                                             << QByteArrayList{"{}"} << true;
}

void tst_Framing::stopsAtTheCaps()
{
    QFETCH(Framing, framing);
    QFETCH(QByteArray, bytes);
    for (const QList<qsizetype> &sizes : waysToCut(bytes.size())) {
        const auto framer = makeFramer(framing, {.line = 16, .event = 20});
        const std::vector<Frame> frames = framesInPieces(*framer, bytes, sizes);
        QTEST(dataOf(frames), "data");
        QTEST(framer->exceeded(), "exceeded");
    }
}

void tst_Framing::readsALongLineByteByByte_data()
{
    QTest::addColumn<Framing>("framing");
    QTest::newRow("events") << Framing::ServerSentEvents;
    QTest::newRow("JSON lines") << Framing::JsonLines;
}

void tst_Framing::readsALongLineByteByByte()
{
    QFETCH(Framing, framing);
    // Copying or searching the line again for each piece would take minutes here.
    const QByteArray line = "data:" + QByteArray(2'000'000, 'x');
    const auto framer = makeFramer(framing);
    const std::vector<Frame> frames = framesInPieces(*framer, line + "\n\n", {1});
    QCOMPARE(frames.size(), size_t(1));
    QVERIFY(line.endsWith(frames.front().data));
    QVERIFY(frames.front().data.size() >= 2'000'000);
}

void tst_Framing::readsAMillionEvents_data()
{
    QTest::addColumn<QByteArray>("lineEnd");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CR") << QByteArray("\r");
    QTest::newRow("CR LF") << QByteArray("\r\n");
}

void tst_Framing::readsAMillionEvents()
{
    QFETCH(QByteArray, lineEnd);
    const QByteArray bytes = ("data: {\"a\":1}" + lineEnd + lineEnd).repeated(250'000);
    const auto framer = makeFramer(Framing::ServerSentEvents);
    size_t count = 0;
    // One piece of megabytes must not be searched to its end for each line.
    for (int round = 0; round < 4; ++round)
        count += framer->feed(bytes).size();
    QCOMPARE(count, size_t(1'000'000));
}

void tst_Framing::repairsUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("repaired");
    const QByteArray mark = "\xEF\xBF\xBD";
    QTest::newRow("valid") << QByteArray("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82")
                           << QByteArray("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("continuation alone") << QByteArray("\x80"
                                                      "a")
                                        << mark + 'a';
    QTest::newRow("two of three bytes") << QByteArray("\xE2\x82"
                                                      "a")
                                        << mark + 'a';
    QTest::newRow("three of four bytes") << QByteArray("\xF0\x9F\x99"
                                                       "a")
                                         << mark + 'a';
    QTest::newRow("a lead after a lead") << QByteArray("\xE2\xE2\x82\xAC") << mark + "\xE2\x82\xAC";
    QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << mark + mark + mark;
    QTest::newRow("overlong four") << QByteArray("\xF0\x80\x80\xAF") << mark + mark + mark + mark;
    QTest::newRow("highest character") << QByteArray("\xF4\x8F\xBF\xBF") << QByteArray("\xF4\x8F\xBF\xBF");
    QTest::newRow("above the highest") << QByteArray("\xF4\x90\x80\x80") << mark + mark + mark + mark;
    QTest::newRow("last before surrogates") << QByteArray("\xED\x9F\xBF") << QByteArray("\xED\x9F\xBF");
    QTest::newRow("F5 is no lead") << QByteArray("\xF5\x80") << mark + mark;
    QTest::newRow("C1 is no lead") << QByteArray("\xC1\xBF") << mark + mark;
}

void tst_Framing::repairsUtf8()
{
    QFETCH(QByteArray, bytes);
    QTEST(repairedUtf8(bytes), "repaired");
}

void tst_Framing::dropsACutCharacter_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("whole") << QByteArray("a\xE2\x82\xAC") << QByteArray("a\xE2\x82\xAC");
    QTest::newRow("one of two") << QByteArray("a\xC3") << QByteArray("a");
    QTest::newRow("one of three") << QByteArray("a\xE2") << QByteArray("a");
    QTest::newRow("two of three") << QByteArray("a\xE2\x82") << QByteArray("a");
    QTest::newRow("three of four") << QByteArray("a\xF0\x9F\x99") << QByteArray("a");
    QTest::newRow("only the cut one") << QByteArray("\xF0\x9F\x99") << QByteArray();
    QTest::newRow("wrong, not cut") << QByteArray("a\x80") << QByteArray("a\x80");
    QTest::newRow("overlong, not cut") << QByteArray("a\xE0\x80") << QByteArray("a\xE0\x80");
}

void tst_Framing::dropsACutCharacter()
{
    QFETCH(QByteArray, bytes);
    QTEST(withoutCutCharacter(bytes), "rest");
}

QTEST_GUILESS_MAIN(tst_Framing)
#include "tst_framing.moc"
