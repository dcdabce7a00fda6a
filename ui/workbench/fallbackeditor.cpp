#include "ui/workbench/fallbackeditor.h"

#include "core/domain/error.h"
#include "core/domain/run.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

constexpr int ProviderRole = Qt::UserRole;
constexpr int ModelIdRole = Qt::UserRole + 1;

struct Cause {
    ErrorCategory category;
    const char *title; ///< Source text.
};
constexpr Cause causes[] = {
    {ErrorCategory::Api, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Provider fails")},
    {ErrorCategory::Network, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Network")},
    {ErrorCategory::Timeout, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Time-outs")},
    {ErrorCategory::RateLimit, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Rate limits")},
    {ErrorCategory::NotFound, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Model not found")},
    {ErrorCategory::CostLimit, QT_TRANSLATE_NOOP("burin::FallbackEditor", "No credit left")},
    {ErrorCategory::Authorization, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Model not allowed")},
    {ErrorCategory::Authentication, QT_TRANSLATE_NOOP("burin::FallbackEditor", "Key rejected")},
};

bool isUsual(ErrorCategory category)
{
    return std::ranges::count(DefaultFallbackOn, category) > 0;
}

} // namespace

FallbackEditor::FallbackEditor(QWidget *parent)
    : QWidget(parent), m_picker(new ModelPicker(this)), m_list(new QListWidget(this))
{
    m_picker->setObjectName(QStringLiteral("fallbackPicker"));
    m_picker->setPlaceholder(tr("Add a fallback model"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_picker);
    layout->addWidget(makeList());
    layout->addWidget(makeCauses());
    connect(m_picker, &ModelPicker::choiceChanged, this, [this] {
        add(m_picker->choice());
        m_picker->setChoice({});
        Q_EMIT edited();
    });
    connect(m_list, &QListWidget::currentRowChanged, this, &FallbackEditor::refresh);
    refresh();
}

QWidget *FallbackEditor::makeList()
{
    auto *box = new QWidget(this);
    m_list->setAccessibleName(tr("Fallback models, in their order"));
    m_list->setFixedHeight(theme().space(22));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_up = makeTool(QStringLiteral("chevron-up"), tr("Try earlier"));
    m_down = makeTool(QStringLiteral("chevron-down"), tr("Try later"));
    m_remove = makeTool(QStringLiteral("trash-2"), tr("Remove the fallback model"));
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QToolButton::clicked, this, &FallbackEditor::remove);
    auto *tools = new QVBoxLayout;
    for (QToolButton *tool : {m_up, m_down, m_remove})
        tools->addWidget(tool);
    tools->addStretch();
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(1));
    row->addWidget(m_list, 1);
    row->addLayout(tools);
    return box;
}

QToolButton *FallbackEditor::makeTool(const QString &iconName, const QString &name)
{
    auto *tool = new QToolButton(this);
    tool->setIcon(icon(iconName));
    tool->setAccessibleName(name);
    tool->setToolTip(name);
    return tool;
}

QWidget *FallbackEditor::makeCauses()
{
    m_causesBox = new QWidget(this);
    auto *flow = new FlowLayout(m_causesBox);
    flow->setSpacing(theme().space(3));
    flow->addWidget(plainLabel(LabelStyle::Muted, tr("Go on after:"), m_causesBox));
    for (const Cause &cause : causes) {
        auto *box = new QCheckBox(tr(cause.title), m_causesBox);
        box->setAccessibleName(box->text());
        box->setChecked(isUsual(cause.category));
        connect(box, &QCheckBox::clicked, this, &FallbackEditor::edited);
        flow->addWidget(box);
        m_causes.push_back(box);
    }
    return m_causesBox;
}

void FallbackEditor::setFallbacks(const std::vector<ModelRef> &fallbacks, const QStringList &on)
{
    m_list->clear();
    for (const ModelRef &fallback : fallbacks)
        add(fallback);
    for (size_t i = 0; i < m_causes.size(); ++i)
        m_causes[i]->setChecked(on.isEmpty() ? isUsual(causes[i].category) : on.contains(toString(causes[i].category)));
    refresh();
}

std::vector<ModelRef> FallbackEditor::fallbacks() const
{
    std::vector<ModelRef> list;
    for (int row = 0; row < m_list->count(); ++row)
        list.push_back(
            {m_list->item(row)->data(ProviderRole).toString(), m_list->item(row)->data(ModelIdRole).toString()});
    return list;
}

QStringList FallbackEditor::fallbackOn() const
{
    QStringList on;
    bool usual = true;
    for (size_t i = 0; i < m_causes.size(); ++i) {
        usual = usual && m_causes[i]->isChecked() == isUsual(causes[i].category);
        if (m_causes[i]->isChecked()) on += toString(causes[i].category);
    }
    return usual ? QStringList() : on;
}

void FallbackEditor::setProviders(const std::vector<ProviderState> &providers)
{
    m_providers = providers;
    m_picker->setProviders(providers);
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setText(titleOf(fallbacks()[size_t(row)]));
}

QString FallbackEditor::titleOf(const ModelRef &fallback) const
{
    const auto state =
        std::ranges::find_if(m_providers, [&](const ProviderState &s) { return s.profile.id == fallback.providerId; });
    const QString provider = state == m_providers.end() ? fallback.providerId : state->profile.name;
    return visibleText(fallback.model) + QStringLiteral("  ·  ") + visibleText(provider);
}

void FallbackEditor::add(const ModelRef &fallback)
{
    if (fallback.model.isEmpty() || std::ranges::count(fallbacks(), fallback) > 0) return;
    auto *item = new QListWidgetItem(titleOf(fallback), m_list);
    item->setData(ProviderRole, fallback.providerId);
    item->setData(ModelIdRole, fallback.model);
    m_list->setCurrentItem(item);
    refresh();
}

void FallbackEditor::move(int by)
{
    const int row = m_list->currentRow();
    const int place = row + by;
    if (row < 0 || place < 0 || place >= m_list->count()) return;
    m_list->insertItem(place, m_list->takeItem(row));
    m_list->setCurrentRow(place);
    Q_EMIT edited();
}

void FallbackEditor::remove()
{
    delete m_list->takeItem(m_list->currentRow());
    refresh();
    Q_EMIT edited();
}

void FallbackEditor::refresh()
{
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    m_remove->setEnabled(row >= 0);
    m_list->parentWidget()->setVisible(m_list->count() > 0);
    m_causesBox->setVisible(m_list->count() > 0);
}

} // namespace burin
