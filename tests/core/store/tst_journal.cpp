#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QDataStream>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTest>

using namespace burin;

class tst_Journal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingOfARunComesBack_data();
    void everythingOfARunComesBack();
    void keepsHalfCharactersOfTheModel();
    void promptIsNotStoredAgainInTheRequest();
    void filesAreStoredOnce();
    void rowsFromBeforeFilesCouldBeAttachedAreRead();
    void startedRunIsInTheHistoryBeforeItEnds();
    void showsTheTextOfCheckpointsWhileRunning();
    void characterCutBetweenTwoCheckpointsIsWhole();
    void endingTwiceChangesNothing();
    void checkpointAfterTheEndChangesNothing();
    void attemptThatWasNeverSentGoes();
    void endedAttemptReplacesItsBeginning();
    void unknownRunIsAnError();
    void attemptOfAnEndedRunIsRefused();
    void lockedDatabaseLosesNothing();
    void ledgerSaysWhatTheAttemptsCost();
    void ledgerIsNeverChanged();
    void keyIsNowhereInTheFile();
};

void tst_Journal::everythingOfARunComesBack_data()
{
    QTest::addColumn<bool>("inMemory");
    QTest::addColumn<int>("records");
    QTest::newRow("file") << false << 50; // each waits for the disk
    QTest::newRow("memory") << true << 300;
}

void tst_Journal::everythingOfARunComesBack()
{
    QFETCH(bool, inMemory);
    QFETCH(int, records);
    const QTemporaryDir folder;
    const OpenDatabase db(inMemory ? QString() : folder.path());
    QVERIFY(db.valid());
    RandomRuns random(20261123);
    for (int i = 0; i < records; ++i) {
        RunRecord record = random.next();
        const Outcome stored = store(db, record);
        QVERIFY2(stored, qPrintable(stored ? QString() : stored.error().detail));
        const Result<RunRecord> loaded = loadRun(db, record.id);
        QVERIFY(loaded);
        QCOMPARE(difference(*loaded, record), QString());
    }
}

void tst_Journal::keepsHalfCharactersOfTheModel()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("ab") + QChar(0xd83d) + QStringLiteral("c"));
    record.reasoning = QChar(0xde00) + QStringLiteral("x");
    QVERIFY(store(db, record));
    QCOMPARE(loadRun(db, record.id)->text, record.text);
    QCOMPARE(loadRun(db, record.id)->reasoning, record.reasoning);
}

void tst_Journal::promptIsNotStoredAgainInTheRequest()
{
    const OpenDatabase db;
    const auto noise = [](int seed) { // does not compress
        QByteArray bytes(6000, 0);
        QRandomGenerator(quint32(seed)).fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
        return QStringLiteral("Größe \"日本\"\n") + QString::fromLatin1(bytes.toBase64());
    };
    RunRecord record = plainRun(noise(1), QStringLiteral("answer"));
    record.messages.insert(record.messages.begin(), {Role::System, noise(2)});
    record.draft.messages = systemAndUser(record.messages.front().text, record.messages.back().text);
    record.requestJson = QJsonDocument(toJson(record.messages)).toJson(QJsonDocument::Compact);
    QVERIFY(store(db, record));
    QCOMPARE(difference(*loadRun(db, record.id), record), QString());
    const int bytes = db.value(QStringLiteral("SELECT length(request) FROM run_contents")).toInt();
    QVERIFY2(bytes < 500, qPrintable(QString::number(bytes)));

    RunRecord odd = record; // no JSON at all: kept as it is
    odd.requestJson = QByteArray("\x01"
                                 "0\x01",
                                 3) +
                      record.requestJson;
    QVERIFY(store(db, odd));
    QCOMPARE(difference(*loadRun(db, odd.id), odd), QString());
}

