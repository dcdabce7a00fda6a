#include "core/reconcile/drift.h"
#include "core/reconcile/usagecolumns.h"
#include "core/reconcile/usagefile.h"

#include <QFile>
#include <QStringEncoder>
#include <QTest>

using namespace burin;

namespace {

Money usd(const char *amount)
{
    return *parseUsd(QString::fromLatin1(amount));
}

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(BURIN_SOURCE_DIR "/tests/data/usage/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LedgerUse use(qint64 run, const QDate &day, const char *model, const char *cost, const char *id = "")
{
    LedgerUse use;
    use.run.value = run;
    use.day = day;
    use.model = QString::fromLatin1(model);
    use.responseId = QString::fromLatin1(id);
    use.input = 100;
    use.output = 10;
    if (*cost) use.cost = usd(cost);
    return use;
}

const QDate monday(2026, 11, 23);

} // namespace

class tst_UsageDrift : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEachProvidersFile_data();
    void readsEachProvidersFile();
    void understandsDays_data();
    void understandsDays();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void columnsCanBeChosenByHand();
    void aSpreadsheetsUtf16IsRead();
    void driftIsByDayAndModel();
    void modelsAreMatchedByNameThenByStem();
    void withoutModelsOnlyDaysAreCompared();
    void answersAreMatchedById();
};

void tst_UsageDrift::readsEachProvidersFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("firstModel");
    QTest::addColumn<qint64>("input"); // of all rows
    QTest::addColumn<qint64>("output");
    QTest::addColumn<QString>("cost"); // of all rows; empty = none
    const auto row = [](const char *file, const char *format, int rows, const char *model, qint64 input, qint64 output,
                        const char *cost) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(format) << rows
                            << QString::fromLatin1(model) << input << output << QString::fromLatin1(cost);
    };
    row("openrouter-activity.csv", "OpenRouter activity", 3, "openai/gpt-5-mini", 2'345, 612, "0.004421");
    row("openrouter-days.csv", "OpenRouter activity by day", 2, "anthropic/claude-haiku-4.5", 12'000, 3'400, "0.0298");
    row("openai-usage.tsv", "OpenAI usage", 2, "gpt-5-mini-2025-08-07", 41'000, 9'500, "");
    row("openai-costs.csv", "OpenAI costs", 3, "gpt-5-mini-2025-08-07", 0, 0, "0.029375");
    row("anthropic-cost.csv", "Anthropic cost", 4, "claude-haiku-4-5-20251001", 0, 0, "0.0614");
    row("anthropic-usage.csv", "Anthropic usage", 2, "claude-haiku-4-5-20251001", 20'500, 4'100, "");
    row("own-table.csv", "", 2, "mistral-small", 3'000, 500, "0.0012");
}

void tst_UsageDrift::readsEachProvidersFile()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    QFETCH(int, rows);
    QFETCH(QString, firstModel);
    QFETCH(qint64, input);
    QFETCH(qint64, output);
    QFETCH(QString, cost);
    const auto read = readUsageFile(dataFile(file));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->format, format);
    QCOMPARE(int(read->rows.size()), rows);
    QCOMPARE(read->rows.front().model, firstModel);
    UsageRow sum;
    for (const UsageRow &row : read->rows) {
        QVERIFY(row.day.isValid() && row.line > 1);
        sum.input = sum.input.value_or(0) + row.input.value_or(0);
        sum.output = sum.output.value_or(0) + row.output.value_or(0);
        if (row.cost) sum.cost = sum.cost.value_or(Money{}) + *row.cost;
    }
    QCOMPARE(*sum.input, input);
    QCOMPARE(*sum.output, output);
    QCOMPARE(sum.cost, cost.isEmpty() ? std::optional<Money>() : parseUsd(cost));
}

void tst_UsageDrift::understandsDays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDate>("day"); // invalid = refused
    const auto row = [](const char *text, QDate day) { QTest::newRow(text) << QString::fromLatin1(text) << day; };
    row("2026-11-23", monday);
    row("2026-11-23T23:59:59Z", monday);
    row("2026-11-23T23:30:00-05:00", monday.addDays(1)); // in New York; in UTC it is the day after
    row("2026-11-23 01:30:00+02:00", monday.addDays(-1));
    row("2026-11-23 23:59:59.123456", monday); // without an offset: UTC, wherever this runs
    row("2026-11-23 10:00:00 UTC", monday);
    row("1795392000", monday);    // seconds
    row("1795392000000", monday); // milliseconds
    row("20261123", {});
    row("11/23/2026", {});
    row("2026-02-30", {});
    row("soon", {});
}

