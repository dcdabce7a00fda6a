#include "core/store/history.h"
#include "core/store/opening.h"
#include "storetesting.h"

#include <QDir>
#include <QSqlQuery>
#include <QTest>

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace burin;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat info;
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 0777 : 0;
}

/// Every file of the folder with its bytes and time: what must not change.
struct Snapshot {
    QMap<QString, std::pair<QByteArray, QDateTime>> files;
    bool operator==(const Snapshot &) const = default;
};

Snapshot snapshot(const QString &folder)
{
    Snapshot result;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        QFile file(info.filePath());
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        // The log's index is shared memory of those who read, not data.
        if (!info.fileName().endsWith(QStringLiteral("-shm")))
            result.files.insert(info.fileName(), {bytes, info.lastModified()});
    }
    return result;
}

QString fileIn(const QString &folder)
{
    return folder + QStringLiteral("/burin.sqlite");
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A sound database with one run, closed.
QByteArray soundDatabase()
{
    const QTemporaryDir folder;
    {
        const OpenDatabase db(folder.path());
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        if (!store(db, record)) return {};
    }
    return read(fileIn(folder.path()));
}

/// A file that SQLite can open, with nothing in it.
QByteArray emptyDatabase()
{
    const QTemporaryDir folder;
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("empty"));
    db.setDatabaseName(fileIn(folder.path()));
    if (db.open()) QSqlQuery(db).exec(QStringLiteral("PRAGMA user_version = 99"));
    closeDatabase(db);
    return read(fileIn(folder.path()));
}

/// Not root for a while: root may write everywhere.
class Unprivileged {
public:
    Unprivileged() : m_user(::geteuid())
    {
        if (m_user == 0 && ::seteuid(65534) != 0) qFatal("cannot become an ordinary user");
    }
    ~Unprivileged()
    {
        if (m_user == 0 && ::seteuid(0) != 0) qFatal("cannot become root again");
    }
    Q_DISABLE_COPY_MOVE(Unprivileged)

private:
    uid_t m_user;
};

} // namespace

class tst_OpenFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyThisUserCanReadIt();
    void existingFolderKeepsItsPermissions();
    void isConfiguredAsDesigned_data();
    void isConfiguredAsDesigned();
    void everyTableIsStrict();
    void dataIsThereAgainAfterClosing();
    void damagedFileIsLeftUntouched_data();
    void damagedFileIsLeftUntouched();
    void newerSchemaIsLeftUntouched_data();
    void newerSchemaIsLeftUntouched();
    void unusableFolderIsAnError_data();
    void unusableFolderIsAnError();
    void folderWithoutWritePermissionIsAnError();
    void fileWithoutWritePermissionIsAnError();
    void folderNameMayBeOdd();
    void firstStartsAtTheSameMomentShareOneFile();
    void twoConnectionsSeeEachOther();
};

void tst_OpenFile::onlyThisUserCanReadIt()
{
    const QTemporaryDir folder;
    const mode_t mask = ::umask(0);
    const QString deep = folder.filePath(QStringLiteral("a/b"));
    const OpenDatabase db(deep);
    ::umask(mask);
    QVERIFY(db.valid());
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    QCOMPARE(modeOf(folder.filePath(QStringLiteral("a"))), 0700u);
    QCOMPARE(modeOf(deep), 0700u);
    const QStringList files = QDir(deep).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(files, (QStringList{QStringLiteral("burin.sqlite"), QStringLiteral("burin.sqlite-shm"),
                                 QStringLiteral("burin.sqlite-wal")}));
    for (const QString &file : files)
        QCOMPARE(modeOf(deep + u'/' + file), 0600u);
}

void tst_OpenFile::existingFolderKeepsItsPermissions()
{
    const QTemporaryDir folder;
    QVERIFY(::chmod(QFile::encodeName(folder.path()).constData(), 0755) == 0);
    QVERIFY(OpenDatabase(folder.path()).valid());
    QCOMPARE(modeOf(folder.path()), 0755u);
    QVERIFY(::chmod(QFile::encodeName(fileIn(folder.path())).constData(), 0644) == 0); // as a copy may have it
    QVERIFY(OpenDatabase(folder.path()).valid());
    QCOMPARE(modeOf(fileIn(folder.path())), 0600u);
}