void tst_Journal::filesAreStoredOnce()
{
    const OpenDatabase db;
    QByteArray image(60'000, 0); // does not compress
    QRandomGenerator(7).fillRange(reinterpret_cast<quint32 *>(image.data()), image.size() / 4);
    const QByteArray notes = QStringLiteral("Größe \"日本\"\n").toUtf8() + image.left(20'000).toBase64();
    RunRecord record = plainRun(QStringLiteral("What is this?"), QStringLiteral("A cat."));
    record.messages.front().attachments = {{QStringLiteral("a.png"), QStringLiteral("image/png"), image},
                                           {QStringLiteral("again.png"), QStringLiteral("image/png"), image},
                                           {QStringLiteral("n.txt"), QStringLiteral("text/plain"), notes}};
    record.messages.push_back({Role::Assistant, {}, {}, {}, {{QStringLiteral("c"), QStringLiteral("f"), {}}}});
    record.messages.push_back({Role::Tool, QStringLiteral("42"), {}, QStringLiteral("c")});
    record.draft.messages.front().attachments = record.messages.front().attachments;
    QJsonArray body = toJson(record.messages);
    body.append(QString::fromUtf8("<file>\n" + notes)); // as text files are sent
    record.requestJson = QJsonDocument(body).toJson(QJsonDocument::Compact);
    QVERIFY(store(db, record));
    QCOMPARE(difference(*loadRun(db, record.id), record), QString());
    const qint64 bytes = db.value(QStringLiteral("SELECT length(request) + length(message_layout) + length(prompt) "
                                                 "FROM run_contents"))
                             .toLongLong();
    const qint64 once = image.size() + notes.size();
    QVERIFY2(bytes < once + 1'000, qPrintable(QString::number(bytes)));
}

void tst_Journal::rowsFromBeforeFilesCouldBeAttachedAreRead()
{
    const OpenDatabase db;
    RunRecord record =
        plainRun(QStringLiteral("a question that is long enough to be stored once"), QStringLiteral("a"));
    QVERIFY(store(db, record));
    // What earlier versions wrote: no third part behind the request, and the text of message 0 by its number.
    const QByteArray document = R"({"messages":[{"role":"user","content":")"
                                "\x01"
                                "0\x01"
                                R"("}],"title":"old"})";
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << true << document << document;
    QSqlQuery update(static_cast<const QSqlDatabase &>(db));
    QVERIFY(update.prepare(QStringLiteral("UPDATE run_contents SET request = ?")));
    update.addBindValue(qCompress(bytes));
    QVERIFY(update.exec());
    const Result<RunRecord> loaded = loadRun(db, record.id);
    QVERIFY(loaded);
    QCOMPARE(loaded->messages, record.messages);
    QCOMPARE(textOf(loaded->draft, Role::User), record.messages.front().text);
    QCOMPARE(loaded->draft.title, QStringLiteral("old"));
    QVERIFY(loaded->requestJson.contains("long enough"));
}

void tst_Journal::startedRunIsInTheHistoryBeforeItEnds()
{
    const OpenDatabase db;
    const RunRecord record = plainRun(QStringLiteral("question"), {});
    const Result<RunId> id = beginRun(db, specOf(record));
    QVERIFY(id);
    const Result<RunRecord> loaded = loadRun(db, *id);
    QVERIFY(loaded);
    QCOMPARE(toString(loaded->status), QStringLiteral("running"));
    QCOMPARE(loaded->draft, record.draft);
    QCOMPARE(loaded->messages, record.messages);
    QCOMPARE(loaded->createdAt, record.createdAt);
    const Result<RunPage> page = runPage(db, {}, {}, 10);
    QCOMPARE(page->runs.size(), 1u);
    QCOMPARE(toString(page->runs.front().status), QStringLiteral("running"));
}

void tst_Journal::showsTheTextOfCheckpointsWhileRunning()
{
    const OpenDatabase db;
    const RunId id = *beginRun(db, specOf(plainRun(QStringLiteral("question"), {})));
    QVERIFY(checkpoint(db, id, QStringLiteral("Once "), QStringLiteral("hm")));
    QVERIFY(checkpoint(db, id, {}, {}));
    QVERIFY(checkpoint(db, id, QStringLiteral("upon"), {}));
    QCOMPARE(loadRun(db, id)->text, QStringLiteral("Once upon"));
    QCOMPARE(loadRun(db, id)->reasoning, QStringLiteral("hm"));
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_chunks")).toInt(), 2);
}

void tst_Journal::characterCutBetweenTwoCheckpointsIsWhole()
{
    const OpenDatabase db;
    const RunId id = *beginRun(db, specOf(plainRun(QStringLiteral("question"), {})));
    const QString smile = QStringLiteral("a😀b");
    QVERIFY(checkpoint(db, id, smile.left(2), {}));
    QVERIFY(checkpoint(db, id, smile.mid(2), {}));
    QCOMPARE(loadRun(db, id)->text, smile);
}

void tst_Journal::endingTwiceChangesNothing()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    RunRecord other = record;
    other.text = QStringLiteral("something else");
    other.status = RunStatus::Failed;
    other.attempts.push_back(other.attempts.front());
    other.attempts.back().number = 2;
    QVERIFY(finishRun(db, other));
    QCOMPARE(*loadRun(db, record.id), record);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ledger")).toInt(), 1);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Journal::checkpointAfterTheEndChangesNothing()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    QVERIFY(checkpoint(db, record.id, QStringLiteral("late"), {}));
    QCOMPARE(*loadRun(db, record.id), record);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_chunks")).toInt(), 0);
}

void tst_Journal::attemptThatWasNeverSentGoes()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.id = *beginRun(db, specOf(record));
    Attempt second = record.attempts.front();
    QVERIFY(beginAttempt(db, record.id, second));
    second.number = 2;
    QVERIFY(beginAttempt(db, record.id, second));
    QCOMPARE(loadRun(db, record.id)->attempts.size(), 2u);
    QVERIFY(finishRun(db, record));
    QCOMPARE(*loadRun(db, record.id), record);
}

