#include "ui/costs/costfilterbar.h"

#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

// Ranges by a number of days, and two that have none.
constexpr int MonthRange = 1000;
constexpr int CustomRange = 1001;
constexpr int UsualRange = 7;

QComboBox *makeBox(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    box->setMaxVisibleItems(20);
    box->view()->setTextElideMode(Qt::ElideMiddle);
    return box;
}

QDateEdit *makeDate(const QString &name, QWidget *parent)
{
    auto *date = new QDateEdit(QDate::currentDate(), parent);
    date->setCalendarPopup(true);
    date->setAccessibleName(name);
    return date;
}

} // namespace

CostFilterBar::CostFilterBar(QWidget *parent) : QWidget(parent), m_ranges(new QButtonGroup(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(2));
    layout->addWidget(makeRanges());
    layout->addWidget(makeBoxes());
    setChoices({});
    chooseRange(UsualRange);
    connect(m_ranges, &QButtonGroup::idClicked, this, [this](int range) {
        chooseRange(range);
        Q_EMIT changed();
    });
    for (QDateEdit *date : {m_from, m_to})
        connect(date, &QDateEdit::dateChanged, this, &CostFilterBar::changed);
    for (QComboBox *box : {m_provider, m_model, m_prompt, m_tag, m_status})
        connect(box, &QComboBox::currentIndexChanged, this, &CostFilterBar::boxChanged);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        Q_EMIT changed();
    });
}

QWidget *CostFilterBar::makeRanges()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Costs"), row));
    layout->addStretch();
    for (const int range : {1, 7, 30, 90, MonthRange, CustomRange}) {
        auto *button = new QToolButton(row);
        button->setText(range == 1             ? tr("Today")
                        : range == MonthRange  ? tr("This month")
                        : range == CustomRange ? tr("From – to")
                                               : tr("%n days", nullptr, range));
        button->setCheckable(true);
        button->setAccessibleName(range > 1 && range < MonthRange ? tr("Last %n days", nullptr, range)
                                                                  : button->text());
        m_ranges->addButton(button, range);
        layout->addWidget(button);
    }
    m_dates = new QWidget(row);
    m_from = makeDate(tr("First day"), m_dates);
    m_to = makeDate(tr("Last day"), m_dates);
    auto *dates = new QHBoxLayout(m_dates);
    dates->setContentsMargins(0, 0, 0, 0);
    dates->addWidget(m_from);
    dates->addWidget(m_to);
    layout->addWidget(m_dates);
    return row;
}

QWidget *CostFilterBar::makeBoxes()
{
    auto *row = new QWidget(this);
    auto *layout = new FlowLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_provider = makeBox(tr("Provider"), row);
    m_model = makeBox(tr("Model"), row);
    m_prompt = makeBox(tr("Prompt"), row);
    m_tag = makeBox(tr("Tag"), row);
    m_status = makeBox(tr("Status"), row);
    m_status->addItem(tr("Any status"));
    for (const RunStatus status : {RunStatus::Completed, RunStatus::Truncated, RunStatus::Partial, RunStatus::Failed,
                                   RunStatus::Cancelled, RunStatus::Interrupted, RunStatus::Blocked})
        m_status->addItem(icon(statusIconName(status)), formatStatus(status), int(status));
    m_clear = new QPushButton(tr("Clear filters"), row);
    m_clear->setProperty("flat", true);
    m_clear->setAccessibleName(m_clear->text());
    for (QWidget *part : std::initializer_list<QWidget *>{m_provider, m_model, m_prompt, m_tag, m_status, m_clear})
        layout->addWidget(part);
    return row;
}

void CostFilterBar::fillBox(QComboBox *box, const QStringList &names)
{
    QStringList known;
    for (int i = 1; i < box->count(); ++i)
        known += box->itemData(i).toString();
    if (known == names && box->count() > 0) return; // it may be open
    const QSignalBlocker blocker(box);
    const QString chosen = box->currentData().toString();
    const std::pair<QComboBox *, QString> all[] = {{m_provider, tr("Any provider")},
                                                   {m_model, tr("Any model")},
                                                   {m_prompt, tr("Any prompt")},
                                                   {m_tag, tr("Any tag")}};
    box->clear();
    box->addItem(std::ranges::find(all, box, &std::pair<QComboBox *, QString>::first)->second, QString());
    for (const QString &name : names)
        box->addItem(oneLine(name), name);
    if (box->findData(chosen) < 0) box->addItem(oneLine(chosen), chosen);
    box->setCurrentIndex(box->findData(chosen));
    box->view()->setMinimumWidth(std::min(box->view()->sizeHintForColumn(0), theme().space(120)));
}

