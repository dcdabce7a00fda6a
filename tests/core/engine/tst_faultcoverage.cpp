#include "tests/core/engine/faultcoverage.h"
#include "tests/core/engine/faultrows.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace burin;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList sourcesBelow(const QString &folder)
{
    QStringList paths;
    QDirIterator files(QStringLiteral(BURIN_SOURCE_DIR "/") + folder, {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        paths += files.next();
    return paths;
}

/// "tst_Class::function" of every test function in the sources.
QSet<QString> testFunctions()
{
    static const QRegularExpression definition(QStringLiteral("^void (tst_\\w+::\\w+)\\(\\)"),
                                               QRegularExpression::MultilineOption);
    QSet<QString> functions;
    for (const QString &path : sourcesBelow(QStringLiteral("tests"))) {
        auto matches = definition.globalMatch(QString::fromUtf8(contentOf(path)));
        while (matches.hasNext())
            functions += matches.next().captured(1);
    }
    return functions;
}

} // namespace

/// Holds the fault matrix and its tests together.
class tst_FaultCoverage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsThereOnce();
    void everyRowNamesTestsThatExist();
    void rowsOfTheMatrixTestAreThere();
    void durationsComeFromAMonotonicClock();
};

void tst_FaultCoverage::everyRowIsThereOnce()
{
    int number = 0;
    for (const FaultCoverage &row : faultCoverage())
        QCOMPARE(row.number, ++number);
    QCOMPARE(number, 125);
}

void tst_FaultCoverage::everyRowNamesTestsThatExist()
{
    const QSet<QString> functions = testFunctions();
    QVERIFY(functions.size() > 100);
    int tested = 0;
    for (const FaultCoverage &row : faultCoverage()) {
        const QStringList names = QString::fromUtf8(row.tests).split(u' ', Qt::SkipEmptyParts);
        QVERIFY2(!names.isEmpty() || qstrlen(row.note) > 0, row.fault); // none, but for a reason
        tested += !names.isEmpty();
        for (const QString &name : names)
            QVERIFY2(functions.contains(name), qPrintable(QString::number(row.number) + u' ' + name));
    }
    qInfo("%d of 125 rows have a test, %d cases are in the matrix test", tested, int(allFaultRows().size()));
    QVERIFY(tested >= 120);
}

void tst_FaultCoverage::rowsOfTheMatrixTestAreThere()
{
    QSet<int> numbers;
    for (const FaultRow &row : allFaultRows())
        numbers += QByteArray(row.name).split(' ').first().toInt();
    for (const FaultCoverage &row : faultCoverage()) {
        const bool claimed = QByteArray(row.tests).contains("tst_FaultMatrix::row");
        QVERIFY2(!claimed || numbers.contains(row.number), row.fault);
    }
}

void tst_FaultCoverage::durationsComeFromAMonotonicClock()
{
    // A jump of the system's clock in the midst of a run must change nothing: whatever measures or waits may not ask
    // it. Stamps of when something happened do, and are no more than that.
    static const QRegularExpression wallClock(
        QStringLiteral("currentMSecsSinceEpoch|currentSecsSinceEpoch|QTime::currentTime|system_clock|\\bgettimeofday"
                       "|CLOCK_REALTIME|\\b(std::)?time\\((nullptr|NULL|0)\\)"));
    int measured = 0;
    for (const QString &folder : {QStringLiteral("core/engine"), QStringLiteral("core/net")}) {
        for (const QString &path : sourcesBelow(folder)) {
            const QString text = QString::fromUtf8(contentOf(path));
            QVERIFY2(!wallClock.match(text).hasMatch(), qPrintable(path));
            measured += text.contains(QStringLiteral(".elapsed()"));
        }
    }
    QVERIFY(measured >= 3);
}

QTEST_GUILESS_MAIN(tst_FaultCoverage)
#include "tst_faultcoverage.moc"
