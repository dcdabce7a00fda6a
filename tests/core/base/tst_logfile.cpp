#include "core/base/logfile.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;

namespace {

QByteArray numbered(int number)
{
    return QByteArray::number(number).rightJustified(9, '0');
}

} // namespace

class tst_LogFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isForItsOwnerOnly();
    void startsAnewBeforeTheLimit();
    void keepsSoManyFiles_data();
    void keepsSoManyFiles();
    void forgetsFilesBeyondALowerLimit();
    void tailGoesBackThroughTheFiles_data();
    void tailGoesBackThroughTheFiles();
    void aLongLineHasAFileOfItsOwn();
    void twoWritersLoseNothing();
    void aFolderThatCannotBeMadeIsNoCrash();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("logs/burin.jsonl")); }
    QStringList files() const { return QDir(m_folder->filePath(QStringLiteral("logs"))).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
};

void tst_LogFile::isForItsOwnerOnly()
{
    LogFile log(path(), {.bytes = 20, .files = 3});
    for (int i = 0; i < 6; ++i)
        QVERIFY(log.append(numbered(i)));
    QCOMPARE(files().size(), 3);
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const QString &name : files()) {
        const QString file = m_folder->filePath(QStringLiteral("logs/") + name);
        QVERIFY2(!(QFile::permissions(file) & others), qPrintable(name));
    }
    QVERIFY(!(QFile::permissions(m_folder->filePath(QStringLiteral("logs"))) & (others | QFile::ExeOther)));
}

void tst_LogFile::startsAnewBeforeTheLimit()
{
    LogFile log(path(), {.bytes = 35, .files = 5}); // three lines of ten bytes
    for (int i = 0; i < 7; ++i)
        QVERIFY(log.append(numbered(i)));
    QCOMPARE(files(), (QStringList{QStringLiteral("burin.1.jsonl"), QStringLiteral("burin.2.jsonl"),
                                   QStringLiteral("burin.jsonl")}));
    QCOMPARE(QFileInfo(path()).size(), 10);
    QCOMPARE(log.tail(100).size(), 7);
}

void tst_LogFile::keepsSoManyFiles_data()
{
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 2, 5})
        QTest::addRow("%d", limit) << limit;
}

void tst_LogFile::keepsSoManyFiles()
{
    QFETCH(const int, limit);
    LogFile log(path(), {.bytes = 10, .files = limit}); // a line each
    for (int i = 0; i < 20; ++i)
        QVERIFY(log.append(numbered(i)));
    QCOMPARE(files().size(), limit);
    QCOMPARE(log.tail(100).size(), limit);
    QCOMPARE(log.tail(100).back(), numbered(19));
}

void tst_LogFile::forgetsFilesBeyondALowerLimit()
{
    LogFile log(path(), {.bytes = 10, .files = 9});
    for (int i = 0; i < 20; ++i)
        QVERIFY(log.append(numbered(i)));
    log.setLimits({.bytes = 10, .files = 2});
    QVERIFY(log.append(numbered(20)));
    QCOMPARE(files().size(), 2);
}

void tst_LogFile::tailGoesBackThroughTheFiles_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 3, 5, 8, 10, 50})
        QTest::addRow("%d", count) << count;
}

void tst_LogFile::tailGoesBackThroughTheFiles()
{
    QFETCH(const int, count);
    LogFile log(path(), {.bytes = 35, .files = 5});
    QByteArrayList written;
    for (int i = 0; i < 10; ++i) {
        written += numbered(i);
        QVERIFY(log.append(written.back()));
    }
    QCOMPARE(log.tail(count), written.mid(qMax(0, 10 - count)));
}

void tst_LogFile::aLongLineHasAFileOfItsOwn()
{
    LogFile log(path(), {.bytes = 20, .files = 3});
    QVERIFY(log.append("a"));
    QVERIFY(log.append(QByteArray(100, 'b')));
    QVERIFY(log.append("c"));
    QCOMPARE(files().size(), 3);
    QCOMPARE(log.tail(9), (QByteArrayList{"a", QByteArray(100, 'b'), "c"}));
}

/// As two programs over one profile do.
void tst_LogFile::twoWritersLoseNothing()
{
    LogFile one(path(), {.bytes = 100, .files = 50});
    LogFile other(path(), {.bytes = 100, .files = 50});
    for (int i = 0; i < 200; ++i)
        QVERIFY((i % 3 == 0 ? one : other).append(numbered(i)));
    const QByteArrayList lines = one.tail(1'000);
    QCOMPARE(lines.size(), 200);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(lines[i], numbered(i));
}

void tst_LogFile::aFolderThatCannotBeMadeIsNoCrash()
{
    QFile file(m_folder->filePath(QStringLiteral("logs"))); // a file where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    LogFile log(path());
    QVERIFY(!log.append("line"));
    QVERIFY(log.tail(5).isEmpty());
}

QTEST_APPLESS_MAIN(tst_LogFile)
#include "tst_logfile.moc"
