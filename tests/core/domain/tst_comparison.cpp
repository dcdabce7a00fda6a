#include "core/domain/comparison.h"

#include <QJsonArray>
#include <QTest>

using namespace burin;

namespace {

PromptDraft draft(const QString &user)
{
    PromptDraft draft;
    draft.title = QStringLiteral("Reply");
    draft.messages = systemAndUser({}, user);
    draft.variables = {{QStringLiteral("shop"), QStringLiteral("Nordlicht")}};
    draft.providerId = QStringLiteral("simulator");
    draft.model = QStringLiteral("simulator-fast");
    draft.fallbacks = {{QStringLiteral("simulator"), QStringLiteral("other")}};
    return draft;
}

Comparison full()
{
    Comparison comparison = newComparison(draft(QStringLiteral("{{shop}}?")));
    comparison.name = QStringLiteral("Temperatures");
    comparison.base = comparison.winner = 1;
    ComparedLane &lane = comparison.lanes[1];
    lane.source = LaneSource::Version;
    lane.title = QStringLiteral("Reply v3");
    lane.draft.version = VersionId{7};
    lane.model = {QStringLiteral("openai"), QStringLiteral("gpt-5-mini")};
    lane.parameters.temperature = 0.25;
    lane.values = ValueSet{QStringLiteral("angry"), {{QStringLiteral("shop"), QStringLiteral("Nørd")}}};
    lane.repeats = 5;
    lane.runs = {RunId{3}, RunId{9}};
    lane.rating = 4;
    lane.note = QStringLiteral("Best \u201ctone\u201d");
    return comparison;
}

} // namespace

class tst_Comparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewOneRunsTheOpenDraftInTwoLanes()
    {
        const Comparison comparison = newComparison(draft(QStringLiteral("hi")));
        QCOMPARE(comparison.lanes.size(), size_t(2));
        for (const ComparedLane &lane : comparison.lanes) {
            QCOMPARE(lane.source, LaneSource::OpenDraft);
            QCOMPARE(lane.model.model, QStringLiteral("simulator-fast"));
        }
        QVERIFY(newComparison({}).key != comparison.key);
    }

    void everythingIsKept()
    {
        const Comparison comparison = full();
        QCOMPARE(comparisonFrom(toJson(comparison)), comparison);
    }

    void whatIsOutOfRangeIsPutRight()
    {
        QJsonObject json = toJson(full());
        QJsonArray lanes = json.value(QStringLiteral("lanes")).toArray();
        QJsonObject odd = lanes[0].toObject();
        odd[QStringLiteral("repeats")] = 1'000;
        odd[QStringLiteral("rating")] = -3;
        odd[QStringLiteral("runs")] = QJsonArray{QStringLiteral("x"), 5};
        lanes[0] = odd;
        json[QStringLiteral("lanes")] = lanes;
        json[QStringLiteral("base")] = 12;
        json[QStringLiteral("winner")] = -9;
        const Comparison comparison = comparisonFrom(json);
        QCOMPARE(comparison.lanes[0].repeats, ComparedLane::MostRepeats);
        QCOMPARE(comparison.lanes[0].rating, 0);
        QCOMPARE(comparison.lanes[0].runs, std::vector{RunId{5}});
        QCOMPARE(comparison.base, 1);
        QCOMPARE(comparison.winner, -1);
    }

    void thereAreTwoToEightLanes_data()
    {
        QTest::addColumn<int>("stored");
        QTest::addColumn<int>("read");
        QTest::newRow("none") << 0 << 2;
        QTest::newRow("three") << 3 << 3;
        QTest::newRow("many") << 40 << 8;
    }
    void thereAreTwoToEightLanes()
    {
        QFETCH(int, stored);
        Comparison comparison = full();
        comparison.lanes.resize(size_t(stored));
        QTEST(int(comparisonFrom(toJson(comparison)).lanes.size()), "read");
    }

    void aLaneSendsItsPromptWithItsOwnModelAndValues()
    {
        const Comparison comparison = full();
        PromptDraft open = draft(QStringLiteral("Open {{shop}} {{name}}"));
        open.variables = {{QStringLiteral("shop"), QStringLiteral("form")},
                          {QStringLiteral("name"), QStringLiteral("Ada")}};
        const PromptDraft first = draftOf(comparison.lanes[0], open);
        QCOMPARE(first.messages, open.messages);
        QCOMPARE(first.variables.value(QStringLiteral("shop")), QStringLiteral("form"));
        const PromptDraft second = draftOf(comparison.lanes[1], open);
        QCOMPARE(second.messages, comparison.lanes[1].draft.messages);
        QCOMPARE(second.version, VersionId{7});
        QCOMPARE(second.variables.value(QStringLiteral("shop")), QStringLiteral("Nørd"));
        QCOMPARE(second.variables.value(QStringLiteral("name")), QStringLiteral("Ada"));
        QCOMPARE(second.model, QStringLiteral("gpt-5-mini"));
        QCOMPARE(second.parameters.temperature, std::optional(0.25));
        QVERIFY(second.fallbacks.empty());
    }
};

QTEST_GUILESS_MAIN(tst_Comparison)
#include "tst_comparison.moc"
