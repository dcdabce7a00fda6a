#include "tests/e2e/prompts/promptset.h"

#include "core/prompt/template.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace burin {

namespace {

template <class T> using Read = Result<T, PromptSetError>;

Read<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return PromptSetError{QStringLiteral("%1: %2").arg(path, file.errorString())};
    return file.readAll();
}

Read<QMap<QString, QString>> variablesOf(const QJsonObject &json, const QDir &project)
{
    QMap<QString, QString> variables;
    const QJsonObject values = json.value(QLatin1StringView("variables")).toObject();
    for (auto it = values.begin(); it != values.end(); ++it)
        variables.insert(it.key(), it.value().toString());
    const QJsonObject files = json.value(QLatin1StringView("files")).toObject();
    for (auto it = files.begin(); it != files.end(); ++it) {
        const Read<QByteArray> text = contents(project.filePath(it.value().toString()));
        if (!text) return text.error();
        variables.insert(it.key(), QString::fromUtf8(*text));
    }
    return variables;
}

Read<QString> filledIn(const QString &text, const QMap<QString, QString> &variables)
{
    const auto parsed = Template::parse(text);
    if (!parsed) return PromptSetError{describe(parsed.error().front())};
    const auto rendered = parsed->render(variables);
    if (!rendered) return PromptSetError{describe(rendered.error().front())};
    return *rendered;
}

Read<TestPrompt> promptFrom(const QJsonObject &json, const QDir &project)
{
    TestPrompt prompt;
    prompt.name = json.value(QLatin1StringView("name")).toString();
    prompt.expectsRefusal = json.value(QLatin1StringView("expect")).toString() == QLatin1StringView("refused");
    prompt.draft.title = prompt.name;
    // A prompt of the set may ask nothing at all, and that is sent too.
    prompt.draft.messages = systemAndUser(json.value(QLatin1StringView("system")).toString(), {});
    prompt.draft.messages.push_back({.role = Role::User, .text = json.value(QLatin1StringView("user")).toString()});
    prompt.draft.parameters = parametersFrom(json.value(QLatin1StringView("parameters")).toObject());
    const auto variables = variablesOf(json, project);
    if (!variables) return variables.error();
    prompt.draft.variables = *variables;
    for (const PromptMessage &message : prompt.draft.messages) {
        const Read<QString> rendered = filledIn(message.text, *variables);
        if (!rendered) return rendered.error();
        prompt.messages.push_back({message.role, *rendered});
    }
    return prompt;
}

} // namespace

Result<std::vector<TestPrompt>, PromptSetError> readPrompts(const QString &folder, const QString &projectFolder)
{
    std::vector<TestPrompt> prompts;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.jsonl")}, QDir::Files, QDir::Name)) {
        const Read<QByteArray> text = contents(dir.filePath(name));
        if (!text) return text.error();
        int line = 0;
        for (const QByteArray &json : text->split('\n')) {
            ++line;
            if (json.isEmpty()) continue;
            const QJsonDocument document = QJsonDocument::fromJson(json);
            const Read<TestPrompt> prompt = document.isObject()
                                                ? promptFrom(document.object(), QDir(projectFolder))
                                                : Read<TestPrompt>(PromptSetError{QStringLiteral("not JSON")});
            if (!prompt)
                return PromptSetError{QStringLiteral("%1:%2: %3").arg(name).arg(line).arg(prompt.error().text)};
            prompts.push_back(*prompt);
        }
    }
    return prompts;
}

} // namespace burin