void tst_OpenFile::isConfiguredAsDesigned_data()
{
    QTest::addColumn<QString>("pragma");
    QTest::addColumn<QVariant>("expected");
    const auto row = [](const char *pragma, const QVariant &value) {
        QTest::newRow(pragma) << QString::fromLatin1(pragma) << value;
    };
    row("journal_mode", QStringLiteral("wal"));
    row("foreign_keys", 1);
    row("trusted_schema", 0);
    row("busy_timeout", 5000);
    row("page_size", 16384);
    row("synchronous", 1);
    row("application_id", 0x4275726e);
    row("user_version", schemaVersion());
    row("integrity_check", QStringLiteral("ok"));
}

void tst_OpenFile::isConfiguredAsDesigned()
{
    const QTemporaryDir folder;
    const OpenDatabase db(folder.path());
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record)); // changes synchronous and must set it back
    QFETCH(QString, pragma);
    QFETCH(QVariant, expected);
    QCOMPARE(db.value(QStringLiteral("PRAGMA ") + pragma).toString(), expected.toString());
}

void tst_OpenFile::everyTableIsStrict()
{
    const OpenDatabase db;
    QCOMPARE(db.value(QStringLiteral("SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND "
                                     "type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"))
                 .toString(),
             QString());
}

void tst_OpenFile::dataIsThereAgainAfterClosing()
{
    const QTemporaryDir folder;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(OpenDatabase(folder.path()), record));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("burin.sqlite")});
    QCOMPARE(*loadRun(OpenDatabase(folder.path()), record.id), record);
}

