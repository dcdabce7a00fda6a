#include "core/store/comparisons.h"
#include "core/store/sqlquery.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

Comparison named(const char *name)
{
    Comparison comparison = newComparison({});
    comparison.name = QString::fromUtf8(name);
    return comparison;
}

QStringList namesIn(const OpenDatabase &db)
{
    QStringList names;
    const Result<std::vector<ComparisonEntry>> entries = comparisons(db);
    for (const ComparisonEntry &entry : entries ? *entries : std::vector<ComparisonEntry>())
        names += entry.name;
    return names;
}

void makeOlder(const OpenDatabase &db, const Comparison &comparison)
{
    SqlQuery query(db);
    query.run(QStringLiteral("UPDATE comparisons SET saved_at = saved_at - 60000 WHERE key = ?"), {comparison.key});
    QVERIFY(!query.error());
}

} // namespace

class tst_Comparisons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsSavedIsReadAgain()
    {
        const OpenDatabase db;
        Comparison comparison = named("Tønes \u2028");
        comparison.lanes[1].note = QStringLiteral("\uFEFFbetter");
        QVERIFY(saveComparison(db, comparison));
        const auto loaded = loadComparison(db, comparison.key);
        QVERIFY(loaded && *loaded);
        QCOMPARE(**loaded, comparison);
    }

    void anUnknownKeyIsNoError()
    {
        const OpenDatabase db;
        const auto loaded = loadComparison(db, QStringLiteral("no such"));
        QVERIFY(loaded && !*loaded);
        QVERIFY(removeComparison(db, QStringLiteral("no such")));
    }

    void savingAgainReplacesAndComesFirst()
    {
        const OpenDatabase db;
        Comparison first = named("first");
        const Comparison second = named("second");
        QVERIFY(saveComparison(db, first));
        makeOlder(db, first);
        QVERIFY(saveComparison(db, second));
        makeOlder(db, second);
        first.name = QStringLiteral("renamed");
        QVERIFY(saveComparison(db, first));
        QCOMPARE(namesIn(db), QStringList({QStringLiteral("renamed"), QStringLiteral("second")}));
    }

    void aRemovedOneIsGone()
    {
        const OpenDatabase db;
        const Comparison kept = named("kept"), gone = named("gone");
        QVERIFY(saveComparison(db, kept));
        QVERIFY(saveComparison(db, gone));
        QVERIFY(removeComparison(db, gone.key));
        QCOMPARE(namesIn(db), QStringList(QStringLiteral("kept")));
    }

    void damagedJsonIsNoComparison()
    {
        const OpenDatabase db;
        const Comparison comparison = named("damaged");
        QVERIFY(saveComparison(db, comparison));
        SqlQuery query(db);
        query.run(QStringLiteral("UPDATE comparisons SET json = '{'"));
        QVERIFY(!query.error());
        const auto loaded = loadComparison(db, comparison.key);
        QVERIFY(loaded && !*loaded);
    }
};

QTEST_GUILESS_MAIN(tst_Comparisons)
#include "tst_comparisons.moc"
