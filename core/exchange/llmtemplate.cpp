#include "core/exchange/abilities.h"
#include "core/exchange/datadocument.h"
#include "core/exchange/exchangefile.h"
#include "core/exchange/foreigntemplate.h"
#include "core/exchange/parameternames.h"

// A template of the command line tool llm: YAML with prompt and system, whose variables are $name
// (https://llm.datasette.io/en/stable/templates.html).

namespace burin {

namespace {

constexpr char LlmId[] = "llm";

void addLlmMessage(MapReader &reader, const char *key, Role role)
{
    const DataNode *node = reader.find(QString::fromLatin1(key));
    if (!node) return;
    const QString text = reader.text(key);
    const TextOrigin origin{node->place, QString::fromLatin1(key)};
    reader.context().file.draft.messages.push_back(
        {.role = role, .text = fromDialect(Dialect::Dollar, text, origin, reader.context())});
}

void readLlmMap(MapReader &reader)
{
    ImportContext &context = reader.context();
    PromptDraft &draft = context.file.draft;
    addLlmMessage(reader, "system", Role::System);
    addLlmMessage(reader, "prompt", Role::User);
    draft.model = reader.text("model");
    MapReader options(context, reader.find(QStringLiteral("options")) ? reader.takeMap("options") : nullptr,
                      reader.pathTo(QStringLiteral("options")));
    readParameters(options, openAiNames(), OtherParameters::Sent, draft.parameters);
    options.finish();
    const DataNode *defaults = reader.find(QStringLiteral("defaults")) ? reader.takeMap("defaults") : nullptr;
    for (qsizetype i = 0; defaults && i < defaults->keys.size(); ++i)
        declaredRow(context.file, defaults->keys.at(i)).fallback = valueText(defaults->items[size_t(i)]);
    if (const DataNode *schema =
            reader.find(QStringLiteral("schema_object")) ? reader.takeMap("schema_object") : nullptr)
        draft.format = {ResponseFormat::Kind::JsonSchema, {}, jsonText(*schema)};
    reader.keep(QStringLiteral("functions"), ExchangeText::tr("Code is never run. It is kept and written back."));
    reader.finish();
}

} // namespace

bool looksLlmTemplate(const ExchangeSource &source)
{
    const Result<DataNode> root = documentOf(source);
    if (!root || !root->isMap() || root->find(QStringLiteral("name")) || root->find(QStringLiteral("messages")))
        return false;
    const DataNode *prompt = root->find(QStringLiteral("prompt"));
    const DataNode *system = root->find(QStringLiteral("system"));
    return (prompt && prompt->isText()) || (system && system->isText());
}

Result<Imported> readLlmTemplate(const ExchangeSource &source)
{
    ImportContext context{.format = QString::fromLatin1(LlmId)};
    const Result<QString> text = exchangeText(source.bytes);
    if (!text) return text.error();
    if (const Result<DataNode> root = documentOf(source);
        root && root->isText()) { // a template may be its prompt alone
        context.source = *text;
        context.file.draft.messages.push_back(
            {.role = Role::User, .text = fromDialect(Dialect::Dollar, root->text, {root->place, {}}, context)});
    } else {
        const Result<DataNode> map = openDocument(source, context);
        if (!map) return map.error();
        MapReader reader(context, &map.value());
        readLlmMap(reader);
    }
    context.file.draft.title = titleFromName(source.fileName);
    return Imported{{context.file}, context.notices};
}

Exported writeLlmTemplate(const PromptFile &file)
{
    std::vector<Notice> notices;
    tellWhatIsLost(file, Ability::Format | Ability::Defaults, notices);
    if (!file.draft.providerId.isEmpty())
        notices.push_back(
            {{}, file.draft.providerId, ExchangeText::tr("That format has no provider; it was left out.")});
    if (!file.draft.variables.isEmpty())
        notices.push_back(
            {{}, ExchangeText::tr("values of variables"), ExchangeText::tr("Only defaults are written.")});
    DataNode root = DataNode::map();
    root.setText(QStringLiteral("model"), file.draft.model);
    int number = 0;
    for (const PromptMessage &message : plainMessages(file, notices)) {
        const QString what = ExchangeText::tr("message %1").arg(++number);
        const QString key = message.role == Role::System ? QStringLiteral("system") : QStringLiteral("prompt");
        if (message.role == Role::Assistant || root.find(key))
            notices.push_back(
                {{}, what, ExchangeText::tr("That format has one system and one user message; it was left out.")});
        else
            root.set(key, DataNode::ofText(toDialect(Dialect::Dollar, message.text, what, notices)));
    }
    QJsonObject left;
    const DataNode options = writeParameters(file.draft.parameters, openAiNames(), OtherParameters::Sent, left);
    tellLeftParameters(left, notices);
    if (!options.items.empty()) root.set(QStringLiteral("options"), options);
    DataNode defaults = DataNode::map();
    for (const VariableRow &row : file.draft.declared)
        defaults.setText(row.name, row.fallback);
    if (!defaults.items.empty()) root.set(QStringLiteral("defaults"), defaults);
    if (file.draft.format.kind == ResponseFormat::Kind::JsonSchema) {
        const Result<DataNode> schema = documentOf({file.draft.format.schema.toUtf8()});
        if (schema && schema->isMap()) root.set(QStringLiteral("schema_object"), *schema);
    } else if (file.draft.format.kind == ResponseFormat::Kind::JsonObject) {
        notices.push_back({{},
                           ExchangeText::tr("response format"),
                           ExchangeText::tr("That format needs a schema; it was left out.")});
    }
    return writeDocument(root, file, LlmId, notices);
}

} // namespace burin
