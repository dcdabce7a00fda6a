#include "core/prompt/messageorigins.h"
#include "core/prompt/promptrender.h"
#include "core/prompt/rundiff.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;
using Section = RunDiffRow::Section;
using Change = RunDiffRow::Change;

namespace {

RunRecord runOf(qint64 id, const QString &city)
{
    RunRecord run;
    run.id = {id};
    run.draft.messages = {{Role::System, QStringLiteral("Be brief.")},
                          {Role::User, QStringLiteral("The weather in {{city}}, please.")}};
    run.draft.variables = {{QStringLiteral("city"), city}};
    run.draft.model = QStringLiteral("m-1");
    run.draft.parameters.temperature = 0.5;
    run.messages = renderPrompt(run.draft).value();
    run.providerId = QStringLiteral("openai");
    run.status = RunStatus::Completed;
    run.finishReason = FinishReason::Stop;
    run.text = QStringLiteral("It rains in %1.").arg(city);
    run.usage.input = 20;
    run.usage.output = 5;
    run.timings.total = 900ms;
    return run;
}

const RunDiffRow *rowOf(const RunDiff &diff, Section section, const QString &label = {})
{
    const auto row = std::ranges::find_if(diff.rows, [&](const RunDiffRow &candidate) {
        return candidate.section == section && (label.isEmpty() || candidate.label == label);
    });
    return row == diff.rows.end() ? nullptr : &*row;
}

std::optional<RunDiffFigure> figureOf(const RunDiff &diff, RunDiffFigure::Kind kind)
{
    const auto figure = std::ranges::find(diff.figures, kind, &RunDiffFigure::kind);
    return figure == diff.figures.end() ? std::nullopt : std::optional(*figure);
}

QString filledIn(const Message &message, const MessageOrigin &origin)
{
    QStringList values;
    for (const FilledValue &value : origin.filled)
        values += value.name + u'=' + message.text.mid(value.offset, value.length);
    return values.join(u' ');
}

} // namespace

/// What two runs differ in, and which parts of a run's messages were filled in.
class tst_RunDiff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameRunsDifferInNothing();
    void tellsWhatDiffers();
    void comparesJsonAsValues();
    void comparesCallsByTheirPlace();
    void tellsOnlyFiguresThatAreKnown();
    void givesBackBothTexts();
    void knowsWhetherTheSameWasAsked();
    void marksWhereValuesWere_data();
    void marksWhereValuesWere();
    void marksValuesOfIndentedFragments();
    void findsTheTemplateOfAMessage();
};

void tst_RunDiff::sameRunsDifferInNothing()
{
    const RunDiff diff = diffOf(runOf(1, QStringLiteral("Rome")), runOf(2, QStringLiteral("Rome")));
    QCOMPARE(diff.before, RunId{1});
    QCOMPARE(diff.after, RunId{2});
    QVERIFY(!diff.rows.empty());
    for (const RunDiffRow &row : diff.rows)
        QVERIFY2(row.change == Change::Same, qPrintable(toString(row.section)));
    QVERIFY(!rowOf(diff, Section::Template));
    QVERIFY(std::ranges::is_sorted(diff.rows, {}, &RunDiffRow::section));
}

void tst_RunDiff::tellsWhatDiffers()
{
    RunRecord after = runOf(2, QStringLiteral("Oslo"));
    after.draft.parameters.temperature = 0.9;
    after.draft.model = QStringLiteral("m-2");
    after.draft.messages[0].text = QStringLiteral("Be long.");
    after.messages = renderPrompt(after.draft).value();
    after.status = RunStatus::Truncated;
    after.error = makeError(ErrorCode::IdleTimeout, QStringLiteral("30"));
    const RunDiff diff = diffOf(runOf(1, QStringLiteral("Rome")), after);
    const auto changed = [&](Section section, const QString &label = {}) {
        const RunDiffRow *row = rowOf(diff, section, label);
        return row && row->change == Change::Changed;
    };
    QVERIFY(changed(Section::Message, QStringLiteral("System")));
    QVERIFY(changed(Section::Message, QStringLiteral("User")));
    QVERIFY(changed(Section::Template, QStringLiteral("System")));
    QVERIFY(!rowOf(diff, Section::Template, QStringLiteral("User"))); // only its value differs
    QVERIFY(changed(Section::Variable, QStringLiteral("city")));
    QVERIFY(changed(Section::Parameter, QStringLiteral("temperature")));
    QVERIFY(changed(Section::Model, QStringLiteral("Model")));
    QVERIFY(!changed(Section::Model, QStringLiteral("Provider")));
    QVERIFY(changed(Section::Answer));
    QVERIFY(changed(Section::Outcome, QStringLiteral("Status")));
    QCOMPARE(rowOf(diff, Section::Outcome, QStringLiteral("Error"))->diff.before(), QString());
}

