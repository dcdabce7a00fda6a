#include "ui/history/querybar.h"

#include "core/query/queryedit.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/history/datefield.h"
#include "ui/history/queryline.h"
#include "ui/history/querymenus.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

constexpr int AnyTime = -2;
constexpr int CustomPeriod = -1;

QComboBox *makeBox(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(9);
    box->setMaxVisibleItems(20);
    box->setPlaceholderText(name + QStringLiteral(" …"));
    box->view()->setTextElideMode(Qt::ElideMiddle);
    return box;
}

std::vector<RunCondition> conditionsOn(RunField field, const RunQuery &query)
{
    std::vector<RunCondition> found;
    for (const RunCondition &condition : query.conditions)
        if (condition.field == field) found.push_back(condition);
    return found;
}

/// Shows the item of the one condition on @p field; its first item for none, the place holder for any other.
void showChoice(QComboBox *box, RunField field, const RunQuery &query)
{
    const QSignalBlocker blocker(box);
    const std::vector<RunCondition> found = conditionsOn(field, query);
    box->setCurrentIndex(found.empty() ? 0 : found.size() == 1 ? box->findData(printCondition(found.front())) : -1);
}

} // namespace

QueryBar::QueryBar(QWidget *parent)
    : QWidget(parent),
      m_line(new QueryLine(this)),
      m_model(makeBox(tr("Model"), this)),
      m_status(makeBox(tr("Status"), this)),
      m_period(makeBox(tr("Period"), this)),
      m_filters(new FilterMenu(this)),
      m_views(new ViewsMenu(this)),
      m_clear(new QPushButton(tr("Clear filters"), this)),
      m_problem(plainLabel(LabelStyle::Small, {}, this)),
      m_dates(new QWidget(this)),
      m_from(new DateField(m_dates)),
      m_to(new DateField(m_dates))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    build();
    fillStatuses();
    fillPeriods();
    setFacets({});
    showControls();
    connectParts();
}

void QueryBar::build()
{
    m_line->setPlaceholderText(tr("Search: words, or conditions such as model:claude cost>0.02 tag:draft"));
    m_line->setAccessibleName(tr("Search prompts and answers"));
    m_line->setClearButtonEnabled(true);
    m_line->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    m_line->setMinimumWidth(theme().space(40));
    m_from->setAccessibleName(tr("First day"));
    m_to->setAccessibleName(tr("Last day"));
    m_clear->setProperty("flat", true);
    m_clear->setAccessibleName(m_clear->text());
    m_problem->setWordWrap(true);
    setTone(m_problem, QStringLiteral("error"));
    m_problem->hide();

    auto *main = new QHBoxLayout;
    main->setSpacing(theme().space(2));
    main->addWidget(m_line, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_model, m_status, m_period, m_filters, m_views, m_clear})
        main->addWidget(part);
    auto *dates = new QHBoxLayout(m_dates);
    dates->setContentsMargins(0, 0, 0, 0);
    dates->setSpacing(theme().space(2));
    dates->addWidget(m_from);
    dates->addWidget(plainLabel(LabelStyle::Muted, QStringLiteral("–"), m_dates));
    dates->addWidget(m_to);
    dates->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(4), theme().space(2), theme().space(4), theme().space(2));
    layout->setSpacing(theme().space(2));
    layout->addLayout(main);
    layout->addWidget(m_problem);
    layout->addWidget(m_dates);
}

void QueryBar::connectParts()
{
    connect(m_line, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_line, &QueryLine::entered, this, [this] {
        changed();
        if (m_problem->isHidden()) Q_EMIT searchLeft();
    });
    connect(&m_pause, &QTimer::timeout, this, &QueryBar::changed);
    connect(m_model, &QComboBox::activated, this,
            [this] { write(RunField::Model, m_model->currentData().toString()); });
    connect(m_status, &QComboBox::activated, this,
            [this] { write(RunField::Status, m_status->currentData().toString()); });
    connect(m_period, &QComboBox::activated, this, &QueryBar::choosePeriod);
    connect(m_from, &QDateEdit::dateChanged, this, &QueryBar::writeDates);
    connect(m_to, &QDateEdit::dateChanged, this, &QueryBar::writeDates);
    connect(m_filters, &FilterMenu::chosen, this, &QueryBar::write);
    connect(m_views, &ViewsMenu::savedChanged, this, &QueryBar::savedChanged);
    connect(m_views, &ViewsMenu::chosen, this, [this](const QString &text) {
        m_line->setText(text);
        changed();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_line->clear();
        changed();
    });
}

