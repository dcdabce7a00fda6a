#include "core/prompt/answervariance.h"

#include <QTest>

using namespace burin;

namespace {

RunRecord answer(const char *text, qint64 tokens = 0, qint64 picoUsd = 0, int ms = 0)
{
    RunRecord record;
    record.text = QString::fromUtf8(text);
    if (tokens) record.usage.output = tokens;
    if (picoUsd) record.receipt.total = Money{picoUsd};
    record.timings.total = milliseconds(ms);
    return record;
}

QString textOfKind(const AnswerVariance &variance, DiffSpan::Kind kind)
{
    QString text;
    for (const DiffSpan &span : variance.common)
        if (span.kind == kind) text += span.text;
    return text;
}

} // namespace

class tst_AnswerVariance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalAnswersAreOneGroupTheMostFrequentFirst()
    {
        const AnswerVariance variance =
            varianceOf({answer("blue"), answer("red"), answer(" red\n"), answer(""), answer("red")});
        QCOMPARE(variance.runs, 5);
        QCOMPARE(variance.answers, 4);
        QCOMPARE(variance.groups,
                 (std::vector<AnswerGroup>{{QStringLiteral("red"), {1, 2, 4}}, {QStringLiteral("blue"), {0}}}));
    }

    void theWordsThatStayAreThoseOfEveryAnswer_data()
    {
        QTest::addColumn<QStringList>("answers");
        QTest::addColumn<double>("stays");
        QTest::addColumn<QString>("varies");
        const auto list = [](std::initializer_list<const char *> texts) {
            QStringList result;
            for (const char *text : texts)
                result += QString::fromUtf8(text);
            return result;
        };
        QTest::newRow("one answer") << list({"the sky is blue"}) << 1.0 << QString();
        QTest::newRow("always the same") << list({"the sky", "the sky"}) << 1.0 << QString();
        QTest::newRow("one word") << list({"the sky is blue", "the sky is grey"}) << 0.75 << QStringLiteral("blue");
        QTest::newRow("a different word each")
            << list({"the sky is blue", "the sea is blue", "the sky was blue"}) << 0.5 << QStringLiteral("skyis");
        QTest::newRow("nothing") << list({"alpha", "beta"}) << 0.0 << QStringLiteral("alpha");
        QTest::newRow("not Latin") << list({"небо синее", "небо серое"}) << 0.5 << QStringLiteral("синее");
    }
    void theWordsThatStayAreThoseOfEveryAnswer()
    {
        QFETCH(QStringList, answers);
        std::vector<RunRecord> runs;
        for (const QString &text : answers)
            runs.push_back(answer(text.toUtf8().constData()));
        const AnswerVariance variance = varianceOf(runs);
        QVERIFY(variance.stays);
        QTEST(*variance.stays, "stays");
        QTEST(textOfKind(variance, DiffSpan::Kind::Removed).remove(u' '), "varies");
        QString whole;
        for (const DiffSpan &span : variance.common)
            whole += span.text;
        QCOMPARE(whole, answers.first());
    }

    void figuresLieBetweenTheLeastAndTheMost()
    {
        const AnswerVariance odd =
            varianceOf({answer("a", 30, 5, 100), answer("b", 10, 7, 300), answer("c", 20, 6, 200)});
        QCOMPARE(odd.outputTokens, (Spread<qint64>{10, 20, 30}));
        QCOMPARE(odd.cost, (Spread<Money>{{5}, {6}, {7}}));
        QCOMPARE(odd.time, (Spread<milliseconds>{milliseconds(100), milliseconds(200), milliseconds(300)}));
        const AnswerVariance even = varianceOf({answer("a", 10), answer("b", 15)});
        QCOMPARE(even.outputTokens, (Spread<qint64>{10, 12, 15}));
    }

    void whatIsNotKnownIsNotAFigure()
    {
        const AnswerVariance variance = varianceOf({answer("a"), answer("b", 12)});
        QCOMPARE(variance.outputTokens, (Spread<qint64>{12, 12, 12}));
        QVERIFY(!variance.cost);
        QVERIFY(!varianceOf({answer("")}).stays);
        QCOMPARE(varianceOf({}).runs, 0);
    }
};

QTEST_GUILESS_MAIN(tst_AnswerVariance)
#include "tst_answervariance.moc"