void tst_OpenFile::damagedFileIsLeftUntouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray sound = soundDatabase();
    QVERIFY(sound.size() > 32768);
    const auto changed = [&sound](int position, const QByteArray &with) {
        return QByteArray(sound).replace(position, with.size(), with);
    };
    QTest::newRow("zero length") << QByteArray();
    QTest::newRow("one byte") << QByteArray("S");
    QTest::newRow("text") << QByteArray("This is not a database.\n").repeated(100);
    QByteArray noise(50'000, 0);
    QRandomGenerator(5).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    QTest::newRow("noise") << noise;
    QTest::newRow("magic overwritten") << changed(0, QByteArray(16, 'x'));
    QTest::newRow("header overwritten") << changed(16, QByteArray(84, '\xff'));
    QTest::newRow("first page overwritten") << changed(100, QByteArray(16'000, '\xff'));
    QTest::newRow("first page empty") << changed(0, QByteArray(16'384, '\0'));
    QTest::newRow("cut in the header") << sound.left(60);
    QTest::newRow("cut after the first page") << sound.left(16'384);
    QTest::newRow("half") << sound.left(sound.size() / 2);
    QTest::newRow("last byte missing") << sound.chopped(1);
    QTest::newRow("of another program") << changed(68, QByteArray("\0\0\0\1", 4));
    QTest::newRow("of no program") << changed(68, QByteArray(4, '\0'));
    QTest::newRow("without tables") << emptyDatabase();
}

void tst_OpenFile::damagedFileIsLeftUntouched()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    QVERIFY(write(fileIn(folder.path()), bytes));
    const Snapshot before = snapshot(folder.path());
    const OpenDatabase db(folder.path());
    QVERIFY(!db.valid());
    QCOMPARE(db.error().code, ErrorCode::Corrupt);
    QCOMPARE(db.error().argument, fileIn(folder.path()));
    QVERIFY(snapshot(folder.path()) == before);
}

void tst_OpenFile::newerSchemaIsLeftUntouched_data()
{
    QTest::addColumn<bool>("withLog");
    QTest::newRow("closed") << false;
    QTest::newRow("crashed, with a log") << true;
}

void tst_OpenFile::newerSchemaIsLeftUntouched()
{
    QFETCH(bool, withLog);
    const QTemporaryDir newer;
    const QTemporaryDir folder;
    const auto copy = [&] {
        for (const QString &name : QDir(newer.path()).entryList(QDir::Files)) {
            if (!name.endsWith(QStringLiteral("-shm"))) QFile::copy(newer.filePath(name), folder.filePath(name));
        }
    };
    {
        const OpenDatabase db(newer.path());
        QVERIFY(db.execute(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion() + 1)));
        if (withLog) copy(); // the new version is in the log only
    }
    if (!withLog) copy();
    QCOMPARE(QFile::exists(fileIn(folder.path()) + QStringLiteral("-wal")), withLog);
    const Snapshot before = snapshot(folder.path());
    const OpenDatabase db(folder.path());
    QVERIFY(!db.valid());
    QCOMPARE(db.error().code, ErrorCode::SchemaTooNew);
    QCOMPARE(db.error().argument, fileIn(folder.path()));
    QVERIFY(snapshot(folder.path()) == before);
}

void tst_OpenFile::unusableFolderIsAnError_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("no file system to write to") << QStringLiteral("/proc/burin");
    QTest::newRow("below a device") << QStringLiteral("/dev/null/burin");
    QTest::newRow("a file in its place") << QStringLiteral("FILE");
    QTest::newRow("below a file") << QStringLiteral("FILE/a/b");
}

void tst_OpenFile::unusableFolderIsAnError()
{
    QFETCH(QString, folder);
    const QTemporaryDir place;
    QVERIFY(write(place.filePath(QStringLiteral("file")), "content"));
    folder.replace(QStringLiteral("FILE"), place.filePath(QStringLiteral("file")));
    const OpenDatabase db(folder);
    QVERIFY(!db.valid());
    QCOMPARE(db.error().code, ErrorCode::ReadOnly);
    QCOMPARE(db.error().argument, folder);
    QCOMPARE(read(place.filePath(QStringLiteral("file"))), QByteArray("content"));
}

void tst_OpenFile::folderWithoutWritePermissionIsAnError()
{
    const QTemporaryDir folder;
    QVERIFY(::chmod(QFile::encodeName(folder.path()).constData(), 0555) == 0);
    {
        const Unprivileged user;
        const OpenDatabase db(folder.path());
        QVERIFY(!db.valid());
        QCOMPARE(db.error().code, ErrorCode::ReadOnly);
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_OpenFile::fileWithoutWritePermissionIsAnError()
{
    const QTemporaryDir folder;
    QVERIFY(OpenDatabase(folder.path()).valid());
    QVERIFY(::chmod(QFile::encodeName(fileIn(folder.path())).constData(), 0444) == 0);
    QVERIFY(::chmod(QFile::encodeName(folder.path()).constData(), 0777) == 0);
    const Snapshot before = snapshot(folder.path());
    {
        const Unprivileged user;
        const OpenDatabase db(folder.path());
        QVERIFY(!db.valid());
        QCOMPARE(db.error().code, ErrorCode::ReadOnly);
    }
    QVERIFY(snapshot(folder.path()) == before);
}

void tst_OpenFile::folderNameMayBeOdd()
{
    const QTemporaryDir folder;
    const QString odd = folder.filePath(QStringLiteral("100% Größe?x=1#2 'a' & \"b\""));
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    const OpenDatabase db(odd);
    QVERIFY(db.valid());
    QVERIFY(store(db, record));
    QVERIFY(QFile::exists(fileIn(odd)));
}

void tst_OpenFile::firstStartsAtTheSameMomentShareOneFile()
{
    const QTemporaryDir folder;
    std::vector<std::thread> threads;
    std::atomic<int> stored = 0;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            const OpenDatabase db(folder.path());
            RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
            if (db.valid() && store(db, record)) ++stored;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(stored.load(), 6);
    QCOMPARE(runPage(OpenDatabase(folder.path()), {}, {}, 100)->runs.size(), 6u);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("burin.sqlite")});
}

void tst_OpenFile::twoConnectionsSeeEachOther()
{
    const QTemporaryDir folder;
    const OpenDatabase first(folder.path());
    const OpenDatabase second(folder.path());
    for (int i = 0; i < 10; ++i) {
        RunRecord record = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("answer"));
        QVERIFY(store(i % 2 ? first : second, record));
        QCOMPARE(*loadRun(i % 2 ? second : first, record.id), record);
    }
    QCOMPARE(runPage(first, {}, {}, 100)->runs, runPage(second, {}, {}, 100)->runs);
}

QTEST_GUILESS_MAIN(tst_OpenFile)
#include "tst_openfile.moc"