void QueryBar::fillStatuses()
{
    m_status->addItem(tr("Any status"), QString());
    for (const RunStatus status : {RunStatus::Completed, RunStatus::Running, RunStatus::Truncated, RunStatus::Partial,
                                   RunStatus::Failed, RunStatus::Cancelled, RunStatus::Interrupted, RunStatus::Blocked})
        m_status->addItem(icon(statusIconName(status)), formatStatus(status),
                          printCondition({RunField::Status, RunRelation::Is, {}, int(status)}));
}

void QueryBar::fillPeriods()
{
    m_period->addItem(tr("Any time"), AnyTime);
    m_period->addItem(tr("Today"), 1);
    for (const int days : {7, 30, 90})
        m_period->addItem(tr("Last %n day(s)", nullptr, days), days);
    m_period->addItem(tr("From – to"), CustomPeriod);
}

QString QueryBar::text() const
{
    return m_line->text();
}

void QueryBar::setText(const QString &text)
{
    m_custom = false;
    m_line->setText(text);
    m_pause.stop();
    read();
}

void QueryBar::setFacets(const RunFacets &facets)
{
    m_line->setKnown(facets);
    m_model->clear();
    m_model->addItem(tr("Any model"), QString());
    for (const QString &model : facets.models)
        m_model->addItem(oneLine(model), printCondition({RunField::Model, RunRelation::Is, model}));
    showChoice(m_model, RunField::Model, m_query);
    m_model->view()->setMinimumWidth(std::min(m_model->view()->sizeHintForColumn(0), theme().space(120)));
}

void QueryBar::setSaved(const std::vector<SavedQuery> &saved)
{
    m_views->setSaved(saved);
}

void QueryBar::focusSearch()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void QueryBar::write(RunField field, const QString &condition)
{
    m_line->setText(withCondition(m_line->text(), field, condition));
    changed();
}

void QueryBar::choosePeriod()
{
    const int days = m_period->currentData().toInt();
    m_custom = days == CustomPeriod;
    if (days == CustomPeriod) {
        writeDates();
        m_from->setFocus();
    } else if (days == AnyTime) {
        write(RunField::Day, {});
    } else {
        write(RunField::Day, days == 1 ? QStringLiteral("on:today")
                                       : QStringLiteral("after:%1d").arg(days - 1)); // today is one of them
    }
}

void QueryBar::writeDates()
{
    const QDate from = std::min(m_from->date(), m_to->date()), to = std::max(m_from->date(), m_to->date());
    write(RunField::Day, printCondition({RunField::Day, RunRelation::AtLeast, {}, from.toJulianDay()}) + u' ' +
                             printCondition({RunField::Day, RunRelation::AtMost, {}, to.toJulianDay()}));
}

void QueryBar::showControls()
{
    showChoice(m_model, RunField::Model, m_query);
    showChoice(m_status, RunField::Status, m_query);
    showPeriod();
    m_filters->showQuery(m_query);
    m_views->setText(m_line->text());
    m_clear->setVisible(!m_line->text().trimmed().isEmpty());
}

void QueryBar::showPeriod()
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_period), QSignalBlocker(m_from), QSignalBlocker(m_to)};
    const QDate today = QDate::currentDate();
    QDate from, to;
    for (const RunCondition &condition : conditionsOn(RunField::Day, m_query)) {
        const QDate day = QDate::fromJulianDay(condition.number);
        if (condition.relation == RunRelation::Is) from = to = day;
        if (condition.relation == RunRelation::AtLeast) from = day;
        if (condition.relation == RunRelation::Below) to = day.addDays(-1);
    }
    const bool open = from.isValid() && !to.isValid();
    int index = !from.isValid() && !to.isValid() ? m_period->findData(AnyTime) : -1;
    if (open || (from == today && to == today)) index = m_period->findData(int(from.daysTo(today)) + 1);
    if (index < 0 || (m_custom && from.isValid())) index = m_period->findData(CustomPeriod);
    m_period->setCurrentIndex(index);
    m_from->setDate(from.isValid() ? from : (to.isValid() ? to : today));
    m_to->setDate(to.isValid() ? to : today);
    m_dates->setVisible(m_period->currentData().toInt() == CustomPeriod);
}

/// Takes the text as the query, if it is one, and shows what it says.
void QueryBar::read()
{
    const ParsedQuery parsed = parseQuery(m_line->text(), QDate::currentDate());
    m_problem->setVisible(parsed.problem.has_value());
    m_problem->setText(parsed.problem ? parsed.problem->sentence : QString());
    if (!parsed.problem) m_query = parsed.query;
    showControls();
}

void QueryBar::changed()
{
    m_pause.stop();
    const RunQuery before = m_query;
    read();
    if (m_query != before) Q_EMIT queryChanged(m_query);
}

} // namespace burin