void tst_RunDiff::comparesJsonAsValues()
{
    RunRecord before = runOf(1, QStringLiteral("Rome"));
    RunRecord after = before;
    before.text = QStringLiteral(R"({"a":1,"b":[1,2]})");
    after.text = QStringLiteral("{ \"b\": [1, 2], \"a\": 1 }");
    const RunDiff same = diffOf(before, after);
    QVERIFY(rowOf(same, Section::Answer)->diff.json);
    QVERIFY(rowOf(same, Section::Answer)->change == Change::Same);
    after.text.replace(u'2', u'3');
    QVERIFY(rowOf(diffOf(before, after), Section::Answer)->change == Change::Changed);
}

void tst_RunDiff::comparesCallsByTheirPlace()
{
    RunRecord before = runOf(1, QStringLiteral("Rome"));
    RunRecord after = before;
    before.toolCalls = {{QStringLiteral("a"), QStringLiteral("now"), QStringLiteral("{}")},
                        {QStringLiteral("b"), QStringLiteral("find"), QStringLiteral(R"({"q":"x"})")}};
    after.toolCalls = {{QStringLiteral("c"), QStringLiteral("now"), QStringLiteral("{ }")},
                       {QStringLiteral("d"), QStringLiteral("mail"), QStringLiteral(R"({"to":"y"})")}};
    const RunDiff diff = diffOf(before, after);
    QVERIFY(rowOf(diff, Section::ToolCall, QStringLiteral("now"))->change == Change::Same);
    QVERIFY(rowOf(diff, Section::ToolCall, QStringLiteral("find"))->change == Change::Removed);
    QVERIFY(rowOf(diff, Section::ToolCall, QStringLiteral("mail"))->change == Change::Added);
}

