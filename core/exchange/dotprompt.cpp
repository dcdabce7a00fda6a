#include "core/exchange/abilities.h"
#include "core/exchange/exchangefile.h"
#include "core/exchange/foreigntemplate.h"
#include "core/exchange/modelnames.h"
#include "core/exchange/parameternames.h"
#include "core/exchange/schema.h"

#include <QRegularExpression>

#include <algorithm>

// Dotprompt: YAML front matter and a Handlebars body, in which {{role "system"}} starts a message
// (https://google.github.io/dotprompt/reference/frontmatter/).

namespace burin {

namespace {

constexpr char DotpromptId[] = "dotprompt";
constexpr ModelPrefix dotpromptPrefixes[] = {
    {"googleai/", "gemini"}, {"openai/", "openai"},   {"anthropic/", "anthropic"},
    {"ollama/", "ollama"},   {"mistral/", "mistral"}, {"deepseek/", "deepseek"},
    {"xai/", "xai"},
};

/// The property as a Picoschema writes it.
std::pair<QString, DataNode> picoOf(const VariableRow &row)
{
    const QString name = row.name + (row.required ? QString() : QStringLiteral("?"));
    const QString more = row.description.isEmpty() ? QString() : QStringLiteral(", ") + row.description;
    const DataNode schema = schemaFromRow(row);
    if (const DataNode *options = schema.find(QStringLiteral("enum")))
        return {name + QStringLiteral("(enum%1)").arg(more), *options};
    if (schema.find(QStringLiteral("items")))
        return {name + QStringLiteral("(array%1)").arg(more), DataNode::ofText(QStringLiteral("string"))};
    const DataNode *type = schema.find(QStringLiteral("type"));
    return {name, DataNode::ofText((type ? type->text : QStringLiteral("any")) + more)};
}

/// The rows that a Picoschema says exactly; what it says beyond a row is kept.
void readPico(MapReader &input, const DataNode &schema)
{
    const QStringList path = input.pathTo(QStringLiteral("schema"));
    for (qsizetype i = 0; i < schema.keys.size(); ++i) {
        const DataNode &value = schema.items[size_t(i)];
        DataNode one = DataNode::map();
        one.set(schema.keys.at(i), value);
        const std::optional<PicoProperty> property = picoProperty(schema.keys.at(i), value);
        const std::optional<DataNode> whole = jsonSchemaFrom(one);
        const DataNode *properties = whole ? whole->find(QStringLiteral("properties")) : nullptr;
        if (!property || !properties || properties->items.empty()) {
            input.context().keep(path + QStringList{schema.keys.at(i)}, value);
            continue;
        }
        VariableRow row = rowFromSchema(property->name, properties->items.front());
        row.required = !property->isOptional;
        input.context().file.draft.declared.push_back(row);
        const auto [key, written] = picoOf(row);
        if (key != schema.keys.at(i) || !(written == value))
            input.context().keep(path + QStringList{schema.keys.at(i)}, value,
                                 ExchangeText::tr("It is a %1 in Burin. The original is kept and written back.")
                                     .arg(toString(row.type)));
    }
}

void readJsonSchema(MapReader &input, const DataNode &schema)
{
    const DataNode *properties = schema.find(QStringLiteral("properties"));
    const DataNode *required = schema.find(QStringLiteral("required"));
    const QStringList names = required ? textsOf(*required) : QStringList();
    for (qsizetype i = 0; properties && i < properties->keys.size(); ++i) {
        VariableRow row = rowFromSchema(properties->keys.at(i), properties->items[size_t(i)]);
        row.required = names.contains(row.name);
        input.context().file.draft.declared.push_back(row);
    }
    input.keep(QStringLiteral("schema"),
               ExchangeText::tr("Its types were taken over. The original is kept and written back."));
}

void readInput(MapReader &input)
{
    const DataNode *schema = input.takeMap("schema");
    if (schema && isJsonSchema(*schema))
        readJsonSchema(input, *schema);
    else if (schema)
        readPico(input, *schema);
    const DataNode *defaults = input.takeMap("default");
    for (qsizetype i = 0; defaults && i < defaults->keys.size(); ++i)
        declaredRow(input.context().file, defaults->keys.at(i)).fallback = valueText(defaults->items[size_t(i)]);
    input.finish();
}

void readOutput(MapReader &output)
{
    ResponseFormat &format = output.context().file.draft.format;
    const QString kind = output.text("format");
    if (kind == QLatin1StringView("json"))
        format.kind = ResponseFormat::Kind::JsonObject;
    else if (!kind.isEmpty() && kind != QLatin1StringView("text"))
        output.keep(QStringLiteral("format"));
    if (const DataNode *schema = output.take("schema")) {
        if (const std::optional<DataNode> whole = jsonSchemaFrom(*schema))
            format = {ResponseFormat::Kind::JsonSchema, {}, jsonText(*whole)};
        else
            output.keep(QStringLiteral("schema"));
    }
    output.finish();
}

void readHead(ImportContext &context, const FrontMatter &front, const QString &fileName)
{
    MapReader reader(context, front.hasHead ? &front.head : nullptr);
    PromptDraft &draft = context.file.draft;
    draft.title = reader.text("name");
    if (draft.title.isEmpty()) draft.title = titleFromName(fileName);
    context.file.description = reader.text("description");
    readPrefixedModel(dotpromptPrefixes, reader.text("model"), draft);
    const auto part = [&](const char *key) {
        const DataNode *node = reader.find(QString::fromLatin1(key)) ? reader.takeMap(key) : nullptr;
        return MapReader(context, node, reader.pathTo(QString::fromLatin1(key)));
    };
    MapReader config = part("config");
    readParameters(config, googleNames(), OtherParameters::Kept, draft.parameters);
    config.finish();
    MapReader input = part("input");
    readInput(input);
    MapReader output = part("output");
    readOutput(output);
    reader.finish();
}

/// One line break on either side belongs to the lines of the {{role}} tags.
QString withoutBreaks(QString text)
{
    if (text.startsWith(u'\n')) text.remove(0, 1);
    if (text.endsWith(u'\n')) text.chop(1);
    return text;
}

void readBody(ImportContext &context, const FrontMatter &front)
{
    static const QRegularExpression role(
        QStringLiteral("(?<!\\\\)\\{\\{\\s*role\\s+(?:\"([^\"]*)\"|'([^']*)')\\s*\\}\\}"));
    std::vector<PromptMessage> &messages = context.file.draft.messages;
    Role current = Role::User;
    qsizetype begin = 0;
    const auto add = [&](qsizetype end) {
        const QString text = withoutBreaks(front.body.sliced(begin, end - begin));
        if (text.trimmed().isEmpty() && begin == 0) return;
        const int line = front.bodyLine + int(QStringView(front.body).first(begin).count(u'\n'));
        const TextOrigin origin{{line, 1}, toString(current)};
        messages.push_back({.role = current, .text = fromDialect(Dialect::Handlebars, text, origin, context)});
    };
    for (auto it = role.globalMatch(front.body); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        add(match.capturedStart());
        begin = match.capturedEnd();
        const QString name = match.captured(1) + match.captured(2);
        const bool isModel = name == QLatin1StringView("model");
        const std::optional<Role> known = isModel ? Role::Assistant : roleFrom(name);
        current = known.value_or(Role::User);
        if (!known)
            context.tell(context.find(match.captured(), {front.bodyLine, 1}), match.captured(),
                         ExchangeText::tr("There is no such role; user is taken."));
    }
    add(front.body.size());
}

/// What was kept of the schema of @p name, or of the schema as a whole; null when nothing was.
const KeptPart *keptSchema(const PromptFile &file, const QString &name)
{
    const QStringList path{QStringLiteral("input"), QStringLiteral("schema")};
    const auto part = std::ranges::find_if(file.kept, [&](const KeptPart &candidate) {
        if (candidate.format != QLatin1StringView(DotpromptId) || candidate.path.size() < 2) return false;
        if (candidate.path.first(2) != path) return false;
        const auto property =
            candidate.path.size() > 2 ? picoProperty(candidate.path.at(2), candidate.value) : std::nullopt;
        return candidate.path.size() == 2 || (property && property->name == name);
    });
    return part == file.kept.end() ? nullptr : &*part;
}

DataNode inputNode(const PromptFile &file)
{
    DataNode schema = DataNode::map();
    DataNode defaults = DataNode::map();
    for (const VariableRow &row : file.draft.declared) {
        const KeptPart *kept = keptSchema(file, row.name);
        const auto [key, value] = picoOf(row);
        if (!kept)
            schema.set(key, value);
        else if (kept->path.size() > 2)
            schema.set(kept->path.at(2), kept->value); // in its place among the others
        if (!row.fallback.isEmpty()) defaults.set(row.name, DataNode::ofText(row.fallback));
    }
    DataNode input = DataNode::map();
    if (!defaults.items.empty()) input.set(QStringLiteral("default"), defaults);
    if (!schema.items.empty()) input.set(QStringLiteral("schema"), schema);
    return input;
}

void tellNarrowedRows(const PromptFile &file, std::vector<Notice> &notices)
{
    for (const VariableRow &row : file.draft.declared)
        if (!row.pattern.isEmpty() || row.minimum || row.maximum || row.type == VariableType::MultiChoice ||
            row.type == VariableType::File)
            notices.push_back({{}, row.name, ExchangeText::tr("That format cannot say all that is declared of it.")});
}

DataNode outputNode(const ResponseFormat &format, std::vector<Notice> &notices)
{
    DataNode node = DataNode::map();
    if (format.kind == ResponseFormat::Kind::Text) return node;
    node.set(QStringLiteral("format"), DataNode::ofText(QStringLiteral("json")));
    if (format.kind != ResponseFormat::Kind::JsonSchema) return node;
    const Result<DataNode> schema = documentOf({format.schema.toUtf8()});
    if (schema && schema->isMap())
        node.set(QStringLiteral("schema"), *schema);
    else
        notices.push_back(
            {{}, QStringLiteral("output.schema"), ExchangeText::tr("The schema is no JSON; it was left out.")});
    return node;
}

} // namespace

bool looksDotprompt(const ExchangeSource &source)
{
    static const QRegularExpression role(QStringLiteral("\\{\\{\\s*role\\s+[\"']"));
    if (source.fileName.endsWith(QLatin1StringView(".prompt"), Qt::CaseInsensitive)) return true;
    return role.match(QString::fromUtf8(source.bytes)).hasMatch() && !looksNative(source);
}

Result<Imported> readDotprompt(const ExchangeSource &source)
{
    ImportContext context{.format = QString::fromLatin1(DotpromptId)};
    const Result<FrontMatter> front = openFrontMatter(source, context);
    if (!front) return front.error();
    readHead(context, *front, source.fileName);
    readBody(context, *front);
    return Imported{{context.file}, context.notices};
}

Exported writeDotprompt(const PromptFile &file)
{
    std::vector<Notice> notices;
    tellWhatIsLost(file, Ability::Roles | Ability::Format | Ability::Types | Ability::Description | Ability::Defaults,
                   notices);
    tellNarrowedRows(file, notices);
    DataNode head = DataNode::map();
    head.setText(QStringLiteral("name"), file.draft.title);
    head.setText(QStringLiteral("description"), file.description);
    head.setText(QStringLiteral("model"), prefixedModel(dotpromptPrefixes, file.draft, notices));
    QJsonObject left;
    const DataNode config = writeParameters(file.draft.parameters, googleNames(), OtherParameters::Kept, left);
    tellLeftParameters(left, notices);
    if (!config.items.empty()) head.set(QStringLiteral("config"), config);
    if (const DataNode input = inputNode(file); !input.items.empty()) head.set(QStringLiteral("input"), input);
    if (const DataNode output = outputNode(file.draft.format, notices); !output.items.empty())
        head.set(QStringLiteral("output"), output);
    putKept(head, file, QString::fromLatin1(DotpromptId), notices);
    QString body;
    for (const PromptMessage &message : plainMessages(file, notices)) {
        const QString role = message.role == Role::Assistant ? QStringLiteral("model") : toString(message.role);
        body += QStringLiteral("{{role \"%1\"}}\n").arg(role) + message.text + u'\n';
    }
    return writeFrontMatter(head, body, file, notices);
}

} // namespace burin
