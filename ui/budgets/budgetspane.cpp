#include "ui/budgets/budgetspane.h"

#include "ui/budgets/breachtable.h"
#include "ui/budgets/budgetrow.h"
#include "ui/budgets/budgettexts.h"
#include "ui/budgets/moneyfield.h"
#include "ui/common/datatable.h"
#include "ui/common/flowlayout.h"
#include "ui/common/labels.h"
#include "ui/common/undobar.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

bool isSame(const Budget &a, const Budget &b)
{
    return a.scope == b.scope && a.prompt == b.prompt;
}

} // namespace

BudgetsPane::BudgetsPane(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout), m_undo(new UndoBar(this))
{
    m_rows->setSpacing(theme().space(6));
    QLabel *empty = plainLabel(LabelStyle::Muted,
                               tr("There is no budget. With one, the most that a run can cost is reserved before it is "
                                  "sent, and a run that reaches the limit stops there with its text."),
                               this);
    empty->setWordWrap(true);
    m_empty = empty;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(4));
    layout->addWidget(m_empty);
    layout->addLayout(m_rows);
    layout->addWidget(m_undo);
    layout->addWidget(makeAdder());
    m_history = makeHistory();
    layout->addWidget(m_history);
    layout->addStretch();
    offerScopes();
}

QWidget *BudgetsPane::makeAdder()
{
    auto *adder = new QWidget(this);
    m_scope = new QComboBox(adder);
    m_scope->setAccessibleName(tr("What the new budget limits"));
    m_prompt = new QLineEdit(adder);
    m_prompt->setAccessibleName(tr("Title of the prompt"));
    m_prompt->setPlaceholderText(tr("Title of the prompt"));
    m_prompt->setMinimumWidth(theme().space(40));
    m_limit = new MoneyField(tr("Limit of the new budget"), adder);
    auto *button = new QPushButton(icon(QStringLiteral("plus")), tr("Add budget"), adder);
    button->setAccessibleName(button->text());
    auto *row = new FlowLayout(adder);
    row->setSpacing(theme().space(2));
    auto *policy = new QPushButton(tr("When to ask …"), adder);
    policy->setProperty("flat", true);
    policy->setAccessibleName(tr("Settings of budgets"));
    policy->setToolTip(tr("Settings: from which cost on a run is asked about, and runs without a known price"));
    connect(policy, &QPushButton::clicked, this, &BudgetsPane::policyRequested);
    for (QWidget *part : std::initializer_list<QWidget *>{m_scope, m_prompt, m_limit, button, policy})
        row->addWidget(part);
    connect(m_scope, &QComboBox::currentIndexChanged, this,
            [this] { m_prompt->setVisible(BudgetScope(m_scope->currentData().toInt()) == BudgetScope::Prompt); });
    connect(button, &QPushButton::clicked, this, &BudgetsPane::add);
    connect(m_limit, &QLineEdit::returnPressed, this, &BudgetsPane::add);
    return adder;
}

void BudgetsPane::offerScopes()
{
    const QVariant chosen = m_scope->currentData();
    const QSignalBlocker quiet(m_scope);
    m_scope->clear();
    for (const BudgetScope scope :
         {BudgetScope::Day, BudgetScope::Week, BudgetScope::Month, BudgetScope::Run, BudgetScope::Prompt}) {
        const auto isThere = [scope](const BudgetReport &r) { return r.state.budget.scope == scope; };
        const bool there = scope != BudgetScope::Prompt && std::ranges::any_of(m_overview.budgets, isThere);
        if (!there)
            m_scope->addItem(scope == BudgetScope::Prompt
                                 ? tr("One prompt")
                                 : budgetTitle(Budget{.scope = scope, .prompt = {}, .limit = {}}),
                             int(scope));
    }
    m_scope->setCurrentIndex(qMax(0, m_scope->findData(chosen)));
    m_prompt->setVisible(BudgetScope(m_scope->currentData().toInt()) == BudgetScope::Prompt);
}

QWidget *BudgetsPane::makeHistory()
{
    auto *history = new QWidget(this);
    m_breaches = new CellModel(this);
    m_breachTable = new DataTable(history);
    m_breachTable->setModel(m_breaches);
    m_breachTable->setAccessibleName(tr("Thresholds that were passed"));
    m_breachTable->setMinimumHeight(theme().space(50));
    auto *layout = new QVBoxLayout(history);
    layout->setContentsMargins(0, theme().space(2), 0, 0);
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Thresholds that were passed"), history));
    layout->addWidget(m_breachTable);
    connect(m_breachTable, &DataTable::rowTriggered, this, [this](const QModelIndex &index) {
        const RunId run = m_overview.breaches[size_t(index.row())].run;
        if (run.isValid()) Q_EMIT runRequested(run);
    });
    history->hide();
    return history;
}

void BudgetsPane::setOverview(const BudgetsOverview &overview)
{
    m_overview = overview;
    showRows();
    m_empty->setVisible(overview.budgets.empty());
    m_history->setVisible(!overview.breaches.empty());
    m_breaches->setTable(breachTable(overview.breaches));
    m_breachTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_breachTable->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    offerScopes();
}

void BudgetsPane::showRows()
{
    QList<BudgetRow *> rows = findChildren<BudgetRow *>();
    for (BudgetRow *row : std::as_const(rows)) {
        const bool stays = std::ranges::any_of(
            m_overview.budgets, [row](const BudgetReport &r) { return isSame(r.state.budget, row->budget()); });
        if (!stays) delete row;
    }
    rows = findChildren<BudgetRow *>();
    int place = 0;
    for (const BudgetReport &report : m_overview.budgets) {
        const auto known = std::ranges::find_if(
            rows, [&](const BudgetRow *row) { return isSame(report.state.budget, row->budget()); });
        if (known == rows.end())
            addRow(report);
        else {
            (*known)->setReport(report);
            m_rows->removeWidget(*known);
            m_rows->insertWidget(place, *known);
        }
        ++place;
    }
}

void BudgetsPane::addRow(const BudgetReport &report)
{
    auto *row = new BudgetRow(report.state.budget, this);
    row->setReport(report);
    connect(row, &BudgetRow::limitEntered, this, [this, row](Money limit) {
        Budget changed = row->budget();
        changed.limit = limit;
        Q_EMIT budgetSet(changed);
    });
    connect(
        row, &BudgetRow::removeRequested, this, [this, row] { remove(row->budget()); },
        Qt::QueuedConnection); // the row may be gone after it
    m_rows->addWidget(row);
    row->show();
}

void BudgetsPane::setPromptTitle(const QString &title)
{
    if (!m_prompt->hasFocus()) m_prompt->setText(title);
}

void BudgetsPane::add()
{
    const std::optional<Money> limit = m_limit->amount();
    if (!limit) return m_limit->setFocus();
    Budget budget{.scope = BudgetScope(m_scope->currentData().toInt()), .prompt = {}, .limit = *limit};
    if (budget.scope == BudgetScope::Prompt) {
        budget.prompt = m_prompt->text().trimmed();
        if (budget.prompt.isEmpty()) return m_prompt->setFocus();
    }
    m_limit->clear();
    Q_EMIT budgetSet(budget);
}

void BudgetsPane::remove(const Budget &budget)
{
    Q_EMIT budgetRemoved(budget);
    m_undo->offer(tr("Budget removed: %1.").arg(budgetTitle(budget)), [this, budget] { Q_EMIT budgetSet(budget); });
}

} // namespace burin
