#include "ui/costs/costviewbar.h"

#include "ui/common/flowlayout.h"
#include "ui/costs/costtexts.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace burin {

namespace {

QComboBox *makeChoice(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    return box;
}

} // namespace

CostViewBar::CostViewBar(QWidget *parent)
    : QWidget(parent),
      m_dimension(makeChoice(tr("Split by"), this)),
      m_period(makeChoice(tr("Time"), this)),
      m_measure(makeChoice(tr("Measure"), this)),
      m_cumulative(new QToolButton(this))
{
    for (const char *dimension : {"model", "provider", "prompt", "version", "tag", "batch"}) {
        const QString id = QString::fromLatin1(dimension);
        m_dimension->addItem(tr("Split %1").arg(splitTitle(id)), id);
    }
    m_period->addItem(tr("Per day"), int(CostPeriod::Day));
    m_period->addItem(tr("Per week"), int(CostPeriod::Week));
    m_period->addItem(tr("Per month"), int(CostPeriod::Month));
    m_measure->addItem(tr("Cost"), int(CostMeasure::Cost));
    m_measure->addItem(tr("Tokens"), int(CostMeasure::Tokens));
    m_measure->addItem(tr("Runs"), int(CostMeasure::Runs));
    m_cumulative->setText(tr("Cumulative"));
    m_cumulative->setAccessibleName(m_cumulative->text());
    m_cumulative->setCheckable(true);
    auto *layout = new FlowLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *part : std::initializer_list<QWidget *>{m_dimension, m_period, m_measure, m_cumulative})
        layout->addWidget(part);
    connect(m_dimension, &QComboBox::currentIndexChanged, this, &CostViewBar::figuresChanged);
    connect(m_period, &QComboBox::currentIndexChanged, this, &CostViewBar::figuresChanged);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &CostViewBar::lookChanged);
    connect(m_cumulative, &QToolButton::toggled, this, &CostViewBar::lookChanged);
}

CostView CostViewBar::view() const
{
    return {CostPeriod(m_period->currentData().toInt()), CostMeasure(m_measure->currentData().toInt()),
            m_cumulative->isChecked()};
}

QString CostViewBar::dimension() const
{
    return m_dimension->currentData().toString();
}

void CostViewBar::setPeriod(CostPeriod period)
{
    const QSignalBlocker blocker(m_period);
    m_period->setCurrentIndex(m_period->findData(int(period)));
}

QJsonObject CostViewBar::state() const
{
    return {{QStringLiteral("dimension"), dimension()},
            {QStringLiteral("period"), m_period->currentIndex()},
            {QStringLiteral("measure"), m_measure->currentIndex()},
            {QStringLiteral("cumulative"), m_cumulative->isChecked()}};
}

void CostViewBar::restore(const QJsonObject &state)
{
    const QSignalBlocker blocker(this);
    const auto indexOf = [&state](const char *name, const QComboBox *box) {
        return std::clamp(state.value(QLatin1StringView(name)).toInt(), 0, box->count() - 1);
    };
    m_dimension->setCurrentIndex(
        std::max(0, m_dimension->findData(state.value(QLatin1StringView("dimension")).toString())));
    m_period->setCurrentIndex(indexOf("period", m_period));
    m_measure->setCurrentIndex(indexOf("measure", m_measure));
    m_cumulative->setChecked(state.value(QLatin1StringView("cumulative")).toBool());
}

} // namespace burin
