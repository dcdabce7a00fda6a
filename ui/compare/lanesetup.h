#pragma once

#include "core/domain/comparison.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QSpinBox;

namespace burin {

class ModelPicker;
class ParameterPopup;
class PickerButton;

/// A prompt that a lane can run instead of the open draft.
struct LanePrompt {
    LaneSource source = LaneSource::Version;
    QString title; ///< As the list shows it, such as "Support reply v3".
    PromptDraft draft = {};
};

/// What a lane runs: its prompt, model, parameters, values, and how often.
class LaneSetup : public QWidget {
    Q_OBJECT
public:
    explicit LaneSetup(QWidget *parent = nullptr);

    ModelPicker *picker() const { return m_picker; }
    void setLane(const ComparedLane &lane);
    /// Puts what was set into @p lane; its runs, rating and note stay.
    void fill(ComparedLane &lane) const;
    /// The prompts offered besides the open draft. The chosen one stays, whether it is among them or not.
    void setVersions(const std::vector<LanePrompt> &versions);
    /// The values offered besides those of the form. The chosen ones stay, as they are in @p sets.
    void setValueSets(const std::vector<ValueSet> &sets);
    /// Whether the lane can run; otherwise what is missing is open in front of the user.
    bool check();

Q_SIGNALS:
    void edited(); ///< By the user.

private:
    void makeParts();
    void arrange();
    void refreshPrompts();
    void refreshValues();
    void refreshParameters();
    void choosePrompt(int index);
    void chooseValues(int index);

    std::vector<LanePrompt> m_versions; ///< As offered; the chosen one may come last.
    std::vector<ValueSet> m_sets;
    LanePrompt m_prompt; ///< The chosen one.
    std::optional<ValueSet> m_values;
    QComboBox *m_prompts;
    ModelPicker *m_picker;
    PickerButton *m_parameters;
    ParameterPopup *m_popup;
    QComboBox *m_valueSets;
    QSpinBox *m_repeats;
};

} // namespace burin
