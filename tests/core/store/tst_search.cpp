#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/searchindex.h"
#include "core/store/searchtext.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

RunQuery words(const QString &text)
{
    RunQuery query;
    query.text = text;
    return query;
}

} // namespace

class tst_Search : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quotesEveryWord_data();
    void quotesEveryWord();
    void oddTextIsNeverAnError_data();
    void oddTextIsNeverAnError();
    void findsWords_data();
    void findsWords();
    void marksWhereItWasFound();
    void runningRunIsFoundOnceItEnded();
    void newestFirstAndPaged();
    void combinesWithFilters();
    void findsEverythingThatWasSaid_data();
    void findsEverythingThatWasSaid();
    void noteThatChangesIsFoundAsItIs();
    void systemMessageIsStoredOnce();
    void mergingChangesNothingThatIsFound();

private:
    QStringList found(const QString &text) const;
    const OpenDatabase m_db;
};

QStringList tst_Search::found(const QString &text) const
{
    RunQuery query;
    query.text = text;
    const Result<RunPage> page = runPage(m_db, query, {}, 1000);
    if (!page) return {QStringLiteral("error: ") + page.error().detail};
    QStringList answers;
    for (const RunSummary &run : page->runs)
        answers += loadRun(m_db, run.id)->text;
    return answers;
}

void tst_Search::quotesEveryWord_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expression");
    const auto row = [](const char *name, const QString &text, const QString &expression) {
        QTest::newRow(name) << text << expression;
    };
    row("nothing", {}, {});
    row("spaces", QStringLiteral(" \t\n"), {});
    row("beginning of a word", QStringLiteral("par"), QStringLiteral("\"par\"*"));
    row("whole word", QStringLiteral("par "), QStringLiteral("\"par\""));
    row("two words", QStringLiteral("par is"), QStringLiteral("\"par\" \"is\""));
    row("two words and more", QStringLiteral("par isl"), QStringLiteral("\"par\" \"isl\"*"));
    row("two letters are no beginning", QStringLiteral("pa"), QStringLiteral("\"pa\""));
    row("one ideograph is", QStringLiteral("東"), QStringLiteral("\"東\"*"));
    row("quotes", QStringLiteral("say \"hi\" "), QStringLiteral("\"say\" \"\"\"hi\"\"\""));
    row("operators", QStringLiteral("a OR b "), QStringLiteral("\"a\" \"OR\" \"b\""));
    row("column", QStringLiteral("answer:x "), QStringLiteral("\"answer:x\""));
    row("punctuation only", QStringLiteral("?! -- \"\" *"), {});
    row("punctuation beside words", QStringLiteral("- par "), QStringLiteral("\"par\""));
}

void tst_Search::quotesEveryWord()
{
    QFETCH(QString, text);
    QFETCH(QString, expression);
    QCOMPARE(searchExpression(text), expression);
}

void tst_Search::oddTextIsNeverAnError_data()
{
    QTest::addColumn<QString>("text");
    const QStringList odd{QStringLiteral("\""),
                          QStringLiteral("'"),
                          QStringLiteral("*"),
                          QStringLiteral("a*b"),
                          QStringLiteral("("),
                          QStringLiteral(")"),
                          QStringLiteral("foo OR"),
                          QStringLiteral("NOT foo"),
                          QStringLiteral("AND"),
                          QStringLiteral("NEAR(a b, 3"),
                          QStringLiteral("prompt:secret"),
                          QStringLiteral("b:secret"),
                          QStringLiteral("^foo"),
                          QStringLiteral("-foo"),
                          QStringLiteral("+foo"),
                          QStringLiteral("{a b}:c"),
                          QStringLiteral("\\"),
                          QStringLiteral("a\"b"),
                          QStringLiteral("'; DROP TABLE runs; --"),
                          QStringLiteral("100%"),
                          QStringLiteral("a\nb"),
                          QStringLiteral("a") + QChar(0) + QStringLiteral("b"),
                          QString(QChar(0xd83d)),
                          QStringLiteral("😀"),
                          QString(QChar(0x301)),
                          QStringLiteral("½ ² Ⅷ"),
                          QStringLiteral("𝒜𝒷"),
                          QStringLiteral("x").repeated(100'000),
                          QStringLiteral("a ").repeated(500)};
    for (qsizetype i = 0; i < odd.size(); ++i)
        QTest::addRow("odd %d", int(i)) << odd.at(i);
    RandomRuns random(3);
    for (int i = 0; i < 50; ++i)
        QTest::addRow("random %d", i) << random.text(60);
}

void tst_Search::oddTextIsNeverAnError()
{
    QFETCH(QString, text);
    for (const QString &variant : {text, text + u' ', QStringLiteral("word ") + text}) {
        RunQuery query;
        query.text = variant;
        const Result<RunPage> page = runPage(m_db, query, {}, 10);
        QVERIFY2(page, qPrintable(page ? QString() : page.error().detail));
    }
}

void tst_Search::findsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("answers");
    QTest::newRow("in the answer") << QStringLiteral("Ottawa ")
                                   << QStringList{QStringLiteral("The capital is Ottawa.")};
    QTest::newRow("in the prompt") << QStringLiteral("canada ")
                                   << QStringList{QStringLiteral("The capital is Ottawa.")};
    QTest::newRow("in both") << QStringLiteral("canada ottawa ")
                             << QStringList{QStringLiteral("The capital is Ottawa.")};
    QTest::newRow("all words") << QStringLiteral("canada paris ") << QStringList{};
    QTest::newRow("as it is typed") << QStringLiteral("ott") << QStringList{QStringLiteral("The capital is Ottawa.")};
    QTest::newRow("not once it is a word") << QStringLiteral("ott ") << QStringList{};
    QTest::newRow("without accents") << QStringLiteral("creme brulee ") << QStringList{QStringLiteral("Crème brûlée")};
    QTest::newRow("with accents") << QStringLiteral("BRÛLÉE ") << QStringList{QStringLiteral("Crème brûlée")};
    QTest::newRow("phrase") << QStringLiteral("at-most-once ") << QStringList{QStringLiteral("at-most-once delivery")};
    QTest::newRow("phrase in order") << QStringLiteral("most-at ") << QStringList{};
    QTest::newRow("newest first") << QStringLiteral("capital")
                                  << QStringList{QStringLiteral("The capital is Paris."),
                                                 QStringLiteral("The capital is Ottawa.")};
}

