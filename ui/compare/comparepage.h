#pragma once

#include "core/base/result.h"
#include "core/domain/comparison.h"
#include "core/domain/run.h"
#include "ui/common/erroractions.h"
#include "ui/common/fragmentsource.h"
#include "ui/compare/lanesetup.h"
#include "ui/transfer/exportdialog.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

#include <vector>

class QAction;

namespace burin {

class CompareBar;
class LaneBoard;
class LanePane;
class UndoBar;

/// A comparison that was kept, with what the runs of each lane came to.
struct OpenedComparison {
    Comparison comparison;
    std::vector<std::vector<RunRecord>> records; ///< By lane, in the order of its runs.
};

/// Two to eight lanes side by side: prompts, models, parameters and values, run together. Shows values and emits
/// values; who connects the signals executes the runs, tells each lane how they go, and keeps the comparison.
class ComparePage : public QWidget {
    Q_OBJECT
public:
    explicit ComparePage(QWidget *parent = nullptr);
    ~ComparePage() override;

    /// What the lanes run that have no prompt of their own. Until something is done here, two lanes run it as it is.
    void setOpenDraft(const PromptDraft &draft);
    void setVersions(const std::vector<LanePrompt> &versions);
    void setValueSets(const std::vector<ValueSet> &sets);
    void setFragmentSource(const FragmentSource &source);
    void setProviders(const std::vector<ProviderState> &providers);
    void setModels(const QString &providerId, const Result<std::vector<ModelInfo>> &models);

    /// Replaces the lanes; those that run are stopped.
    void openComparison(const OpenedComparison &opened);
    Comparison comparison() const;
    /// Emits changed() at once if it is due.
    void flush();
    /// The ones that can be opened, the newest first.
    void setSaved(const std::vector<ComparisonEntry> &entries);
    const std::vector<LanePane *> &lanes() const;
    /// What "Export this comparison" offers.
    void setExportChoices(const std::vector<ExportChoice> &choices) { m_exportChoices = choices; }

Q_SIGNALS:
    void runRequested(burin::LanePane *lane, const burin::PromptDraft &draft,
                      const std::vector<burin::Message> &messages);
    void actionRequested(burin::LanePane *lane, burin::ErrorAction action);
    void modelsRequested(const QString &providerId);
    void settingsRequested(const QString &providerId);
    /// Within half a second of an edit, an answer or a verdict: to be kept under its key.
    void changed(const burin::Comparison &comparison);
    void openRequested(const QString &key);
    /// @p comparison is to be written into the file @p path, with what its runs answered.
    void exportRequested(const burin::Comparison &comparison, const QString &format, const QString &path);
    /// The comparison is not wanted any more, and forgotten here.
    void removed(const QString &key);

public Q_SLOTS:
    void runAll();
    void stopAll();

private:
    void connectBar();
    void makeActions();
    LanePane *makeLane(const ComparedLane &lane);
    void connectLane(LanePane *lane);
    void offerTo(LanePane *lane) const;
    void addLane();
    void duplicate(const LanePane *lane);
    void removeLane(LanePane *lane);
    void dropRemoved();
    void move(LanePane *lane, int places);
    void setBase(LanePane *lane);
    void setWinner(LanePane *lane);
    void begin(const Comparison &comparison);
    void removeComparison();
    void noteEdit();
    void refresh();
    void compareAll();
    LanePane *focused() const;

    CompareBar *m_bar;
    LaneBoard *m_board;
    UndoBar *m_undo;
    QTimer m_saveTimer;
    QString m_key;
    PromptDraft m_open;
    std::vector<LanePrompt> m_versions;
    FragmentSource m_fragments;
    std::vector<ExportChoice> m_exportChoices;
    std::vector<ValueSet> m_sets;
    std::vector<ProviderState> m_providers;
    QMap<QString, Result<std::vector<ModelInfo>>> m_models;
    LanePane *m_base = nullptr;
    LanePane *m_winner = nullptr;
    LanePane *m_removed = nullptr; ///< Kept for Undo.
    bool m_touched = false;        ///< There is something to keep.
    QAction *m_stop = nullptr;
};

} // namespace burin
