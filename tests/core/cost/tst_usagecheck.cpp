#include "core/cost/usagecheck.h"

#include <QTest>

using namespace burin;

namespace {

/// A prompt of about 1,000 tokens and an answer of about 1,000, as reported.
RunRecord ordinary()
{
    RunRecord record;
    record.status = RunStatus::Completed;
    record.messages = {{Role::User, QString(4'000, u'x')}};
    record.text = QString(4'000, u'y');
    record.usage.source = Usage::Source::Reported;
    record.usage.input = 1'010;
    record.usage.output = 990;
    return record;
}

using Change = void (*)(RunRecord &);
using Side = UsageAnomaly::Side;

} // namespace

Q_DECLARE_METATYPE(Change)

class tst_UsageCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsACountThatIsFarFromTheTexts_data();
    void tellsACountThatIsFarFromTheTexts();
    void isSilentWhereTheTextsDoNotTell_data();
    void isSilentWhereTheTextsDoNotTell();
};

void tst_UsageCheck::tellsACountThatIsFarFromTheTexts_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("side");
    QTest::addColumn<qint64>("reported");
    const auto row = [](const char *name, Change change, Side side, qint64 reported) {
        QTest::newRow(name) << change << int(side) << reported;
    };
    row(
        "too much input", [](RunRecord &r) { r.usage.input = 20'000; }, Side::Input, 20'000);
    row(
        "too little input", [](RunRecord &r) { r.usage.input = 50; }, Side::Input, 50);
    row(
        "too much output", [](RunRecord &r) { r.usage.output = 20'000; }, Side::Output, 20'000);
    row(
        "too little output", [](RunRecord &r) { r.usage.output = 1; }, Side::Output, 1);
    row(
        "reasoning told apart explains nothing more",
        [](RunRecord &r) {
            r.usage.output = 40'000;
            r.usage.reasoning = 10'000;
        },
        Side::Output, 30'000);
}

void tst_UsageCheck::tellsACountThatIsFarFromTheTexts()
{
    QFETCH(Change, change);
    QFETCH(int, side);
    QFETCH(qint64, reported);
    RunRecord record = ordinary();
    change(record);
    const auto anomaly = anomalyOf(record);
    QVERIFY(anomaly);
    QCOMPARE(int(anomaly->side), side);
    QCOMPARE(anomaly->reported, reported);
    QVERIFY(anomaly->expected >= 1'000 && anomaly->expected < 1'100);
}

void tst_UsageCheck::isSilentWhereTheTextsDoNotTell_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("as it should be", [](RunRecord &) {});
    row("nine times as much", [](RunRecord &r) { r.usage.input = 9'000; });
    row("counted here", [](RunRecord &r) {
        r.usage.source = Usage::Source::Estimated;
        r.usage.input = 20'000;
    });
    row("not reported", [](RunRecord &r) { r.usage.input = r.usage.output = std::nullopt; });
    row("a prompt of few words", [](RunRecord &r) {
        r.messages = {{Role::User, QStringLiteral("hi")}};
        r.usage.input = 150;
    });
    row("an image", [](RunRecord &r) {
        r.messages.front().attachments = {{QStringLiteral("a.png"), QStringLiteral("image/png"), "x"}};
        r.usage.input = 20'000;
    });
    row("tools", [](RunRecord &r) {
        r.draft.tools = {{QStringLiteral("search")}};
        r.usage.input = 20'000;
    });
    row("reasoning that was counted", [](RunRecord &r) {
        r.usage.output = 20'000;
        r.usage.reasoning = 19'000;
    });
    row("reasoning that was shown in part", [](RunRecord &r) {
        r.usage.output = 20'000;
        r.reasoning = QStringLiteral("in short");
    });
    row("an answer that was cut", [](RunRecord &r) {
        r.status = RunStatus::Truncated;
        r.usage.output = 20'000;
    });
    row("a call of a tool instead of a text", [](RunRecord &r) {
        r.text.clear();
        r.toolCalls = {{QStringLiteral("1"), QStringLiteral("search"), QString(4'000, u'z')}};
    });
}

void tst_UsageCheck::isSilentWhereTheTextsDoNotTell()
{
    QFETCH(Change, change);
    RunRecord record = ordinary();
    change(record);
    QVERIFY(!anomalyOf(record));
}

QTEST_APPLESS_MAIN(tst_UsageCheck)
#include "tst_usagecheck.moc"
