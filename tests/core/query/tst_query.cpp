#include "core/query/query.h"
#include "core/query/queryedit.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;

class tst_Query : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meansWhatItSays_data();
    void meansWhatItSays();
    void exactFieldsArePrintedAsConditions();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void goesOnBesideAProblem();
    void marksEveryPart();
    void anyTextCanBePrintedAndReadAgain();
    void completesWhatIsTyped_data();
    void completesWhatIsTyped();
    void changesOneConditionAndLeavesTheRest_data();
    void changesOneConditionAndLeavesTheRest();
};

namespace {

using enum RunRelation;
using F = RunField;

const QDate today(2026, 11, 25);

RunCondition text(F field, RunRelation relation, const char *value)
{
    return {field, relation, QString::fromUtf8(value)};
}

RunCondition number(F field, RunRelation relation, qint64 value)
{
    return {field, relation, {}, value};
}

RunCondition variable(const char *name, RunRelation relation, const char *value)
{
    return {F::Variable, relation, QString::fromUtf8(value), 0, QString::fromUtf8(name)};
}

RunCondition except(RunCondition condition)
{
    condition.negated = true;
    return condition;
}

RunCondition day(RunRelation relation, int year, int month, int dayOfMonth)
{
    return number(F::Day, relation, QDate(year, month, dayOfMonth).toJulianDay());
}

RunFacets facets()
{
    RunFacets known;
    known.models = {QStringLiteral("claude-opus"), QStringLiteral("gpt-5"), QStringLiteral("my claude")};
    known.prompts = {QStringLiteral("Support reply")};
    known.tags = {QStringLiteral("draft"), QStringLiteral("done")};
    known.variables = {QStringLiteral("city")};
    return known;
}

} // namespace

using Conditions = std::vector<RunCondition>;

