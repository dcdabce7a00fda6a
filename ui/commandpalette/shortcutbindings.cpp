#include "ui/commandpalette/shortcutbindings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace burin {

namespace {

/// They do the same in every text field of the desktop, and must go on doing it here.
constexpr QKeySequence::StandardKey EditingKeys[] = {QKeySequence::Copy, QKeySequence::Cut,  QKeySequence::Paste,
                                                     QKeySequence::Undo, QKeySequence::Redo, QKeySequence::SelectAll};

/// One is the beginning of the other, or they are the same.
bool collide(const QKeySequence &a, const QKeySequence &b)
{
    return a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch;
}

bool samePlace(const CommandEntry &a, const CommandEntry &b)
{
    const QLatin1StringView first(a.place), second(b.place);
    return first.isEmpty() || second.isEmpty() || first == second;
}

bool typesACharacter(const QKeySequence &keys)
{
    const QKeyCombination first = keys[0];
    const bool plain = !(first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    return plain && first.key() < Qt::Key_Escape; // the printable ones come before the others
}

} // namespace

QJsonObject toJson(const ShortcutChanges &changes)
{
    QJsonObject json;
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        QJsonArray keys;
        for (const QKeySequence &one : change.value())
            keys.append(one.toString(QKeySequence::PortableText));
        json.insert(change.key(), keys);
    }
    return json;
}

ShortcutChanges shortcutChangesFrom(const QJsonObject &json)
{
    ShortcutChanges changes;
    for (auto stored = json.begin(); stored != json.end(); ++stored) {
        if (!commandRow(stored.key()) || !stored->isArray()) continue;
        QList<QKeySequence> keys;
        const QJsonArray texts = stored->toArray();
        for (const QJsonValue &text : texts) {
            const auto one = QKeySequence::fromString(text.toString(), QKeySequence::PortableText);
            if (!one.isEmpty() && one[0].key() != Qt::Key_unknown) keys += one;
        }
        if (!keys.isEmpty() || texts.isEmpty()) changes.insert(stored.key(), keys);
    }
    return changes;
}

QList<QKeySequence> keysOf(const CommandEntry &row, const ShortcutChanges &changes)
{
    const auto change = changes.constFind(QString::fromLatin1(row.id));
    return change == changes.cend() ? defaultKeys(row) : *change;
}

std::optional<QString> refusalOf(const QKeySequence &keys, const CommandEntry &row, const ShortcutChanges &changes)
{
    if (keys.isEmpty()) return std::nullopt;
    const QString told = keys.toString(QKeySequence::NativeText);
    const bool nothingIsTyped = qstrcmp(row.place, "history") == 0; // its commands are those of the list alone
    if (typesACharacter(keys) && !nothingIsTyped)
        return QCoreApplication::translate("Commands", "%1 types a character. Add Ctrl or Alt, or use a function key.")
            .arg(told);
    for (const QKeySequence::StandardKey editing : EditingKeys)
        for (const QKeySequence &taken : QKeySequence::keyBindings(editing))
            if (collide(keys, taken))
                return QCoreApplication::translate("Commands", "%1 edits text, so “%2” cannot have it.")
                    .arg(told, commandTitle(row));
    for (const CommandEntry &other : commandRows()) {
        if (other.id == row.id || !samePlace(row, other)) continue;
        for (const QKeySequence &taken : keysOf(other, changes))
            if (collide(keys, taken))
                return QCoreApplication::translate("Commands", "%1 is taken by “%2”. “%3” keeps what it has.")
                    .arg(told, commandTitle(other), commandTitle(row));
    }
    return std::nullopt;
}

QString shortcutText(const QList<QKeySequence> &keys)
{
    return keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
}

} // namespace burin
