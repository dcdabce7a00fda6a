#include "ui/history/querymenus.h"

#include "core/query/query.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

#include <algorithm>

namespace burin {

namespace {

struct FilterRow {
    const char *condition;
    const char *title; ///< Source text, context "burin::FilterMenu".
};
constexpr FilterRow filters[] = {
    {"is:starred", QT_TRANSLATE_NOOP("burin::FilterMenu", "Starred")},
    {"rating>=4", QT_TRANSLATE_NOOP("burin::FilterMenu", "Rated 4 or better")},
    {"has:note", QT_TRANSLATE_NOOP("burin::FilterMenu", "With a note")},
    {"has:tag", QT_TRANSLATE_NOOP("burin::FilterMenu", "With a tag")},
    {"has:error", QT_TRANSLATE_NOOP("burin::FilterMenu", "With an error")},
    {"is:unpriced", QT_TRANSLATE_NOOP("burin::FilterMenu", "Without a price")},
    {"-is:simulated", QT_TRANSLATE_NOOP("burin::FilterMenu", "Not simulated")},
};

RunCondition conditionIn(const char *text)
{
    return parseQuery(QLatin1StringView(text), QDate::currentDate()).query.conditions.front();
}

} // namespace

FilterMenu::FilterMenu(QWidget *parent) : QToolButton(parent)
{
    setText(tr("Filters"));
    setAccessibleName(tr("More filters"));
    setToolTip(tr("More filters"));
    setPopupMode(InstantPopup);
    auto *menu = new QMenu(this);
    for (const FilterRow &row : filters) {
        QAction *action = menu->addAction(tr(row.title));
        action->setCheckable(true);
        m_actions.push_back(action);
        connect(action, &QAction::triggered, this, [this, row](bool checked) {
            const RunField field = conditionIn(row.condition).field;
            Q_EMIT chosen(field, checked ? QString::fromLatin1(row.condition) : QString());
        });
    }
    setMenu(menu);
}

void FilterMenu::showQuery(const RunQuery &query)
{
    for (size_t i = 0; i < m_actions.size(); ++i) {
        const RunCondition condition = conditionIn(filters[i].condition);
        m_actions[i]->setChecked(std::ranges::find(query.conditions, condition) != query.conditions.end());
    }
}

ViewsMenu::ViewsMenu(QWidget *parent) : QToolButton(parent), m_menu(new QMenu(this)), m_name(new QLineEdit)
{
    setText(tr("Views"));
    setAccessibleName(tr("Saved queries"));
    setToolTip(tr("Saved queries"));
    setPopupMode(InstantPopup);
    setMenu(m_menu);
    m_name->setPlaceholderText(tr("Keep this query as …"));
    m_name->setAccessibleName(tr("Name for this query"));
    m_name->setMinimumWidth(theme().space(50));
    connect(m_name, &QLineEdit::returnPressed, this, &ViewsMenu::keep);
    auto *field = new QWidgetAction(this);
    field->setDefaultWidget(m_name);
    m_menu->addAction(field);
    connect(m_menu, &QMenu::aboutToShow, this, &ViewsMenu::fill);
}

void ViewsMenu::setSaved(const std::vector<SavedQuery> &saved)
{
    m_saved = saved;
}

void ViewsMenu::setText(const QString &text)
{
    m_text = text.trimmed();
    m_name->setEnabled(!m_text.isEmpty());
}

/// The field for a name stays first; below it what is kept, and a menu to forget it.
void ViewsMenu::fill()
{
    const QList<QAction *> actions = m_menu->actions();
    for (QAction *action : actions.mid(1))
        delete action;
    for (const SavedQuery &query : m_saved)
        connect(m_menu->addAction(oneLine(query.name)), &QAction::triggered, this,
                [this, text = query.text] { Q_EMIT chosen(text); });
    if (m_saved.empty()) return;
    m_menu->addSeparator();
    auto *gone = new QMenu(tr("Forget"), m_menu);
    for (const SavedQuery &query : m_saved)
        connect(gone->addAction(oneLine(query.name)), &QAction::triggered, this,
                [this, name = query.name] { forget(name); });
    m_menu->addMenu(gone);
}

void ViewsMenu::keep()
{
    const QString name = m_name->text().simplified();
    if (name.isEmpty() || m_text.isEmpty()) return;
    std::erase_if(m_saved, [&](const SavedQuery &query) { return query.name == name; });
    m_saved.push_back({name, m_text});
    m_name->clear();
    m_menu->close();
    Q_EMIT savedChanged(m_saved);
}

void ViewsMenu::forget(const QString &name)
{
    std::erase_if(m_saved, [&](const SavedQuery &query) { return query.name == name; });
    Q_EMIT savedChanged(m_saved);
}

} // namespace burin
