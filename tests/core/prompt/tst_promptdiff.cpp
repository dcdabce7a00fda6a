#include "core/prompt/promptdiff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;

namespace {

/// [-removed-]{+added+}
QString told(const TextDiff &diff)
{
    QString text;
    for (const DiffSpan &span : diff.spans) {
        if (span.kind == DiffSpan::Kind::Kept) text += span.text;
        if (span.kind == DiffSpan::Kind::Removed) text += QStringLiteral("[-") + span.text + QStringLiteral("-]");
        if (span.kind == DiffSpan::Kind::Added) text += QStringLiteral("{+") + span.text + QStringLiteral("+}");
    }
    return text;
}

QString words(QRandomGenerator &random, int count)
{
    const QStringList pieces{QStringLiteral("one"),  QStringLiteral("two"),  QStringLiteral(" "), QStringLiteral("\n"),
                             QStringLiteral("日本"), QStringLiteral("\r\n"), QStringLiteral("😀"), QStringLiteral(",")};
    QString text;
    for (int i = 0; i < count; ++i)
        text += pieces.at(random.bounded(int(pieces.size())));
    return text;
}

QString rowsOf(const std::vector<PromptDiffRow> &rows)
{
    QStringList all;
    for (const PromptDiffRow &row : rows) {
        if (row.change != PromptDiffRow::Change::Same)
            all += QStringLiteral("%1:%2").arg(QLatin1StringView(" ~+-").at(int(row.change))).arg(row.label);
    }
    return all.join(u' ');
}

} // namespace

class tst_PromptDiff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comparesWords_data();
    void comparesWords();
    void turnsOneTextIntoTheOther();
    void fallsBackToLinesAndThenToAll();
    void ignoresLayoutOfJson();
    void comparesAllOfTwoPrompts();
    void pairsMessagesByRoleAndLikeness();
    void noticesAnotherFileOfTheSameName();
};

void tst_PromptDiff::comparesWords_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *before, const char *after, const char *expected) {
        QTest::addRow("%s > %s", before, after)
            << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromUtf8(expected);
    };
    row("", "", "");
    row("a b", "a b", "a b");
    row("", "a", "{+a+}");
    row("a", "", "[-a-]");
    row("the red car", "the blue car", "the [-red-]{+blue+} car");
    row("a\nb\nc", "a\nx\nc", "a\n[-b-]{+x+}\nc");
    row("cars", "car", "[-cars-]{+car+}");
    row("end.", "end!", "end[-.-]{+!+}");
    row("日本語", "日木語", "日[-本-]{+木+}語");
    row("x\nsame\n", "y\nsame\n", "[-x-]{+y+}\nsame\n");
}

void tst_PromptDiff::comparesWords()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    const TextDiff diff = diffOf(before, after);
    QCOMPARE(told(diff), expected);
    QCOMPARE(diff.changed(), before != after);
}

void tst_PromptDiff::turnsOneTextIntoTheOther()
{
    QRandomGenerator random(20261125);
    for (int round = 0; round < 2000; ++round) {
        const QString before = words(random, random.bounded(30));
        QString after = random.bounded(3) == 0 ? words(random, random.bounded(30)) : before;
        for (int edit = random.bounded(4); edit > 0; --edit) {
            after.insert(random.bounded(int(after.size()) + 1), words(random, random.bounded(3)));
            after.remove(random.bounded(int(after.size()) + 1), random.bounded(4));
        }
        const TextDiff diff = diffOf(before, after);
        QCOMPARE(diff.before(), before);
        QCOMPARE(diff.after(), after);
        for (size_t i = 1; i < diff.spans.size(); ++i) {
            QVERIFY(diff.spans[i - 1].kind != diff.spans[i].kind);
            QVERIFY(diff.spans[i - 1].kind != DiffSpan::Kind::Added || diff.spans[i].kind == DiffSpan::Kind::Kept);
        }
    }
}