void tst_Query::meansWhatItSays_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<Conditions>("conditions");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("canonical");
    // The canonical text is the query itself where none is given.
    const auto row = [](const char *query, const Conditions &conditions, const char *words = "",
                        const char *canonical = nullptr) {
        QTest::newRow(query) << QString::fromUtf8(query) << conditions << QString::fromUtf8(words)
                             << QString::fromUtf8(canonical ? canonical : query);
    };
    row("", {});
    row("  ", {}, "", "");
    row("refund", {}, "refund");
    row("refund  policy ", {}, "refund policy", "refund policy");
    row("\"refund policy\"", {text(F::Words, Contains, "refund policy")});
    row("\"refund\"", {text(F::Words, Contains, "refund")});
    row("\"say \\\"hi\\\"\"", {text(F::Words, Contains, "say \"hi\"")});
    row("\"not closed", {text(F::Words, Contains, "not closed")}, "", "\"not closed\"");
    row("-refund", {except(text(F::Words, Contains, "refund"))}, "", "-\"refund\"");
    row("-\"a b\"", {except(text(F::Words, Contains, "a b"))});
    row("\"\"", {}, "", "");
    row("\"a\"b", {text(F::Words, Contains, "a")}, "b", "\"a\" b");
    row("-", {}, "-");
    row("a - b", {}, "a - b");
    row("--verbose", {}, "--verbose");
    row("http://x", {}, "http://x");
    row("12:30", {}, "12:30");
    row("a=b", {}, "a=b");
    row("x<y", {}, "x<y");
    row("C:\\dir", {}, "C:\\dir");
    row("cost", {}, "cost");
    row("models:x", {}, "models:x");
    row("var:x", {}, "var:x");
    row("var.=x", {}, "var.=x");
    row("\"model:x\"", {text(F::Words, Contains, "model:x")});
    row("it's 100% \"", {}, "it's 100%", "it's 100%");

    row("model:claude", {text(F::Model, Contains, "claude")});
    row("model=gpt-5-mini", {text(F::Model, Is, "gpt-5-mini")});
    row("MODEL:Claude", {text(F::Model, Contains, "Claude")}, "", "model:Claude");
    row("-model:claude", {except(text(F::Model, Contains, "claude"))});
    row("model!=gpt-5", {except(text(F::Model, Is, "gpt-5"))}, "", "-model=gpt-5");
    row("-model!=gpt-5", {text(F::Model, Is, "gpt-5")}, "", "model=gpt-5");
    row("model:a:b", {text(F::Model, Contains, "a:b")});
    row("model:a=b", {text(F::Model, Contains, "a=b")});
    row("model:openai/gpt-5", {text(F::Model, Contains, "openai/gpt-5")});
    row("model:#3", {text(F::Model, Contains, "#3")}, "", "model:\"#3\"");
    row("provider:openai", {text(F::Provider, Contains, "openai")});
    row("provider=openai", {text(F::Provider, Is, "openai")});
    row("prompt:\"Support reply\"", {text(F::Prompt, Contains, "Support reply")});
    row("prompt=\"Support reply\"", {text(F::Prompt, Is, "Support reply")});
    row("prompt:Support reply", {text(F::Prompt, Contains, "Support")}, "reply");
    row("prompt:\"Support", {text(F::Prompt, Contains, "Support")}, "", "prompt:Support");
    row("prompt:#12", {number(F::Prompt, Is, 12)});
    row("prompt:\"#12\"", {text(F::Prompt, Contains, "#12")});
    row("prompt:#x", {text(F::Prompt, Contains, "#x")}, "", "prompt:\"#x\"");
    row("prompt:grüße", {text(F::Prompt, Contains, "grüße")});
    row("version:3", {number(F::Version, Is, 3)});
    row("version>=2", {number(F::Version, AtLeast, 2)});
    row("version:#7", {number(F::VersionId, Is, 7)});

    row("status:truncated", {number(F::Status, Is, int(RunStatus::Truncated))});
    row("status:RUNNING", {number(F::Status, Is, 0)}, "", "status:running");
    row("-status:completed", {except(number(F::Status, Is, int(RunStatus::Completed)))});
    row("error:timeout", {text(F::Error, Contains, "timeout")});
    row("error=TIMEOUT_ERROR/idle", {text(F::Error, Is, "TIMEOUT_ERROR/idle")});
    row("has:error", {text(F::Error, Contains, "")});

    row("cost>0.02", {number(F::Cost, Above, 20'000'000'000)});
    row("cost>=$1", {number(F::Cost, AtLeast, 1'000'000'000'000)}, "", "cost>=1");
    row("cost<0.5", {number(F::Cost, Below, 500'000'000'000)});
    row("cost<=0.000000000001", {number(F::Cost, AtMost, 1)});
    row("cost:0", {number(F::Cost, Is, 0)});
    row("cost=0.10", {number(F::Cost, Is, 100'000'000'000)}, "", "cost:0.1");
    row("-cost>1", {except(number(F::Cost, Above, 1'000'000'000'000))});
    row("tokens>1500", {number(F::Tokens, Above, 1'500)});
    row("tokens>=1.5k", {number(F::Tokens, AtLeast, 1'500)}, "", "tokens>=1500");
    row("input>2M", {number(F::InputTokens, Above, 2'000'000)}, "", "input>2000000");
    row("output<=0", {number(F::OutputTokens, AtMost, 0)});
    row("time>2", {number(F::Duration, Above, 2'000)}, "", "time>2s");
    row("time>1.5s", {number(F::Duration, Above, 1'500)}, "", "time>1500ms");
    row("time<500ms", {number(F::Duration, Below, 500)});
    row("time>=2min", {number(F::Duration, AtLeast, 120'000)}, "", "time>=120s");
    row("time>1h", {number(F::Duration, Above, 3'600'000)}, "", "time>3600s");
    row("ttft>800ms", {number(F::FirstToken, Above, 800)});

    row("tag:x", {text(F::Tag, Is, "x")});
    row("-tag:y", {except(text(F::Tag, Is, "y"))});
    row("tag:\"to do\"", {text(F::Tag, Is, "to do")});
    row("tag=x", {text(F::Tag, Is, "x")}, "", "tag:x");
    row("has:tag", {text(F::Tag, Is, "")});
    row("rating:5", {number(F::Rating, Is, 5)});
    row("rating>=4", {number(F::Rating, AtLeast, 4)});
    row("rating!=1", {except(number(F::Rating, Is, 1))}, "", "-rating:1");
    row("has:rating", {number(F::Rating, AtLeast, 1)});
    row("is:starred", {{F::Starred}});
    row("-is:starred", {except({F::Starred})});
    row("is:simulated", {{F::Simulated}});
    row("IS:Unpriced", {{F::Unpriced}}, "", "is:unpriced");
    row("has:note", {{F::Note}});

    row("batch:\"first try\"", {text(F::Batch, Contains, "first try")});
    row("batch=k1", {text(F::Batch, Is, "k1")});
    row("batch:#4", {number(F::Batch, Is, 4)});
    row("var.city=Paris", {variable("city", Is, "Paris")});
    row("var.city:par", {variable("city", Contains, "par")});
    row("-var.city=\"New York\"", {except(variable("city", Is, "New York"))});
    row("VAR.City=x", {variable("City", Is, "x")}, "", "var.City=x");
    row("var.a.b=x", {variable("a.b", Is, "x")});

    row("after:2026-10-01", {day(AtLeast, 2026, 10, 1)});
    row("before:2026-10-01", {day(Below, 2026, 10, 1)});
    row("on:2026-10-01", {day(Is, 2026, 10, 1)});
    row("on:2026-1-9", {day(Is, 2026, 1, 9)}, "", "on:2026-01-09");
    row("after:2026-10", {day(AtLeast, 2026, 10, 1)}, "", "after:2026-10-01");
    row("before:2026", {day(Below, 2026, 1, 1)}, "", "before:2026-01-01");
    row("on:today", {day(Is, 2026, 11, 25)}, "", "on:2026-11-25");
    row("on:Yesterday", {day(Is, 2026, 11, 24)}, "", "on:2026-11-24");
    row("after:7d", {day(AtLeast, 2026, 11, 18)}, "", "after:2026-11-18");
    row("after:2w", {day(AtLeast, 2026, 11, 11)}, "", "after:2026-11-11");
    row("after:3m", {day(AtLeast, 2026, 8, 25)}, "", "after:2026-08-25");
    row("before:1y", {day(Below, 2025, 11, 25)}, "", "before:2025-11-25");
    row("-on:2026-10-01", {except(day(Is, 2026, 10, 1))});
    row("id:42", {number(F::Id, Is, 42)});
    row("id>100", {number(F::Id, Above, 100)});

    row("model:claude cost>0.02 status:truncated prompt:\"Support reply\" var.city=Paris tag:x rating>=4 "
        "after:2026-10-01 \"refund\" -tag:y is:starred",
        {text(F::Model, Contains, "claude"),
         number(F::Cost, Above, 20'000'000'000),
         number(F::Status, Is, int(RunStatus::Truncated)),
         text(F::Prompt, Contains, "Support reply"),
         variable("city", Is, "Paris"),
         text(F::Tag, Is, "x"),
         number(F::Rating, AtLeast, 4),
         day(AtLeast, 2026, 10, 1),
         text(F::Words, Contains, "refund"),
         except(text(F::Tag, Is, "y")),
         {F::Starred}});
    row("one model:a two -b three", {text(F::Model, Contains, "a"), except(text(F::Words, Contains, "b"))},
        "one two three", "model:a -\"b\" one two three");
}

void tst_Query::meansWhatItSays()
{
    QFETCH(QString, query);
    QFETCH(Conditions, conditions);
    QFETCH(QString, words);
    QFETCH(QString, canonical);
    const ParsedQuery parsed = parseQuery(query, today);
    QVERIFY2(!parsed.problem, qPrintable(parsed.problem ? parsed.problem->sentence : QString()));
    QCOMPARE(parsed.query.text, words);
    QCOMPARE(parsed.query.conditions.size(), conditions.size());
    for (size_t i = 0; i < conditions.size(); ++i)
        QVERIFY2(parsed.query.conditions[i] == conditions[i], qPrintable(printCondition(parsed.query.conditions[i])));
    QCOMPARE(printQuery(parsed.query), canonical);
    QVERIFY(parseQuery(canonical, today).query == parsed.query);
}

void tst_Query::exactFieldsArePrintedAsConditions()
{
    RunQuery query;
    query.model = QStringLiteral("gpt-5");
    query.prompt = QStringLiteral("Support reply");
    query.libraryVersion = VersionId{3};
    query.status = RunStatus::Failed;
    query.from = QDate(2026, 3, 1);
    query.to = QDate(2026, 3, 31);
    query.text = QStringLiteral("refund");
    const QString printed = printQuery(query);
    QCOMPARE(printed, QStringLiteral("model=gpt-5 prompt=\"Support reply\" version:#3 status:failed after:2026-03-01 "
                                     "before:2026-04-01 refund"));
    QCOMPARE(printQuery(parseQuery(printed, today).query), printed);
}

void tst_Query::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *query, const char *wrong, const char *beginning) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(wrong) << QString::fromUtf8(beginning);
    };
    row("cost>", "cost>", "cost needs an amount, such as cost>0.02");
    row("a cost>cheap b", "cost>cheap", "cost needs an amount");
    row("-cost>$", "-cost>$", "cost needs an amount");
    row("cost>1 cost<", "cost<", "cost needs an amount");
    row("model:", "model:", "model needs a name");
    row("model: x", "model:", "model needs a name");
    row("model>3", "model>3", "model needs a name");
    row("status:broken", "status:broken", "status is one of completed");
    row("status>failed", "status>failed", "status is one of");
    row("rating:6", "rating:6", "rating needs a number from 1 to 5");
    row("rating:0", "rating:0", "rating needs");
    row("tokens>1.2.3", "tokens>1.2.3", "tokens needs a number");
    row("tokens>-5", "tokens>-5", "tokens needs a number");
    row("tokens>99999999999999999999", "tokens>99999999999999999999", "tokens needs a number");
    row("time>fast", "time>fast", "time needs a duration");
    row("ttft>1d", "ttft>1d", "ttft needs a duration");
    row("after:2026-13-01", "after:2026-13-01", "after needs a day");
    row("after>2026-10-01", "after>2026-10-01", "after needs a day");
    row("before:soon", "before:soon", "before needs a day");
    row("on:0d", "on:0d", "on needs a day");
    row("is:open", "is:open", "is takes starred");
    row("has:luck", "has:luck", "has takes note");
    row("id:x", "id:x", "id needs the number");
    row("id:0", "id:0", "id needs the number");
    row("version:#x", "version:#x", "version needs a number");
    row("tag:", "tag:", "tag needs a tag");
    row("tag:\"\"", "tag:\"\"", "tag needs a tag");
    row("var.city=", "var.city=", "var needs a variable");
    row("var.city>3", "var.city>3", "var needs a variable");
}

void tst_Query::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, query);
    QFETCH(QString, wrong);
    QFETCH(QString, sentence);
    const ParsedQuery parsed = parseQuery(query, today);
    QVERIFY(parsed.problem);
    QCOMPARE(query.mid(parsed.problem->offset, parsed.problem->length), wrong);
    QVERIFY2(parsed.problem->sentence.startsWith(sentence), qPrintable(parsed.problem->sentence));
}

void tst_Query::goesOnBesideAProblem()
{
    const ParsedQuery parsed = parseQuery(QStringLiteral("model:x cost>cheap refund rating:9"), today);
    QCOMPARE(printQuery(parsed.query), QStringLiteral("model:x refund"));
    QVERIFY(parsed.problem->sentence.startsWith(QStringLiteral("cost")));
}

void tst_Query::marksEveryPart()
{
    const QString query = QStringLiteral("-model:\"a b\" \"p q\" cost>x w");
    QStringList parts;
    for (const QueryPart &part : parseQuery(query, today).parts)
        parts += QString::number(int(part.kind)) + query.mid(part.offset, part.length);
    using enum QueryPartKind;
    const auto part = [](QueryPartKind kind, const char *written) {
        return QString::number(int(kind)) + QLatin1StringView(written);
    };
    QCOMPARE(parts, (QStringList{part(Negation, "-"), part(Field, "model"), part(Relation, ":"), part(Value, "\"a b\""),
                                 part(Phrase, "\"p q\""), part(Field, "cost"), part(Relation, ">"), part(Wrong, "x"),
                                 part(Word, "w")}));
}

void tst_Query::anyTextCanBePrintedAndReadAgain()
{
    QRandomGenerator random(7);
    const QStringList pieces{
        QStringLiteral("model"), QStringLiteral("cost"),    QStringLiteral("tag"),    QStringLiteral("after"),
        QStringLiteral("7d"),    QStringLiteral("var.x"),   QStringLiteral(":"),      QStringLiteral("="),
        QStringLiteral(">="),    QStringLiteral("!="),      QStringLiteral("\""),     QStringLiteral("\\"),
        QStringLiteral("-"),     QStringLiteral(" "),       QStringLiteral("#1"),     QStringLiteral("0.02"),
        QStringLiteral("is"),    QStringLiteral("starred"), QStringLiteral("é"),      QString(QChar(0xd800)),
        QStringLiteral("\n"),    QString(QChar(0)),         QStringLiteral("prompt"), QStringLiteral("has:tag")};
    for (int i = 0; i < 20'000; ++i) {
        QString query;
        for (int n = random.bounded(12); n > 0; --n)
            query += pieces[random.bounded(pieces.size())];
        const RunQuery first = parseQuery(query, today).query;
        const ParsedQuery second = parseQuery(printQuery(first), today);
        QVERIFY2(!second.problem && second.query == first, qPrintable(query));
    }
}

void tst_Query::completesWhatIsTyped_data()
{
    QTest::addColumn<QString>("query"); // the cursor stands at |
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char *query, const char *replaced, const QStringList &texts) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(replaced) << texts;
    };
    row("|", "", {});
    row("mo|", "mo", {QStringLiteral("model:")});
    row("-mo|", "-mo", {QStringLiteral("-model:")});
    row("x ra| y", "ra", {QStringLiteral("rating")});
    row("var|", "var", {QStringLiteral("var.city=")});
    row("model:cl|", "model:cl", {QStringLiteral("model:claude-opus"), QStringLiteral("model:\"my claude\"")});
    row("model=gpt-5|", "model=gpt-5", {});
    row("-tag:d|", "-tag:d", {QStringLiteral("-tag:draft"), QStringLiteral("-tag:done")});
    row("prompt:\"supp|", "prompt:\"supp", {QStringLiteral("prompt:\"Support reply\"")});
    row("status:tr|", "status:tr", {QStringLiteral("status:truncated")});
    row("is:|", "is:", {QStringLiteral("is:starred"), QStringLiteral("is:simulated"), QStringLiteral("is:unpriced")});
    row("error:idle|", "error:idle", {QStringLiteral("error:TIMEOUT_ERROR/idle")});
    row("after:y|", "after:y", {QStringLiteral("after:yesterday"), QStringLiteral("after:today")});
    row("\"mo|", "", {});
    row("nothing|", "nothing", {});
}

void tst_Query::completesWhatIsTyped()
{
    QFETCH(QString, query);
    QFETCH(QString, replaced);
    QFETCH(QStringList, texts);
    const qsizetype cursor = query.indexOf(u'|');
    query.remove(cursor, 1);
    const QueryCompletion completion = completionsAt(query, cursor, facets());
    QCOMPARE(completion.texts, texts);
    QCOMPARE(query.mid(completion.offset, completion.length), replaced);
}

void tst_Query::changesOneConditionAndLeavesTheRest_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<RunField>("field");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("changed");
    const auto row = [](const char *query, F field, const char *condition, const char *changed) {
        QTest::newRow(changed) << QString::fromUtf8(query) << field << QString::fromUtf8(condition)
                               << QString::fromUtf8(changed);
    };
    row("", F::Model, "model=x", "model=x");
    row("refund", F::Model, "model=x", "refund model=x");
    row("a model:y  \"b c\" -model:z", F::Model, "model=x", "a model=x \"b c\"");
    row("a model:y after:7d", F::Model, "", "a after:7d");
    row("after:7d before:today x", F::Day, "on:yesterday", "on:yesterday x");
    row("is:simulated is:starred z", F::Starred, "", "is:simulated z");
    row("a cost>cheap", F::Status, "status:failed", "a cost>cheap status:failed");
}

void tst_Query::changesOneConditionAndLeavesTheRest()
{
    QFETCH(QString, query);
    QFETCH(RunField, field);
    QFETCH(QString, condition);
    QFETCH(QString, changed);
    QCOMPARE(withCondition(query, field, condition), changed);
}

QTEST_GUILESS_MAIN(tst_Query)
#include "tst_query.moc"