void tst_Search::findsWords()
{
    if (!m_db.value(QStringLiteral("SELECT 1 FROM runs")).isValid()) {
        const std::pair<QString, QString> runs[] = {
            {QStringLiteral("What is the capital of Canada?"), QStringLiteral("The capital is Ottawa.")},
            {QStringLiteral("And of France?"), QStringLiteral("The capital is Paris.")},
            {QStringLiteral("A dessert"), QStringLiteral("Crème brûlée")},
            {QStringLiteral("Guarantee"), QStringLiteral("at-most-once delivery")}};
        for (const auto &[user, answer] : runs) {
            RunRecord record = plainRun(user, answer);
            QVERIFY(store(m_db, record));
        }
    }
    QFETCH(QString, text);
    QFETCH(QStringList, answers);
    QCOMPARE(found(text), answers);
}

void tst_Search::marksWhereItWasFound()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("one two three"));
    QVERIFY(store(db, record));
    RunQuery query;
    query.text = QStringLiteral("two ");
    const QString snippet = runPage(db, query, {}, 1)->runs.front().snippet;
    QCOMPARE(snippet,
             QStringLiteral("one ") + QChar(0xe000) + QStringLiteral("two") + QChar(0xe001) + QStringLiteral(" three"));
}

void tst_Search::runningRunIsFoundOnceItEnded()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("needle"), QStringLiteral("answer"));
    record.id = *beginRun(db, specOf(record));
    RunQuery query;
    query.text = QStringLiteral("needle");
    QVERIFY(runPage(db, query, {}, 1)->runs.empty());
    QVERIFY(finishRun(db, record));
    QCOMPARE(runPage(db, query, {}, 1)->runs.size(), 1u);
}

void tst_Search::newestFirstAndPaged()
{
    const OpenDatabase db;
    std::vector<RunId> expected;
    for (int i = 0; i < 60; ++i) {
        RunRecord record = plainRun(QStringLiteral("question %1").arg(i), i % 3 ? QStringLiteral("needle") : QString());
        QVERIFY(store(db, record));
        if (i % 3) expected.insert(expected.begin(), record.id);
    }
    RunQuery query;
    query.text = QStringLiteral("needle ");
    std::vector<RunId> seen;
    RunId before;
    for (bool more = true; more;) {
        const Result<RunPage> page = runPage(db, query, before, 7);
        for (const RunSummary &run : page->runs)
            seen.push_back(run.id);
        before = seen.back();
        more = page->more;
    }
    QCOMPARE(seen, expected);
}

void tst_Search::combinesWithFilters()
{
    const OpenDatabase db;
    RunRecord wanted = plainRun(QStringLiteral("needle"), QStringLiteral("x"));
    wanted.draft.model = QStringLiteral("model-b");
    QVERIFY(store(db, wanted));
    RunRecord other = plainRun(QStringLiteral("needle"), QStringLiteral("x"));
    QVERIFY(store(db, other));
    RunQuery query;
    query.text = QStringLiteral("needle");
    query.model = QStringLiteral("model-b");
    query.status = RunStatus::Completed;
    query.from = query.to = wanted.createdAt.toLocalTime().date();
    const Result<RunPage> page = runPage(db, query, {}, 10);
    QCOMPARE(page->runs.size(), 1u);
    QCOMPARE(page->runs.front().id, wanted.id);
}