void CostFilterBar::setChoices(const CostChoices &choices)
{
    fillBox(m_provider, choices.providers);
    fillBox(m_model, choices.models);
    fillBox(m_prompt, choices.prompts);
    fillBox(m_tag, choices.tags);
    m_clear->setVisible(isNarrowed());
}

CostFilter CostFilterBar::filter() const
{
    CostFilter filter;
    const QDate today = QDate::currentDate();
    const int range = m_range;
    if (range == CustomRange)
        filter.range = {std::min(m_from->date(), m_to->date()), std::max(m_from->date(), m_to->date())};
    else if (range == MonthRange)
        filter.range = {QDate(today.year(), today.month(), 1), today};
    else
        filter.range = {today.addDays(1 - range), today};
    filter.provider = m_provider->currentData().toString();
    filter.model = m_model->currentData().toString();
    filter.prompt = m_prompt->currentData().toString();
    filter.tag = m_tag->currentData().toString();
    if (const QVariant status = m_status->currentData(); status.isValid()) filter.status = RunStatus(status.toInt());
    return filter;
}

QJsonObject CostFilterBar::state() const
{
    const CostFilter now = filter();
    return {{QStringLiteral("range"), m_range},
            {QStringLiteral("from"), m_from->date().toString(Qt::ISODate)},
            {QStringLiteral("to"), m_to->date().toString(Qt::ISODate)},
            {QStringLiteral("provider"), now.provider},
            {QStringLiteral("model"), now.model},
            {QStringLiteral("prompt"), now.prompt},
            {QStringLiteral("tag"), now.tag},
            {QStringLiteral("status"), now.status ? toString(*now.status) : QString()}};
}

void CostFilterBar::restore(const QJsonObject &state)
{
    const QSignalBlocker blocker(this);
    const auto dateOf = [&state](const char *name) {
        const QDate date = QDate::fromString(state.value(QLatin1StringView(name)).toString(), Qt::ISODate);
        return date.isValid() ? date : QDate::currentDate();
    };
    const int range = state.value(QLatin1StringView("range")).toInt(UsualRange);
    chooseRange(m_ranges->button(range) ? range : UsualRange);
    m_from->setDate(dateOf("from"));
    m_to->setDate(dateOf("to"));
    const std::pair<QComboBox *, const char *> boxes[] = {
        {m_provider, "provider"}, {m_model, "model"}, {m_prompt, "prompt"}, {m_tag, "tag"}};
    for (const auto &[box, name] : boxes) {
        const QString value = state.value(QLatin1StringView(name)).toString();
        if (box->findData(value) < 0) box->addItem(oneLine(value), value);
        box->setCurrentIndex(box->findData(value));
    }
    m_status->setCurrentIndex(0);
    for (int i = 1; i < m_status->count(); ++i)
        if (toString(RunStatus(m_status->itemData(i).toInt())) == state.value(QLatin1StringView("status")).toString())
            m_status->setCurrentIndex(i);
    m_clear->setVisible(isNarrowed());
}

void CostFilterBar::showDays(int days)
{
    chooseRange(days);
    clear();
    Q_EMIT changed();
}

bool CostFilterBar::isNarrowed() const
{
    CostFilter all;
    all.range = filter().range;
    return filter() != all;
}

void CostFilterBar::clear()
{
    for (QComboBox *box : {m_provider, m_model, m_prompt, m_tag, m_status}) {
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(0);
    }
    m_clear->hide();
}

void CostFilterBar::chooseRange(int range)
{
    if (range == CustomRange && m_range != CustomRange) {
        const DayRange before = filter().range; // begin with what is on the screen
        const QSignalBlocker blockers[] = {QSignalBlocker(m_from), QSignalBlocker(m_to)};
        m_from->setDate(before.from);
        m_to->setDate(before.to);
    }
    m_range = range;
    m_ranges->button(range)->setChecked(true);
    m_dates->setVisible(range == CustomRange);
}

void CostFilterBar::boxChanged()
{
    m_clear->setVisible(isNarrowed());
    Q_EMIT changed();
}

} // namespace burin
