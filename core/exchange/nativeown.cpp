#include "core/exchange/nativeparts.h"
#include "core/exchange/parameternames.h"

namespace burin::native {

namespace {

DataNode textList(const QStringList &texts)
{
    DataNode list = DataNode::list();
    for (const QString &text : texts)
        list.items.push_back(DataNode::ofText(text));
    return list;
}

void setList(DataNode &node, const char *key, DataNode list)
{
    if (!list.items.empty()) node.set(QString::fromLatin1(key), list);
}

template <class Value, class Write> DataNode listOf(const std::vector<Value> &values, Write write)
{
    DataNode list = DataNode::list();
    for (const Value &value : values)
        list.items.push_back(write(value));
    return list;
}

DataNode variableNode(const VariableRow &row)
{
    DataNode node = DataNode::map();
    node.set(QStringLiteral("name"), DataNode::ofText(row.name));
    node.set(QStringLiteral("type"), DataNode::ofText(toString(row.type)));
    const DataNode rest = dataFrom(toJson(row));
    for (qsizetype i = 0; i < rest.keys.size(); ++i)
        node.set(rest.keys.at(i), rest.items[size_t(i)]);
    return node;
}

DataNode modelNode(const ModelRef &model)
{
    DataNode node = DataNode::map();
    node.set(QStringLiteral("provider"), DataNode::ofText(model.providerId));
    node.set(QStringLiteral("model"), DataNode::ofText(model.model));
    return node;
}

DataNode toolNode(const ToolDefinition &tool)
{
    DataNode node = DataNode::map();
    node.set(QStringLiteral("name"), DataNode::ofText(tool.name));
    node.setText(QStringLiteral("description"), tool.description);
    node.setText(QStringLiteral("parameters"), tool.parameters);
    return node;
}

DataNode valuesNode(const VariableValues &values)
{
    DataNode node = DataNode::map();
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        node.set(it.key(), DataNode::ofText(it.value()));
    return node;
}

/// The sequence of all messages; empty when "messages" says it all.
DataNode sequenceNode(const std::vector<PromptMessage> &messages)
{
    DataNode sequence = DataNode::list();
    bool isNeeded = false;
    int listed = 0;
    for (const PromptMessage &message : messages) {
        isNeeded = isNeeded || !isPlainMessage(message);
        if (!isListedMessage(message)) {
            sequence.items.push_back(messageNode(message));
            continue;
        }
        DataNode node = DataNode::map();
        node.set(QStringLiteral("message"), DataNode::ofNumber(++listed));
        const DataNode whole = messageNode(message);
        for (qsizetype i = 0; i < whole.keys.size(); ++i)
            if (whole.keys.at(i) != QLatin1StringView("role") && whole.keys.at(i) != QLatin1StringView("content"))
                node.set(whole.keys.at(i), whole.items[size_t(i)]);
        sequence.items.push_back(node);
    }
    return isNeeded ? sequence : DataNode::list();
}

/// Names, and the cases that "testData" cannot hold; empty when it says it all.
DataNode casesNode(const std::vector<ValueSet> &cases)
{
    DataNode list = DataNode::list();
    bool isNeeded = false;
    for (size_t i = 0; i < cases.size(); ++i) {
        const ValueSet &set = cases[i];
        if (!set.values.contains(QStringLiteral("expected"))) {
            isNeeded = isNeeded || set.name != caseName(i);
            list.items.push_back(DataNode::ofText(set.name));
            continue;
        }
        isNeeded = true;
        DataNode node = DataNode::map();
        node.set(QStringLiteral("name"), DataNode::ofText(set.name));
        node.set(QStringLiteral("values"), valuesNode(set.values));
        node.setText(QStringLiteral("expected"), set.expected);
        list.items.push_back(node);
    }
    return isNeeded ? list : DataNode::list();
}

DataNode formatNode(const ResponseFormat &format)
{
    const bool isSaid = format.kind == ResponseFormat::Kind::JsonSchema
                            ? formatFromJsonSchema(jsonSchemaText(format)) == format
                            : format == ResponseFormat{.kind = format.kind};
    DataNode node = DataNode::map();
    if (isSaid) return node;
    node.set(QStringLiteral("type"), DataNode::ofText(toString(format.kind)));
    node.setText(QStringLiteral("name"), format.name);
    node.setText(QStringLiteral("schema"), format.schema);
    return node;
}

DataNode keptNode(const PromptFile &file)
{
    DataNode list = DataNode::list();
    for (const KeptPart &part : file.kept) {
        if (part.format == QLatin1StringView(FormatId)) continue;
        DataNode node = DataNode::map();
        node.set(QStringLiteral("format"), DataNode::ofText(part.format));
        node.set(QStringLiteral("path"), textList(part.path));
        node.set(QStringLiteral("value"), part.value);
        list.items.push_back(node);
    }
    return list;
}

} // namespace

DataNode ownNode(const PromptFile &file)
{
    const PromptDraft &draft = file.draft;
    DataNode own = DataNode::map();
    own.setText(QStringLiteral("provider"), draft.providerId);
    QJsonObject left = toJson(draft.parameters);
    for (const char *key : {"temperature", "top_p", "max_tokens"})
        left.remove(QLatin1StringView(key));
    if (!left.isEmpty()) own.set(QStringLiteral("parameters"), dataFrom(left));
    setList(own, "messages", sequenceNode(draft.messages));
    setList(own, "variables", listOf(draft.declared, variableNode));
    if (!draft.variables.isEmpty()) own.set(QStringLiteral("values"), valuesNode(draft.variables));
    setList(own, "fallbacks", listOf(draft.fallbacks, modelNode));
    setList(own, "fallbackOn", textList(draft.fallbackOn));
    setList(own, "tools", listOf(draft.tools, toolNode));
    if (const DataNode format = formatNode(draft.format); !format.items.empty())
        own.set(QStringLiteral("format"), format);
    setList(own, "cases", casesNode(file.cases));
    setList(own, "tags", textList(file.tags));
    setList(own, "labels", textList(file.labels));
    own.setText(QStringLiteral("note"), file.note);
    setList(own, "kept", keptNode(file));
    return own;
}

namespace {

std::vector<ToolCall> toolCalls(MapReader &reader)
{
    std::vector<ToolCall> calls;
    eachMap(reader, "toolCalls", [&calls](MapReader &call) {
        calls.push_back({call.text("id"), call.text("name"), call.text("arguments")});
    });
    return calls;
}

void readAttachments(MapReader &reader, PromptMessage &message)
{
    const DataNode *list = reader.takeList("attachments");
    for (size_t i = 0; list && i < list->items.size(); ++i) {
        if (const std::optional<Attachment> attachment = attachmentFrom(list->items[i]))
            message.attachments.push_back(*attachment);
        else
            reader.context().keep(
                reader.pathTo(QStringLiteral("attachments")) + QStringList{QString::number(i)}, list->items[i],
                ExchangeText::tr("An attachment needs a name, and a text or base64 data. It is kept."));
    }
}

void readMore(MapReader &reader, PromptMessage &message)
{
    message.enabled = !reader.boolean("off").value_or(false);
    message.folded = reader.boolean("folded").value_or(false);
    message.toolCallId = reader.text("toolCallId");
    message.toolCalls = toolCalls(reader);
    readAttachments(reader, message);
}

/// The messages of "messages" and those of x-burin, in the order that the latter tell. One that somebody wrote into
/// "messages" by hand comes before the one that it stands before there.
void readSequence(MapReader &reader, const std::vector<PromptMessage> &listed)
{
    std::vector<PromptMessage> messages;
    size_t next = 0;
    eachMap(reader, "messages", [&](MapReader &item) {
        const std::optional<double> number = item.number("message");
        if (!number) {
            const QString role = item.text("role");
            if (!roleFrom(role))
                item.keep(QStringLiteral("role"), ExchangeText::tr("There is no such role; user is taken."));
            PromptMessage message{.role = roleFrom(role).value_or(Role::User), .text = item.text("content")};
            readMore(item, message);
            messages.push_back(message);
            return;
        }
        if (!(*number > double(next)) || *number > double(listed.size())) {
            item.keep(QStringLiteral("message"),
                      ExchangeText::tr("There is no such message, or it came before. It is kept."));
            return;
        }
        for (; next < size_t(*number); ++next)
            messages.push_back(listed[next]);
        readMore(item, messages.back());
    });
    messages.insert(messages.end(), listed.begin() + qsizetype(next), listed.end());
    reader.context().file.draft.messages = messages;
}

VariableRow variableFrom(MapReader &reader)
{
    VariableRow row{.name = reader.text("name")};
    if (const QString type = reader.text("type"); const auto known = variableTypeFrom(type))
        row.type = *known;
    else if (!type.isEmpty())
        reader.keep(QStringLiteral("type"), ExchangeText::tr("There is no such type; multiline is taken."));
    row.required = reader.boolean("required").value_or(true);
    row.fallback = reader.text("default");
    row.description = reader.text("description");
    row.pattern = reader.text("pattern");
    row.minimum = reader.number("min");
    row.maximum = reader.number("max");
    row.options = reader.texts("options");
    return row;
}

VariableValues valuesFrom(const DataNode *node)
{
    VariableValues values;
    for (qsizetype i = 0; node && i < node->keys.size(); ++i)
        values.insert(node->keys.at(i), valueText(node->items[size_t(i)]));
    return values;
}

void readCases(MapReader &reader)
{
    std::vector<ValueSet> &cases = reader.context().file.cases;
    const std::vector<ValueSet> listed = std::exchange(cases, {});
    const DataNode *list = reader.takeList("cases");
    size_t next = 0;
    for (size_t i = 0; list && i < list->items.size(); ++i) {
        const DataNode &item = list->items[i];
        const QStringList path = reader.pathTo(QStringLiteral("cases")) + QStringList{QString::number(i)};
        if (item.isMap()) {
            MapReader set(reader.context(), &item, path);
            cases.push_back({set.text("name"), valuesFrom(set.takeMap("values")), set.text("expected")});
            set.finish();
        } else if (item.isScalar() && next < listed.size()) {
            cases.push_back(listed[next++]);
            cases.back().name = item.text;
        } else {
            reader.context().keep(path, item, ExchangeText::tr("There is no such case in testData. It is kept."));
        }
    }
    cases.insert(cases.end(), listed.begin() + qsizetype(next), listed.end());
}

void readKept(MapReader &reader)
{
    eachMap(reader, "kept", [&reader](MapReader &part) {
        const DataNode *value = part.find(QStringLiteral("value"));
        (void)part.take("value");
        const KeptPart kept{part.text("format"), part.texts("path"), value ? *value : DataNode()};
        if (!kept.path.isEmpty() && kept.format != QLatin1StringView(FormatId))
            reader.context().file.kept.push_back(kept);
    });
}

void readFormat(MapReader &reader)
{
    if (!reader.find(QStringLiteral("format"))) return;
    MapReader format(reader.context(), reader.takeMap("format"), reader.pathTo(QStringLiteral("format")));
    const auto kind = responseFormatKindFrom(format.text("type")).value_or(ResponseFormat::Kind::Text);
    reader.context().file.draft.format = {kind, format.text("name"), format.text("schema")};
    format.finish();
}

} // namespace

void readOwn(MapReader &reader, const std::vector<PromptMessage> &listed)
{
    PromptFile &file = reader.context().file;
    PromptDraft &draft = file.draft;
    draft.providerId = reader.text("provider");
    if (const DataNode *parameters = reader.takeMap("parameters")) {
        QJsonObject all = toJson(draft.parameters);
        const QJsonObject more = toJson(*parameters).toObject();
        for (auto it = more.begin(); it != more.end(); ++it)
            all.insert(it.key(), it.value());
        draft.parameters = parametersFrom(all);
    }
    readSequence(reader, listed);
    eachMap(reader, "variables", [&draft](MapReader &row) { draft.declared.push_back(variableFrom(row)); });
    draft.variables = valuesFrom(reader.takeMap("values"));
    eachMap(reader, "fallbacks", [&draft](MapReader &model) {
        draft.fallbacks.push_back({model.text("provider"), model.text("model")});
    });
    draft.fallbackOn = reader.texts("fallbackOn");
    eachMap(reader, "tools", [&draft](MapReader &tool) {
        draft.tools.push_back({tool.text("name"), tool.text("description"), tool.text("parameters")});
    });
    readFormat(reader);
    readCases(reader);
    file.tags = reader.texts("tags");
    file.labels = reader.texts("labels");
    file.note = reader.text("note");
    readKept(reader);
    reader.finish();
}

} // namespace burin::native
