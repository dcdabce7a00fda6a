#pragma once

#include "core/base/result.h"
#include "core/domain/chat.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/net/httprequest.h"

#include <QJsonArray>
#include <QJsonObject>

#include <initializer_list>
#include <vector>

namespace burin {

/// How a vendor takes the key. The default is what most do.
struct KeyHeader {
    QByteArray name = "Authorization";
    QByteArray prefix = "Bearer ";
};

/// @p base with @p path (beginning with a slash) added to its own path, whether or not that ends with a slash.
QUrl endpointUrl(const QUrl &base, const QString &path);

/// Lets @p request carry @p key; an empty one is not sent.
void addKey(HttpRequest &request, const Secret &key, const KeyHeader &header = {});

/// A GET of @p path below the base URL, with the key as most vendors take it.
HttpRequest getRequest(const ProviderProfile &profile, const QString &path, const Secret &key);

/// A POST of @p body, without a key. @p accept is what kind of answer is asked for.
HttpRequest postRequest(const QUrl &url, const QJsonObject &body, const QByteArray &accept = "text/event-stream");

/// The "data" of a list of models, or why there is none. Vendors also send the list bare, or call it "models".
Result<QJsonArray> modelList(const QByteArray &body);

/// The models of such a list as @p read understands each; those without an id are left out.
Result<std::vector<ModelInfo>> modelsFrom(const QByteArray &body, ModelInfo (*read)(const QJsonObject &));

/// The number of tokens that the answer @p body gives under @p key, or why there is none.
Result<qint64> countAt(const QByteArray &body, const char *key);

/// Adds the parameters that the user gave by their wire names, save the @p reserved ones: what decides where the
/// request goes and how the answer is read is not the user's to replace.
void addExtra(QJsonObject &body, const QJsonObject &extra, std::initializer_list<const char *> reserved);

/// Adds @p tools to the list at @p key, behind those that the user gave as a parameter; none adds nothing.
void addTools(QJsonObject &body, const char *key, const QJsonArray &tools);

/// The tools as Chat Completions has them, and Ollama. The parameters are kept (see keptjson.h).
QJsonArray functionTools(const std::vector<ToolDefinition> &tools);

/// The name of the function that the tool's answer at @p place is for: of the nearest call above it with its id.
std::optional<QString> nameOfCall(const std::vector<Message> &messages, size_t place);

/// The bytes of @p file as text, and as a "data:" URL.
QString base64(const Attachment &file);
QString dataUrl(const Attachment &file);

/// Whether every object that @p schema describes names all its properties as required and allows no others, which
/// OpenAI wants of a schema that is to be obeyed strictly.
bool isStrictSchema(const QJsonValue &schema);

/// The schema's name, as OpenAI needs one: "answer" where the user gave none.
QString schemaName(const ResponseFormat &format);

} // namespace burin
