#include "core/export/csvcells.h"
#include "core/export/exportformats.h"
#include "core/export/portablejson.h"
#include "core/export/reportpages.h"
#include "core/prompt/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace burin;

/// Files of runs: what is written, what is read back, and what hostile texts do to either.
class tst_Export : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFormatWritesEveryRun_data();
    void everyFormatWritesEveryRun();
    void aLineIsReadBackAsItWas();
    void halfCharactersSurvive();
    void senselessLinesAreRefused_data();
    void senselessLinesAreRefused();
    void formulasAreNeutralised_data();
    void formulasAreNeutralised();
    void csvIsReadBackByTheBook();
    void markdownCannotBeBrokenOutOf();
    void htmlIsWellFormedAndFetchesNothing();
    void comparisonsAndCostsArePages();
};

namespace {

const QString hostile = QStringLiteral("</pre><script>alert(1)</script> <img src=\"http://evil.example/x\"> & '\" ```\n"
                                       "````text\n# no heading\n| a | b |\x01");

PortableRun sample()
{
    PortableRun run;
    run.key = QUuid(QStringLiteral("01936f0e-3a00-7abc-8def-0123456789ab"));
    run.day = QDate(2026, 11, 25);
    run.hour = 23;
    run.starred = true;
    run.rating = 4;
    run.note = QStringLiteral("good");
    run.tags = {QStringLiteral("a"), QStringLiteral("b")};
    run.record.batch = RunBatch{QStringLiteral("batch-1"), QStringLiteral("Cases"), 0, 2};
    run.conversation = run.follows = QUuid(QStringLiteral("01936f0e-3a00-7abc-8def-0123456789ad"));
    run.continues = QUuid(QStringLiteral("01936f0e-3a00-7abc-8def-0123456789ac"));
    RunRecord &record = run.record;
    record.createdAt = QDateTime(QDate(2026, 11, 25), QTime(22, 30, 0, 123), Qt::UTC);
    record.endedAt = record.createdAt.addMSecs(4500);
    record.status = RunStatus::Partial;
    record.draft.title = QStringLiteral("Support reply");
    record.draft.model = QStringLiteral("m-1");
    record.draft.messages = systemAndUser(QStringLiteral("Be brief."), QStringLiteral("Hello {{name}}"));
    record.draft.variables = {{QStringLiteral("name"), QStringLiteral("Ada")}};
    record.messages = {{Role::System, QStringLiteral("Be brief.")}, {Role::User, QStringLiteral("Hello Ada")}};
    record.messages[1].attachments = {{QStringLiteral("a.png"), QStringLiteral("image/png"), QByteArray("\0\xff", 2)}};
    record.providerId = QStringLiteral("openai");
    record.providerName = QStringLiteral("OpenAI");
    record.text = QStringLiteral("\ufeffHi, Größe 😀");
    record.reasoning = QStringLiteral("…");
    record.toolCalls = {{QStringLiteral("t1"), QStringLiteral("find"), QStringLiteral("{\"q\":1}")}};
    record.finishReason = FinishReason::Length;
    record.requestJson = "{\"model\":\"m-1\"}";
    record.usage.input = 1000;
    record.usage.cachedInput = 10;
    record.usage.output = 500;
    record.usage.source = Usage::Source::Reported;
    Attempt first;
    first.startedAt = record.createdAt;
    first.sent = true;
    first.httpStatus = 503;
    first.error = makeError(ErrorCode::Overloaded, {}, QStringLiteral("busy"));
    first.receipt = {.total = Money{}, .provenance = Provenance::Computed, .priceSource = {}, .lines = {}};
    Attempt second = first;
    second.number = 2;
    second.error.reset();
    second.httpStatus = 200;
    second.usage = record.usage;
    second.billing = Billing::Exact;
    second.receipt = {.total = Money{10'500'000'000},
                      .provenance = Provenance::Computed,
                      .priceSource = QStringLiteral("catalog"),
                      .lines = {{QStringLiteral("input"), 1000, Money{3'000'000}, Money{3'000'000'000}},
                                {QStringLiteral("output"), 500, Money{15'000'000}, Money{7'500'000'000}}}};
    record.attempts = {first, second};
    record.receipt = second.receipt;
    record.timings = {milliseconds{5},   milliseconds{20},   milliseconds{300},
                      milliseconds{400}, milliseconds{4500}, 41.5};
    return run;
}

QByteArray written(const char *format, const std::vector<PortableRun> &runs)
{
    const std::unique_ptr<RunWriter> writer = findExportFormat(QString::fromLatin1(format))->writer();
    QByteArray file = writer->begin();
    for (const PortableRun &run : runs)
        file += writer->add(run);
    return file + writer->end();
}

PortableRun hostileRun()
{
    PortableRun run = sample();
    run.note = hostile;
    run.record.draft.title = hostile;
    run.record.draft.model = hostile;
    run.record.providerName = hostile;
    run.record.text = hostile;
    run.record.reasoning = hostile;
    run.record.refusal = hostile;
    run.record.messages[1].text = hostile;
    run.record.messages[1].attachments[0].name = hostile;
    run.record.toolCalls[0] = {hostile, hostile, hostile};
    run.record.error = makeError(ErrorCode::ServerError, hostile, hostile);
    run.record.attempts[0].error = run.record.error;
    run.record.receipt.lines[0].unit = hostile;
    return run;
}

/// The names of all elements and, with an @, of their attributes; or nothing when @p html is not well-formed. Void
/// elements are closed for the reader.
QStringList elementsOf(QByteArray html)
{
    QString text = QString::fromUtf8(html);
    text.replace(QRegularExpression(QStringLiteral("<meta ([^>]*)>")), QStringLiteral("<meta \\1/>"));
    QXmlStreamReader reader(text);
    QStringList names;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) continue;
        names += reader.name().toString();
        for (const QXmlStreamAttribute &attribute : reader.attributes())
            names += u'@' + attribute.name().toString();
    }
    if (reader.hasError()) qWarning("%ls", qUtf16Printable(reader.errorString()));
    return reader.hasError() ? QStringList() : names;
}

} // namespace

void tst_Export::everyFormatWritesEveryRun_data()
{
    QTest::addColumn<QString>("format");
    for (const ExportFormat &format : exportFormats())
        QTest::newRow(format.id) << QString::fromLatin1(format.id);
}

void tst_Export::everyFormatWritesEveryRun()
{
    QFETCH(QString, format);
    PortableRun second = sample();
    second.record.text = QStringLiteral("Another answer");
    const QByteArray file = written(qPrintable(format), {sample(), second});
    for (const char *needle : {"Hi, Größe 😀", "Another answer", "Hello Ada"})
        QVERIFY2(file.contains(needle), needle);
    QVERIFY(file.contains(format.startsWith(u"json") ? "10500000000" : "0.010500000000"));
    if (format == u"json") QCOMPARE(QJsonDocument::fromJson(file).array().size(), 2);
    if (format == u"jsonl") QCOMPARE(file.count('\n'), 2);
    QVERIFY(!written(qPrintable(format), {}).contains("Hello"));
}

void tst_Export::aLineIsReadBackAsItWas()
{
    const PortableRun run = sample();
    const Result<PortableRun, QString> read = portableRunFrom(toJsonLine(run));
    QVERIFY2(read, read ? "" : qPrintable(read.error()));
    QVERIFY(*read == run);
    QCOMPARE(toJsonLine(*read), toJsonLine(run));
}

void tst_Export::halfCharactersSurvive()
{
    PortableRun run = sample();
    run.record.text = QStringLiteral("cut ") + QChar(0xd83d);
    run.record.messages[0].text = QChar(0xde00) + QStringLiteral(" off");
    run.record.requestJson = "\xff\xfe";
    const Result<PortableRun, QString> read = portableRunFrom(toJsonLine(run));
    QVERIFY(read);
    QVERIFY(*read == run);
    run.record.requestJson = "\xef\xbb\xbf{}";
    QVERIFY(*portableRunFrom(toJsonLine(run)) == run);
}

void tst_Export::senselessLinesAreRefused_data()
{
    QTest::addColumn<QString>("path"); // what is replaced: members, then an index
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *path, const QJsonValue &value, const char *reason) {
        QTest::newRow(name) << QString::fromLatin1(path) << value << QString::fromUtf8(reason);
    };
    row("no export", "burin_run", QJsonValue(), "no run that Burin exported");
    row("newer", "burin_run", 99, "newer version");
    row("no key", "key", QStringLiteral("x"), "no key");
    row("unknown status", "status", QStringLiteral("great"), "status");
    row("still running", "status", QStringLiteral("running"), "how the run ended");
    row("hour", "hour", 24, "hour");
    row("day elsewhere", "day", QStringLiteral("2026-11-20"), "day is not");
    row("no time", "created_at", QStringLiteral("yesterday"), "created_at");
    row("far past", "created_at", QStringLiteral("1970-01-01T00:00:00.000Z"), "created_at");
    row("rating", "rating", 6, "rating");
    row("messages", "messages", QStringLiteral("hi"), "messages");
    row("sum", "receipt.pico_usd", 1, "sum of its attempts");
    row("too much", "receipt.pico_usd", 1e17, "pico_usd");
    row("negative", "usage.input", -1, "input");
    row("fraction", "usage.input", 0.5, "input");
    row("provenance", "receipt.provenance", QStringLiteral("unpriced"), "do not fit");
}

void tst_Export::senselessLinesAreRefused()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, reason);
    QJsonObject json = toJson(sample());
    const QString outer = path.section(u'.', 0, 0);
    if (path.contains(u'.')) {
        QJsonObject inner = json.value(outer).toObject();
        inner.insert(path.section(u'.', 1), value);
        json.insert(outer, inner);
    } else {
        json.insert(outer, value);
    }
    const Result<PortableRun, QString> read = portableRunFrom(QJsonDocument(json).toJson(QJsonDocument::Compact));
    QVERIFY(!read);
    QVERIFY2(read.error().contains(reason), qPrintable(read.error()));
    QVERIFY(!portableRunFrom("{\"burin_run\":1"));
    QVERIFY(!portableRunFrom("[]"));
}

void tst_Export::formulasAreNeutralised_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char *text, const char *cell) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(cell);
    };
    row("=1+1", "'=1+1");
    row("+49", "'+49");
    row("-2", "'-2");
    row("@SUM(A1)", "'@SUM(A1)");
    row("\t=1", "'\t=1");
    row("\r=1", "'\r=1");
    row("'=1", "''=1");
    row("''@", "'''@");
    row("'quoted'", "'quoted'");
    row("plain = text", "plain = text");
    row("", "");
}

