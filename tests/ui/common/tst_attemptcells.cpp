#include "ui/common/attemptcells.h"

#include <QTest>

using namespace burin;

namespace {

RunRecord recordOf(std::vector<Attempt> attempts)
{
    RunRecord record;
    record.providerId = QStringLiteral("openai");
    record.draft.model = QStringLiteral("gpt");
    record.attempts = std::move(attempts);
    return record;
}

QString cellOf(const CellTable &table, size_t row, const char *column)
{
    for (size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].title == QLatin1StringView(column)) return table.rows[row][i].text;
    return QStringLiteral("(no such column)");
}

Attempt failed(ErrorCode code, Billing billing)
{
    Attempt attempt;
    attempt.error = makeError(code);
    attempt.billing = billing;
    return attempt;
}

} // namespace

class tst_AttemptCells : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void tellsWhatMayHaveBeenCharged_data()
    {
        QTest::addColumn<Billing>("billing");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << Billing::None << QStringLiteral("nothing");
        QTest::newRow("exact") << Billing::Exact << QStringLiteral("exact");
        QTest::newRow("estimated") << Billing::Estimated << QStringLiteral("estimated");
        QTest::newRow("unknown") << Billing::Unknown << QStringLiteral("may have been charged");
    }
    void tellsWhatMayHaveBeenCharged()
    {
        QFETCH(Billing, billing);
        QFETCH(QString, text);
        QCOMPARE(cellOf(attemptTable(recordOf({failed(ErrorCode::ClosedEarly, billing)})), 0, "Charged"), text);
    }

    void namesTheFallbackThatServed()
    {
        Attempt second;
        second.number = 2;
        second.providerId = QStringLiteral("anthropic");
        second.modelRequested = QStringLiteral("claude");
        second.waited = milliseconds(2'100);
        const CellTable table = attemptTable(recordOf({failed(ErrorCode::Overloaded, Billing::None), second}));
        QCOMPARE(cellOf(table, 0, "Model"), QStringLiteral("gpt"));
        QCOMPARE(cellOf(table, 1, "Model"), QStringLiteral("claude (fallback)"));
        QCOMPARE(cellOf(table, 1, "Waited"), QStringLiteral("2.1 s"));
        QCOMPARE(cellOf(table, 1, "Result"), QStringLiteral("ok"));
    }

    void tellsWhichParameterWasLeftOut()
    {
        Attempt second;
        second.droppedParameter = QStringLiteral("temperature");
        const RunRecord with = recordOf({failed(ErrorCode::RejectedParameter, Billing::None), second});
        QCOMPARE(cellOf(attemptTable(with), 1, "Left out"), QStringLiteral("temperature"));
        QCOMPARE(cellOf(attemptTable(with), 0, "Left out"), QStringLiteral("–"));
        QCOMPARE(cellOf(attemptTable(recordOf({Attempt()})), 0, "Left out"), QStringLiteral("(no such column)"));
    }
};

QTEST_GUILESS_MAIN(tst_AttemptCells)
#include "tst_attemptcells.moc"
