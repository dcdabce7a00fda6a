#include "ui/faultlab/scenariolist.h"

#include "ui/common/emptystate.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {
constexpr int ModelRole = Qt::UserRole;
}

ScenarioList::ScenarioList(QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_tree(new QTreeWidget(this)), m_empty(new EmptyState(this))
{
    m_search->setPlaceholderText(tr("Search scenarios"));
    m_search->setAccessibleName(tr("Search scenarios"));
    m_search->setClearButtonEnabled(true);
    m_tree->setAccessibleName(tr("Scenarios"));
    m_tree->setObjectName(QStringLiteral("scenarios"));
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(theme().space(3));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(false);
    m_empty->setContent({QStringLiteral("search"), tr("No scenario matches."), tr("Clear the search")});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(3), theme().space(3), theme().space(3), 0);
    layout->setSpacing(theme().space(2));
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Fault lab"), this));
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_empty, 1);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &ScenarioList::fill);
    connect(m_empty, &EmptyState::actionTriggered, m_search, &QLineEdit::clear);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] { Q_EMIT currentChanged(current()); });
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (!current().isEmpty()) Q_EMIT triggered();
    });
}

void ScenarioList::setScenarios(const std::vector<FaultScenario> &scenarios)
{
    m_scenarios = scenarios;
    fill();
}

void ScenarioList::setKind(const QString &kind)
{
    m_kind = kind;
    fill();
}

bool ScenarioList::isOffered(const FaultScenario &scenario) const
{
    if (!scenario.kinds.isEmpty() && !scenario.kinds.contains(m_kind)) return false;
    const QString wanted = m_search->text().trimmed();
    const auto has = [&wanted](const QString &text) { return text.contains(wanted, Qt::CaseInsensitive); };
    return has(scenario.title) || has(scenario.description) || has(scenario.family) || has(scenario.model);
}

QStringList ScenarioList::offered() const
{
    QStringList models;
    for (const FaultScenario &scenario : m_scenarios) {
        if (isOffered(scenario)) models += scenario.model;
    }
    return models;
}

QString ScenarioList::current() const
{
    const QTreeWidgetItem *const item = m_tree->currentItem();
    return item ? item->data(0, ModelRole).toString() : QString();
}

void ScenarioList::fill()
{
    const QString before = current();
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    QTreeWidgetItem *family = nullptr;
    QTreeWidgetItem *selected = nullptr;
    for (const FaultScenario &scenario : m_scenarios) {
        if (!isOffered(scenario)) continue;
        if (!family || family->text(0) != scenario.family) {
            family = new QTreeWidgetItem(m_tree, {scenario.family});
            family->setFlags(Qt::ItemIsEnabled);
            family->setFont(0, theme().smallFont());
        }
        auto *const item = new QTreeWidgetItem(family, {scenario.title});
        item->setData(0, ModelRole, scenario.model);
        item->setToolTip(0, plainToolTip(scenario.description));
        if (!selected || scenario.model == before) selected = item;
    }
    m_tree->expandAll();
    m_tree->setVisible(selected);
    m_empty->setVisible(!selected);
    if (selected) m_tree->setCurrentItem(selected);
    Q_EMIT currentChanged(current());
}

} // namespace burin
