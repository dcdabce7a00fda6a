#include "app/desktop/samples.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(":/samples/support-reply/") + name);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().trimmed();
}

} // namespace

PromptDraft samplePrompt()
{
    PromptDraft draft;
    draft.title = QCoreApplication::translate("Samples", "Support reply");
    draft.messages = systemAndUser(QString::fromUtf8(contentOf(QStringLiteral("system.txt"))),
                                   QString::fromUtf8(contentOf(QStringLiteral("user.txt"))));
    const QJsonObject variables = QJsonDocument::fromJson(contentOf(QStringLiteral("variables.json"))).object();
    for (auto it = variables.constBegin(); it != variables.constEnd(); ++it)
        draft.variables.insert(it.key(), it.value().toString());
    draft.providerId = QStringLiteral("simulator");
    draft.model = QStringLiteral("simulator-fast");
    return draft;
}

} // namespace burin
