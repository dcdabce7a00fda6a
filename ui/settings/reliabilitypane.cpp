#include "ui/settings/reliabilitypane.h"

#include "core/domain/provider.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

Cell countCell(qint64 count)
{
    return {formatTokens(count), QVariant(count), {}, {}};
}

Cell waitCell(std::chrono::milliseconds waited)
{
    if (waited.count() == 0) return {QStringLiteral("–"), qint64(0), {}, {}};
    return {formatDuration(waited), QVariant(qint64(waited.count())), {}, {}};
}

Cell causeCell(const RetryFigures &figures)
{
    if (!figures.cause) return {visibleText(figures.causeId), {}, {}, {}};
    Error error = makeError(*figures.cause, QStringLiteral("…"));
    return {error.message(), {}, figures.causeId, {}};
}

/// "62 (5.1 %)"; only the count where there is nothing it could be a share of.
QString withShare(qint64 count, qint64 of)
{
    const QString number = formatTokens(count);
    if (of <= 0) return number;
    return ReliabilityPane::tr("%1 (%2 %)").arg(number, QLocale().toString(100.0 * double(count) / double(of), 'f', 1));
}

} // namespace

QString retryHeadline(const RetryStatistics &statistics)
{
    ProviderAttempts all;
    for (const ProviderAttempts &provider : statistics.providers) {
        all.firstAttempts += provider.firstAttempts;
        all.retries += provider.retries;
        all.recoveries += provider.recoveries;
        all.givenUp += provider.givenUp;
        all.waited += provider.waited;
    }
    //: How retries went. %1 runs were sent; the shares are of them, that of the recovered ones is of the retries.
    return ReliabilityPane::tr("%1 runs sent · %2 retries · %3 recovered · %4 given up · %5 waited")
        .arg(formatTokens(all.firstAttempts), withShare(all.retries, all.firstAttempts),
             withShare(all.recoveries, all.retries), withShare(all.givenUp, all.firstAttempts),
             all.waited.count() ? formatDuration(all.waited) : ReliabilityPane::tr("0 s"));
}

CellTable retryTable(const RetryStatistics &statistics, const QHash<QString, QString> &names)
{
    CellTable table;
    table.columns = {{ReliabilityPane::tr("Provider")},
                     {ReliabilityPane::tr("Cause")},
                     {ReliabilityPane::tr("Failures"), FigureAlignment},
                     {ReliabilityPane::tr("Retries"), FigureAlignment},
                     {ReliabilityPane::tr("Recovered"), FigureAlignment},
                     {ReliabilityPane::tr("Given up"), FigureAlignment},
                     {ReliabilityPane::tr("Waited"), FigureAlignment}};
    for (const RetryFigures &figures : statistics.causes)
        table.rows.push_back({{visibleText(names.value(figures.provider, figures.provider)), {}, {}, {}},
                              causeCell(figures),
                              countCell(figures.failures),
                              countCell(figures.retries),
                              countCell(figures.recoveries),
                              countCell(figures.givenUp),
                              waitCell(figures.waited)});
    return table;
}

ReliabilityPane::ReliabilityPane(QWidget *parent)
    : QWidget(parent),
      m_ranges(new QButtonGroup(this)),
      m_headline(plainLabel(LabelStyle::Body, {}, this)),
      m_rows(new CellModel(this)),
      m_table(new DataTable(this)),
      m_empty(new EmptyState(this)),
      m_stack(new QStackedWidget(this))
{
    QWidget *header = makeHeader();
    m_headline->setWordWrap(true);
    m_headline->setMinimumWidth(1);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headline->setObjectName(QStringLiteral("retryHeadline"));
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Failures by provider and cause"));
    m_stack->addWidget(new QWidget(this)); // until the first answer there is nothing to say
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(theme().space(3));
    layout->addWidget(header);
    layout->addWidget(m_headline);
    layout->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::actionTriggered, this, &ReliabilityPane::load);
}

QWidget *ReliabilityPane::makeHeader()
{
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Reliability"), header));
    layout->addStretch();
    for (const int days : {1, 7, 30, 90}) {
        auto *button = new QToolButton(header);
        button->setText(days == 1 ? tr("Today") : tr("%n days", nullptr, days));
        button->setCheckable(true);
        button->setChecked(days == m_days);
        button->setAccessibleName(days == 1 ? tr("Today") : tr("Last %n days", nullptr, days));
        m_ranges->addButton(button, days);
        layout->addWidget(button);
    }
    connect(m_ranges, &QButtonGroup::idClicked, this, [this](int days) {
        m_days = days;
        load();
    });
    return header;
}

void ReliabilityPane::setSource(Source source)
{
    m_source = std::move(source);
    refresh();
}

void ReliabilityPane::setProviders(const std::vector<ProviderState> &providers)
{
    for (const ProviderState &state : providers)
        m_names.insert(state.profile.id, state.profile.name);
}

void ReliabilityPane::refresh()
{
    m_stale = true;
    if (isVisible()) load();
}

void ReliabilityPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) load();
}

void ReliabilityPane::load()
{
    if (!m_source) return;
    m_stale = false;
    const QDate today = QDate::currentDate();
    m_latest.ask(this, m_source({today.addDays(1 - m_days), today}),
                 [this](const Result<RetryStatistics> &statistics) { showStatistics(statistics); });
}

void ReliabilityPane::showStatistics(const Result<RetryStatistics> &statistics)
{
    m_headline->setVisible(statistics && !statistics->providers.empty());
    if (!statistics) {
        const Error &error = statistics.error();
        m_empty->setContent(
            {QStringLiteral("circle-alert"), visibleText(error.message() + u' ' + error.advice()), tr("Try again")});
        return m_stack->setCurrentWidget(m_empty);
    }
    m_headline->setText(retryHeadline(*statistics));
    if (statistics->causes.empty()) {
        m_empty->setContent(
            {QStringLiteral("circle-check"),
             statistics->providers.empty() ? tr("No run ended in these days.") : tr("No attempt failed in these days."),
             {}});
        return m_stack->setCurrentWidget(m_empty);
    }
    m_rows->setTable(retryTable(*statistics, m_names));
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_stack->setCurrentWidget(m_table);
}

} // namespace burin