void tst_Search::findsEverythingThatWasSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("snippet"); // without its marks
    const auto row = [](const char *name, const char *text, const char *snippet) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(snippet);
    };
    row("system message", "terse", "You are a terse assistant");
    row("user message", "weather", "weather in Lyon");
    row("answer", "sunny", "It is sunny.");
    row("reasoning", "thermometer", "look at the thermometer");
    row("refusal", "declined", "declined politely");
    row("name of a tool", "lookup_city", "lookup_city");
    row("argument of a tool", "Villeurbanne", "lookup_city {\"city\":\"Villeurbanne\"}");
    row("argument with a line break", "second", "first\nsecond");
    row("error", "quota", "the quota of the project");
    row("code of an error", "insufficient_quota", "insufficient_quota");
    row("words of several", "terse sunny thermometer", "terse");
}

void tst_Search::findsEverythingThatWasSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, snippet);
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("weather in Lyon"), QStringLiteral("It is sunny."));
    record.messages.insert(record.messages.begin(),
                           {Role::System, QStringLiteral("You are a terse assistant. ").repeated(4)});
    record.reasoning = QStringLiteral("look at the thermometer");
    record.refusal = QStringLiteral("declined politely");
    record.toolCalls = {
        {QStringLiteral("call_1"), QStringLiteral("lookup_city"), QStringLiteral("{\"city\":\"Villeurbanne\"}")},
        {QStringLiteral("call_2"), QStringLiteral("write"), QStringLiteral("first\nsecond")}};
    record.error = makeError(ErrorCode::InsufficientQuota, {}, QStringLiteral("the quota of the project"));
    record.error->providerCode = QStringLiteral("insufficient_quota");
    QVERIFY(store(db, record));
    QCOMPARE(*loadRun(db, record.id), record);
    const Result<RunPage> page = runPage(db, words(text + u' '), {}, 10);
    QCOMPARE(page->runs.size(), 1u);
    QString plain = page->runs.front().snippet;
    plain.remove(QChar(0xe000)).remove(QChar(0xe001));
    QVERIFY2(plain.contains(snippet), qPrintable(plain));
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Search::noteThatChangesIsFoundAsItIs()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    const RunId running = *beginRun(db, specOf(record));
    const auto change = [&db](RunId run, const QString &sql) {
        SqlTransaction transaction(db);
        SqlQuery query(db);
        changeInSearchIndex(query, run, [&] { query.run(sql, {run.value}); });
        QVERIFY(query.outcome());
        QVERIFY(transaction.commit());
        QCOMPARE(*checkDatabase(db), QStringList());
    };
    const auto hits = [&db](const char *word) {
        return runPage(db, words(QString::fromLatin1(word)), {}, 10)->runs.size();
    };
    change(record.id, QStringLiteral("INSERT INTO run_notes VALUES (?, 'for the keynote')"));
    QCOMPARE(hits("keynote"), 1u);
    change(record.id, QStringLiteral("UPDATE run_notes SET note = 'rejected' WHERE run_id = ?"));
    QCOMPARE(hits("keynote"), 0u);
    QCOMPARE(hits("rejected"), 1u);
    change(record.id, QStringLiteral("DELETE FROM run_notes WHERE run_id = ?"));
    QCOMPARE(hits("rejected"), 0u);
    QCOMPARE(hits("question"), 1u);
    change(running, QStringLiteral("INSERT INTO run_notes VALUES (?, 'early')"));
    QCOMPARE(hits("early"), 0u);
    record.id = running;
    QVERIFY(finishRun(db, record));
    QCOMPARE(hits("early"), 1u);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Search::systemMessageIsStoredOnce()
{
    const OpenDatabase db;
    const QString system = QStringLiteral("You answer in one sentence and never guess. ").repeated(3);
    for (int i = 0; i < 5; ++i) {
        RunRecord record = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("answer"));
        record.messages.insert(record.messages.begin(), {Role::System, i == 4 ? QStringLiteral("brief") : system});
        QVERIFY(store(db, record));
        QCOMPARE(*loadRun(db, record.id), record);
    }
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM beginnings")).toInt(), 1);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_contents WHERE prompt LIKE '%never guess%'")).toInt(),
             0);
    QCOMPARE(runPage(db, words(QStringLiteral("never guess ")), {}, 10)->runs.size(), 4u);
}

void tst_Search::mergingChangesNothingThatIsFound()
{
    const OpenDatabase db;
    for (int i = 0; i < 40; ++i) {
        RunRecord record = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("needle"));
        QVERIFY(store(db, record));
    }
    const QString pieces = QStringLiteral("SELECT count(DISTINCT segid) FROM run_search_idx");
    const int before = db.value(pieces).toInt();
    int steps = 0;
    while (*mergeSearchIndex(db) && steps < 1000)
        ++steps;
    QVERIFY(steps > 0 && steps < 1000);
    QVERIFY(db.value(pieces).toInt() < before);
    QCOMPARE(runPage(db, words(QStringLiteral("needle ")), {}, 100)->runs.size(), 40u);
    QCOMPARE(*checkDatabase(db), QStringList());
}

QTEST_GUILESS_MAIN(tst_Search)
#include "tst_search.moc"
