#include "ui/history/runtext.h"

#include "ui/common/labels.h"
#include "ui/history/runfacts.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace burin {

namespace {

struct CopyTexts {
    Q_DECLARE_TR_FUNCTIONS(RunText)
};

/// A fence that @p text cannot close.
QString fenceFor(const QString &text)
{
    static const QRegularExpression ticks(QStringLiteral("`{3,}"));
    qsizetype longest = 2;
    for (auto it = ticks.globalMatch(text); it.hasNext();)
        longest = std::max(longest, it.next().capturedLength());
    return QString(longest + 1, u'`');
}

QString fenced(const QString &text, const QString &language = {})
{
    const QString fence = fenceFor(text);
    return fence + language + u'\n' + text + u'\n' + fence;
}

/// Text of a line in which nothing is markup.
QString escaped(const QString &text)
{
    static const QRegularExpression special(QStringLiteral("([\\\\`*_{}\\[\\]<>()#+.!|~-])"));
    QString line = text;
    return line.replace(special, QStringLiteral("\\\\1"));
}

QString titleOf(const RunRecord &record)
{
    const QString title = oneLine(record.draft.title);
    return title.isEmpty() ? CopyTexts::tr("Untitled prompt") : title;
}

QString roleName(Role role)
{
    const QString name = toString(role);
    return name.left(1).toUpper() + name.mid(1);
}

} // namespace

QString plainTextOf(const RunRecord &record)
{
    QStringList parts{titleOf(record) + u'\n' + runSubtitle(record) + u'\n' + runFigures(record)};
    for (const Message &message : record.messages)
        parts += roleName(message.role) + QStringLiteral(":\n") + message.text;
    if (!record.text.isEmpty()) parts += CopyTexts::tr("Answer") + QStringLiteral(":\n") + record.text;
    if (!record.refusal.isEmpty()) parts += CopyTexts::tr("Refusal") + QStringLiteral(":\n") + record.refusal;
    for (const ToolCall &call : record.toolCalls)
        parts += CopyTexts::tr("Call of %1").arg(call.name) + QStringLiteral(":\n") + call.arguments;
    if (record.error) parts += CopyTexts::tr("Error") + QStringLiteral(":\n") + record.error->message();
    return parts.join(QStringLiteral("\n\n")) + u'\n';
}

QString markdownOf(const RunRecord &record)
{
    QStringList parts{QStringLiteral("# ") + escaped(titleOf(record)), escaped(runSubtitle(record)),
                      escaped(runFigures(record))};
    for (const Message &message : record.messages)
        parts += QStringLiteral("## ") + roleName(message.role) + QStringLiteral("\n\n") + fenced(message.text);
    if (!record.text.isEmpty())
        parts += QStringLiteral("## ") + CopyTexts::tr("Answer") + QStringLiteral("\n\n") + record.text;
    if (!record.refusal.isEmpty())
        parts += QStringLiteral("## ") + CopyTexts::tr("Refusal") + QStringLiteral("\n\n") + fenced(record.refusal);
    for (const ToolCall &call : record.toolCalls)
        parts += QStringLiteral("## ") + escaped(CopyTexts::tr("Call of %1").arg(oneLine(call.name))) +
                 QStringLiteral("\n\n") + fenced(call.arguments, QStringLiteral("json"));
    if (record.error)
        parts +=
            QStringLiteral("## ") + CopyTexts::tr("Error") + QStringLiteral("\n\n") + escaped(record.error->message());
    return parts.join(QStringLiteral("\n\n")) + u'\n';
}

} // namespace burin