void tst_RunDiff::tellsOnlyFiguresThatAreKnown()
{
    using Kind = RunDiffFigure::Kind;
    RunRecord after = runOf(2, QStringLiteral("Rome"));
    after.usage.output = 12;
    after.receipt.total = Money{5'000};
    after.timings.tokensPerSecond = 42.5;
    const RunDiff diff = diffOf(runOf(1, QStringLiteral("Rome")), after);
    QCOMPARE(figureOf(diff, Kind::OutputTokens)->difference(), std::optional<qint64>(7));
    QCOMPARE(figureOf(diff, Kind::Cost)->after, std::optional<qint64>(5'000));
    QVERIFY(!figureOf(diff, Kind::Cost)->difference()); // unpriced is not free
    QCOMPARE(figureOf(diff, Kind::TokensPerSecond)->after, std::optional<qint64>(42'500));
    QVERIFY(!figureOf(diff, Kind::ReasoningTokens));
    QCOMPARE(figureOf(diff, Kind::Total)->difference(), std::optional<qint64>(0));
}

void tst_RunDiff::givesBackBothTexts()
{
    const RunRecord before = runOf(1, QStringLiteral("Rome"));
    const RunRecord after = runOf(2, QStringLiteral("San Marino"));
    const RunDiff diff = diffOf(before, after);
    QCOMPARE(rowOf(diff, Section::Answer)->diff.before(), before.text);
    QCOMPARE(rowOf(diff, Section::Answer)->diff.after(), after.text);
    QCOMPARE(rowOf(diff, Section::Message, QStringLiteral("User"))->diff.after(), after.messages[1].text);
}

void tst_RunDiff::knowsWhetherTheSameWasAsked()
{
    RunRecord after = runOf(2, QStringLiteral("Rome"));
    after.text = QStringLiteral("Sunny.");
    QVERIFY(diffOf(runOf(1, QStringLiteral("Rome")), after).sameRequest());
    after.draft.parameters.seed = 7;
    QVERIFY(!diffOf(runOf(1, QStringLiteral("Rome")), after).sameRequest());
}

void tst_RunDiff::marksWhereValuesWere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << "Hello."
                          << "";
    QTest::newRow("one") << "In {{city}}."
                         << "city=Rome";
    QTest::newRow("twice") << "{{city}}, {{ city }}!"
                           << "city=Rome city=Rome";
    QTest::newRow("empty") << "a{{none}}b{{city}}"
                           << "none= city=Rome";
    QTest::newRow("loop") << "{{#each list}}- {{this}}\n{{/each}}"
                          << "this=x this=y";
    QTest::newRow("condition") << "{{#if city}}yes {{city}}{{/if}}"
                               << "city=Rome";
    QTest::newRow("helper") << "{{json list}}"
                            << "list=[\"x\",\"y\"]";
    QTest::newRow("white space") << "a  {{~city~}}  b"
                                 << "city=Rome";
}

void tst_RunDiff::marksWhereValuesWere()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    PromptDraft draft;
    draft.messages = {{Role::User, text}};
    draft.declared = {{.name = QStringLiteral("list"), .type = VariableType::List}};
    draft.variables = {{QStringLiteral("city"), QStringLiteral("Rome")},
                       {QStringLiteral("none"), QString()},
                       {QStringLiteral("list"), QStringLiteral("[\"x\",\"y\"]")}};
    const std::vector<Message> sent = renderPrompt(draft).value();
    const std::vector<MessageOrigin> origins = originsOf(draft, sent);
    QCOMPARE(origins.size(), size_t(1));
    QCOMPARE(origins[0].source, 0);
    QCOMPARE(filledIn(sent[0], origins[0]), expected);
}

void tst_RunDiff::marksValuesOfIndentedFragments()
{
    const auto parsed = Template::parse(QStringLiteral("{{city}}\n  {{> part}}\nend {{city}}"));
    const auto rendered = parsed->renderMarked({{QStringLiteral("city"), QStringLiteral("Ro\nme")}},
                                               {{QStringLiteral("part"), QStringLiteral("a {{city}}\nb {{city}}\n")}});
    QVERIFY(rendered);
    QStringList values;
    for (const FilledValue &value : rendered->filled)
        values += rendered->text.mid(value.offset, value.length);
    QCOMPARE(values, (QStringList{QStringLiteral("Ro\nme"), QStringLiteral("Ro\n  me"), QStringLiteral("Ro\n  me"),
                                  QStringLiteral("Ro\nme")}));
}

void tst_RunDiff::findsTheTemplateOfAMessage()
{
    PromptDraft draft;
    draft.messages = {{Role::System, QStringLiteral("off"), {}, {}, {}, false},
                      {Role::System, QStringLiteral("  ")}, // nothing in it: not sent
                      {Role::User, QStringLiteral("{{a}}")},
                      {Role::User, QStringLiteral("b")}};
    draft.variables = {{QStringLiteral("a"), QStringLiteral("1")}};
    std::vector<Message> sent = renderPrompt(draft).value();
    sent.push_back({Role::Assistant, QStringLiteral("what was kept")});
    std::vector<MessageOrigin> origins = originsOf(draft, sent);
    QCOMPARE(origins[0].source, 2);
    QCOMPARE(origins[1].source, 3);
    QCOMPARE(origins[2].source, -1);
    draft.messages[2].text = QStringLiteral("{{> gone}}"); // cannot be made again
    origins = originsOf(draft, sent);
    QCOMPARE(origins[0].source, 2);
    QVERIFY(origins[0].filled.empty());
}

QTEST_GUILESS_MAIN(tst_RunDiff)
#include "tst_rundiff.moc"
