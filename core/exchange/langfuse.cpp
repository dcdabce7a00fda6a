#include "core/exchange/abilities.h"
#include "core/exchange/datadocument.h"
#include "core/exchange/exchangefile.h"
#include "core/exchange/foreigntemplate.h"
#include "core/exchange/parameternames.h"

#include <algorithm>

// A prompt as Langfuse's API gives and takes it: {name, type, prompt, config, labels, tags, version, commitMessage}
// (https://langfuse.com/docs/prompt-management). One, a list of them, or a page {data: [...]}.

namespace burin {

namespace {

constexpr char LangfuseId[] = "langfuse";

bool isLangfuse(const DataNode &node)
{
    const DataNode *prompt = node.find(QStringLiteral("prompt"));
    return prompt && (node.find(QStringLiteral("name")) || node.find(QStringLiteral("type"))) &&
           (prompt->isText() || prompt->isList());
}

void readChat(MapReader &reader, const DataNode &list)
{
    ImportContext &context = reader.context();
    for (size_t i = 0; i < list.items.size(); ++i) {
        const QStringList path = reader.pathTo(QStringLiteral("prompt")) + QStringList{QString::number(i)};
        const DataNode &item = list.items[i];
        const DataNode *type = item.find(QStringLiteral("type"));
        if (type && type->text == QLatin1StringView("placeholder")) {
            context.keep(path, item,
                         ExchangeText::tr("Burin has no placeholders for messages. It is kept and written back."));
            continue;
        }
        if (!item.isMap() || !item.find(QStringLiteral("content"))) {
            context.keep(path, item);
            continue;
        }
        MapReader message(context, &item, path);
        (void)message.take("type");
        const std::optional<Role> role = roleFrom(message.text("role"));
        if (!role) message.keep(QStringLiteral("role"), ExchangeText::tr("There is no such role; user is taken."));
        const DataNode &content = *item.find(QStringLiteral("content"));
        const TextOrigin origin{content.place, pathText(path)};
        context.file.draft.messages.push_back(
            {.role = role.value_or(Role::User),
             .text = fromDialect(Dialect::Braces, message.text("content"), origin, context)});
        message.finish();
    }
}

void readLangfusePrompt(MapReader &reader)
{
    ImportContext &context = reader.context();
    PromptDraft &draft = context.file.draft;
    draft.title = reader.text("name");
    (void)reader.take("type"); // the prompt itself tells
    const DataNode *prompt = reader.take("prompt");
    if (prompt && prompt->isList())
        readChat(reader, *prompt);
    else if (prompt && prompt->isText())
        draft.messages.push_back(
            {.role = Role::User,
             .text = fromDialect(Dialect::Braces, prompt->text, {prompt->place, QStringLiteral("prompt")}, context)});
    else
        reader.keep(QStringLiteral("prompt"));
    MapReader config(context, reader.find(QStringLiteral("config")) ? reader.takeMap("config") : nullptr,
                     reader.pathTo(QStringLiteral("config")));
    draft.model = config.text("model");
    readParameters(config, openAiNames(), OtherParameters::Sent, draft.parameters);
    config.finish();
    context.file.labels = reader.texts("labels");
    context.file.tags = reader.texts("tags");
    context.file.note = reader.text("commitMessage");
    reader.finish();
}

/// The prompts in @p root, however they are wrapped.
std::vector<const DataNode *> langfusePrompts(const DataNode &root)
{
    if (isLangfuse(root)) return {&root};
    const DataNode *list = root.isList() ? &root : root.find(QStringLiteral("data"));
    std::vector<const DataNode *> prompts;
    if (!list) return prompts;
    for (const DataNode &item : list->items)
        if (isLangfuse(item)) prompts.push_back(&item);
    return prompts;
}

DataNode langfuseChat(const std::vector<PromptMessage> &messages, std::vector<Notice> &notices)
{
    DataNode list = DataNode::list();
    for (const PromptMessage &message : messages) {
        DataNode node = DataNode::map();
        node.set(QStringLiteral("role"), DataNode::ofText(toString(message.role)));
        const QString what = ExchangeText::tr("message %1").arg(list.items.size() + 1);
        node.set(QStringLiteral("content"), DataNode::ofText(toDialect(Dialect::Braces, message.text, what, notices)));
        list.items.push_back(node);
    }
    return list;
}

DataNode langfuseTexts(const QStringList &texts)
{
    DataNode list = DataNode::list();
    for (const QString &text : texts)
        list.items.push_back(DataNode::ofText(text));
    return list;
}

} // namespace

bool looksLangfuse(const ExchangeSource &source)
{
    const QByteArray start = source.bytes.trimmed();
    if (!start.startsWith('{') && !start.startsWith('[')) return false;
    const Result<DataNode> root = documentOf(source);
    return root && !langfusePrompts(*root).empty();
}

Result<Imported> readLangfuse(const ExchangeSource &source)
{
    const Result<QString> text = exchangeText(source.bytes);
    if (!text) return text.error();
    const Result<DataNode> root = readJson(*text);
    if (!root) return root.error();
    const std::vector<const DataNode *> prompts = langfusePrompts(*root);
    if (prompts.empty())
        return badFile(root->place, ExchangeText::tr("There is no prompt with a name and a type in it."));
    Imported imported;
    for (const DataNode *prompt : prompts) {
        ImportContext context{.format = QString::fromLatin1(LangfuseId), .source = *text};
        MapReader reader(context, prompt);
        readLangfusePrompt(reader);
        if (context.file.draft.title.isEmpty()) context.file.draft.title = titleFromName(source.fileName);
        imported.prompts.push_back(context.file);
        imported.notices.insert(imported.notices.end(), context.notices.begin(), context.notices.end());
    }
    const DataNode *list = root->isList() ? &*root : root->find(QStringLiteral("data"));
    if (list && !isLangfuse(*root) && list->items.size() > prompts.size())
        imported.notices.push_back({list->place, {}, ExchangeText::tr("Elements that are no prompts were left out.")});
    return imported;
}

Exported writeLangfuse(const PromptFile &file)
{
    std::vector<Notice> notices;
    tellWhatIsLost(file, Ability::Roles | Ability::Tags | Ability::Labels | Ability::Note, notices);
    if (!file.draft.providerId.isEmpty())
        notices.push_back(
            {{}, file.draft.providerId, ExchangeText::tr("That format has no provider; it was left out.")});
    const std::vector<PromptMessage> messages = plainMessages(file, notices);
    const bool hasPlaceholders = std::ranges::any_of(file.kept, [](const KeptPart &part) {
        return part.format == QLatin1StringView(LangfuseId) && part.path.value(0) == QLatin1StringView("prompt");
    });
    const bool isText = messages.size() == 1 && messages.front().role == Role::User && !hasPlaceholders;
    DataNode root = DataNode::map();
    root.set(QStringLiteral("name"), DataNode::ofText(file.draft.title));
    root.set(QStringLiteral("type"), DataNode::ofText(isText ? QStringLiteral("text") : QStringLiteral("chat")));
    const DataNode list = langfuseChat(messages, notices);
    root.set(QStringLiteral("prompt"), isText ? *list.items.front().find(QStringLiteral("content")) : list);
    DataNode config = DataNode::map();
    config.setText(QStringLiteral("model"), file.draft.model);
    QJsonObject left;
    const DataNode parameters = writeParameters(file.draft.parameters, openAiNames(), OtherParameters::Sent, left);
    tellLeftParameters(left, notices);
    for (qsizetype i = 0; i < parameters.keys.size(); ++i)
        config.set(parameters.keys.at(i), parameters.items[size_t(i)]);
    root.set(QStringLiteral("config"), config);
    root.set(QStringLiteral("labels"), langfuseTexts(file.labels));
    root.set(QStringLiteral("tags"), langfuseTexts(file.tags));
    root.setText(QStringLiteral("commitMessage"), file.note);
    return writeJsonDocument(root, file, LangfuseId, notices);
}

} // namespace burin
