#include "ui/compare/comparebar.h"

#include "ui/common/announce.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <ranges>

namespace burin {

namespace {

constexpr int LongestName = 200;
constexpr size_t MostInMenu = 30;

} // namespace

CompareBar::CompareBar(QWidget *parent)
    : QFrame(parent),
      m_name(new QLineEdit(this)),
      m_saved(new QMenu(this)),
      m_base(new QComboBox(this)),
      m_aspects(new QButtonGroup(this)),
      m_run(new QPushButton(this))
{
    setProperty("header", true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme().space(3), theme().space(1), theme().space(4), theme().space(1));
    row->setSpacing(theme().space(2));
    addNaming(row);
    addAspects(row);
    addActions(row);
    row->setStretchFactor(m_name, 1);
    setState({Comparison::FewestLanes});
    setSaved({});
}

QToolButton *CompareBar::makeTool(const QString &iconName, const QString &name)
{
    auto *tool = new QToolButton(this);
    tool->setIcon(icon(iconName));
    tool->setAccessibleName(name);
    tool->setToolTip(name);
    return tool;
}

void CompareBar::addNaming(QLayout *row)
{
    m_name->setFont(theme().titleFont());
    m_name->setProperty("title", true);
    m_name->setMaxLength(LongestName);
    m_name->setPlaceholderText(tr("Untitled comparison"));
    m_name->setAccessibleName(tr("Name of the comparison"));
    m_name->setObjectName(QStringLiteral("comparisonName"));
    connect(m_name, &QLineEdit::textEdited, this, &CompareBar::nameEdited);
    auto *saved = new QPushButton(tr("Comparisons"), this);
    saved->setProperty("flat", true);
    saved->setAccessibleName(tr("Saved comparisons"));
    saved->setObjectName(QStringLiteral("savedComparisons"));
    setPlainToolTip(saved, tr("Open a saved comparison, or begin a new one. What you compare is saved by itself."));
    connect(saved, &QPushButton::clicked, this,
            [this, saved] { m_saved->popup(saved->mapToGlobal(QPoint(0, saved->height()))); });
    row->addWidget(m_name);
    row->addWidget(saved);
}

void CompareBar::addAspects(QLayout *row)
{
    const auto add = [this, row](LaneAspect aspect, const QString &text, const QString &hint) {
        auto *button = new QToolButton(this);
        button->setText(text);
        button->setCheckable(true);
        button->setAccessibleName(hint);
        button->setToolTip(hint);
        m_aspects->addButton(button, int(aspect));
        row->addWidget(button);
    };
    add(LaneAspect::Answer, tr("Answers"), tr("Show the answers"));
    add(LaneAspect::Changes, tr("Changes"), tr("Show what differs from the base lane"));
    add(LaneAspect::Repeats, tr("Repeats"), tr("Show what repeated runs have in common"));
    m_aspects->button(int(LaneAspect::Answer))->setChecked(true);
    connect(m_aspects, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT aspectChosen(LaneAspect(id)); });
    m_base->setObjectName(QStringLiteral("baseLane"));
    m_base->setAccessibleName(tr("The lane that the others are compared with"));
    m_base->setToolTip(m_base->accessibleName());
    connect(m_base, &QComboBox::activated, this, &CompareBar::baseChosen);
    row->addWidget(m_base);
}

void CompareBar::addActions(QLayout *row)
{
    QToolButton *link = makeTool(QStringLiteral("link-2"), tr("Scroll the lanes together"));
    link->setCheckable(true);
    link->setChecked(true);
    link->setObjectName(QStringLiteral("scrollTogether"));
    connect(link, &QToolButton::toggled, this, &CompareBar::linkToggled);
    m_add = makeTool(QStringLiteral("plus"), tr("Add a lane"));
    m_add->setObjectName(QStringLiteral("addLane"));
    connect(m_add, &QToolButton::clicked, this, &CompareBar::addRequested);
    m_run->setProperty("primary", true);
    m_run->setObjectName(QStringLiteral("runAll"));
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_state.running > 0)
            Q_EMIT stopRequested();
        else
            Q_EMIT runRequested();
    });
    for (QWidget *part : std::initializer_list<QWidget *>{link, m_add, m_run})
        row->addWidget(part);
}

QString CompareBar::name() const
{
    return m_name->text();
}

void CompareBar::setName(const QString &name)
{
    m_name->setText(name);
    m_name->setCursorPosition(0);
}

void CompareBar::setSaved(const std::vector<ComparisonEntry> &entries)
{
    m_saved->clear();
    connect(m_saved->addAction(tr("New comparison")), &QAction::triggered, this, &CompareBar::newRequested);
    QAction *save = m_saved->addAction(tr("Export this comparison…"));
    save->setObjectName(QStringLiteral("exportComparison"));
    connect(save, &QAction::triggered, this, &CompareBar::exportRequested);
    QAction *remove = m_saved->addAction(tr("Delete this comparison"));
    remove->setObjectName(QStringLiteral("deleteComparison"));
    connect(remove, &QAction::triggered, this, &CompareBar::removeRequested);
    if (!entries.empty()) m_saved->addSeparator();
    for (const ComparisonEntry &entry : entries | std::views::take(MostInMenu)) {
        const QString name = entry.name.isEmpty() ? tr("Untitled comparison") : oneLine(entry.name);
        QAction *action = m_saved->addAction(
            QStringLiteral("%1\t%2").arg(QString(name).replace(u'&', QStringLiteral("&&")), formatTime(entry.savedAt)));
        connect(action, &QAction::triggered, this, [this, key = entry.key] { Q_EMIT openRequested(key); });
    }
}

void CompareBar::setState(const State &state)
{
    m_state = state;
    m_base->clear();
    for (int i = 0; i < state.lanes; ++i)
        m_base->addItem(tr("Base: %1").arg(QChar(u'A' + i)));
    m_base->setCurrentIndex(state.base);
    m_add->setEnabled(state.lanes < Comparison::MostLanes);
    const bool running = state.running > 0;
    m_run->setText(running ? tr("Stop all") : tr("Run all"));
    m_run->setIcon(icon(running ? QStringLiteral("square") : QStringLiteral("play"), &ThemeColors::onAccent));
    m_run->setAccessibleName(m_run->text());
    m_run->setToolTip(running ? tr("Stop all lanes and keep what arrived (Esc)")
                              : tr("Run all lanes (Ctrl+Shift+Enter)"));
}

LaneAspect CompareBar::aspect() const
{
    return LaneAspect(m_aspects->checkedId());
}

} // namespace burin
