#include "core/exchange/abilities.h"
#include "core/exchange/datadocument.h"
#include "core/exchange/exchangefile.h"
#include "core/exchange/nativeparts.h"
#include "core/exchange/parameternames.h"

// The prompt file of GitHub Models (name, description, model, modelParameters, responseFormat, jsonSchema, messages,
// testData, evaluators;
// https://docs.github.com/en/github-models/use-github-models/storing-prompts-in-github-repositories) with one more key,
// x-burin, for what that has no place for.

namespace burin {

namespace {

constexpr ParameterName githubNames[] = {
    {"maxTokens", "max_tokens"}, {"temperature", "temperature"}, {"topP", "top_p"}};

void readListedMessages(MapReader &reader, std::vector<PromptMessage> &messages)
{
    eachMap(reader, "messages", [&messages](MapReader &item) {
        const QString name = item.text("role");
        const std::optional<Role> role = roleFrom(name);
        if (!role && !name.isEmpty())
            item.keep(QStringLiteral("role"), ExchangeText::tr("There is no such role; user is taken."));
        messages.push_back({.role = role.value_or(Role::User), .text = item.text("content")});
    });
}

void readTestData(MapReader &reader)
{
    std::vector<ValueSet> &cases = reader.context().file.cases;
    const DataNode *list = reader.takeList("testData");
    for (size_t i = 0; list && i < list->items.size(); ++i) {
        const DataNode &item = list->items[i];
        if (!item.isMap()) {
            reader.context().keep({QStringLiteral("testData"), QString::number(i)}, item);
            continue;
        }
        ValueSet set{native::caseName(cases.size())};
        for (qsizetype k = 0; k < item.keys.size(); ++k) {
            const QString text = valueText(item.items[size_t(k)]);
            if (item.keys.at(k) == QLatin1StringView("expected"))
                set.expected = text;
            else
                set.values.insert(item.keys.at(k), text);
        }
        cases.push_back(set);
    }
}

void readResponseFormat(MapReader &reader)
{
    ResponseFormat &format = reader.context().file.draft.format;
    const QString name = reader.text("responseFormat");
    const std::optional<ResponseFormat::Kind> kind = responseFormatKindFrom(name);
    if (!kind && !name.isEmpty()) reader.keep(QStringLiteral("responseFormat"));
    format.kind = kind.value_or(ResponseFormat::Kind::Text);
    const QString schema = reader.text("jsonSchema");
    if (schema.isEmpty()) return;
    const std::optional<ResponseFormat> read = native::formatFromJsonSchema(schema);
    if (format.kind == ResponseFormat::Kind::JsonSchema && read) {
        format = *read;
        // What it says beside the name and the schema is kept in the text as it is.
        if (native::jsonSchemaText(format) != schema)
            reader.context().file.kept.push_back(
                {reader.context().format, {QStringLiteral("jsonSchema")}, DataNode::ofText(schema)});
        const Result<DataNode> root = readJson(schema);
        for (const QString &key : root->keys)
            if (key != QLatin1StringView("name") && key != QLatin1StringView("schema"))
                reader.context().tell(reader.find(QStringLiteral("jsonSchema"))->place,
                                      QStringLiteral("jsonSchema.") + key,
                                      ExchangeText::tr("It is not sent. It is kept and written back."));
    } else {
        reader.keep(QStringLiteral("jsonSchema"),
                    ExchangeText::tr("It is no JSON with a schema, or the response format is another. It is kept."));
    }
}

void writeResponseFormat(DataNode &root, const PromptFile &file)
{
    const ResponseFormat &format = file.draft.format;
    if (format.kind == ResponseFormat::Kind::Text) return;
    root.set(QStringLiteral("responseFormat"), DataNode::ofText(toString(format.kind)));
    if (format.kind != ResponseFormat::Kind::JsonSchema) return;
    const QStringList path{QStringLiteral("jsonSchema")};
    for (const KeptPart &part : file.kept)
        if (part.format == QLatin1StringView(native::FormatId) && part.path == path && part.value.isText() &&
            native::formatFromJsonSchema(part.value.text) == format) {
            root.set(path.first(), part.value); // as it was, with whatever else it says
            return;
        }
    const QString text = native::jsonSchemaText(format);
    if (native::formatFromJsonSchema(text) == format) root.set(path.first(), DataNode::ofText(text));
}

DataNode testDataNode(const std::vector<ValueSet> &cases)
{
    DataNode list = DataNode::list();
    for (const ValueSet &set : cases) {
        if (set.values.contains(QStringLiteral("expected"))) continue;
        DataNode node = DataNode::map();
        for (auto it = set.values.cbegin(); it != set.values.cend(); ++it)
            node.set(it.key(), DataNode::ofText(it.value()));
        node.setText(QStringLiteral("expected"), set.expected);
        list.items.push_back(node);
    }
    return list;
}

} // namespace

bool looksNative(const ExchangeSource &source)
{
    const Result<DataNode> root = documentOf(source);
    const DataNode *messages = root ? root->find(QStringLiteral("messages")) : nullptr;
    return messages && messages->isList() && !root->find(QStringLiteral("prompts"));
}

Result<Imported> readNative(const ExchangeSource &source)
{
    ImportContext context{.format = QString::fromLatin1(native::FormatId)};
    const Result<DataNode> root = openDocument(source, context);
    if (!root) return root.error();
    MapReader reader(context, &root.value());
    context.file.draft.title =
        reader.find(QStringLiteral("name")) ? reader.text("name") : titleFromName(source.fileName);
    context.file.description = reader.text("description");
    context.file.draft.model = reader.text("model");
    if (reader.find(QStringLiteral("modelParameters"))) {
        MapReader parameters(context, reader.takeMap("modelParameters"),
                             reader.pathTo(QStringLiteral("modelParameters")));
        readParameters(parameters, camelCaseNames(), OtherParameters::Kept, context.file.draft.parameters);
        parameters.finish();
    }
    readResponseFormat(reader);
    std::vector<PromptMessage> listed;
    readListedMessages(reader, listed);
    readTestData(reader);
    MapReader own(context, reader.takeMap(native::OwnKey), reader.pathTo(QString::fromLatin1(native::OwnKey)));
    native::readOwn(own, listed);
    reader.keep(QStringLiteral("evaluators"),
                ExchangeText::tr("Burin does not run these checks yet. They are kept and written back."));
    reader.finish();
    return Imported{{context.file}, context.notices};
}

Exported writeNative(const PromptFile &file)
{
    const PromptDraft &draft = file.draft;
    DataNode root = DataNode::map();
    root.set(QStringLiteral("name"), DataNode::ofText(draft.title));
    root.setText(QStringLiteral("description"), file.description);
    root.setText(QStringLiteral("model"), draft.model);
    QJsonObject left;
    const DataNode parameters = writeParameters(draft.parameters, githubNames, OtherParameters::Kept, left);
    if (!parameters.items.empty()) root.set(QStringLiteral("modelParameters"), parameters);
    writeResponseFormat(root, file);
    DataNode messages = DataNode::list();
    for (const PromptMessage &message : draft.messages)
        if (native::isListedMessage(message))
            messages.items.push_back(native::messageNode({.role = message.role, .text = message.text}));
    root.set(QStringLiteral("messages"), messages);
    if (const DataNode testData = testDataNode(file.cases); !testData.items.empty())
        root.set(QStringLiteral("testData"), testData);
    const DataNode own = native::ownNode(file);
    if (!own.items.empty()) root.set(QString::fromLatin1(native::OwnKey), own);
    return writeDocument(root, file, native::FormatId);
}

} // namespace burin
