#include "ui/workbench/findbar.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace burin {

FindBar::FindBar(QWidget *parent)
    : QFrame(parent),
      m_find(makeField("find", tr("Find"))),
      m_replace(makeField("replace", tr("Replace with"))),
      m_count(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_case(makeSwitch("findCase", QStringLiteral("case-sensitive"), tr("Match case"))),
      m_regular(makeSwitch("findRegular", QStringLiteral("regex"), tr("Regular expression"))),
      m_replacing(new QWidget(this))
{
    setObjectName(QStringLiteral("findBar"));
    m_count->setObjectName(QStringLiteral("findCount"));
    layOut();
    connect(m_find, &QLineEdit::textChanged, this, &FindBar::soughtChanged);
    hide();
}

QLineEdit *FindBar::makeField(const char *name, const QString &title)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(QLatin1StringView(name));
    field->setPlaceholderText(title);
    field->setAccessibleName(title);
    field->installEventFilter(this);
    return field;
}

QToolButton *FindBar::makeTool(const char *name, const QString &iconName, const QString &title)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1StringView(name));
    button->setIcon(icon(iconName));
    button->setAccessibleName(title);
    button->setToolTip(title);
    return button;
}

QToolButton *FindBar::makeSwitch(const char *name, const QString &iconName, const QString &title)
{
    QToolButton *button = makeTool(name, iconName, title);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, &FindBar::soughtChanged);
    return button;
}

void FindBar::layOut()
{
    QToolButton *previous = makeTool("findPrevious", QStringLiteral("chevron-up"), tr("Previous hit (Shift+F3)"));
    QToolButton *next = makeTool("findNext", QStringLiteral("chevron-down"), tr("Next hit (F3)"));
    QToolButton *close = makeTool("findClose", QStringLiteral("x"), tr("Close (Esc)"));
    QToolButton *one = makeTool("replaceOne", QStringLiteral("replace"), tr("Replace this hit (Enter)"));
    QToolButton *all = makeTool("replaceAll", QStringLiteral("replace-all"), tr("Replace all (Ctrl+Alt+Enter)"));
    connect(previous, &QToolButton::clicked, this, &FindBar::previousWanted);
    connect(next, &QToolButton::clicked, this, &FindBar::nextWanted);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    connect(one, &QToolButton::clicked, this, [this] { Q_EMIT replaceWanted(m_replace->text()); });
    connect(all, &QToolButton::clicked, this, [this] { Q_EMIT replaceAllWanted(m_replace->text()); });
    const auto fill = [](QWidget *parent, const QList<QWidget *> &parts) {
        auto *row = new QHBoxLayout(parent);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(theme().space(1));
        for (QWidget *part : parts)
            row->addWidget(part, qobject_cast<QLineEdit *>(part) ? 1 : 0);
    };
    auto *finding = new QWidget(this);
    fill(finding, {m_find, m_count, m_case, m_regular, previous, next, close});
    fill(m_replacing, {m_replace, one, all});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, theme().space(2));
    column->setSpacing(theme().space(1));
    column->addWidget(finding);
    column->addWidget(m_replacing);
}

void FindBar::open(Mode mode, const QString &selected)
{
    m_replacing->setVisible(mode == Mode::Replace);
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator)) m_find->setText(selected);
    show();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    Q_EMIT soughtChanged();
}

SearchFor FindBar::sought() const
{
    return {m_find->text(), m_regular->isChecked() ? SearchFor::Syntax::RegularExpression : SearchFor::Syntax::Plain,
            m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive};
}

void FindBar::showCount(int current, int count)
{
    const QLocale locale;
    setTone(m_count, {});
    setPlainToolTip(m_count, {});
    if (m_find->text().isEmpty()) return m_count->clear();
    if (count == 0) return m_count->setText(tr("no hits"));
    //: Which hit of how many.
    m_count->setText(current > 0 ? tr("%1 of %2").arg(locale.toString(current), locale.toString(count))
                                 : tr("%n hit(s)", nullptr, count));
}

void FindBar::showError(const QString &error)
{
    setTone(m_count, QStringLiteral("error"));
    m_count->setText(tr("no valid pattern"));
    setPlainToolTip(m_count, error);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    const auto *key = static_cast<QKeyEvent *>(event);
    if (event->type() == QEvent::ShortcutOverride && key->key() == Qt::Key_Escape) {
        event->accept(); // here it closes the bar, whatever else it stops elsewhere
        return true;
    }
    if (event->type() == QEvent::KeyPress && keyPressed(watched, key)) return true;
    return QFrame::eventFilter(watched, event);
}

bool FindBar::keyPressed(QObject *field, const QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (enter && event->modifiers() == (Qt::ControlModifier | Qt::AltModifier))
        Q_EMIT replaceAllWanted(m_replace->text());
    else if (enter && event->modifiers() == Qt::ShiftModifier)
        Q_EMIT previousWanted();
    else if (enter && field == m_replace)
        Q_EMIT replaceWanted(m_replace->text());
    else if (enter)
        Q_EMIT nextWanted();
    else
        return false;
    return true;
}

} // namespace burin