void tst_PromptDiff::fallsBackToLinesAndThenToAll()
{
    const QString longLine = QStringLiteral("a b ").repeated(TextDiff::MaximumTokens / 4 + 1) + u'\n';
    const QString before = QStringLiteral("x\n") + longLine + QStringLiteral("y\n");
    const QString after = QStringLiteral("z\n") + longLine + QStringLiteral("w\n");
    const TextDiff lines = diffOf(before, after);
    QCOMPARE(lines.unit, TextDiff::Unit::Lines);
    QCOMPARE(lines.before(), before);
    QCOMPARE(lines.after(), after);
    QCOMPARE(lines.spans.size(), size_t(5));
    const QString many = QStringLiteral("a\n").repeated(TextDiff::MaximumTokens + 1);
    const TextDiff whole = diffOf(u'x' + many + u'x', u'y' + many + u'y');
    QCOMPARE(whole.unit, TextDiff::Unit::Whole);
    QCOMPARE(whole.after(), u'y' + many + u'y');
    // What both have at their ends does not count.
    QCOMPARE(diffOf(many + QStringLiteral("b c\n") + many, many + QStringLiteral("b d\n") + many).unit,
             TextDiff::Unit::Words);
}

void tst_PromptDiff::ignoresLayoutOfJson()
{
    const TextDiff same =
        diffOfAnswers(QStringLiteral(R"({"b":1,"a":[1,2]})"), QStringLiteral("{ \"a\": [1, 2],\n\"b\": 1 }"));
    QVERIFY(same.json && !same.changed());
    const TextDiff changed = diffOfAnswers(QStringLiteral(R"({"a":1})"), QStringLiteral(R"({"a":2})"));
    QCOMPARE(told(changed).simplified(), QStringLiteral("{ \"a\": [-1-]{+2+} }"));
    QVERIFY(!diffOfAnswers(QStringLiteral("{\"a\":1}"), QStringLiteral("plain")).json);
}

void tst_PromptDiff::comparesAllOfTwoPrompts()
{
    PromptDraft before;
    before.messages = {{.role = Role::System, .text = QStringLiteral("Be brief.")},
                       {.role = Role::User, .text = QStringLiteral("Hello")}};
    before.declared = {{.name = QStringLiteral("a")}, {.name = QStringLiteral("b")}};
    before.model = QStringLiteral("m1");
    before.parameters.temperature = 0.5;
    before.parameters.seed = 1;
    before.tools = {{QStringLiteral("find")}};
    QVERIFY(rowsOf(diffOf(before, before)).isEmpty());
    QVERIFY(!diffOf(before, before).empty());

    PromptDraft after = before;
    after.title = QStringLiteral("another");
    after.variables = {{QStringLiteral("a"), QStringLiteral("1")}};
    after.messages[0].folded = true;
    QVERIFY(rowsOf(diffOf(before, after)).isEmpty());

    after.messages[1].text = QStringLiteral("Hello there");
    after.messages.push_back({.role = Role::Assistant, .text = QStringLiteral("Hi")});
    after.messages[0].enabled = false;
    after.declared = {{.name = QStringLiteral("b"), .required = false}, {.name = QStringLiteral("c")}};
    after.model = QStringLiteral("m2");
    after.parameters.temperature = 0.7;
    after.parameters.seed.reset();
    after.tools = {{QStringLiteral("find"), QStringLiteral("Finds.")}};
    after.format.kind = ResponseFormat::Kind::JsonObject;
    QCOMPARE(rowsOf(diffOf(before, after)),
             QStringLiteral(
                 "~:System ~:User +:Assistant -:a ~:b +:c -:seed ~:temperature ~:Model ~:find ~:Answer's format"));
}

void tst_PromptDiff::pairsMessagesByRoleAndLikeness()
{
    PromptDraft before;
    before.messages = {{.role = Role::User, .text = QStringLiteral("first question about cats")},
                       {.role = Role::User, .text = QStringLiteral("second question about dogs")}};
    PromptDraft after = before;
    after.messages.insert(after.messages.begin(), {.role = Role::User, .text = QStringLiteral("something new")});
    after.messages[2].text += QStringLiteral(" and birds");
    QStringList pairs;
    for (const PromptDiffRow &row : diffOf(before, after)) {
        if (row.section == PromptDiffRow::Section::Message)
            pairs += QStringLiteral("%1>%2").arg(row.before).arg(row.after);
    }
    QCOMPARE(pairs.join(u' '), QStringLiteral("-1>0 0>1 1>2"));
}

void tst_PromptDiff::noticesAnotherFileOfTheSameName()
{
    PromptDraft before;
    before.messages = {
        {.role = Role::User, .attachments = {{QStringLiteral("a.png"), QStringLiteral("image/png"), "one"}}}};
    PromptDraft after = before;
    after.messages[0].attachments[0].data = "two";
    QCOMPARE(rowsOf(diffOf(before, after)), QStringLiteral("~:User"));
}

QTEST_APPLESS_MAIN(tst_PromptDiff)
#include "tst_promptdiff.moc"
