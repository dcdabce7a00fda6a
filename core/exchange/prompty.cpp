#include "core/exchange/abilities.h"
#include "core/exchange/exchangefile.h"
#include "core/exchange/foreigntemplate.h"
#include "core/exchange/modelnames.h"
#include "core/exchange/parameternames.h"
#include "core/exchange/schema.h"

#include <QRegularExpression>

// Prompty, first version (https://www.prompty.ai/docs/prompty-file-spec) and the alpha of the second: YAML front matter
// and a body whose lines "system:", "user:" and "assistant:" start messages.

namespace burin {

namespace {

constexpr char PromptyId[] = "prompty";
constexpr char Prompty2Id[] = "prompty2";
constexpr ModelPrefix promptyProviders[] = {{"openai", "openai"},
                                            {"anthropic", "anthropic"},
                                            {"google", "gemini"},
                                            {"ollama", "ollama"},
                                            {"mistral", "mistral"}};

bool isSecondVersion(const DataNode &head)
{
    const DataNode *model = head.find(QStringLiteral("model"));
    if (!model) return head.find(QStringLiteral("displayName")) || head.find(QStringLiteral("metadata"));
    return model->isText() || model->find(QStringLiteral("id")) || model->find(QStringLiteral("options")) ||
           model->find(QStringLiteral("provider"));
}

MapReader promptyPart(MapReader &reader, const char *key)
{
    const DataNode *node = reader.find(QString::fromLatin1(key)) ? reader.takeMap(key) : nullptr;
    return MapReader(reader.context(), node, reader.pathTo(QString::fromLatin1(key)));
}

void readModel1(MapReader &reader)
{
    PromptDraft &draft = reader.context().file.draft;
    MapReader model = promptyPart(reader, "model");
    MapReader configuration = promptyPart(model, "configuration");
    const QString type = configuration.text("type");
    if (type == QLatin1StringView("openai") || type == QLatin1StringView("anthropic"))
        draft.providerId = type;
    else if (!type.isEmpty())
        configuration.keep(QStringLiteral("type"),
                           ExchangeText::tr("Choose the provider in Burin. It is kept and written back."));
    for (const char *key : {"name", "model"})
        if (draft.model.isEmpty() && configuration.find(QString::fromLatin1(key)))
            draft.model = configuration.text(key);
    configuration.finish();
    MapReader parameters = promptyPart(model, "parameters");
    readParameters(parameters, openAiNames(), OtherParameters::Sent, draft.parameters);
    if (const DataNode *format = parameters.find(QStringLiteral("response_format"));
        format && format->find(QStringLiteral("type")) && format->keys.size() == 1 &&
        format->items.front().text == QLatin1StringView("json_object")) {
        (void)parameters.take("response_format");
        draft.format.kind = ResponseFormat::Kind::JsonObject;
    }
    parameters.finish();
    model.finish();
}

void readModel2(MapReader &reader)
{
    PromptDraft &draft = reader.context().file.draft;
    if (const DataNode *id = reader.find(QStringLiteral("model")); id && id->isText()) {
        draft.model = reader.text("model");
        return;
    }
    MapReader model = promptyPart(reader, "model");
    draft.model = model.text("id");
    const QString provider = model.text("provider");
    for (const ModelPrefix &row : promptyProviders)
        if (provider == QLatin1StringView(row.prefix)) draft.providerId = QString::fromLatin1(row.provider);
    if (draft.providerId.isEmpty() && !provider.isEmpty()) model.keep(QStringLiteral("provider"));
    MapReader options = promptyPart(model, "options");
    readParameters(options, googleNames(), OtherParameters::Kept, draft.parameters);
    options.finish();
    model.finish();
}

void readInputs(MapReader &reader)
{
    PromptFile &file = reader.context().file;
    MapReader inputs = promptyPart(reader, "inputs");
    for (const QString &name : inputs.keys()) {
        const QByteArray key = name.toUtf8();
        const DataNode *value = inputs.take(key.constData());
        if (value && value->isMap()) {
            MapReader row(reader.context(), value, inputs.pathTo(name));
            VariableRow &variable = declaredRow(file, name);
            variable = rowFromSchema(name, *value);
            if (row.text("type").isEmpty()) variable.type = VariableType::Multiline;
            (void)row.text("description");
            const std::optional<bool> required = row.boolean("required");
            variable.required = required.value_or(row.boolean("is_required").value_or(true));
            if (const DataNode *fallback = row.take("default")) variable.fallback = valueText(*fallback);
            row.finish();
        } else {
            declaredRow(file, name).fallback = value ? valueText(*value) : QString();
        }
    }
}

void readSample(MapReader &reader)
{
    const DataNode *sample = reader.take("sample");
    if (!sample) return;
    if (!sample->isMap())
        return reader.keep(QStringLiteral("sample"),
                           ExchangeText::tr("Other files are not read. It is kept and written back."));
    ValueSet set{QStringLiteral("sample")};
    for (qsizetype i = 0; i < sample->keys.size(); ++i)
        set.values.insert(sample->keys.at(i), valueText(sample->items[size_t(i)]));
    reader.context().file.cases.push_back(set);
}

/// Whether the body is Jinja, which it is unless told otherwise.
Dialect readTemplate(MapReader &reader)
{
    const DataNode *node = reader.take("template");
    const DataNode *format = node && node->isMap() ? node->find(QStringLiteral("format")) : node;
    if (format && format->isMap()) format = format->find(QStringLiteral("kind"));
    const QString kind = format && format->isText() ? format->text : QStringLiteral("jinja2");
    if (kind == QLatin1StringView("mustache") || kind == QLatin1StringView("handlebars")) {
        reader.keep(QStringLiteral("template"), ExchangeText::tr("The body was read as such a template. It is kept."));
        return Dialect::Handlebars;
    }
    if (kind != QLatin1StringView("jinja2")) reader.keep(QStringLiteral("template"));
    return Dialect::Jinja;
}

void readPromptyBody(ImportContext &context, const FrontMatter &front, Dialect dialect)
{
    static const QRegularExpression marker(
        QStringLiteral("^[ \\t]*#?[ \\t]*(system|developer|user|assistant|tool|function)[ \\t]*(\\[.*\\])?:[ \\t]*$"),
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression image(QStringLiteral("!\\[[^\\]]*\\]\\([^)]*\\)"));
    Role current = Role::System;
    qsizetype begin = 0;
    const auto add = [&](qsizetype end) {
        const QString text = front.body.sliced(begin, end - begin).trimmed();
        if (text.isEmpty() && begin == 0) return;
        const TextOrigin origin{{front.bodyLine + int(QStringView(front.body).first(begin).count(u'\n')), 1},
                                toString(current)};
        for (auto it = image.globalMatch(text); it.hasNext();) {
            const QString piece = it.next().captured();
            context.tell(context.find(piece, origin.place), piece,
                         ExchangeText::tr("The file is not read; the text stays. Attach it in Burin."));
        }
        context.file.draft.messages.push_back({.role = current, .text = fromDialect(dialect, text, origin, context)});
    };
    for (auto it = marker.globalMatch(front.body); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        add(match.capturedStart());
        begin = match.capturedEnd();
        current = roleFrom(match.captured(1).toLower()).value_or(Role::Tool);
        if (match.hasCaptured(2))
            context.tell(context.find(match.captured(2), {front.bodyLine, 1}), match.captured().trimmed(),
                         ExchangeText::tr("Attributes of a message are left out."));
    }
    add(front.body.size());
}

QString promptyBody(const PromptFile &file, std::vector<Notice> &notices)
{
    static const QRegularExpression marker(
        QStringLiteral("^\\s*#?\\s*(?:system|developer|user|assistant|tool|function):\\s*$"),
        QRegularExpression::MultilineOption);
    QString body;
    int number = 0;
    for (const PromptMessage &message : plainMessages(file, notices)) {
        const QString what = ExchangeText::tr("message %1").arg(++number);
        if (message.text != message.text.trimmed())
            notices.push_back({{}, what, ExchangeText::tr("That format drops space around a message.")});
        if (marker.match(message.text).hasMatch())
            notices.push_back({{}, what, ExchangeText::tr("A line of it looks like the start of a message there.")});
        body += toString(message.role) + QLatin1StringView(":\n") +
                toDialect(Dialect::Jinja, message.text, what, notices) + QLatin1StringView("\n\n");
    }
    return body;
}

DataNode inputsNode(const PromptFile &file, const char *required)
{
    DataNode inputs = DataNode::map();
    for (const VariableRow &row : file.draft.declared) {
        DataNode node = schemaFromRow(row);
        if (!row.required) node.set(QString::fromLatin1(required), DataNode::ofBoolean(false));
        node.setText(QStringLiteral("default"), row.fallback);
        inputs.set(row.name, node);
    }
    return inputs;
}

DataNode promptyHead(const PromptFile &file)
{
    DataNode head = DataNode::map();
    head.setText(QStringLiteral("name"), file.draft.title);
    head.setText(QStringLiteral("description"), file.description);
    return head;
}

void setSample(DataNode &head, const PromptFile &file)
{
    if (file.cases.empty()) return;
    DataNode sample = DataNode::map();
    const VariableValues &values = file.cases.front().values;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        sample.set(it.key(), DataNode::ofText(it.value()));
    head.set(QStringLiteral("sample"), sample);
}

void setNonEmpty(DataNode &node, const char *key, const DataNode &value)
{
    if (!value.items.empty()) node.set(QString::fromLatin1(key), value);
}

/// "model" as the first version has it.
DataNode modelNode1(const PromptFile &file, std::vector<Notice> &notices)
{
    DataNode model = DataNode::map();
    model.set(QStringLiteral("api"), DataNode::ofText(QStringLiteral("chat")));
    DataNode configuration = DataNode::map();
    const QString provider = file.draft.providerId;
    if (provider == QLatin1StringView("openai") || provider == QLatin1StringView("anthropic"))
        configuration.setText(QStringLiteral("type"), provider);
    else if (!provider.isEmpty())
        notices.push_back(
            {{}, provider, ExchangeText::tr("That format does not know this provider; it was left out.")});
    configuration.setText(QStringLiteral("name"), file.draft.model);
    setNonEmpty(model, "configuration", configuration);
    QJsonObject left;
    DataNode parameters = writeParameters(file.draft.parameters, openAiNames(), OtherParameters::Sent, left);
    tellLeftParameters(left, notices);
    if (file.draft.format.kind != ResponseFormat::Kind::Text) {
        DataNode format = DataNode::map();
        format.setText(QStringLiteral("type"), QStringLiteral("json_object"));
        parameters.set(QStringLiteral("response_format"), format);
        if (file.draft.format.kind == ResponseFormat::Kind::JsonSchema)
            notices.push_back({{}, ExchangeText::tr("response format"), ExchangeText::tr("Its schema was left out.")});
    }
    setNonEmpty(model, "parameters", parameters);
    return model;
}

} // namespace

bool looksPrompty(const ExchangeSource &source)
{
    ImportContext context;
    const Result<FrontMatter> front = openFrontMatter(source, context);
    return front && front->hasHead && !isSecondVersion(front->head) &&
           (source.fileName.endsWith(QLatin1StringView(".prompty"), Qt::CaseInsensitive) ||
            front->head.find(QStringLiteral("model")));
}

bool looksPrompty2(const ExchangeSource &source)
{
    ImportContext context;
    const Result<FrontMatter> front = openFrontMatter(source, context);
    return front && front->hasHead && isSecondVersion(front->head);
}

Result<Imported> readPrompty(const ExchangeSource &source)
{
    ImportContext context;
    const Result<FrontMatter> front = openFrontMatter(source, context);
    if (!front) return front.error();
    const bool isSecond = isSecondVersion(front->head);
    context.format = QString::fromLatin1(isSecond ? Prompty2Id : PromptyId);
    MapReader reader(context, front->hasHead ? &front->head : nullptr);
    context.file.draft.title = reader.text("name");
    if (context.file.draft.title.isEmpty()) context.file.draft.title = titleFromName(source.fileName);
    context.file.description = reader.text("description");
    if (!isSecond) context.file.tags = reader.texts("tags");
    isSecond ? readModel2(reader) : readModel1(reader);
    readInputs(reader);
    readSample(reader);
    const Dialect dialect = readTemplate(reader);
    reader.finish();
    readPromptyBody(context, *front, dialect);
    return Imported{{context.file}, context.notices};
}

Exported writePrompty(const PromptFile &file)
{
    std::vector<Notice> notices;
    tellWhatIsLost(file,
                   Ability::Roles | Ability::Types | Ability::Defaults | Ability::OneCase | Ability::Description |
                       Ability::Tags | Ability::Format,
                   notices);
    DataNode head = promptyHead(file);
    DataNode tags = DataNode::list();
    for (const QString &tag : file.tags)
        tags.items.push_back(DataNode::ofText(tag));
    setNonEmpty(head, "tags", tags);
    head.set(QStringLiteral("model"), modelNode1(file, notices));
    setNonEmpty(head, "inputs", inputsNode(file, "is_required"));
    setSample(head, file);
    putKept(head, file, QString::fromLatin1(PromptyId), notices);
    const QString body = promptyBody(file, notices);
    return writeFrontMatter(head, body, file, notices);
}

Exported writePrompty2(const PromptFile &file)
{
    std::vector<Notice> notices;
    tellWhatIsLost(file, Ability::Roles | Ability::Types | Ability::Defaults | Ability::OneCase | Ability::Description,
                   notices);
    DataNode head = promptyHead(file);
    DataNode model = DataNode::map();
    model.set(QStringLiteral("id"), DataNode::ofText(file.draft.model));
    for (const ModelPrefix &row : promptyProviders)
        if (file.draft.providerId == QLatin1StringView(row.provider))
            model.setText(QStringLiteral("provider"), QString::fromLatin1(row.prefix));
    if (!file.draft.providerId.isEmpty() && !model.find(QStringLiteral("provider")))
        notices.push_back(
            {{}, file.draft.providerId, ExchangeText::tr("That format does not know this provider; it was left out.")});
    QJsonObject left;
    setNonEmpty(model, "options", writeParameters(file.draft.parameters, googleNames(), OtherParameters::Kept, left));
    tellLeftParameters(left, notices);
    head.set(QStringLiteral("model"), model);
    setNonEmpty(head, "inputs", inputsNode(file, "required"));
    setSample(head, file);
    putKept(head, file, QString::fromLatin1(Prompty2Id), notices);
    const QString body = promptyBody(file, notices);
    return writeFrontMatter(head, body, file, notices);
}

} // namespace burin
