#include "core/cost/pricing.h"
#include "fakehistory.h"
#include "ui/history/attemptchart.h"
#include "ui/history/promptview.h"
#include "ui/history/receiptcells.h"
#include "ui/history/rundetail.h"
#include "ui/history/runfacts.h"
#include "ui/history/runtext.h"
#include "ui/history/wiretext.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTest>
#include <QTextTable>
#include <QToolButton>

using namespace burin;
using namespace std::chrono_literals;

class tst_RunDetail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }
    void showsTheAnswerRenderedAndAsWritten();
    void foldsTheReasoning();
    void showsWhatWasSentAsPlainText();
    void showsTheAttempts();
    void showsTheReceipt();
    void addsUpSeveralAttempts();
    void namesThePriceRowThatWasUsed();
    void drawsTheAttemptsOverTime();
    void tellsTheTimings();
    void tellsTheError();
    void showsTheRequestAndCopiesIt();
    void showsWhatWasSentAndWhatCame();
    void offersTheRequestInLanguages();
    void marksARun();
    void leadsToRunsThatBelongToIt();
    void copiesTheRun();
    void showsTheTemplateBesideTheMessage();
    void opensAHugeAnswerInPieces();
    void showsFilesCallsAndTools();
    void showsNoMarkupFromOutside();
    void saysThatAPriceIsUnknown();
    void saysWhyARunCannotBeRead();
    void namesEveryControl();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

struct Shown {
    explicit Shown(const RunRecord &record)
    {
        detail.resize(700, 700);
        detail.setRecord(record);
        detail.show();
    }
    void open(const char *tab)
    {
        auto *tabs = detail.findChild<QTabWidget *>();
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == QLatin1StringView(tab)) tabs->setCurrentIndex(i);
    }
    template <class T> T *part(const char *name) { return named<T>(&detail, QString::fromLatin1(name)); }
    RunDetail detail;
};

QStringList rowOf(const QTableView *table, int row)
{
    QStringList cells;
    for (int column = 0; column < table->model()->columnCount(); ++column)
        cells += table->model()->index(row, column).data().toString();
    return cells;
}

QString valueOf(const std::vector<Fact> &facts, const char *name)
{
    for (const Fact &fact : facts)
        if (fact.name == QLatin1StringView(name)) return fact.value;
    return QStringLiteral("(no such fact)");
}

} // namespace

void tst_RunDetail::showsTheAnswerRenderedAndAsWritten()
{
    Shown shown(recordOf({7}));
    auto *rendered = shown.detail.findChild<MarkdownView *>();
    auto *source = shown.part<QPlainTextEdit>("Answer as the model wrote it");
    QVERIFY(rendered->isVisible());
    QVERIFY(rendered->toPlainText().contains(QLatin1StringView("It is on its way, run 7.")));
    shown.part<QToolButton>("Show the answer as the model wrote it")->click();
    QVERIFY(source->isVisible() && !rendered->isVisible());
    QCOMPARE(source->toPlainText(), QStringLiteral("It is **on its way**, run 7."));
    QVERIFY(shown.part<QPlainTextEdit>("Refusal and tool calls")
                ->toPlainText()
                .contains(QLatin1StringView("{\n    \"parcel\": 42\n}")));
    shown.part<QToolButton>("Copy the answer")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("It is **on its way**, run 7."));
}

void tst_RunDetail::foldsTheReasoning()
{
    Shown shown(recordOf({7}));
    auto *reasoning = shown.part<QPlainTextEdit>("Reasoning");
    QVERIFY(!reasoning->isVisible());
    shown.part<QToolButton>("Reasoning (180 tokens)")->click();
    QVERIFY(reasoning->isVisible());
    QCOMPARE(reasoning->toPlainText(), QStringLiteral("The parcel left on Tuesday."));
    RunRecord plain = recordOf({8});
    plain.reasoning.clear();
    shown.detail.setRecord(plain);
    QVERIFY(!reasoning->isVisible());
}

