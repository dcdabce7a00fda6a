#include "ui/history/querybar.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/history/datefield.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int CustomPeriod = -1;

QComboBox *makeBox(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    box->setMaxVisibleItems(20);
    box->view()->setTextElideMode(Qt::ElideMiddle);
    return box;
}

QToolButton *makeChip(QWidget *parent)
{
    auto *chip = new QToolButton(parent);
    chip->setIcon(icon(QStringLiteral("x")));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->hide();
    return chip;
}

} // namespace

QueryBar::QueryBar(QWidget *parent)
    : QWidget(parent),
      m_text(new QLineEdit(this)),
      m_model(makeBox(tr("Model"), this)),
      m_status(makeBox(tr("Status"), this)),
      m_period(makeBox(tr("Period"), this)),
      m_clear(new QPushButton(tr("Clear filters"), this)),
      m_more(new QWidget(this)),
      m_from(new DateField(m_more)),
      m_dash(plainLabel(LabelStyle::Muted, QStringLiteral("–"), m_more)),
      m_to(new DateField(m_more)),
      m_providerChip(makeChip(m_more)),
      m_promptChip(makeChip(m_more))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    build();
    fillStatuses();
    fillPeriods();
    setFacets({});
    setQuery({});
    connectParts();
}

void QueryBar::build()
{
    m_text->setPlaceholderText(tr("Search prompts and answers"));
    m_text->setAccessibleName(tr("Search prompts and answers"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    m_text->setMinimumWidth(theme().space(40));
    m_text->setMaximumWidth(theme().space(120));
    m_status->setMinimumContentsLength(9);
    m_from->setAccessibleName(tr("First day"));
    m_to->setAccessibleName(tr("Last day"));
    m_clear->setProperty("flat", true);
    m_clear->setAccessibleName(m_clear->text());

    auto *main = new QHBoxLayout;
    main->setSpacing(theme().space(2));
    main->addWidget(m_text, 4);
    for (QWidget *part : std::initializer_list<QWidget *>{m_model, m_status, m_period, m_clear})
        main->addWidget(part);
    main->addStretch(1);
    auto *more = new QHBoxLayout(m_more);
    more->setContentsMargins(0, 0, 0, 0);
    more->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_from, m_dash, m_to, m_providerChip, m_promptChip})
        more->addWidget(part);
    more->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(4), theme().space(2), theme().space(4), theme().space(2));
    layout->setSpacing(theme().space(2));
    layout->addLayout(main);
    layout->addWidget(m_more);
}

void QueryBar::connectParts()
{
    connect(m_text, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        changed();
        Q_EMIT searchLeft();
    });
    connect(&m_pause, &QTimer::timeout, this, &QueryBar::changed);
    connect(m_model, &QComboBox::currentIndexChanged, this, &QueryBar::changed);
    connect(m_status, &QComboBox::currentIndexChanged, this, &QueryBar::changed);
    connect(m_period, &QComboBox::currentIndexChanged, this, &QueryBar::choosePeriod);
    connect(m_from, &QDateEdit::dateChanged, this, &QueryBar::changed);
    connect(m_to, &QDateEdit::dateChanged, this, &QueryBar::changed);
    connect(m_providerChip, &QToolButton::clicked, this, [this] {
        m_provider.clear();
        changed();
    });
    connect(m_promptChip, &QToolButton::clicked, this, [this] {
        m_prompt.clear();
        changed();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setQuery({});
        Q_EMIT queryChanged({});
    });
}

void QueryBar::fillStatuses()
{
    m_status->addItem(tr("Any status"));
    for (const RunStatus status : {RunStatus::Completed, RunStatus::Running, RunStatus::Truncated, RunStatus::Partial,
                                   RunStatus::Failed, RunStatus::Cancelled, RunStatus::Interrupted, RunStatus::Blocked})
        m_status->addItem(icon(statusIconName(status)), formatStatus(status), int(status));
}

void QueryBar::fillPeriods()
{
    m_period->addItem(tr("Any time"), 0);
    m_period->addItem(tr("Today"), 1);
    for (const int days : {7, 30, 90})
        m_period->addItem(tr("Last %n day(s)", nullptr, days), days);
    m_period->addItem(tr("From – to"), CustomPeriod);
}

