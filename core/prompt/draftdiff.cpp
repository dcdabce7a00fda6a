#include "core/prompt/promptdiff.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <functional>

// The diff of two prompts, as rows.

namespace burin {

namespace {

using Section = PromptDiffRow::Section;
using Change = PromptDiffRow::Change;

constexpr int SameText = 40;
constexpr int SameRole = 10; ///< To which likeness of the texts adds as much again.
constexpr size_t ComparedPairs = 10'000;

QString labelOf(Role role)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("PromptDiff", source); };
    switch (role) {
    case Role::System:
        return text(QT_TRANSLATE_NOOP("PromptDiff", "System"));
    case Role::Developer:
        return text(QT_TRANSLATE_NOOP("PromptDiff", "Developer"));
    case Role::User:
        return text(QT_TRANSLATE_NOOP("PromptDiff", "User"));
    case Role::Assistant:
        return text(QT_TRANSLATE_NOOP("PromptDiff", "Assistant"));
    case Role::Tool:
        return text(QT_TRANSLATE_NOOP("PromptDiff", "Tool"));
    }
    Q_UNREACHABLE();
}

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// All that a message sends, as text.
QString textOfMessage(const PromptMessage &message)
{
    QStringList lines{message.text};
    if (!message.enabled) lines += QCoreApplication::translate("PromptDiff", "[switched off]");
    for (const Attachment &attachment : message.attachments) {
        const QByteArray hash = QCryptographicHash::hash(attachment.data, QCryptographicHash::Sha256).toHex().left(8);
        //: A file that goes along with a message: name, type, size in bytes, the start of its checksum.
        lines += QCoreApplication::translate("PromptDiff", "[%1, %2, %3 bytes, %4]")
                     .arg(attachment.name, attachment.mimeType, QString::number(attachment.data.size()),
                          QString::fromLatin1(hash));
    }
    if (!message.toolCallId.isEmpty()) lines += u'[' + message.toolCallId + u']';
    for (const ToolCall &call : message.toolCalls)
        lines += QStringLiteral("[%1] %2 %3").arg(call.id, call.name, call.arguments);
    return lines.join(u'\n');
}

QSet<QString> wordsOf(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    return {words.begin(), words.end()};
}

/// How well messages of two prompts go together; 0 = not at all.
class Likeness {
public:
    Likeness(const PromptDraft &before, const PromptDraft &after)
        : m_before(before.messages),
          m_after(after.messages),
          m_close(before.messages.size() * after.messages.size() <= ComparedPairs)
    {
        if (!m_close) return;
        for (const PromptMessage &message : m_before)
            m_wordsBefore.push_back(wordsOf(message.text));
        for (const PromptMessage &message : m_after)
            m_wordsAfter.push_back(wordsOf(message.text));
    }

    int operator()(size_t i, size_t j) const
    {
        if (m_before[i].role != m_after[j].role) return 0;
        if (m_before[i].text == m_after[j].text) return SameText;
        if (!m_close) return SameRole;
        const qsizetype common = std::ranges::count_if(
            m_wordsBefore[i], [&](const QString &word) { return m_wordsAfter[j].contains(word); });
        const qsizetype all = m_wordsBefore[i].size() + m_wordsAfter[j].size() - common;
        return SameRole + (all > 0 ? int(SameRole * common / all) : 0);
    }

private:
    const std::vector<PromptMessage> &m_before;
    const std::vector<PromptMessage> &m_after;
    bool m_close;
    std::vector<QSet<QString>> m_wordsBefore;
    std::vector<QSet<QString>> m_wordsAfter;
};

/// Index pairs in order, -1 for none: the pairing with the most likeness that keeps the order of both.
std::vector<std::pair<int, int>> paired(const PromptDraft &before, const PromptDraft &after)
{
    const Likeness likeness(before, after);
    const size_t rows = before.messages.size();
    const size_t columns = after.messages.size();
    std::vector<std::vector<int>> best(rows + 1, std::vector<int>(columns + 1, 0)); // from (i, j) to the ends
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;) {
            const int together = likeness(i, j);
            best[i][j] = std::max(best[i + 1][j], best[i][j + 1]);
            if (together > 0) best[i][j] = std::max(best[i][j], together + best[i + 1][j + 1]);
        }
    }
    std::vector<std::pair<int, int>> pairs;
    size_t i = 0;
    size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && (j == columns || best[i][j] == best[i + 1][j]))
            pairs.emplace_back(int(i++), -1);
        else if (j < columns && (i == rows || best[i][j] == best[i][j + 1]))
            pairs.emplace_back(-1, int(j++));
        else
            pairs.emplace_back(int(i++), int(j++));
    }
    return pairs;
}