void tst_RunDetail::showsWhatWasSentAsPlainText()
{
    Shown shown(recordOf({7}));
    shown.open("Prompt");
    const QString text = shown.detail.findChild<PromptView *>()->toPlainText();
    QCOMPARE(text, QStringLiteral("SYSTEM\nBe kind.\nUSER\nWhere is <b>it</b>?\nVARIABLES\nshop\nNordlicht\n"
                                  "PARAMETERS\ntemperature = 0.7"));
}

void tst_RunDetail::showsTheAttempts()
{
    Shown shown(recordOf({7}));
    shown.open("Time");
    auto *table = shown.part<QTableView>("Attempts");
    QCOMPARE(table->model()->rowCount(), 2);
    const QStringList first = rowOf(table, 0), second = rowOf(table, 1);
    QCOMPARE(first.at(0), QStringLiteral("1"));
    QCOMPARE(first.at(4), QStringLiteral("503"));
    QCOMPARE(first.at(5), makeError(ErrorCode::Overloaded).message());
    QCOMPARE(first.at(7), QStringLiteral("nothing"));
    QCOMPARE(second.at(2), QStringLiteral("2.1 s"));
    QCOMPARE(second.at(4), QStringLiteral("200"));
    QCOMPARE(second.at(7), QStringLiteral("exact"));
    QCOMPARE(second.at(11), QStringLiteral("18,233"));
    QCOMPARE(second.at(12), QStringLiteral("req-2"));
}

void tst_RunDetail::showsTheReceipt()
{
    RunRecord record = recordOf({7});
    record.attempts[1].receipt = record.receipt;
    Shown shown(record);
    shown.open("Cost");
    auto *table = shown.part<QTableView>("Receipt");
    QCOMPARE(table->model()->rowCount(), 3);
    QCOMPARE(rowOf(table, 0), (QStringList{QStringLiteral("Input"), QStringLiteral("992"),
                                           QStringLiteral("$3.00 / million"), QStringLiteral("$0.002976")}));
    QCOMPARE(rowOf(table, 2), (QStringList{QStringLiteral("Total"), QString(), QString(), QStringLiteral("$0.0043")}));
    QVERIFY(
        table->model()->index(0, 3).data(Qt::ToolTipRole).toString().contains(QLatin1StringView("$0.002976000000")));
    const std::vector<Fact> facts = costFacts(record);
    QCOMPARE(valueOf(facts, "Total"), QStringLiteral("$0.0043"));
    QCOMPARE(valueOf(facts, "Provenance"), QStringLiteral("computed"));
    QCOMPARE(valueOf(facts, "Price from"), QStringLiteral("catalog 2026-03"));
    QCOMPARE(valueOf(facts, "of these reasoning"), QStringLiteral("180"));
}

