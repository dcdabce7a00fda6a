#include "app/cli/requestfiles.h"

#include "app/cli/textfile.h"
#include "core/domain/attachment.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace burin {

namespace {

/// The elements of the array, or the members of the object, that the valid @p json is; as they are written.
QByteArrayList elementsOf(const QByteArray &json)
{
    QByteArrayList elements;
    int depth = 0;
    bool inString = false;
    qsizetype start = 0;
    const auto add = [&](qsizetype end) {
        const QByteArray element = json.mid(start, end - start).trimmed();
        if (!element.isEmpty()) elements += element;
    };
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString) {
            if (c == '\\') ++i;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        if ((c == '[' || c == '{') && ++depth == 1) start = i + 1;
        if (((c == ']' || c == '}') && --depth == 0) || (c == ',' && depth == 1)) {
            add(i);
            start = i + 1;
        }
    }
    return elements;
}

/// The value of @p key in the valid object @p json, as it is written; empty where there is none.
QByteArray memberOf(const QByteArray &json, const QString &key)
{
    for (const QByteArray &member : elementsOf(json)) {
        qsizetype end = 1;
        while (end < member.size() && member.at(end) != '"')
            end += member.at(end) == '\\' ? 2 : 1;
        const QJsonArray name = QJsonDocument::fromJson('[' + member.left(end + 1) + ']').array();
        if (name.first().toString() == key) return member.mid(member.indexOf(':', end) + 1).trimmed();
    }
    return {};
}

QString stringMember(const QByteArray &json, const char *key)
{
    return QJsonDocument::fromJson(json).object().value(QLatin1StringView(key)).toString();
}

ToolDefinition toolFrom(const QByteArray &json)
{
    const QByteArray wrapped = memberOf(json, QStringLiteral("function"));
    const QByteArray tool = wrapped.startsWith('{') ? wrapped : json;
    QByteArray parameters = memberOf(tool, QStringLiteral("parameters"));
    if (parameters.isEmpty()) parameters = memberOf(tool, QStringLiteral("input_schema"));
    return {stringMember(tool, "name"), stringMember(tool, "description"), QString::fromUtf8(parameters)};
}

/// A name that providers take, from that of a file.
QString schemaNameOf(const QString &path)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9_-]+"));
    return QFileInfo(path).completeBaseName().replace(others, QStringLiteral("_")).left(64);
}

} // namespace

Checked<std::vector<Attachment>> readAttachments(const QStringList &paths)
{
    std::vector<Attachment> files;
    for (const QString &path : paths) {
        const Checked<QByteArray> bytes = readFile(path);
        if (!bytes) return bytes.error();
        const QString name = QFileInfo(path).fileName();
        files.push_back({name, mimeTypeOf(name, *bytes), *bytes});
    }
    return files;
}

Checked<std::vector<ToolDefinition>> readTools(const QString &path)
{
    const Checked<QByteArray> json = readJsonText(path);
    if (!json) return json.error();
    const QJsonDocument document = QJsonDocument::fromJson(*json);
    std::vector<ToolDefinition> tools;
    for (const QByteArray &element : document.isArray() ? elementsOf(*json) : QByteArrayList()) {
        tools.push_back(toolFrom(element));
        if (tools.back().name.isEmpty()) return Refusal{Cli::tr("%1: a tool without a name.").arg(path)};
    }
    if (tools.empty()) return Refusal{Cli::tr("%1: not a list of tools.").arg(path)};
    return tools;
}

Checked<ResponseFormat> readSchema(const QString &path)
{
    const Checked<QByteArray> json = readJsonText(path);
    if (!json) return json.error();
    if (!QJsonDocument::fromJson(*json).isObject()) return Refusal{Cli::tr("%1: not a JSON object.").arg(path)};
    const QByteArray wrapped = memberOf(*json, QStringLiteral("schema"));
    const QString name = stringMember(*json, "name");
    if (wrapped.startsWith('{') && !name.isEmpty())
        return ResponseFormat{ResponseFormat::Kind::JsonSchema, name, QString::fromUtf8(wrapped)};
    return ResponseFormat{ResponseFormat::Kind::JsonSchema, schemaNameOf(path), QString::fromUtf8(*json)};
}

} // namespace burin
