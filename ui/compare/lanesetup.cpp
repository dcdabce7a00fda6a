#include "ui/compare/lanesetup.h"

#include "ui/common/labels.h"
#include "ui/common/pickerbutton.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/parameterpopup.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

QComboBox *narrowCombo(QWidget *parent, const QString &name)
{
    auto *combo = new QComboBox(parent);
    combo->setAccessibleName(name);
    combo->setToolTip(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(6);
    combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return combo;
}

bool isSame(const LanePrompt &a, const LanePrompt &b)
{
    if (a.source != b.source) return false;
    return a.source == LaneSource::Version ? a.draft.version == b.draft.version && a.draft.version.isValid()
                                           : a.draft == b.draft;
}

QString titleOf(const LanePrompt &prompt)
{
    const QString title = prompt.title.isEmpty() ? LaneSetup::tr("Untitled prompt") : oneLine(prompt.title);
    return prompt.source == LaneSource::Kept ? LaneSetup::tr("%1, as compared").arg(title) : title;
}

} // namespace

LaneSetup::LaneSetup(QWidget *parent)
    : QWidget(parent),
      m_prompts(narrowCombo(this, tr("Prompt of the lane"))),
      m_picker(new ModelPicker(this)),
      m_parameters(new PickerButton(this)),
      m_popup(new ParameterPopup(this)),
      m_valueSets(narrowCombo(this, tr("Values of the variables"))),
      m_repeats(new QSpinBox(this))
{
    m_prompt.source = LaneSource::OpenDraft;
    makeParts();
    arrange();
    refreshPrompts();
    refreshValues();
    refreshParameters();
}

void LaneSetup::makeParts()
{
    m_prompts->setObjectName(QStringLiteral("lanePrompt"));
    m_valueSets->setObjectName(QStringLiteral("laneValues"));
    m_parameters->setObjectName(QStringLiteral("laneParameters"));
    m_parameters->setHint(tr("Temperature, length and the like"));
    m_parameters->setElideMode(Qt::ElideRight);
    m_repeats->setObjectName(QStringLiteral("laneRepeats"));
    m_repeats->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_repeats->setRange(1, ComparedLane::MostRepeats);
    //: How often a lane runs, such as "× 5".
    m_repeats->setPrefix(tr("× "));
    m_repeats->setAccessibleName(tr("How often the lane runs"));
    m_repeats->setToolTip(tr("How often the lane runs, one after the other (1 to 20)"));
    m_popup->hideFallbacks();
    connect(m_prompts, &QComboBox::activated, this, &LaneSetup::choosePrompt);
    connect(m_valueSets, &QComboBox::activated, this, &LaneSetup::chooseValues);
    connect(m_picker, &ModelPicker::choiceChanged, this, &LaneSetup::edited);
    connect(m_parameters, &QPushButton::clicked, this, [this] { m_popup->openBelow(m_parameters); });
    connect(m_popup, &ParameterPopup::edited, this, &LaneSetup::refreshParameters);
    connect(m_popup, &ParameterPopup::edited, this, &LaneSetup::edited);
    connect(m_repeats, &QSpinBox::valueChanged, this, &LaneSetup::edited);
}

void LaneSetup::arrange()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    auto *prompt = new QHBoxLayout;
    prompt->addWidget(m_prompts, 3);
    prompt->addWidget(m_valueSets, 2);
    auto *run = new QHBoxLayout;
    run->addWidget(m_parameters);
    run->addStretch();
    run->addWidget(m_repeats);
    column->addLayout(prompt);
    column->addWidget(m_picker);
    column->addLayout(run);
}

void LaneSetup::setLane(const ComparedLane &lane)
{
    m_prompt = {lane.source, lane.title, lane.draft};
    m_values = lane.values;
    m_picker->setChoice(lane.model);
    m_popup->setParameters(lane.parameters);
    const QSignalBlocker quiet(m_repeats);
    m_repeats->setValue(lane.repeats);
    refreshPrompts();
    refreshValues();
    refreshParameters();
}

void LaneSetup::fill(ComparedLane &lane) const
{
    lane.source = m_prompt.source;
    if (m_prompt.source != LaneSource::OpenDraft) {
        lane.title = m_prompt.title;
        lane.draft = m_prompt.draft;
    }
    lane.model = m_picker->choice();
    lane.parameters = m_popup->parameters();
    lane.values = m_values;
    lane.repeats = m_repeats->value();
}

void LaneSetup::setVersions(const std::vector<LanePrompt> &versions)
{
    m_versions = versions;
    refreshPrompts();
}

void LaneSetup::setValueSets(const std::vector<ValueSet> &sets)
{
    m_sets = sets;
    if (m_values) {
        const auto now = std::ranges::find(sets, m_values->name, &ValueSet::name);
        if (now != sets.end()) m_values = *now;
    }
    refreshValues();
}

void LaneSetup::refreshPrompts()
{
    if (m_prompt.source != LaneSource::OpenDraft &&
        std::ranges::none_of(m_versions, [this](const LanePrompt &p) { return isSame(p, m_prompt); }))
        m_versions.push_back(m_prompt);
    m_prompts->clear();
    m_prompts->addItem(tr("Open draft"));
    for (const LanePrompt &prompt : m_versions) {
        m_prompts->addItem(titleOf(prompt));
        if (m_prompt.source != LaneSource::OpenDraft && isSame(prompt, m_prompt))
            m_prompts->setCurrentIndex(m_prompts->count() - 1);
    }
}

void LaneSetup::refreshValues()
{
    if (m_values && std::ranges::find(m_sets, m_values->name, &ValueSet::name) == m_sets.end())
        m_sets.push_back(*m_values);
    m_valueSets->clear();
    m_valueSets->addItem(tr("Form values"));
    for (const ValueSet &set : m_sets) {
        m_valueSets->addItem(oneLine(set.name));
        if (m_values && set.name == m_values->name) m_valueSets->setCurrentIndex(m_valueSets->count() - 1);
    }
    m_valueSets->setVisible(!m_sets.empty());
}

void LaneSetup::refreshParameters()
{
    const QString summary = parameterSummary(m_popup->parameters());
    m_parameters->setAccessibleName(tr("Parameters: %1").arg(summary));
    m_parameters->showText(summary);
}

void LaneSetup::choosePrompt(int index)
{
    m_prompt = index > 0 ? m_versions[size_t(index - 1)] : LanePrompt{LaneSource::OpenDraft, {}};
    Q_EMIT edited();
}

void LaneSetup::chooseValues(int index)
{
    m_values = index > 0 ? std::optional(m_sets[size_t(index - 1)]) : std::nullopt;
    Q_EMIT edited();
}

bool LaneSetup::check()
{
    if (m_picker->choice().model.isEmpty()) {
        m_picker->open();
        return false;
    }
    if (!m_popup->firstInvalid()) return true;
    m_popup->openBelow(m_parameters);
    m_popup->firstInvalid(); // the focus goes there now that it is in sight
    return false;
}

} // namespace burin
