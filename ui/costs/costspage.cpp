#include "ui/costs/costspage.h"

#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/costs/costfilterbar.h"
#include "ui/costs/costperiods.h"
#include "ui/costs/costsboard.h"
#include "ui/costs/costviewbar.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace burin {

namespace {
constexpr int LongestOffer = 90; ///< Days.
}

CostsPage::CostsPage(Source source, QWidget *parent)
    : QWidget(parent),
      m_source(std::move(source)),
      m_filter(new CostFilterBar(this)),
      m_board(new CostsBoard(this)),
      m_empty(new EmptyState(this)),
      m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(new QWidget(this)); // until the first answer there is nothing to say
    m_stack->addWidget(m_board);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, theme().space(3), margin, margin);
    layout->setSpacing(theme().space(3));
    layout->addWidget(m_filter);
    layout->addWidget(m_stack, 1);
    connectParts();
}

void CostsPage::connectParts()
{
    const auto changed = [this] {
        refresh();
        Q_EMIT stateChanged();
    };
    connect(m_filter, &CostFilterBar::changed, this, changed);
    connect(m_board->viewBar(), &CostViewBar::figuresChanged, this, changed);
    connect(m_board->viewBar(), &CostViewBar::lookChanged, this, &CostsPage::stateChanged);
    connect(m_board, &CostsBoard::runsRequested, this, &CostsPage::runsRequested);
    connect(m_board, &CostsBoard::exportRequested, this, &CostsPage::chooseFile);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_offer) m_offer();
    });
}

void CostsPage::refresh()
{
    m_stale = true;
    if (isVisible()) load();
}

void CostsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) load();
}

QJsonObject CostsPage::state() const
{
    return {{QStringLiteral("filter"), m_filter->state()}, {QStringLiteral("view"), m_board->viewBar()->state()}};
}

void CostsPage::restore(const QJsonObject &state)
{
    m_filter->restore(state.value(QLatin1StringView("filter")).toObject());
    m_board->viewBar()->restore(state.value(QLatin1StringView("view")).toObject());
    m_range = m_filter->filter().range;
    refresh();
}

void CostsPage::load()
{
    m_stale = false;
    CostQuestion question;
    question.filter = m_filter->filter();
    CostViewBar *bar = m_board->viewBar();
    if (question.filter.range != std::exchange(m_range, question.filter.range)) bar->setPeriod(usualPeriod(m_range));
    question.dimension = bar->dimension();
    question.monthly = bar->view().period == CostPeriod::Month;
    m_latest.ask(this, m_source.overview(question), [this](const Result<CostOverview> &overview) {
        showOverview(overview);
        Q_EMIT shown();
    });
    m_latestChoices.ask(this, m_source.choices(), [this](const Result<CostChoices> &choices) {
        if (choices) m_filter->setChoices(*choices); // the figures tell the error
    });
}

void CostsPage::showOverview(const Result<CostOverview> &overview)
{
    if (!overview) {
        m_offer = [this] { refresh(); };
        m_empty->setContent({QStringLiteral("circle-alert"),
                             visibleText(overview.error().message() + u' ' + overview.error().advice()),
                             tr("Try again")});
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (overview->now.runs == 0) return showEmpty();
    m_stack->setCurrentWidget(m_board); // before: what is not in view is not drawn
    m_board->setOverview(*overview);
}

void CostsPage::showEmpty()
{
    EmptyState::Content content{QStringLiteral("chart-column"), tr("No runs in this time."), {}};
    m_offer = {};
    if (m_filter->isNarrowed()) {
        content.sentence = tr("No runs that these filters let through.");
        content.action = tr("Clear filters");
        m_offer = [this] {
            m_filter->clear();
            refresh();
            Q_EMIT stateChanged();
        };
    } else if (m_range.from > QDate::currentDate().addDays(1 - LongestOffer)) {
        content.action = tr("Show %n days", nullptr, LongestOffer);
        m_offer = [this] { m_filter->showDays(LongestOffer); };
    }
    m_empty->setContent(content);
    m_stack->setCurrentWidget(m_empty);
}

void CostsPage::chooseFile(const ChartFile &file)
{
    auto *dialog = new QFileDialog(this, tr("Export a chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(file.name);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, bytes = file.bytes](const QString &path) { Q_EMIT saveRequested(path, bytes); });
    dialog->open();
}

} // namespace burin
