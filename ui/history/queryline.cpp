#include "ui/history/queryline.h"

#include "core/query/queryedit.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStringListModel>
#include <QTextCharFormat>

namespace burin {

namespace {

QTextCharFormat formatOf(QueryPartKind kind)
{
    const ThemeColors &colors = theme().colors();
    QTextCharFormat format;
    switch (kind) {
    case QueryPartKind::Field:
    case QueryPartKind::Relation:
        format.setForeground(colors.accent);
        break;
    case QueryPartKind::Value:
        format.setForeground(colors.variable);
        break;
    case QueryPartKind::Phrase:
        format.setForeground(colors.ok);
        break;
    case QueryPartKind::Negation:
        format.setForeground(colors.warn);
        break;
    case QueryPartKind::Wrong:
        format.setForeground(colors.error);
        format.setFontUnderline(true);
        break;
    case QueryPartKind::Word:
        format.setForeground(colors.text);
        break;
    }
    return format;
}

} // namespace

QueryLine::QueryLine(QWidget *parent)
    : QLineEdit(parent), m_texts(new QStringListModel(this)), m_completer(new QCompleter(m_texts, this))
{
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_completer->setMaxVisibleItems(12);
    m_completer->popup()->setAccessibleName(tr("Completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &QueryLine::take);
    connect(this, &QLineEdit::textChanged, this, &QueryLine::colour);
    connect(this, &QLineEdit::textEdited, this, &QueryLine::offer);
    connect(&theme(), &Theme::changed, this, &QueryLine::colour);
}

/// A line edit takes formats from an input method only; one that composes nothing leaves the text as it is.
void QueryLine::colour()
{
    QList<QInputMethodEvent::Attribute> formats;
    for (const QueryPart &part : parseQuery(text(), QDate::currentDate()).parts)
        formats +=
            {QInputMethodEvent::TextFormat, int(part.offset) - cursorPosition(), int(part.length), formatOf(part.kind)};
    QInputMethodEvent event({}, formats);
    QCoreApplication::sendEvent(this, &event);
}

bool QueryLine::isOffering() const
{
    return m_completer->popup()->isVisible();
}

void QueryLine::offer()
{
    const QueryCompletion completion = completionsAt(text(), cursorPosition(), m_known);
    m_offset = completion.offset;
    m_length = completion.length;
    m_texts->setStringList(completion.texts);
    if (completion.texts.isEmpty()) return m_completer->popup()->hide();
    QRect place = cursorRect();
    place.setWidth(theme().space(80));
    m_completer->complete(place);
}

void QueryLine::take(const QString &completion)
{
    const bool whole = completion.back() != u':' && completion.back() != u'=' &&
                       (completion.contains(u':') || completion.contains(u'='));
    const QString behind = text().mid(m_offset + m_length);
    const QString space = whole && !behind.startsWith(u' ') ? QStringLiteral(" ") : QString();
    setSelection(int(m_offset), int(m_length));
    insert(completion + space);
    if (!whole) offer();
}

void QueryLine::keyPressEvent(QKeyEvent *event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isOffering() && m_completer->popup()->currentIndex().isValid() && (enters || event->key() == Qt::Key_Tab))
        return event->ignore(); // the completer takes what is chosen
    if (isOffering() && event->key() == Qt::Key_Escape) {
        m_completer->popup()->hide();
        return event->accept();
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) return offer();
    if (enters) {
        m_completer->popup()->hide();
        Q_EMIT entered();
        return event->accept();
    }
    QLineEdit::keyPressEvent(event);
}

void QueryLine::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) m_completer->popup()->hide();
}

} // namespace burin
