#include "fakehistory.h"
#include "ui/history/promptview.h"
#include "ui/history/rundetail.h"
#include "ui/history/runfacts.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace burin;

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
    void tellsTheTimings();
    void tellsTheError();
    void showsTheRequestAndCopiesIt();
    void offersTheRequestInLanguages();
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
                .contains(QLatin1StringView("{\"parcel\":42}")));
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
    const QString text = shown.detail.findChild<PromptView *>()->toPlainText();
    QCOMPARE(text, QStringLiteral("SYSTEM\nBe kind.\nUSER\nWhere is <b>it</b>?\nVARIABLES\nshop\nNordlicht\n"
                                  "PARAMETERS\ntemperature = 0.7"));
}

void tst_RunDetail::showsTheAttempts()
{
    Shown shown(recordOf({7}));
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
    Shown shown(recordOf({7}));
    auto *table = shown.part<QTableView>("Receipt");
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(rowOf(table, 0), (QStringList{QStringLiteral("Input"), QStringLiteral("992"), QStringLiteral("$3.00"),
                                           QStringLiteral("$0.0030")}));
    QVERIFY(
        table->model()->index(0, 3).data(Qt::ToolTipRole).toString().contains(QLatin1StringView("$0.002976000000")));
    const std::vector<Fact> facts = costFacts(recordOf({7}));
    QCOMPARE(valueOf(facts, "Total"), QStringLiteral("$0.0043"));
    QCOMPARE(valueOf(facts, "Provenance"), QStringLiteral("computed"));
    QCOMPARE(valueOf(facts, "Price from"), QStringLiteral("catalog 2026-03"));
    QCOMPARE(valueOf(facts, "of these reasoning"), QStringLiteral("180"));
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
    const QString expected = QStringLiteral("{\n    \"messages\": [\n    ],\n    \"model\": \"alpha\"\n}");
    QCOMPARE(shown.part<QPlainTextEdit>("Request as JSON")->toPlainText(), expected);
    auto *copy = shown.part<QToolButton>("Copy the request");
    copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), expected);
}

void tst_RunDetail::offersTheRequestInLanguages()
{
    Shown shown(recordOf({7}));
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