void tst_UsageDrift::understandsDays()
{
    QFETCH(QString, text);
    QFETCH(QDate, day);
    const auto read = readUsageFile("date,cost\n" + text.toLatin1() + ",1\n");
    QCOMPARE(bool(read), day.isValid());
    if (day.isValid())
        QCOMPARE(read->rows.front().day, day);
    else
        QVERIFY(read.error().message.contains(text));
}

void tst_UsageDrift::refusesWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("part"); // of the message
    const auto row = [](const char *name, const QByteArray &bytes, int line, const char *part) {
        QTest::newRow(name) << bytes << line << QString::fromUtf8(part);
    };
    row("nothing", "", 0, "empty");
    row("headings alone", "date,cost\n", 0, "No line");
    row("quiet days alone", "date,model,cost\n2026-11-23,,\n", 0, "No line");
    row("no table", "just words\nand more\n", 1, "headings");
    row("not text", QByteArray("\xFF\xD8\xFF\xE0 picture", 12), 0, "no text file");
    row("zeros", QByteArray("date,cost\n2026-11-23,\0001\n", 24), 0, "no text file");
    row("open quote", "date,cost\n\"2026-11-23,1\n", 2, "");
    row("cut line", "date,model,cost\n2026-11-23,gpt-5,1\n2026-11-2", 3, "fields");
    row("too many fields", "date,cost\n2026-11-23,1,2\n", 2, "fields");
    row("words for money", "date,cost\n2026-11-23,a lot\n", 2, "a lot");
    row("two points", "date,cost\n2026-11-23,1.2.3\n", 2, "1.2.3");
    row("too much money", "date,cost\n2026-11-23,99999999999999\n", 2, "dollars");
    row("negative tokens", "date,input_tokens\n2026-11-23,-5\n", 2, "-5");
    row("other money", "date,cost,currency\n2026-11-23,1,EUR\n", 2, "EUR");
    row("a formula", "date,cost\n2026-11-23,=1+1\n", 2, "=1+1");
    row("long and strange", "date,cost\n2026-11-23,\"" + QByteArray(5'000, 'x') + "\"\n", 2, "…");
    row("too large", QByteArray(LargestUsageFile + 1, 'a'), 0, "MiB");
}

void tst_UsageDrift::refusesWhatItCannotRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, line);
    QFETCH(QString, part);
    const auto read = readUsageFile(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().line, line);
    QVERIFY2(read.error().message.contains(part), qPrintable(read.error().message));
    QVERIFY(read.error().message.size() < 200);
}

void tst_UsageDrift::columnsCanBeChosenByHand()
{
    const QByteArray bytes = "\xEF\xBB\xBFTag;Modell;Kosten;Eingabe;Cache\n2026-11-23;m;0.5;10;5\n";
    const auto unknown = readUsageFile(bytes);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().header.size(), 5); // to choose from
    UsageColumns columns;
    columns.day = QStringLiteral("Tag");
    columns.model = QStringLiteral("Modell");
    columns.cost = QStringLiteral("Kosten");
    columns.input = {QStringLiteral("Eingabe"), QStringLiteral("Cache")};
    const auto read = readUsageFile(bytes, columns);
    QVERIFY(read);
    QCOMPARE(read->rows.front().input, std::optional<qint64>(15));
    QCOMPARE(read->rows.front().cost, usd("0.5"));
    columns.cost = QStringLiteral("Preis");
    QVERIFY(readUsageFile(bytes, columns).error().message.contains(QStringLiteral("Preis")));
}

void tst_UsageDrift::aSpreadsheetsUtf16IsRead()
{
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    const QByteArray bytes = encoder(QStringLiteral("date\tcost\r\n2026-11-23\t0.25\r\n"));
    const auto read = readUsageFile(bytes);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->rows.front().cost, usd("0.25"));
}

