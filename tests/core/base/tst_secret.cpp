#include "core/base/secret.h"

#include <QTest>

using namespace burin;

class tst_Secret : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wellFormed_data();
    void wellFormed();
};

void tst_Secret::wellFormed_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("expected");
    QTest::newRow("usual") << QByteArray("sk-or-v1-0123456789abcdef") << true;
    QTest::newRow("all signs") << QByteArray("!~_-.+/=:") << true;
    QTest::newRow("one character") << QByteArray("x") << true;
    QTest::newRow("longest") << QByteArray(4096, 'k') << true;
    QTest::newRow("too long") << QByteArray(4097, 'k') << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("space inside") << QByteArray("sk a") << false;
    QTest::newRow("space in front") << QByteArray(" sk") << false;
    QTest::newRow("line feed at the end") << QByteArray("sk\n") << false;
    QTest::newRow("carriage return") << QByteArray("sk\rx") << false;
    QTest::newRow("tab") << QByteArray("sk\tx") << false;
    QTest::newRow("NUL") << QByteArray("sk\0x", 4) << false;
    QTest::newRow("DEL") << QByteArray("sk\x7f") << false;
    QTest::newRow("not ASCII") << QByteArray("sk-\xc3\xa9") << false;
    QTest::newRow("no-break space") << QByteArray("sk\xc2\xa0") << false;
}

void tst_Secret::wellFormed()
{
    QFETCH(const QByteArray, key);
    QTEST(isWellFormedKey(Secret(key)), "expected");
}

QTEST_APPLESS_MAIN(tst_Secret)
#include "tst_secret.moc"