void tst_RunDetail::addsUpSeveralAttempts()
{
    RunRecord record = recordOf({7});
    Attempt &first = record.attempts[0];
    first.billing = Billing::Estimated;
    first.receipt = {Money{1'000'000'000},
                     Provenance::Estimated,
                     QStringLiteral("x"),
                     {{QStringLiteral("input"), 1000, Money{1'000'000}, Money{1'000'000'000}}}};
    record.attempts[1].receipt = {Money{2'500'000'000}, Provenance::Reported, QStringLiteral("provider"), {}};
    record.receipt = {Money{3'500'000'000}, Provenance::Estimated, QStringLiteral("x; provider"), {}};
    const CellTable table = receiptTable(record);
    QStringList rows;
    for (const std::vector<Cell> &row : table.rows)
        rows += row[0].text + QStringLiteral(" = ") + row[3].text;
    QCOMPARE(rows, (QStringList{QStringLiteral("Input = $0.001"), QStringLiteral("Attempt 1 = $0.001"),
                                QStringLiteral("Attempt 2: As the provider charged it = $0.0025"),
                                QStringLiteral("Total = $0.0035")}));
    QVERIFY(sumSentence(record.receipt).isEmpty());
    record.receipt.lines = first.receipt.lines;
    QVERIFY(sumSentence(record.receipt).contains(QLatin1StringView("not the total")));
}

void tst_RunDetail::namesThePriceRowThatWasUsed()
{
    PriceRow row;
    row.provider = QStringLiteral("openrouter");
    row.model = QStringLiteral("alpha-2026");
    row.validFrom = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    row.input = TieredPrice{Money{3'000'000}, {}};
    row.output = TieredPrice{Money{15'000'000}, {}};
    row.source = QStringLiteral("catalog 2026-03");
    RunRecord record = recordOf({7});
    record.providerId = QStringLiteral("openrouter");
    record.attempts[1].modelServed = row.model;
    record.attempts[1].receipt = record.receipt;
    record.attempts[1].receipt.priceSource = priceSourceOf(row);
    const std::vector<Fact> facts = priceFacts(record, PriceBook({row}));
    QCOMPARE(valueOf(facts, "Price row"), QStringLiteral("openrouter/alpha-2026"));
    QCOMPARE(valueOf(facts, "Source"), QStringLiteral("catalog 2026-03"));
    QVERIFY(valueOf(facts, "Valid").startsWith(QLatin1StringView("since ")));
    QCOMPARE(valueOf(facts, "Prices"), QStringLiteral("Input $3.00, Output $15.00 per million"));
    row.source = QStringLiteral("catalog 2026-09"); // the figures may have changed with it
    QVERIFY(valueOf(priceFacts(record, PriceBook({row})), "Price row").contains(QLatin1StringView("no more")));
}

void tst_RunDetail::drawsTheAttemptsOverTime()
{
    using Kind = AttemptPhase::Kind;
    RunRecord record = recordOf({7});
    record.createdAt = QDateTime(QDate(2026, 3, 4), QTime(10, 20, 30), Qt::UTC);
    record.attempts[0].startedAt = record.createdAt.addMSecs(12);
    record.attempts[0].firstByte.reset();
    record.attempts[0].duration = 300ms;
    record.attempts[1].startedAt = record.createdAt.addMSecs(2412);
    record.attempts[1].connect = 100ms;
    record.attempts[1].firstContent = 620ms;
    record.attempts[1].duration = 1000ms;
    const AttemptChart chart = attemptChart(record);
    QCOMPARE(chart.bars.size(), size_t(2));
    QCOMPARE(chart.end, 3412ms);
    QVERIFY(chart.bars[0].phases ==
            (std::vector<AttemptPhase>{{Kind::Queue, 0ms, 12ms}, {Kind::Failing, 12ms, 312ms}}));
    QCOMPARE(chart.bars[0].cause, makeError(ErrorCode::Overloaded).message());
    QVERIFY(chart.bars[1].phases == (std::vector<AttemptPhase>{{Kind::Wait, 312ms, 2412ms},
                                                               {Kind::Connect, 2412ms, 2512ms},
                                                               {Kind::FirstByte, 2512ms, 2822ms},
                                                               {Kind::FirstContent, 2822ms, 3032ms},
                                                               {Kind::Streaming, 3032ms, 3412ms}}));
    record.attempts[1].startedAt = record.createdAt.addSecs(-60); // a clock was set back
    QCOMPARE(attemptChart(record).end, 312ms + 2100ms + 1000ms);
}

void tst_RunDetail::tellsTheTimings()
{
    const std::vector<Fact> facts = timingFacts(recordOf({7}));
    QCOMPARE(valueOf(facts, "Waited for a slot"), QStringLiteral("12 ms"));
    QCOMPARE(valueOf(facts, "Connected after"), QStringLiteral("84 ms"));
    QCOMPARE(valueOf(facts, "First byte after"), QStringLiteral("0.41 s"));
    QCOMPARE(valueOf(facts, "First token after"), QStringLiteral("0.62 s"));
    QCOMPARE(valueOf(facts, "Total"), QStringLiteral("4.9 s"));
    QCOMPARE(valueOf(facts, "Tokens per second"), QStringLiteral("84.2"));
    RunRecord running = recordOf({7});
    running.status = RunStatus::Running;
    QCOMPARE(valueOf(timingFacts(running), "Total"), QStringLiteral("(no such fact)"));
}

void tst_RunDetail::tellsTheError()
{
    Shown shown(recordOf({7}));
    const Error error = *recordOf({7}).error;
    QStringList shownTexts;
    for (const QLabel *label : shown.detail.findChildren<QLabel *>())
        if (label->isVisible()) shownTexts += label->text();
    QVERIFY(shownTexts.contains(error.message()));
    QVERIFY(shownTexts.contains(error.advice()));
    QVERIFY(!shownTexts.contains(QStringLiteral("nothing came")));
    QCOMPARE(valueOf(errorFacts(error), "Code"), QStringLiteral("TIMEOUT_ERROR/idle"));
    QCOMPARE(valueOf(errorFacts(error), "Request id"), QStringLiteral("req-2"));
    shown.part<QToolButton>("Details of the error")->click();
    const QList<QLabel *> labels = shown.detail.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](QLabel *l) { return l->isVisible() && l->text() == u"nothing came"; }));
}

void tst_RunDetail::showsTheRequestAndCopiesIt()
{
    Shown shown(recordOf({7}));
    shown.open("Request");
    auto *request = shown.part<QPlainTextEdit>("Request as it was sent");
    const QString expected = QStringLiteral("{\n    \"messages\": [\n    ],\n    \"model\": \"alpha\"\n}");
    QTRY_COMPARE(request->toPlainText(), expected);
    shown.part<QToolButton>("Copy the request")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), expected);
    shown.part<QToolButton>("Show the bodies byte by byte as they were")->click();
    QTRY_COMPARE(request->toPlainText(), QString::fromUtf8(recordOf({7}).requestJson));
}

void tst_RunDetail::showsWhatWasSentAndWhatCame()
{
    Replay replay;
    WireRecording &recording = replay.recording;
    recording.attempt = 2;
    recording.method = "POST";
    recording.url = QStringLiteral("https://x.test/v1");
    recording.requestHeaders = {{"accept", "text/event-stream"}};
    recording.requestBody = R"({"a":1})";
    recording.status = 200;
    recording.responseHeaders = {{"x-id", "9"}};
    recording.pieces = {{{}, "data: {\"b\""}, {{}, ":2}\n\ndata: [DONE]\n"}};
    Shown shown(recordOf({7}));
    QSignalSpy wanted(&shown.detail, &RunDetail::recordingWanted);
    shown.open("Request");
    QCOMPARE(wanted.size(), 1);
    shown.detail.setReplays({7}, std::vector{replay});
    QTRY_COMPARE(shown.part<QPlainTextEdit>("Request as it was sent")->toPlainText(),
                 QStringLiteral("POST https://x.test/v1\naccept: text/event-stream\n\n{\n    \"a\": 1\n}"));
    QTRY_COMPARE(shown.part<QPlainTextEdit>("Response as it came")->toPlainText(),
                 QStringLiteral("HTTP 200\nx-id: 9\n\ndata: {\n    \"b\": 2\n}\n\ndata: [DONE]\n"));
    QVERIFY(
        wireText(replay.recording, BodyForm::Raw).response.endsWith(QLatin1StringView("{\"b\":2}\n\ndata: [DONE]\n")));
    shown.open("Time"); // has the same recording
    QCOMPARE(wanted.size(), 1);
}

void tst_RunDetail::offersTheRequestInLanguages()
{
    Shown shown(recordOf({7}));
    shown.open("Request");
    auto *button = shown.part<QToolButton>("Copy the request as a program");
    QVERIFY(button->isHidden()); // nothing to offer
    shown.detail.setSnippetLanguages(
        {{QStringLiteral("curl"), QStringLiteral("curl")}, {QStringLiteral("cpp"), QStringLiteral("C++ (Qt)")}});
    QVERIFY(!button->isHidden());
    QCOMPARE(button->menu()->actions().size(), 2);
    QSignalSpy wanted(&shown.detail, &RunDetail::copyAsRequested);
    button->menu()->actions().last()->trigger();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), QStringLiteral("cpp"));
    QVERIFY(wanted.first().last().value<RunRecord>().id == shown.detail.record()->id);
    RunRecord unsent = recordOf({7});
    unsent.requestJson.clear();
    shown.detail.setRecord(unsent);
    QVERIFY(!button->isEnabled());
}

void tst_RunDetail::marksARun()
{
    Shown shown(recordOf({7}));
    QSignalSpy changed(&shown.detail, &RunDetail::marksChanged);
    auto *tags = shown.part<QLineEdit>("Tags");
    QVERIFY(!tags->isEnabled()); // what is there is not known yet
    RunContext context;
    context.marks.rating = 2;
    context.marks.tags = {QStringLiteral("old")};
    shown.detail.setContext({8}, context);
    QVERIFY(!tags->isEnabled()); // of another run
    shown.detail.setContext({7}, context);
    QCOMPARE(tags->text(), QStringLiteral("old"));
    const auto last = [&changed] { return changed.last().last().value<RunMarks>(); };
    shown.part<QToolButton>("Rate with 4 of 5")->click();
    QCOMPARE(last().rating, 4);
    shown.part<QToolButton>("Rate with 4 of 5")->click(); // again: none
    QCOMPARE(last().rating, 0);
    shown.part<QToolButton>("Star the run")->click();
    QVERIFY(last().starred);
    tags->clear();
    QTest::keyClicks(tags, QStringLiteral(" b,a , b,"));
    shown.part<QToolButton>("Show the note")->click();
    QTest::keyClicks(shown.part<QPlainTextEdit>("Note"), QStringLiteral("see this"));
    shown.detail.setRecord(recordOf({8})); // before the pause in typing is over
    QCOMPARE(changed.last().first().value<RunId>(), RunId{7});
    QCOMPARE(last(), (RunMarks{true, 0, QStringLiteral("see this"), {QStringLiteral("a"), QStringLiteral("b")}}));
    QCOMPARE(changed.size(), 4);
}

void tst_RunDetail::leadsToRunsThatBelongToIt()
{
    RunRecord record = recordOf({7});
    record.continues = {3};
    Shown shown(record);
    QSignalSpy wanted(&shown.detail, &RunDetail::runRequested);
    QSignalSpy compared(&shown.detail, &RunDetail::compareRequested);
    RunContext context;
    context.continuedBy = {{9}};
    context.previous = {5};
    shown.detail.setContext({7}, context);
    shown.part<QPushButton>("Goes on with run 3")->click();
    shown.part<QPushButton>("Continued by run 9")->click();
    shown.part<QPushButton>("Run before")->click();
    QVERIFY(!shown.part<QPushButton>("Run after"));
    QCOMPARE(wanted.size(), 3);
    QCOMPARE(wanted[1].first().value<RunId>(), RunId{9});
    QMenu *menu = shown.part<QToolButton>("Compare with another run")->menu();
    Q_EMIT menu->aboutToShow();
    menu->actions().first()->trigger();
    QCOMPARE(compared.size(), 1);
    QCOMPARE(compared[0][0].value<RunId>(), RunId{5});
    QCOMPARE(compared[0][1].value<RunId>(), RunId{7});
    QVERIFY(!menu->actions().at(1)->isEnabled());
}

void tst_RunDetail::copiesTheRun()
{
    RunRecord record = recordOf({7});
    record.draft.title = QStringLiteral("a *b*");
    record.messages[1].text = QStringLiteral("```\ncode\n```");
    const QString markdown = markdownOf(record);
    QVERIFY(markdown.startsWith(QLatin1StringView("# a \\*b\\*\n")));
    QVERIFY(markdown.contains(QLatin1StringView("````\n```\ncode\n```\n````")));
    QVERIFY(markdown.contains(record.text));
    QVERIFY(plainTextOf(record).contains(QLatin1StringView("User:\n```\ncode\n```")));
}

void tst_RunDetail::showsTheTemplateBesideTheMessage()
{
    RunRecord record = recordOf({7});
    record.draft.messages = {{Role::System, QStringLiteral("Be kind.")},
                             {Role::User, QStringLiteral("Where is <b>{{what}}</b>?")}};
    record.draft.variables = {{QStringLiteral("what"), QStringLiteral("it")}};
    Shown shown(record);
    shown.open("Prompt");
    auto *view = shown.detail.findChild<PromptView *>();
    QVERIFY(view->toPlainText().contains(QLatin1StringView("<b>{{what}}</b>")));
    QTextCursor value = view->document()->find(QStringLiteral("it"));
    QVERIFY(value.charFormat().toolTip().contains(QLatin1StringView("what")));
    QCOMPARE(view->document()->find(QStringLiteral("Where")).charFormat().toolTip(), QString());
    shown.detail.resize(1600, 700);
    QTRY_VERIFY(view->document()->find(QStringLiteral("{{what}}")).currentTable());
    shown.part<QToolButton>("Show the template of each message")->click();
    QVERIFY(!view->toPlainText().contains(QLatin1StringView("{{what}}")));
    QVERIFY(view->toPlainText().contains(QLatin1StringView("Where is <b>it</b>?")));
}

void tst_RunDetail::opensAHugeAnswerInPieces()
{
    RunRecord record = recordOf({7});
    record.text = QString(QStringLiteral("A line of an answer that has no end at all.\n")).repeated(10'000'000 / 44);
    Shown shown(recordOf({6}));
    shown.detail.setRecord(record);
    auto *source = shown.part<QPlainTextEdit>("Answer as the model wrote it");
    QTRY_VERIFY(source->isVisible());
    const int atOnce = source->document()->characterCount();
    QVERIFY2(atOnce < 200'000, qPrintable(QString::number(atOnce))); // the window goes on between the pieces
    QTRY_VERIFY(source->document()->characterCount() > atOnce);
    shown.detail.setRecord(recordOf({8}));
    QVERIFY(shown.detail.findChild<MarkdownView *>()->isVisible());
}

void tst_RunDetail::showsFilesCallsAndTools()
{
    RunRecord record = recordOf({7});
    record.messages = {
        {Role::User,
         QStringLiteral("look"),
         {{QStringLiteral("a.png"), QStringLiteral("image/png"), QByteArray(2048, 'x')}}},
        {Role::Assistant, {}, {}, {}, {{QStringLiteral("c1"), QStringLiteral("now"), QStringLiteral("{\"z\":1}")}}},
        {Role::Tool, QStringLiteral("noon"), {}, QStringLiteral("c1")}};
    record.draft.tools = {{QStringLiteral("now"), QStringLiteral("The time."), {}}};
    record.draft.format = {ResponseFormat::Kind::JsonSchema, {}, QStringLiteral("{\"type\":\"object\"}")};
    Shown shown(record);
    shown.open("Prompt");
    const QString text = shown.part<PromptView>("Messages and variables")->toPlainText();
    for (const char *part : {"a.png", "image/png", "now", "{\"z\":1}", "c1", "The time.", "{\"type\":\"object\"}"})
        QVERIFY2(text.contains(QLatin1StringView(part)), qPrintable(text));
}

void tst_RunDetail::showsNoMarkupFromOutside()
{
    RunRecord record = recordOf({7});
    record.draft.title = record.draft.model = record.providerName = QStringLiteral("<img src=\"file:///etc/passwd\">");
    record.error->detail = record.modelServed = QStringLiteral("<h1>x</h1>");
    Shown shown(record);
    for (const QLabel *label : shown.detail.findChildren<QLabel *>())
        if (label->text().contains(u'<')) QCOMPARE(label->textFormat(), Qt::PlainText);
}

void tst_RunDetail::saysThatAPriceIsUnknown()
{
    RunRecord record = recordOf({7});
    record.receipt = {};
    QVERIFY(runFigures(record).contains(QLatin1StringView("no price")));
    QCOMPARE(valueOf(costFacts(record), "Total"), QStringLiteral("no price"));
    QVERIFY(!runFigures(record).contains(QLatin1StringView("$0")));
}

void tst_RunDetail::saysWhyARunCannotBeRead()
{
    Shown shown(recordOf({7}));
    const Error error = makeError(ErrorCode::RunNotFound, QStringLiteral("7"));
    shown.detail.showError(error);
    const QList<QLabel *> labels = shown.detail.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(
        labels, [&error](QLabel *label) { return label->isVisible() && label->text().startsWith(error.message()); }));
    QSignalSpy opened(&shown.detail, &RunDetail::openRequested);
    shown.part<QPushButton>("Open in Workbench")->click();
    QCOMPARE(opened.size(), 0);
}

void tst_RunDetail::namesEveryControl()
{
    Shown shown(recordOf({7}));
    auto *tabs = shown.detail.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QCOMPARE(namelessControls(&shown.detail), QStringList());
    }
}

QTEST_MAIN(tst_RunDetail)
#include "tst_rundetail.moc"
