#include "core/prompt/promptrender.h"

#include <QTest>

using namespace burin;
using Kind = PromptError::Kind;

namespace {

PromptMessage user(const QString &text)
{
    return {.role = Role::User, .text = text};
}

/// kind message variable line:column, for comparing at a glance.
QString told(const Result<std::vector<Message>, std::vector<PromptError>> &result)
{
    QStringList all;
    if (result) {
        for (const Message &message : *result)
            all += toString(message.role) + u'=' + message.text;
        return all.join(u'|');
    }
    for (const PromptError &error : result.error()) {
        const QString kind = error.kind == Kind::Template  ? QStringLiteral("template")
                             : error.kind == Kind::Missing ? QStringLiteral("missing")
                                                           : QStringLiteral("value");
        all += QStringLiteral("!%1 %2 %3 %4:%5")
                   .arg(kind)
                   .arg(error.message)
                   .arg(error.variable)
                   .arg(error.place.line)
                   .arg(error.place.column);
    }
    return all.join(u'|');
}

PromptDraft draftOf(std::vector<PromptMessage> messages, const VariableValues &values = {})
{
    PromptDraft draft;
    draft.messages = std::move(messages);
    draft.variables = values;
    return draft;
}

} // namespace

class tst_PromptRender : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fillsInTypedValues();
    void leavesOutWhatIsOffOrEmpty();
    void carriesAttachmentsAndCallsOver();
    void tellsEveryProblemWithItsPlace();
    void wantsDeclaredValuesEvenInConditions();
    void looksOnlyAtVariablesInUse();
    void takesMissingMembersForWrongValues();
    void goesOnRoughlyWhileWriting();
};

void tst_PromptRender::fillsInTypedValues()
{
    PromptDraft draft =
        draftOf({user(QStringLiteral("{{#each tags}}{{this}};{{/each}}{{#if loud}}!{{/if}}{{count}}{{> sign}}"))},
                {{QStringLiteral("tags"), QStringLiteral(R"(["a","b"])")},
                 {QStringLiteral("loud"), QStringLiteral("false")},
                 {QStringLiteral("count"), QStringLiteral("2.50")}});
    draft.declared = {{.name = QStringLiteral("tags"), .type = VariableType::List},
                      {.name = QStringLiteral("loud"), .type = VariableType::Boolean},
                      {.name = QStringLiteral("count"), .type = VariableType::Number}};
    QCOMPARE(told(renderPrompt(draft, {{QStringLiteral("sign"), QStringLiteral(" bye")}})),
             QStringLiteral("user=a;b;2.5 bye"));
}

void tst_PromptRender::leavesOutWhatIsOffOrEmpty()
{
    PromptMessage off = user(QStringLiteral("{{broken"));
    off.enabled = false;
    const PromptDraft draft = draftOf(
        {{.role = Role::System, .text = QStringLiteral(" {{#if a}}x{{/if}}\n")}, off, user(QStringLiteral("y"))});
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("user=y"));
}

void tst_PromptRender::carriesAttachmentsAndCallsOver()
{
    const Attachment picture{QStringLiteral("a.png"), QStringLiteral("image/png"), "data"};
    const ToolCall call{QStringLiteral("1"), QStringLiteral("find"), QStringLiteral("{}")};
    const auto messages = renderPrompt(
        draftOf({{.role = Role::User, .attachments = {picture}},
                 {.role = Role::Assistant, .toolCalls = {call}},
                 {.role = Role::Tool, .text = QStringLiteral("found"), .toolCallId = QStringLiteral("1")}}));
    QVERIFY(messages);
    const std::vector<Message> expected{{Role::User, {}, {picture}, {}, {}},
                                        {Role::Assistant, {}, {}, {}, {call}},
                                        {Role::Tool, QStringLiteral("found"), {}, QStringLiteral("1"), {}}};
    QVERIFY(*messages == expected);
}

void tst_PromptRender::tellsEveryProblemWithItsPlace()
{
    PromptDraft draft = draftOf({{.role = Role::System, .text = QStringLiteral("{{1}}")},
                                 user(QStringLiteral("a\n {{name}} {{n}}")),
                                 user(QStringLiteral("{{name}} {{n}} {{other}}"))},
                                {{QStringLiteral("n"), QStringLiteral("many")}});
    draft.declared = {{.name = QStringLiteral("n"), .type = VariableType::Number}};
    const auto result = renderPrompt(draft);
    QCOMPARE(told(result),
             QStringLiteral("!template 0  1:1|!value 1 n 2:11|!missing 1 name 2:2|!missing 2 other 1:16"));
    for (const PromptError &error : result.error())
        QVERIFY2(error.sentence.endsWith(u'.'), qPrintable(error.sentence));
}

void tst_PromptRender::wantsDeclaredValuesEvenInConditions()
{
    PromptDraft draft = draftOf({user(QStringLiteral("x{{#if tone}}{{tone}}{{/if}}"))});
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("user=x"));
    draft.declared = {{.name = QStringLiteral("tone")}};
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("!missing 0 tone 1:2"));
    draft.declared.front().required = false;
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("user=x"));
    draft.declared.front().fallback = QStringLiteral("calm");
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("user=xcalm"));
}

void tst_PromptRender::looksOnlyAtVariablesInUse()
{
    PromptDraft draft = draftOf({user(QStringLiteral("x"))}, {{QStringLiteral("n"), QStringLiteral("many")}});
    draft.declared = {{.name = QStringLiteral("n"), .type = VariableType::Number}, {.name = QStringLiteral("m")}};
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("user=x"));
}

void tst_PromptRender::takesMissingMembersForWrongValues()
{
    PromptDraft draft = draftOf({user(QStringLiteral("{{user.name}} {{#each user.items}}{{id}}{{/each}}"))},
                                {{QStringLiteral("user"), QStringLiteral(R"({"items":[{}]})")}});
    draft.declared = {{.name = QStringLiteral("user"), .type = VariableType::Json}};
    QCOMPARE(told(renderPrompt(draft)), QStringLiteral("!value 0 user 1:1|!template 0  1:35"));
}

void tst_PromptRender::goesOnRoughlyWhileWriting()
{
    const PromptDraft draft =
        draftOf({user(QStringLiteral("{{a}} {{b")), user(QStringLiteral("{{a}}")), user(QStringLiteral("{{c}}"))},
                {{QStringLiteral("a"), QStringLiteral("x")}});
    QCOMPARE(told(renderRoughly(draft)), QStringLiteral("user={{a}} {{b|user=x|user={{c}}"));
}

QTEST_APPLESS_MAIN(tst_PromptRender)
#include "tst_promptrender.moc"