void tst_Export::formulasAreNeutralised()
{
    QFETCH(QString, text);
    QFETCH(QString, cell);
    QCOMPARE(spreadsheetCell(text), cell);
    QCOMPARE(spreadsheetText(cell), text);
}

void tst_Export::csvIsReadBackByTheBook()
{
    PortableRun run = sample();
    run.record.text = QStringLiteral("=HYPERLINK(\"x\"),\r\nnext \"line\"");
    run.tags = {QStringLiteral("-1")};
    const QByteArray file = written("csv", {run, sample()});
    const auto rows = csvRows(QString::fromUtf8(file));
    QVERIFY(rows);
    QCOMPARE(rows->size(), size_t(3));
    const auto cell = [&](const char *column, size_t row) {
        for (size_t i = 0; i < rows->at(0).size(); ++i)
            if (rows->at(0)[i].text == QLatin1StringView(column)) return rows->at(row)[i].text;
        return QStringLiteral("no such column");
    };
    QCOMPARE(cell("answer", 1).front(), u'\'');
    QCOMPARE(spreadsheetText(cell("answer", 1)), run.record.text);
    QCOMPARE(spreadsheetText(cell("tags", 1)), QStringLiteral("-1"));
    QCOMPARE(cell("cost_usd", 2), QStringLiteral("0.010500000000"));
    QCOMPARE(cell("input_tokens", 2), QStringLiteral("1000"));
    QCOMPARE(cell("cache_write_tokens", 2), QString()); // not told is not 0
    for (const QByteArray &line : written("csv", {}).split('\n'))
        QVERIFY(line.isEmpty() || line.endsWith('\r'));
}

