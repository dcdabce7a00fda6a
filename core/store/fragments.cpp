#include "core/store/fragments.h"

#include "core/domain/prompt.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

/// The prompt that is called so; of several the one that was made first.
qint64 promptCalled(SqlQuery &query, const QString &name)
{
    query.run(QStringLiteral("SELECT id FROM library_prompts WHERE deleted_at IS NULL "
                             "AND (title = ? OR (folder <> '' AND folder || '/' || title = ?)) ORDER BY id LIMIT 1"),
              {stored(name), stored(name)});
    return query.next() ? query.value(0).toLongLong() : 0;
}

/// The draft of a version, as JSON: the one that @p pin says, by number or label; the newest when it is empty.
QString versionOf(SqlQuery &query, qint64 prompt, const QString &pin)
{
    bool isNumber = false;
    const int number = pin.toInt(&isNumber);
    if (pin.isEmpty())
        query.run(QStringLiteral("SELECT draft FROM library_versions WHERE prompt_id = ? ORDER BY number DESC LIMIT 1"),
                  {prompt});
    else if (isNumber)
        query.run(QStringLiteral("SELECT draft FROM library_versions WHERE prompt_id = ? AND number = ?"),
                  {prompt, number});
    else
        query.run(
            QStringLiteral("SELECT v.draft FROM library_labels AS l JOIN library_versions AS v ON v.id = l.version_id "
                           "WHERE l.prompt_id = ? AND l.label = ?"),
            {prompt, stored(pin)});
    return query.next() ? query.value(0).toString() : QString();
}

QString textOfAll(const PromptDraft &draft)
{
    QStringList texts;
    for (const PromptMessage &message : draft.messages)
        if (message.enabled && !message.text.isEmpty()) texts += message.text;
    return texts.join(QStringLiteral("\n\n"));
}

/// Null when there is none.
QString fragmentCalled(SqlQuery &query, const QString &name)
{
    QString pin;
    qint64 prompt = promptCalled(query, name);
    if (const qsizetype at = name.lastIndexOf(u'@'); !prompt && at > 0) {
        pin = name.mid(at + 1);
        if (!pin.isEmpty()) prompt = promptCalled(query, name.left(at));
    }
    const QString json = prompt ? versionOf(query, prompt, pin) : QString();
    if (json.isEmpty()) return {};
    const QString text = textOfAll(draftFrom(QJsonDocument::fromJson(json.toUtf8()).object()));
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

Result<Fragments> loadFragments(const QSqlDatabase &db, const QStringList &names)
{
    Fragments fragments;
    SqlQuery query(db);
    QStringList wanted = names;
    qsizetype size = 0;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const QString name = wanted.at(i);
        const QString text = fragmentCalled(query, name);
        if (query.error()) return *query.error();
        size += text.size();
        if (text.isNull() || size > Template::MaximumOutput) continue;
        fragments.insert(name, text);
        for (const QString &inner : findFragments(text))
            if (!wanted.contains(inner)) wanted += inner;
    }
    return fragments;
}

} // namespace burin