void tst_Journal::endedAttemptReplacesItsBeginning()
{
    const OpenDatabase db;
    const RunRecord record = plainRun(QStringLiteral("question"), {});
    const RunId id = *beginRun(db, specOf(record));
    Attempt attempt;
    attempt.startedAt = record.createdAt;
    QVERIFY(beginAttempt(db, id, attempt));
    const int row = db.value(QStringLiteral("SELECT id FROM attempts")).toInt();
    attempt.error = makeError(ErrorCode::Refused, QStringLiteral("host"));
    attempt.duration = milliseconds(5);
    QVERIFY(beginAttempt(db, id, attempt));
    QCOMPARE(loadRun(db, id)->attempts, std::vector<Attempt>{attempt});
    QCOMPARE(db.value(QStringLiteral("SELECT id FROM attempts")).toInt(), row);
}

void tst_Journal::unknownRunIsAnError()
{
    const OpenDatabase db;
    RunRecord record = plainRun({}, {});
    record.id = RunId{77};
    QCOMPARE(finishRun(db, record).error().code, ErrorCode::RunNotFound);
    QCOMPARE(beginAttempt(db, record.id, {}).error().code, ErrorCode::RunNotFound);
    QCOMPARE(checkpoint(db, record.id, QStringLiteral("x"), {}).error().code, ErrorCode::RunNotFound);
    QCOMPARE(loadRun(db, record.id).error().code, ErrorCode::RunNotFound);
    QCOMPARE(loadRun(db, record.id).error().argument, QStringLiteral("77"));
}

void tst_Journal::attemptOfAnEndedRunIsRefused()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    QCOMPARE(beginAttempt(db, record.id, {}).error().code, ErrorCode::Storage);
    QCOMPARE(*loadRun(db, record.id), record);
}

void tst_Journal::lockedDatabaseLosesNothing()
{
    const QTemporaryDir folder;
    const OpenDatabase db(folder.path());
    const OpenDatabase other(folder.path());
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.id = *beginRun(db, specOf(record));
    QVERIFY(db.execute(QStringLiteral("PRAGMA busy_timeout = 5")));
    QVERIFY(other.execute(QStringLiteral("BEGIN IMMEDIATE")));
    QCOMPARE(beginRun(db, specOf(record)).error().code, ErrorCode::Storage);
    QCOMPARE(checkpoint(db, record.id, QStringLiteral("text"), {}).error().code, ErrorCode::Storage);
    QCOMPARE(finishRun(db, record).error().code, ErrorCode::Storage);
    QCOMPARE(toString(loadRun(db, record.id)->status), QStringLiteral("running"));
    QVERIFY(other.execute(QStringLiteral("ROLLBACK")));
    QVERIFY(finishRun(db, record));
    QCOMPARE(*loadRun(other, record.id), record);
}

void tst_Journal::ledgerSaysWhatTheAttemptsCost()
{
    const OpenDatabase db;
    RandomRuns random(7);
    Money expected;
    int unpriced = 0;
    int attempts = 0;
    for (int i = 0; i < 100; ++i) {
        RunRecord record = random.next();
        QVERIFY(store(db, record));
        for (const Attempt &attempt : record.attempts) {
            expected += attempt.receipt.total.value_or(Money{});
            unpriced += attempt.receipt.total ? 0 : 1;
            ++attempts;
        }
    }
    QCOMPARE(db.value(QStringLiteral("SELECT sum(amount_pico_usd) FROM ledger")).toLongLong(), expected.picoUsd);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ledger WHERE amount_pico_usd IS NULL")).toInt(), unpriced);
    QCOMPARE(db.value(QStringLiteral("SELECT count(DISTINCT attempt_id) FROM ledger")).toInt(), attempts);
}

void tst_Journal::ledgerIsNeverChanged()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    QVERIFY(!db.execute(QStringLiteral("UPDATE ledger SET amount_pico_usd = 0")));
    const QString again = QStringLiteral(
        "INSERT INTO ledger (attempt_id, correction, run_id, created_at, day, hour, simulated, provider_id, model_id, "
        "  prompt_id, amount_pico_usd, billing, provenance) "
        "SELECT attempt_id, %1, run_id, created_at, day, hour, simulated, provider_id, model_id, prompt_id, 0, "
        "  billing, provenance FROM ledger WHERE correction = 0");
    QVERIFY(!db.execute(again.arg(0)));
    QVERIFY(db.execute(again.arg(1))); // one correction is the most there can be
    QVERIFY(!db.execute(again.arg(1)));
    QVERIFY(!db.execute(again.arg(2)));
    QCOMPARE(db.value(QStringLiteral("SELECT amount_pico_usd FROM ledger")).toLongLong(), 1'234'567);
}

void tst_Journal::keyIsNowhereInTheFile()
{
    const QTemporaryDir folder;
    {
        const OpenDatabase db(folder.path());
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        QVERIFY(store(db, record));
        for (const QFileInfo &file : QDir(folder.path()).entryInfoList(QDir::Files)) {
            QFile opened(file.filePath());
            QVERIFY(opened.open(QIODevice::ReadOnly));
            const QByteArray bytes = opened.readAll();
            QVERIFY2(!bytes.contains("sk-canary"), qPrintable(file.fileName()));
        }
    }
}

QTEST_GUILESS_MAIN(tst_Journal)
#include "tst_journal.moc"
