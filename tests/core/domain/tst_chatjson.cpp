#include "core/domain/prompt.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace burin;

namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

/// Through bytes, as the store does.
template <class T> QJsonObject throughBytes(const T &value)
{
    return QJsonDocument::fromJson(QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact)).object();
}

ChatParameters everyParameter()
{
    ChatParameters parameters;
    parameters.temperature = 0.7;
    parameters.topP = 0.0;
    parameters.maxTokens = 4096;
    parameters.seed = -9'007'199'254'740'993; // not a double
    parameters.stop = {QStringLiteral("\n\n"), QStringLiteral("END"), QStringLiteral("日本")};
    parameters.reasoningEffort = QStringLiteral("high");
    parameters.extra = object(R"({"top_k":40,"provider":{"only":["a"],"sort":null}})");
    return parameters;
}

} // namespace

class tst_ChatJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsParameters();
    void sendsOnlyWhatIsSet();
    void readsParametersOfTheWrongType_data();
    void readsParametersOfTheWrongType();
    void readsOneStopSequence();
    void keepsMessages();
    void readsForeignMessages();
    void keepsDrafts();
    void readsADraftOfNothing();
    void namesEveryRole();
};

void tst_ChatJson::keepsParameters()
{
    QVERIFY(parametersFrom(throughBytes(everyParameter())) == everyParameter());
    QVERIFY(parametersFrom(throughBytes(ChatParameters())) == ChatParameters());
}

void tst_ChatJson::sendsOnlyWhatIsSet()
{
    QCOMPARE(toJson(ChatParameters()), QJsonObject());
    ChatParameters parameters;
    parameters.temperature = 0;
    parameters.extra = object(R"({"temperature":2,"top_k":1})");
    // A value of the user's own wins over the same name among the provider's specialities.
    QCOMPARE(toJson(parameters), object(R"({"temperature":0,"top_k":1})"));
}

void tst_ChatJson::readsParametersOfTheWrongType_data()
{
    QTest::addColumn<QJsonObject>("json");
    for (const char *json : {R"({"max_tokens":3.7})", R"({"max_tokens":"5"})", R"({"seed":1e20})", R"({"seed":true})",
                             R"({"temperature":"1"})", R"({"top_p":null})", R"({"stop":5})", R"({"stop":[1,null,{}]})",
                             R"({"reasoning_effort":3})"})
        QTest::newRow(json) << object(json);
}

void tst_ChatJson::readsParametersOfTheWrongType()
{
    QFETCH(QJsonObject, json);
    QVERIFY(parametersFrom(json) == ChatParameters()); // and above all not 0
}

void tst_ChatJson::readsOneStopSequence()
{
    QCOMPARE(parametersFrom(object(R"({"stop":"END"})")).stop, QStringList{QStringLiteral("END")});
}

void tst_ChatJson::keepsMessages()
{
    const std::vector<Message> messages{{Role::System, QStringLiteral("Be brief.")},
                                        {Role::Developer, QString()},
                                        {Role::User, QStringLiteral("{{x}} \"quoted\"\n\t\U0001F600")},
                                        {Role::Assistant, QStringLiteral("a")},
                                        {Role::Tool, QStringLiteral("b")}};
    const QByteArray bytes = QJsonDocument(toJson(messages)).toJson();
    QVERIFY(messagesFrom(QJsonDocument::fromJson(bytes).array()) == messages);
    QVERIFY(messagesFrom({}).empty());
}

void tst_ChatJson::readsForeignMessages()
{
    const QJsonArray json{object(R"({"role":"robot","content":"x"})"), 5, object("{}")};
    const std::vector<Message> expected{{Role::User, QStringLiteral("x")}, {}, {}};
    QVERIFY(messagesFrom(json) == expected);
}

void tst_ChatJson::keepsDrafts()
{
    PromptDraft draft;
    draft.title = QStringLiteral("Title");
    draft.messages = systemAndUser(QStringLiteral("You are {{role}}."), QStringLiteral("{{a}} \\{{b}}\r\n"));
    draft.variables = {{QStringLiteral("a"), QStringLiteral("{{c}}")}, {QStringLiteral("role"), QString()}};
    draft.providerId = QStringLiteral("openrouter");
    draft.model = QStringLiteral("vendor/model:free");
    draft.parameters = everyParameter();
    QVERIFY(draftFrom(throughBytes(draft)) == draft);
    QVERIFY(draftFrom(throughBytes(PromptDraft())) == PromptDraft());
}

void tst_ChatJson::readsADraftOfNothing()
{
    QVERIFY(draftFrom({}) == PromptDraft());
    QVERIFY(draftFrom(object(R"({"title":5,"variables":[],"parameters":"x","future":1})")) == PromptDraft());
}

void tst_ChatJson::namesEveryRole()
{
    for (const Role role : {Role::System, Role::Developer, Role::User, Role::Assistant, Role::Tool})
        QVERIFY(roleFrom(toString(role)) == role);
    QCOMPARE(toString(Role::Developer), QStringLiteral("developer"));
    QVERIFY(!roleFrom(u"User"));
    QVERIFY(!roleFrom(u""));
}

QTEST_APPLESS_MAIN(tst_ChatJson)
#include "tst_chatjson.moc"
