#include "core/exchange/abilities.h"
#include "core/exchange/datadocument.h"
#include "core/exchange/exchangefile.h"
#include "core/exchange/foreigntemplate.h"
#include "core/exchange/modelnames.h"
#include "core/exchange/parameternames.h"

#include <algorithm>

// A configuration of promptfoo: prompts x providers x tests (https://www.promptfoo.dev/docs/configuration/reference/).
// Each of its prompts becomes a prompt, and each test a case of all of them. Nothing that it names is read or run.

namespace burin {

namespace {

constexpr char PromptfooId[] = "promptfoo";
constexpr size_t MostCases = 10'000;

constexpr ModelPrefix promptfooPrefixes[] = {
    {"openai:chat:", "openai"},
    {"openai:responses:", "openai"},
    {"openai:", "openai"},
    {"anthropic:messages:", "anthropic"},
    {"anthropic:", "anthropic"},
    {"google:", "gemini"},
    {"openrouter:", "openrouter"},
    {"ollama:chat:", "ollama"},
    {"ollama:", "ollama"},
    {"mistral:", "mistral"},
    {"deepseek:", "deepseek"},
    {"xai:", "xai"},
    {"groq:", "groq"},
};

bool namesFile(const QString &text)
{
    return text.startsWith(QLatin1StringView("file://"));
}

/// A prompt that is a JSON list of messages, as promptfoo writes chats.
std::optional<DataNode> chatOf(const QString &text)
{
    if (!text.trimmed().startsWith(u'[')) return std::nullopt;
    const Result<DataNode> list = readJson(text);
    const bool isChat =
        list && list->isList() && !list->items.empty() && std::ranges::all_of(list->items, [](const DataNode &item) {
            const DataNode *content = item.find(QStringLiteral("content"));
            const DataNode *role = item.find(QStringLiteral("role"));
            return item.keys.size() == 2 && content && content->isText() && role && roleFrom(role->text);
        });
    return isChat ? std::optional(*list) : std::nullopt;
}

std::vector<PromptMessage> messagesOf(const QString &text, const TextOrigin &origin, ImportContext &context)
{
    const auto message = [&](Role role, const QString &content) {
        return PromptMessage{.role = role, .text = fromDialect(Dialect::Jinja, content, origin, context)};
    };
    const std::optional<DataNode> chat = chatOf(text);
    if (!chat) return {message(Role::User, text)};
    std::vector<PromptMessage> messages;
    for (const DataNode &item : chat->items)
        messages.push_back(
            message(*roleFrom(item.find(QStringLiteral("role"))->text), item.find(QStringLiteral("content"))->text));
    return messages;
}

struct FoundPrompt {
    QString label;
    std::vector<PromptMessage> messages;
};

std::vector<FoundPrompt> readPrompts(MapReader &reader)
{
    ImportContext &context = reader.context();
    const DataNode *node = reader.take("prompts");
    const DataNode list =
        node && node->isList() ? *node : DataNode::list(node ? std::vector{*node} : std::vector<DataNode>());
    std::vector<FoundPrompt> found;
    for (size_t i = 0; i < list.items.size(); ++i) {
        const DataNode &item = list.items[i];
        const QStringList path = reader.pathTo(QStringLiteral("prompts")) + QStringList{QString::number(i)};
        const DataNode *raw = item.isMap() ? item.find(QStringLiteral("raw")) : &item;
        const DataNode *label = item.isMap() ? item.find(QStringLiteral("label")) : nullptr;
        if (!raw || !raw->isText() || namesFile(raw->text)) {
            context.keep(path, item,
                         ExchangeText::tr("Other files are not read. Import that file by itself. It is kept."));
            continue;
        }
        found.push_back(
            {label ? label->text : QString(), messagesOf(raw->text, {raw->place, pathText(path)}, context)});
        for (const QString &key : item.keys)
            if (key != QLatin1StringView("raw") && key != QLatin1StringView("label"))
                context.tell(item.find(key)->keyPlace, pathText(path + QStringList{key}),
                             ExchangeText::tr("It was left out."));
    }
    return found;
}

void readProvider(MapReader &reader, const DataNode &item, const QStringList &path)
{
    ImportContext &context = reader.context();
    PromptDraft &draft = context.file.draft;
    if (item.isText()) {
        readPrefixedModel(promptfooPrefixes, item.text, draft);
        return;
    }
    MapReader provider(context, &item, path);
    readPrefixedModel(promptfooPrefixes, provider.text("id"), draft);
    MapReader config(context, provider.find(QStringLiteral("config")) ? provider.takeMap("config") : nullptr,
                     provider.pathTo(QStringLiteral("config")));
    readParameters(config, openAiNames(), OtherParameters::Sent, draft.parameters);
    config.finish();
    provider.finish();
}

/// The first is the prompt's model; the others are kept.
void readProviders(MapReader &reader)
{
    const DataNode *node = reader.take("providers");
    if (!node) return;
    const QStringList path = reader.pathTo(QStringLiteral("providers"));
    const DataNode list = node->isList() ? *node : DataNode::list({*node});
    for (size_t i = 0; i < list.items.size(); ++i) {
        const DataNode &item = list.items[i];
        const DataNode *id = item.isMap() ? item.find(QStringLiteral("id")) : &item;
        const bool isModel = id && id->isText() && !namesFile(id->text) &&
                             !id->text.startsWith(QLatin1StringView("python:")) &&
                             !id->text.startsWith(QLatin1StringView("exec:"));
        const QStringList own = path + QStringList{QString::number(i)};
        if (isModel && reader.context().file.draft.model.isEmpty())
            readProvider(reader, item, own);
        else
            reader.context().keep(
                own, item,
                isModel ? ExchangeText::tr("A prompt has one model, the first. This is kept and written back.")
                        : ExchangeText::tr("Files and programs are never read or run. It is kept."));
    }
}

/// One set of values for each way to choose an element of every list.
std::vector<VariableValues> expanded(const DataNode &vars, const VariableValues &defaults)
{
    std::vector<VariableValues> all{defaults};
    for (qsizetype i = 0; i < vars.keys.size(); ++i) {
        const DataNode &value = vars.items[size_t(i)];
        const bool isChoice =
            value.isList() && !value.items.empty() && std::ranges::all_of(value.items, &DataNode::isScalar);
        const QStringList choices = isChoice ? textsOf(value) : QStringList{valueText(value)};
        if (choices.isEmpty() || all.size() * size_t(choices.size()) > MostCases) continue;
        std::vector<VariableValues> next;
        for (const VariableValues &values : all)
            for (const QString &choice : choices) {
                next.push_back(values);
                next.back().insert(vars.keys.at(i), choice);
            }
        all = std::move(next);
    }
    return all;
}

/// The answer that a test hopes for: of its one assertion that says so.
QString expectedOf(MapReader &test)
{
    const DataNode *assertions = test.find(QStringLiteral("assert"));
    if (!assertions || !assertions->isList() || assertions->items.size() != 1) return {};
    const DataNode &one = assertions->items.front();
    const DataNode *type = one.find(QStringLiteral("type"));
    const DataNode *value = one.find(QStringLiteral("value"));
    const bool isEquals =
        one.keys.size() == 2 && type && type->text == QLatin1StringView("equals") && value && value->isText();
    if (!isEquals || namesFile(value->text)) return {};
    (void)test.take("assert");
    return value->text;
}

void keepAssertions(MapReader &test)
{
    const DataNode *assertions = test.find(QStringLiteral("assert"));
    if (!assertions || !test.untaken().contains(QStringLiteral("assert"))) return;
    QStringList types;
    for (const DataNode &item : assertions->items)
        if (const DataNode *type = item.find(QStringLiteral("type"))) types += type->text;
    test.keep(QStringLiteral("assert"),
              ExchangeText::tr("Burin does not run checks of this kind yet: %1. They are kept.")
                  .arg(types.join(QLatin1StringView(", "))));
}

void readTest(MapReader &test, const VariableValues &defaults)
{
    ImportContext &context = test.context();
    const QString name = test.text("description");
    const DataNode *vars = test.takeMap("vars");
    for (qsizetype i = 0; vars && i < vars->keys.size(); ++i)
        if (const DataNode &value = vars->items[size_t(i)]; namesFile(value.text))
            context.tell(value.place, pathText(test.pathTo(QStringLiteral("vars")) + QStringList{vars->keys.at(i)}),
                         ExchangeText::tr("The file is not read; its address is the value."));
    const QString expected = expectedOf(test);
    keepAssertions(test);
    const std::vector<VariableValues> sets = expanded(vars ? *vars : DataNode::map(), defaults);
    for (const VariableValues &values : sets) {
        if (context.file.cases.size() >= MostCases) return;
        const QString number = QString::number(context.file.cases.size() + 1);
        context.file.cases.push_back({name.isEmpty() ? number : name, values, expected});
    }
}

/// What was kept of a test since @p first goes with each case that the test became.
void moveKept(PromptFile &file, size_t first, size_t firstCase)
{
    const std::vector<KeptPart> parts(file.kept.begin() + qsizetype(first), file.kept.end());
    file.kept.resize(first);
    for (size_t i = firstCase; i < file.cases.size(); ++i)
        for (KeptPart part : parts) {
            part.path[1] = QString::number(i);
            file.kept.push_back(part);
        }
}

void readTests(MapReader &reader)
{
    VariableValues defaults;
    MapReader shared(reader.context(),
                     reader.find(QStringLiteral("defaultTest")) ? reader.takeMap("defaultTest") : nullptr,
                     reader.pathTo(QStringLiteral("defaultTest")));
    const DataNode *vars = shared.takeMap("vars");
    for (qsizetype i = 0; vars && i < vars->keys.size(); ++i)
        defaults.insert(vars->keys.at(i), valueText(vars->items[size_t(i)]));
    keepAssertions(shared);
    shared.finish();
    if (const DataNode *tests = reader.find(QStringLiteral("tests")); tests && tests->isText())
        return reader.keep(QStringLiteral("tests"),
                           ExchangeText::tr("Other files are not read. It is kept and written back."));
    eachMap(reader, "tests", [&defaults](MapReader &test) {
        PromptFile &file = test.context().file;
        const size_t kept = file.kept.size();
        const size_t cases = file.cases.size();
        readTest(test, defaults);
        test.finish();
        moveKept(file, kept, cases);
    });
}

QString promptText(const std::vector<PromptMessage> &messages, std::vector<Notice> &notices)
{
    const auto text = [&notices](const PromptMessage &message) {
        return toDialect(Dialect::Jinja, message.text, toString(message.role), notices);
    };
    if (messages.size() == 1 && messages.front().role == Role::User && !chatOf(messages.front().text))
        return text(messages.front());
    DataNode list = DataNode::list();
    for (const PromptMessage &message : messages) {
        DataNode node = DataNode::map();
        node.set(QStringLiteral("role"), DataNode::ofText(toString(message.role)));
        node.set(QStringLiteral("content"), DataNode::ofText(text(message)));
        list.items.push_back(node);
    }
    return jsonText(list);
}

DataNode testNode(const ValueSet &set, const QString &number)
{
    DataNode node = DataNode::map();
    if (set.name != number) node.setText(QStringLiteral("description"), set.name);
    DataNode vars = DataNode::map();
    for (auto it = set.values.cbegin(); it != set.values.cend(); ++it)
        vars.set(it.key(), DataNode::ofText(it.value()));
    node.set(QStringLiteral("vars"), vars);
    if (set.expected.isEmpty()) return node;
    DataNode assertion = DataNode::map();
    assertion.set(QStringLiteral("type"), DataNode::ofText(QStringLiteral("equals")));
    assertion.set(QStringLiteral("value"), DataNode::ofText(set.expected));
    node.set(QStringLiteral("assert"), DataNode::list({assertion}));
    return node;
}

DataNode providerNode(const PromptFile &file, std::vector<Notice> &notices)
{
    const DataNode id = DataNode::ofText(prefixedModel(promptfooPrefixes, file.draft, notices));
    QJsonObject left;
    const DataNode config = writeParameters(file.draft.parameters, openAiNames(), OtherParameters::Sent, left);
    tellLeftParameters(left, notices);
    if (config.items.empty()) return id;
    DataNode node = DataNode::map();
    node.set(QStringLiteral("id"), id);
    node.set(QStringLiteral("config"), config);
    return node;
}

} // namespace

bool looksPromptfoo(const ExchangeSource &source)
{
    const Result<DataNode> root = documentOf(source);
    return root && root->find(QStringLiteral("prompts")) &&
           (root->find(QStringLiteral("providers")) || root->find(QStringLiteral("tests")));
}

Result<Imported> readPromptfoo(const ExchangeSource &source)
{
    ImportContext context{.format = QString::fromLatin1(PromptfooId)};
    const Result<DataNode> root = openDocument(source, context);
    if (!root) return root.error();
    MapReader reader(context, &root.value());
    context.file.description = reader.text("description");
    const std::vector<FoundPrompt> prompts = readPrompts(reader);
    readProviders(reader);
    readTests(reader);
    reader.finish();
    Imported imported{{}, context.notices};
    for (const FoundPrompt &prompt : prompts) {
        PromptFile file = context.file;
        file.draft.messages = prompt.messages;
        file.draft.title = prompt.label;
        if (file.draft.title.isEmpty()) file.draft.title = titleFromName(source.fileName);
        if (prompts.size() > 1 && prompt.label.isEmpty())
            file.draft.title += QStringLiteral(" %1").arg(imported.prompts.size() + 1);
        imported.prompts.push_back(file);
    }
    return imported;
}

Exported writePromptfoo(const PromptFile &file)
{
    std::vector<Notice> notices;
    tellWhatIsLost(file, Ability::Roles | Ability::Cases | Ability::Description, notices);
    DataNode root = DataNode::map();
    root.setText(QStringLiteral("description"), file.description);
    DataNode prompt = DataNode::map();
    prompt.set(QStringLiteral("raw"), DataNode::ofText(promptText(plainMessages(file, notices), notices)));
    prompt.setText(QStringLiteral("label"), file.draft.title);
    root.set(QStringLiteral("prompts"), DataNode::list({prompt}));
    if (!file.draft.model.isEmpty())
        root.set(QStringLiteral("providers"), DataNode::list({providerNode(file, notices)}));
    DataNode tests = DataNode::list();
    for (const ValueSet &set : file.cases)
        tests.items.push_back(testNode(set, QString::number(tests.items.size() + 1)));
    if (!tests.items.empty()) root.set(QStringLiteral("tests"), tests);
    return writeDocument(root, file, PromptfooId, notices);
}

} // namespace burin