Change changeOf(const std::optional<QString> &before, const std::optional<QString> &after)
{
    if (!before) return Change::Added;
    if (!after) return Change::Removed;
    return *before == *after ? Change::Same : Change::Changed;
}

PromptDiffRow rowOf(Section section, const QString &label, const std::optional<QString> &before,
                    const std::optional<QString> &after)
{
    return {section, changeOf(before, after), label, diffOf(before.value_or(QString()), after.value_or(QString()))};
}

/// What a prompt has of a section, by name, in order.
using Named = std::vector<std::pair<QString, QString>>;

std::optional<QString> valueIn(const Named &values, const QString &name)
{
    const auto found = std::ranges::find(values, name, &Named::value_type::first);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

void addNamed(Section section, const Named &before, const Named &after, std::vector<PromptDiffRow> &rows)
{
    for (const auto &[name, value] : before)
        rows.push_back(rowOf(section, name, value, valueIn(after, name)));
    for (const auto &[name, value] : after) {
        if (!valueIn(before, name)) rows.push_back(rowOf(section, name, std::nullopt, value));
    }
}

QString indented(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented));
}

Named variablesIn(const PromptDraft &draft)
{
    Named named;
    for (const VariableRow &row : draft.declared) {
        QJsonObject json = toJson(row);
        json.remove(QLatin1StringView("name"));
        named.emplace_back(row.name, indented(json));
    }
    return named;
}

Named parametersIn(const PromptDraft &draft)
{
    Named named;
    const QJsonObject json = toJson(draft.parameters);
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QString list = compact({{QStringLiteral("v"), *it}}); // {"v":…}
        named.emplace_back(it.key(), it->isString() ? it->toString() : list.mid(5, list.size() - 6));
    }
    return named;
}

Named modelsIn(const PromptDraft &draft)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("PromptDiff", source); };
    Named named{{text(QT_TRANSLATE_NOOP("PromptDiff", "Provider")), draft.providerId},
                {text(QT_TRANSLATE_NOOP("PromptDiff", "Model")), draft.model}};
    QStringList fallbacks;
    for (const ModelRef &ref : draft.fallbacks)
        fallbacks += ref.providerId + u' ' + ref.model;
    if (!fallbacks.isEmpty())
        named.emplace_back(text(QT_TRANSLATE_NOOP("PromptDiff", "Fallback models")), fallbacks.join(u'\n'));
    if (!draft.fallbackOn.isEmpty())
        named.emplace_back(text(QT_TRANSLATE_NOOP("PromptDiff", "Fall back on")), draft.fallbackOn.join(u'\n'));
    return named;
}

Named toolsIn(const PromptDraft &draft)
{
    Named named;
    for (const ToolDefinition &tool : draft.tools)
        named.emplace_back(tool.name,
                           tool.parameters.isEmpty() ? tool.description : tool.description + u'\n' + tool.parameters);
    return named;
}

Named formatIn(const PromptDraft &draft)
{
    QStringList lines{toString(draft.format.kind)};
    if (!draft.format.name.isEmpty()) lines += draft.format.name;
    if (!draft.format.schema.isEmpty()) lines += draft.format.schema;
    return {{QCoreApplication::translate("PromptDiff", "Answer's format"), lines.join(u'\n')}};
}

} // namespace

std::vector<PromptDiffRow> diffOf(const PromptDraft &before, const PromptDraft &after)
{
    std::vector<PromptDiffRow> rows;
    for (const auto &[i, j] : paired(before, after)) {
        const PromptMessage *old = i < 0 ? nullptr : &before.messages[size_t(i)];
        const PromptMessage *now = j < 0 ? nullptr : &after.messages[size_t(j)];
        const auto text = [](const PromptMessage *message) {
            return message ? std::optional(textOfMessage(*message)) : std::nullopt;
        };
        rows.push_back(rowOf(Section::Message, labelOf((now ? now : old)->role), text(old), text(now)));
        rows.back().before = i;
        rows.back().after = j;
    }
    addNamed(Section::Variable, variablesIn(before), variablesIn(after), rows);
    addNamed(Section::Parameter, parametersIn(before), parametersIn(after), rows);
    addNamed(Section::Model, modelsIn(before), modelsIn(after), rows);
    addNamed(Section::Tool, toolsIn(before), toolsIn(after), rows);
    addNamed(Section::Format, formatIn(before), formatIn(after), rows);
    return rows;
}

} // namespace burin
