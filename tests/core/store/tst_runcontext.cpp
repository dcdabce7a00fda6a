#include "core/store/runcontext.h"
#include "core/store/sqlquery.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

RunRecord stored(const OpenDatabase &db, const QString &title, RunId continues = {})
{
    RandomRuns runs(quint32(title.size()) + 1);
    RunRecord record = runs.next();
    record.draft.title = title;
    record.draft.prompt = {};
    record.draft.version = {};
    record.continues = continues;
    if (!store(db, record)) record.id = {};
    return record;
}

bool execute(const OpenDatabase &db, const char *sql, const QVariantList &values = {})
{
    SqlQuery query(db);
    return query.run(QLatin1StringView(sql), values);
}

} // namespace

/// What is told around a run.
class tst_RunContext : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsMarks()
    {
        const OpenDatabase db;
        const RunRecord run = stored(db, QStringLiteral("one"));
        QCOMPARE(loadRunContext(db, run.id)->marks, RunMarks());
        QVERIFY(execute(db, "UPDATE runs SET starred = 1, rating = 4 WHERE id = ?", {run.id.value}));
        QVERIFY(execute(db, "INSERT INTO run_notes VALUES (?, ?)", {run.id.value, QStringLiteral("see \u2028")}));
        QVERIFY(execute(db, "INSERT INTO tags (id, name) VALUES (1, 'z'), (2, 'a'), (3, 'other')"));
        QVERIFY(execute(db, "INSERT INTO run_tags SELECT id, ? FROM tags WHERE id < 3", {run.id.value}));
        const RunMarks expected{true, 4, QStringLiteral("see \u2028"), {QStringLiteral("a"), QStringLiteral("z")}};
        QCOMPARE(loadRunContext(db, run.id)->marks, expected);
    }

    void findsRunsOfTheSamePrompt()
    {
        const OpenDatabase db;
        const RunRecord first = stored(db, QStringLiteral("one"));
        const RunRecord other = stored(db, QStringLiteral("other"));
        const RunRecord second = stored(db, QStringLiteral("one"));
        const RunRecord third = stored(db, QStringLiteral("one"));
        QCOMPARE(loadRunContext(db, first.id)->previous, RunId());
        QCOMPARE(loadRunContext(db, first.id)->next, second.id);
        QCOMPARE(loadRunContext(db, third.id)->previous, second.id);
        QCOMPARE(loadRunContext(db, other.id)->previous, RunId());
        QVERIFY(execute(db, "UPDATE runs SET deleted_at = 1 WHERE id = ?", {second.id.value}));
        QCOMPARE(loadRunContext(db, third.id)->previous, first.id);
    }

    void promptsWithoutATitleAreNotOne()
    {
        const OpenDatabase db;
        stored(db, {});
        const RunRecord second = stored(db, {});
        QCOMPARE(loadRunContext(db, second.id)->previous, RunId());
    }

    void findsWhatGoesOn()
    {
        const OpenDatabase db;
        const RunRecord first = stored(db, QStringLiteral("one"));
        const RunRecord second = stored(db, QStringLiteral("one"), first.id);
        const RunRecord third = stored(db, QStringLiteral("one"), first.id);
        QCOMPARE(loadRunContext(db, first.id)->continuedBy, (std::vector{second.id, third.id}));
        QVERIFY(loadRunContext(db, third.id)->continuedBy.empty());
    }

    void tellsTheBatch()
    {
        const OpenDatabase db;
        const RunRecord run = stored(db, QStringLiteral("one"));
        QVERIFY(execute(db, "INSERT INTO batches VALUES (5, 'k', 'Evening')"));
        QVERIFY(execute(db, "UPDATE runs SET batch_id = 5, lane = 0, repetition = 2 WHERE id = ?", {run.id.value}));
        const Result<RunContext> context = loadRunContext(db, run.id);
        QCOMPARE(context->batch, QStringLiteral("Evening"));
        QCOMPARE(context->lane, std::optional(0));
        QCOMPARE(context->repetition, std::optional(2));
    }

    /// No question may read more of the history than it needs.
    void asksByIndexOnly()
    {
        const OpenDatabase db;
        SqlQuery query(db);
        query.run(QStringLiteral("EXPLAIN QUERY PLAN SELECT run_id FROM run_contents WHERE continues = 1"));
        QVERIFY(query.next());
        QVERIFY2(query.value(3).toString().contains(QLatin1StringView("run_contents_by_continues")),
                 qPrintable(query.value(3).toString()));
    }

    void anUnknownRunIsAnError()
    {
        const OpenDatabase db;
        QVERIFY(loadRunContext(db, {7}).error().code == ErrorCode::RunNotFound);
    }
};

QTEST_GUILESS_MAIN(tst_RunContext)
#include "tst_runcontext.moc"
