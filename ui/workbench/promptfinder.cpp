#include "ui/workbench/promptfinder.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/commandpalette/commandtable.h"
#include "ui/workbench/messageeditor.h"
#include "ui/workbench/messagelist.h"
#include "ui/workbench/messagetext.h"
#include "ui/workbench/promptundo.h"

#include <QAction>
#include <QApplication>

#include <algorithm>

namespace burin {

PromptFinder::PromptFinder(MessageList *messages, PromptUndo *undo, QWidget *scope)
    : QObject(scope), m_messages(messages), m_undo(undo), m_bar(new FindBar(scope))
{
    makeActions(scope);
    connect(m_bar, &FindBar::soughtChanged, this, &PromptFinder::refresh);
    connect(m_bar, &FindBar::nextWanted, this, [this] { step(1); });
    connect(m_bar, &FindBar::previousWanted, this, [this] { step(-1); });
    connect(m_bar, &FindBar::replaceWanted, this, &PromptFinder::replaceOne);
    connect(m_bar, &FindBar::replaceAllWanted, this, &PromptFinder::replaceAll);
    connect(m_bar, &FindBar::closed, this, &PromptFinder::close);
    connect(m_messages, &MessageList::edited, this, &PromptFinder::refresh);
}

void PromptFinder::makeActions(QWidget *scope)
{
    const auto add = [this, scope](const char *command, auto handler) {
        connect(commandAction(command, scope), &QAction::triggered, this, handler);
    };
    add(command::Find, [this] { open(FindBar::Mode::Find); });
    add("find.replace", [this] { open(FindBar::Mode::Replace); });
    add("find.next", [this] { step(1); });
    add("find.previous", [this] { step(-1); });
}

void PromptFinder::open(FindBar::Mode mode)
{
    QString selected;
    const std::vector<MessageEditor *> editors = m_messages->editors();
    for (int i = 0; i < int(editors.size()); ++i) {
        if (!editors[size_t(i)]->editor()->hasFocus()) continue;
        m_message = i;
        selected = editors[size_t(i)]->editor()->textCursor().selectedText();
    }
    m_bar->open(mode, selected);
}

void PromptFinder::close()
{
    if (m_bar->isHidden()) return;
    const bool hadFocus = m_bar->isAncestorOf(QApplication::focusWidget());
    m_bar->hide();
    refresh();
    const std::vector<MessageEditor *> editors = m_messages->editors();
    if (hadFocus && !editors.empty())
        editors[size_t(qBound(0, m_message, int(editors.size()) - 1))]->entry()->setFocus(Qt::OtherFocusReason);
}

void PromptFinder::refresh()
{
    m_hits.clear();
    m_search.reset();
    const bool open = !m_bar->isHidden();
    const auto search = TextSearch::of(m_bar->sought());
    if (open && search) m_search = *search;
    for (MessageEditor *editor : m_messages->editors()) {
        m_hits.push_back(m_search ? m_search->hitsIn(editor->editor()->toPlainText()) : std::vector<TextHit>());
        editor->setHits(m_hits.back());
    }
    if (open && !search) return m_bar->showError(search.error());
    const std::optional<Place> selected = selectedHit();
    m_bar->showCount(selected ? numberOf(*selected) : 0, count());
}

int PromptFinder::count() const
{
    int all = 0;
    for (const std::vector<TextHit> &hits : m_hits)
        all += int(hits.size());
    return all;
}

int PromptFinder::numberOf(const Place &place) const
{
    int number = place.hit + 1;
    for (int i = 0; i < place.message; ++i)
        number += int(m_hits[size_t(i)].size());
    return number;
}

std::optional<PromptFinder::Place> PromptFinder::selectedHit() const
{
    if (m_message < 0 || m_message >= int(m_hits.size())) return std::nullopt;
    const QTextCursor cursor = m_messages->editors()[size_t(m_message)]->editor()->textCursor();
    const std::vector<TextHit> &hits = m_hits[size_t(m_message)];
    const auto hit = std::ranges::find_if(hits, [&cursor](const TextHit &h) {
        return h.offset == cursor.selectionStart() && h.offset + h.length == cursor.selectionEnd();
    });
    if (hit == hits.end()) return std::nullopt;
    return Place{m_message, int(hit - hits.begin())};
}

void PromptFinder::step(int by)
{
    if (m_bar->isHidden()) return open(FindBar::Mode::Find);
    const std::vector<MessageEditor *> editors = m_messages->editors();
    for (int i = 0; i < int(editors.size()); ++i) {
        if (editors[size_t(i)]->editor()->hasFocus()) m_message = i;
    }
    if (count() == 0) return;
    m_message = qBound(0, m_message, int(m_hits.size()) - 1);
    // The nearest hit beyond what is selected, else the first of the next message that has one, all around.
    const QTextCursor cursor = editors[size_t(m_message)]->editor()->textCursor();
    const std::vector<TextHit> &here = m_hits[size_t(m_message)];
    for (int i = 0; i < int(here.size()); ++i) {
        const int hit = by > 0 ? i : int(here.size()) - 1 - i;
        const TextHit &h = here[size_t(hit)];
        const bool beyond = by > 0 ? h.offset >= cursor.selectionEnd() : h.offset + h.length <= cursor.selectionStart();
        if (beyond) return go({m_message, hit});
    }
    const int all = int(m_hits.size());
    for (int i = 1; i <= all; ++i) {
        const int message = (m_message + by * i + all * i) % all;
        const int hits = int(m_hits[size_t(message)].size());
        if (hits > 0) return go({message, by > 0 ? 0 : hits - 1});
    }
}

void PromptFinder::go(const Place &place)
{
    m_message = place.message;
    MessageEditor *editor = m_messages->editors()[size_t(place.message)];
    const TextHit &hit = m_hits[size_t(place.message)][size_t(place.hit)];
    editor->setFolded(false);
    QTextCursor cursor = editor->editor()->textCursor();
    cursor.setPosition(int(hit.offset));
    cursor.setPosition(int(hit.offset + hit.length), QTextCursor::KeepAnchor);
    editor->editor()->setTextCursor(cursor);
    m_bar->showCount(numberOf(place), count());
    Q_EMIT found(editor);
}

void PromptFinder::replaceOne(const QString &with)
{
    const std::optional<Place> place = selectedHit();
    if (!place || !m_search) return step(1);
    MessageText *text = m_messages->editors()[size_t(place->message)]->editor();
    const TextHit hit = m_hits[size_t(place->message)][size_t(place->hit)];
    QTextCursor cursor = text->textCursor();
    cursor.beginEditBlock();
    cursor.insertText(m_search->replacementFor(hit, with));
    cursor.endEditBlock();
    m_undo->changeTexts(tr("Replace"), {text->document()});
    step(1);
}

void PromptFinder::replaceAll(const QString &with)
{
    if (!m_search || count() == 0) return;
    QList<QTextDocument *> changed;
    const auto search = *m_search;
    const auto all = m_hits; // every change finds anew
    const std::vector<MessageEditor *> editors = m_messages->editors();
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i].empty()) continue;
        QTextCursor cursor(editors[i]->editor()->document());
        cursor.beginEditBlock();
        for (auto hit = all[i].rbegin(); hit != all[i].rend(); ++hit) {
            cursor.setPosition(int(hit->offset));
            cursor.setPosition(int(hit->offset + hit->length), QTextCursor::KeepAnchor);
            cursor.insertText(search.replacementFor(*hit, with));
        }
        cursor.endEditBlock();
        changed += editors[i]->editor()->document();
    }
    m_undo->changeTexts(tr("Replace all"), changed);
}

} // namespace burin