void tst_UsageDrift::driftIsByDayAndModel()
{
    const auto file = readUsageFile("date,model,requests,input_tokens,output_tokens,cost\n"
                                    "2026-11-23,a,2,200,20,0.003\n"
                                    "2026-11-23,b,1,100,10,0.5\n"
                                    "2026-11-24,a,1,100,10,0.001\n");
    QVERIFY(file);
    QCOMPARE(daysOf(*file).from, monday);
    QCOMPARE(daysOf(*file).to, monday.addDays(1));
    const UsageDrift drift = driftOf(*file, {use(1, monday, "a", "0.001"), use(2, monday, "a", ""),
                                             use(3, monday, "c", "0.2"), use(4, monday.addDays(1), "a", "0.001")});
    QCOMPARE(drift.rows.size(), 4u);
    const DriftRow &a = drift.rows[0], &b = drift.rows[1], &c = drift.rows[2], &later = drift.rows[3];
    QVERIFY(a.side == DriftRow::Side::Both);
    QCOMPARE(*a.fileCost - a.ledgerCost, usd("0.002"));
    QCOMPARE(a.ledgerUnpriced, 1);
    QCOMPARE(a.ledgerRequests, 2);
    QCOMPARE(*a.fileInput, a.ledgerInput);
    QVERIFY(b.side == DriftRow::Side::OnlyFile);
    QVERIFY(c.side == DriftRow::Side::OnlyLedger);
    QVERIFY(!c.fileCost); // not told is not 0
    QCOMPARE(*later.fileCost, later.ledgerCost);
    QCOMPARE(*drift.total.fileCost, usd("0.504"));
    QCOMPARE(drift.total.ledgerCost, usd("0.202"));
    QCOMPARE(drift.total.ledgerRequests, 4);
    QVERIFY(!drift.byGeneration);
}

void tst_UsageDrift::modelsAreMatchedByNameThenByStem()
{
    const auto file = readUsageFile("date,model,cost\n2026-11-23,gpt-5,1\n2026-11-23,gpt-5-2026-01-01,2\n"
                                    "2026-11-23,claude-haiku-4-5-20251001,3\n");
    const UsageDrift drift =
        driftOf(*file, {use(1, monday, "GPT-5", "1"), use(2, monday, "gpt-5-2026-01-01", "2"),
                        use(3, monday, "anthropic/claude-haiku-4-5", "3"), use(4, monday, "gpt-5-nano", "4")});
    QCOMPARE(drift.rows.size(), 4u);
    for (const DriftRow &row : drift.rows) {
        const bool alone = row.model == QStringLiteral("gpt-5-nano"); // another model never joins
        QCOMPARE(row.side == DriftRow::Side::OnlyLedger, alone);
        if (!alone) QCOMPARE(*row.fileCost, row.ledgerCost);
    }
}

void tst_UsageDrift::withoutModelsOnlyDaysAreCompared()
{
    const auto file = readUsageFile("start_time_iso,amount_value,amount_currency,line_item\n"
                                    "2026-11-23T00:00:00+00:00,3,usd,\n2026-11-24T00:00:00+00:00,,,\n");
    const UsageDrift drift = driftOf(*file, {use(1, monday, "a", "1"), use(2, monday, "b", "2")});
    QCOMPARE(drift.rows.size(), 1u);
    QCOMPARE(*drift.rows.front().fileCost, drift.rows.front().ledgerCost);
}

void tst_UsageDrift::answersAreMatchedById()
{
    const auto file = readUsageFile(dataFile(QStringLiteral("openrouter-activity.csv")));
    const UsageDrift drift = driftOf(
        *file, {use(1, monday, "openai/gpt-5-mini", "0.000421", "gen-1795428000-aaaaaaaaaaaaaaaaaaaa"),
                use(2, monday, "openai/gpt-5-mini", "", "gen-1795428600-bbbbbbbbbbbbbbbbbbbb"),
                use(3, monday, "openai/gpt-5-mini", "9", "gen-unheard-of"), use(4, monday, "openai/gpt-5-mini", "9")});
    QVERIFY(drift.byGeneration);
    QCOMPARE(drift.matched, 2);
    QCOMPARE(drift.different, 1); // the unpriced one
    QCOMPARE(drift.onlyInFile.size(), 1u);
    QCOMPARE(drift.onlyInFile.front().line, 4);
    QCOMPARE(drift.onlyInLedger.size(), 2u);
    QCOMPARE(drift.onlyInLedger.front().run, RunId{3});
}

QTEST_GUILESS_MAIN(tst_UsageDrift)
#include "tst_usagedrift.moc"