RunQuery QueryBar::query() const
{
    RunQuery query;
    query.text = m_text->text().simplified();
    query.model = m_model->currentData().toString();
    query.provider = m_provider;
    query.prompt = m_prompt;
    if (const QVariant status = m_status->currentData(); status.isValid()) query.status = RunStatus(status.toInt());
    const int days = m_period->currentData().toInt();
    if (days == CustomPeriod) {
        query.from = std::min(m_from->date(), m_to->date());
        query.to = std::max(m_from->date(), m_to->date());
    } else if (days > 0) {
        query.to = QDate::currentDate();
        query.from = query.to.addDays(1 - days);
    }
    return query;
}

void QueryBar::setQuery(const RunQuery &query)
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_text),   QSignalBlocker(m_model), QSignalBlocker(m_status),
                                       QSignalBlocker(m_period), QSignalBlocker(m_from),  QSignalBlocker(m_to)};
    m_pause.stop();
    m_provider = query.provider;
    m_prompt = query.prompt;
    m_text->setText(query.text);
    if (m_model->findData(query.model) < 0) m_model->addItem(oneLine(query.model), query.model);
    m_model->setCurrentIndex(m_model->findData(query.model));
    m_status->setCurrentIndex(query.status ? m_status->findData(int(*query.status)) : 0);
    showPeriod(query.from, query.to);
    m_last = this->query();
    showChips();
}

void QueryBar::setFacets(const RunFacets &facets)
{
    const QSignalBlocker blocker(m_model);
    const QString chosen = m_model->currentData().toString();
    m_model->clear();
    m_model->addItem(tr("Any model"), QString());
    for (const QString &model : facets.models)
        m_model->addItem(oneLine(model), model);
    if (m_model->findData(chosen) < 0) m_model->addItem(oneLine(chosen), chosen);
    m_model->setCurrentIndex(m_model->findData(chosen));
    m_model->view()->setMinimumWidth(std::min(m_model->view()->sizeHintForColumn(0), theme().space(120)));
}

void QueryBar::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void QueryBar::choosePeriod()
{
    const bool custom = m_period->currentData().toInt() == CustomPeriod;
    if (custom && m_last.from.isValid()) {
        const QSignalBlocker from(m_from), to(m_to);
        m_from->setDate(m_last.from);
        m_to->setDate(m_last.to);
    }
    changed();
    if (custom) m_from->setFocus();
}

void QueryBar::showPeriod(QDate from, QDate to)
{
    const QDate today = QDate::currentDate();
    const bool bounded = from.isValid() || to.isValid();
    m_from->setDate(from.isValid() ? from : (to.isValid() ? to : today));
    m_to->setDate(to.isValid() ? to : today);
    int index = bounded ? -1 : 0;
    if (from.isValid() && m_to->date() == today) index = m_period->findData(int(from.daysTo(today)) + 1);
    m_period->setCurrentIndex(index < 0 ? m_period->findData(CustomPeriod) : index);
}

void QueryBar::showChips()
{
    const bool custom = m_period->currentData().toInt() == CustomPeriod;
    m_from->setVisible(custom);
    m_dash->setVisible(custom);
    m_to->setVisible(custom);
    m_more->setVisible(custom || !m_provider.isEmpty() || !m_prompt.isEmpty());
    const QFontMetrics metrics(m_promptChip->font());
    const auto fill = [&](QToolButton *chip, const QString &label, const QString &value) {
        const QString whole = label.arg(oneLine(value));
        chip->setText(metrics.elidedText(whole, Qt::ElideRight, theme().space(40)));
        chip->setAccessibleName(tr("Remove the filter %1").arg(whole));
        chip->setToolTip(plainToolTip(chip->accessibleName()));
        chip->setVisible(!value.isEmpty());
    };
    fill(m_providerChip, tr("Provider %1"), m_provider);
    fill(m_promptChip, tr("Prompt %1"), m_prompt);
    m_clear->setVisible(m_last != RunQuery());
}

void QueryBar::changed()
{
    m_pause.stop();
    const RunQuery now = query();
    if (now == m_last) return showChips();
    m_last = now;
    showChips();
    Q_EMIT queryChanged(now);
}

} // namespace burin