void tst_Export::markdownCannotBeBrokenOutOf()
{
    const QString text = QString::fromUtf8(written("md", {hostileRun()}));
    // Outside of fences nothing of the hostile text is markup; each fence is closed by its equal.
    QString fence;
    for (const QString &line : text.split(u'\n')) {
        static const QRegularExpression fencing(QStringLiteral("^(`{3,})(text)?$"));
        const QString ticks = fencing.match(line).captured(1);
        if (fence.isEmpty() && !ticks.isEmpty())
            fence = ticks;
        else if (!fence.isEmpty() && line == fence)
            fence.clear();
        else if (fence.isEmpty())
            QVERIFY2(!line.contains(QRegularExpression(QStringLiteral("(?<!\\\\)<"))), qPrintable(line));
    }
    QVERIFY(fence.isEmpty());
}

void tst_Export::htmlIsWellFormedAndFetchesNothing()
{
    const QByteArray page = written("html", {hostileRun(), sample()});
    const QStringList elements = elementsOf(page.mid(page.indexOf('\n') + 1)); // without the doctype
    QCOMPARE(elements.count(QStringLiteral("article")), 2);
    for (const char *element : {"script", "img", "link", "iframe", "a", "object", "@src", "@href", "@style"})
        QVERIFY2(!elements.contains(QLatin1StringView(element)), element);
    QVERIFY(!page.contains("url(") && !page.contains("@import"));
    QVERIFY(page.contains("default-src 'none'"));
    QVERIFY(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    QVERIFY(page.contains("&lt;script&gt;"));
}

void tst_Export::comparisonsAndCostsArePages()
{
    PromptDraft draft;
    draft.model = QStringLiteral("m-1");
    Comparison comparison = newComparison(draft);
    comparison.name = hostile;
    comparison.winner = 1;
    comparison.lanes[0].note = hostile;
    const QByteArray page = comparisonPage(comparison, {{sample().record, hostileRun().record}, {}});
    const QStringList elements = elementsOf(page.mid(page.indexOf('\n') + 1));
    QCOMPARE(elements.count(QStringLiteral("section")), 2);
    QVERIFY(!elements.contains(QStringLiteral("script")));
    QVERIFY(page.contains("preferred") && page.contains("Größe"));

    CostReport report;
    report.range = {QDate(2026, 11, 1), QDate(2026, 11, 30)};
    report.totals.spend = Money{2'000'000'000'000};
    report.totals.runs = 5;
    report.totals.unpricedRuns = 2;
    CostRow model;
    model.keys = {hostile};
    model.runs = model.unpricedRuns = 2;
    report.models = {model};
    const QByteArray costs = costPage(report);
    QVERIFY(!elementsOf(costs.mid(costs.indexOf('\n') + 1)).isEmpty());
    QVERIFY(costs.contains("$2.000000000000 and 2 unpriced"));
    QVERIFY(costs.contains("<td>unpriced</td>")); // never $0
}

QTEST_APPLESS_MAIN(tst_Export)
#include "tst_export.moc"
