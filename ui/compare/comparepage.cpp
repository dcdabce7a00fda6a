#include "ui/compare/comparepage.h"

#include "ui/common/undobar.h"
#include "ui/compare/comparebar.h"
#include "ui/compare/laneanswer.h"
#include "ui/compare/laneboard.h"
#include "ui/compare/lanepane.h"
#include "ui/compare/laneseries.h"
#include "ui/compare/laneverdict.h"
#include "ui/compare/scrolllink.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"

#include <QAction>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto SaveDelay = 500ms; ///< From the first unsaved edit to changed().

/// What @p draft sends, whatever it is called and wherever it is kept.
PromptDraft contentOf(PromptDraft draft)
{
    PromptDraft content;
    content.messages = std::move(draft.messages);
    for (PromptMessage &message : content.messages)
        message.folded = false;
    content.declared = std::move(draft.declared);
    content.tools = std::move(draft.tools);
    content.format = std::move(draft.format);
    return content;
}

void tellModels(const ModelPicker *picker, const QString &providerId, const Result<std::vector<ModelInfo>> &models)
{
    if (models)
        picker->popup()->setModels(providerId, *models);
    else
        picker->popup()->showModelsError(providerId, models.error());
}

} // namespace

ComparePage::ComparePage(QWidget *parent)
    : QWidget(parent), m_bar(new CompareBar(this)), m_board(new LaneBoard(this)), m_undo(new UndoBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_undo);
    column->addWidget(m_board, 1);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(SaveDelay);
    connect(&m_saveTimer, &QTimer::timeout, this, [this] { Q_EMIT changed(comparison()); });
    connectBar();
    makeActions();
    begin(newComparison({}));
}

ComparePage::~ComparePage() = default;

void ComparePage::connectBar()
{
    connect(m_bar, &CompareBar::nameEdited, this, &ComparePage::noteEdit);
    connect(m_bar, &CompareBar::newRequested, this, [this] {
        begin(newComparison(m_open));
        m_touched = false;
    });
    connect(m_bar, &CompareBar::openRequested, this, &ComparePage::openRequested);
    connect(m_bar, &CompareBar::removeRequested, this, &ComparePage::removeComparison);
    connect(m_bar, &CompareBar::exportRequested, this, [this] {
        const Comparison exported = comparison();
        const QString name = exported.name.isEmpty() ? tr("comparison") : exported.name;
        askForExport(this, m_exportChoices, QString(name).replace(u'/', u'-'),
                     [this, exported](const QString &format, const QString &path) {
                         Q_EMIT exportRequested(exported, format, path);
                     });
    });
    connect(m_bar, &CompareBar::addRequested, this, &ComparePage::addLane);
    connect(m_bar, &CompareBar::baseChosen, this, [this](int index) { setBase(lanes().at(size_t(index))); });
    connect(m_bar, &CompareBar::aspectChosen, this, [this](LaneAspect aspect) {
        for (const LanePane *lane : lanes())
            lane->answer()->setAspect(aspect);
    });
    connect(m_bar, &CompareBar::linkToggled, this, [this](bool together) {
        m_board->link()->setMode(together ? ScrollLink::Mode::Together : ScrollLink::Mode::Apart);
    });
    connect(m_bar, &CompareBar::runRequested, this, &ComparePage::runAll);
    connect(m_bar, &CompareBar::stopRequested, this, &ComparePage::stopAll);
}

void ComparePage::makeActions()
{
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, auto handler) {
        auto *action = new QAction(text, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, handler);
        addAction(action);
        return action;
    };
    add(tr("Run all lanes"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)},
        [this] { runAll(); });
    add(tr("Run the lane"), {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
        [this] { focused()->run(m_open); });
    add(tr("Choose a model for the lane"), {QKeySequence(Qt::CTRL | Qt::Key_L)},
        [this] { focused()->setup()->picker()->open(); });
    add(tr("Duplicate the lane"), {QKeySequence(Qt::CTRL | Qt::Key_D)}, [this] { duplicate(focused()); });
    add(tr("Move the lane to the left"), {QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_Left)},
        [this] { move(focused(), -1); });
    add(tr("Move the lane to the right"), {QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_Right)},
        [this] { move(focused(), 1); });
    m_stop = add(tr("Stop all lanes"), {QKeySequence(Qt::Key_Escape)}, [this] { stopAll(); });
}

const std::vector<LanePane *> &ComparePage::lanes() const
{
    return m_board->lanes();
}

LanePane *ComparePage::focused() const
{
    const auto found = std::ranges::find_if(
        lanes(), [](const LanePane *lane) { return lane->focusWidget() && lane->focusWidget()->hasFocus(); });
    return found == lanes().end() ? lanes().front() : *found;
}

LanePane *ComparePage::makeLane(const ComparedLane &lane)
{
    auto *pane = new LanePane;
    offerTo(pane);
    pane->setLane(lane);
    pane->answer()->setAspect(m_bar->aspect());
    connectLane(pane);
    return pane;
}

void ComparePage::offerTo(LanePane *lane) const
{
    lane->setFragmentSource(m_fragments);
    lane->setup()->setVersions(m_versions);
    lane->setup()->setValueSets(m_sets);
    lane->setup()->picker()->setProviders(m_providers);
    for (auto it = m_models.begin(); it != m_models.end(); ++it)
        tellModels(lane->setup()->picker(), it.key(), it.value());
}

void ComparePage::connectLane(LanePane *lane)
{
    connect(lane->series(), &LaneSeries::runRequested, this,
            [this, lane](const PromptDraft &draft, const std::vector<Message> &messages) {
                Q_EMIT runRequested(lane, draft, messages);
            });
    connect(lane->series(), &LaneSeries::changed, this, &ComparePage::refresh);
    connect(lane, &LanePane::runPressed, this, [this, lane] { lane->run(m_open); });
    connect(lane, &LanePane::answered, this, [this, lane] {
        if (lane == m_base)
            compareAll();
        else
            lane->compareWith(m_base);
        noteEdit();
    });
    connect(lane, &LanePane::edited, this, &ComparePage::noteEdit);
    connect(lane, &LanePane::actionRequested, this,
            [this, lane](ErrorAction action) { Q_EMIT actionRequested(lane, action); });
    connect(lane, &LanePane::duplicateRequested, this, [this, lane] { duplicate(lane); });
    connect(lane, &LanePane::removeRequested, this, [this, lane] { removeLane(lane); });
    connect(lane, &LanePane::baseRequested, this, [this, lane] { setBase(lane); });
    connect(lane, &LanePane::moveRequested, this, [this, lane](int places) { move(lane, places); });
    connect(lane->verdict(), &LaneVerdict::winnerChanged, this,
            [this, lane](bool winner) { setWinner(winner ? lane : nullptr); });
    connect(lane->setup()->picker()->popup(), &ModelPopup::modelsRequested, this, &ComparePage::modelsRequested);
    connect(lane->setup()->picker()->popup(), &ModelPopup::settingsRequested, this, &ComparePage::settingsRequested);
}

void ComparePage::setOpenDraft(const PromptDraft &draft)
{
    m_open = draft;
    if (m_touched) return;
    const Comparison fresh = newComparison(draft);
    for (size_t i = 0; i < lanes().size(); ++i)
        lanes()[i]->setLane(fresh.lanes.at(std::min(i, fresh.lanes.size() - 1)));
}

void ComparePage::setVersions(const std::vector<LanePrompt> &versions)
{
    m_versions = versions;
    for (const LanePane *lane : lanes())
        lane->setup()->setVersions(versions);
}

void ComparePage::setValueSets(const std::vector<ValueSet> &sets)
{
    m_sets = sets;
    for (const LanePane *lane : lanes())
        lane->setup()->setValueSets(sets);
}

void ComparePage::setFragmentSource(const FragmentSource &source)
{
    m_fragments = source;
    for (LanePane *lane : lanes())
        lane->setFragmentSource(source);
}

void ComparePage::setProviders(const std::vector<ProviderState> &providers)
{
    m_providers = providers;
    for (const LanePane *lane : lanes())
        lane->setup()->picker()->setProviders(providers);
}

void ComparePage::setModels(const QString &providerId, const Result<std::vector<ModelInfo>> &models)
{
    m_models.insert(providerId, models);
    for (const LanePane *lane : lanes())
        tellModels(lane->setup()->picker(), providerId, models);
}

void ComparePage::setSaved(const std::vector<ComparisonEntry> &entries)
{
    m_bar->setSaved(entries);
}

void ComparePage::begin(const Comparison &comparison)
{
    flush();
    stopAll();
    dropRemoved();
    m_undo->hide();
    for (LanePane *lane : std::vector(lanes())) {
        m_board->take(lane);
        lane->deleteLater();
    }
    m_key = comparison.key;
    m_bar->setName(comparison.name);
    for (size_t i = 0; i < comparison.lanes.size(); ++i)
        m_board->insert(makeLane(comparison.lanes[i]), int(i));
    m_base = lanes().at(size_t(comparison.base));
    m_winner = comparison.winner < 0 ? nullptr : lanes().at(size_t(comparison.winner));
    refresh();
}

void ComparePage::openComparison(const OpenedComparison &opened)
{
    Comparison comparison = opened.comparison;
    for (ComparedLane &lane : comparison.lanes)
        if (lane.source == LaneSource::OpenDraft && contentOf(lane.draft) != contentOf(m_open))
            lane.source = LaneSource::Kept;
    begin(comparison);
    for (size_t i = 0; i < lanes().size() && i < opened.records.size(); ++i)
        lanes()[i]->series()->setRecords(opened.records[i]);
    m_saveTimer.stop(); // nothing was changed
    m_touched = true;
}

Comparison ComparePage::comparison() const
{
    Comparison comparison{m_key, m_bar->name()};
    for (const LanePane *lane : lanes())
        comparison.lanes.push_back(lane->lane());
    comparison.base = std::max(m_board->indexOf(m_base), 0);
    comparison.winner = m_board->indexOf(m_winner);
    return comparison;
}

void ComparePage::noteEdit()
{
    m_touched = true;
    if (!m_saveTimer.isActive()) m_saveTimer.start();
}

void ComparePage::flush()
{
    if (!m_saveTimer.isActive()) return;
    m_saveTimer.stop();
    Q_EMIT changed(comparison());
}

void ComparePage::addLane()
{
    if (int(lanes().size()) >= Comparison::MostLanes) return;
    duplicate(lanes().back());
    QTimer::singleShot(0, lanes().back(), [this, lane = lanes().back()] { m_board->ensureWidgetVisible(lane); });
    lanes().back()->setup()->picker()->setFocus(Qt::OtherFocusReason);
}

void ComparePage::duplicate(const LanePane *lane)
{
    if (int(lanes().size()) >= Comparison::MostLanes) return;
    ComparedLane copy = lane->lane();
    copy.runs.clear();
    copy.rating = 0;
    copy.note.clear();
    m_board->insert(makeLane(copy), m_board->indexOf(lane) + 1);
    refresh();
    noteEdit();
}

void ComparePage::removeLane(LanePane *lane)
{
    if (int(lanes().size()) <= Comparison::FewestLanes) return;
    dropRemoved();
    const int index = m_board->indexOf(lane);
    const bool wasBase = lane == m_base;
    const QString letter = lane->letter();
    lane->series()->stop();
    m_board->take(lane);
    m_removed = lane;
    if (wasBase) m_base = lanes().front();
    m_undo->offer(tr("Lane %1 was removed. Its runs stay in the history.").arg(letter), [this, lane, index, wasBase] {
        if (lane != m_removed || int(lanes().size()) >= Comparison::MostLanes) return;
        m_removed = nullptr;
        m_board->insert(lane, std::min(index, int(lanes().size())));
        if (wasBase) m_base = lane;
        refresh();
        compareAll();
        noteEdit();
    });
    refresh();
    compareAll();
    noteEdit();
}

void ComparePage::dropRemoved()
{
    if (!m_removed) return;
    if (m_winner == m_removed) m_winner = nullptr;
    std::exchange(m_removed, nullptr)->deleteLater();
}

void ComparePage::move(LanePane *lane, int places)
{
    const int to = m_board->indexOf(lane) + places;
    if (to < 0 || to >= int(lanes().size())) return;
    m_board->take(lane);
    m_board->insert(lane, to);
    refresh();
    compareAll(); // letters have changed
    noteEdit();
}

void ComparePage::setBase(LanePane *lane)
{
    if (lane == m_base) return;
    m_base = lane;
    refresh();
    compareAll();
    noteEdit();
}

void ComparePage::setWinner(LanePane *lane)
{
    m_winner = lane;
    refresh();
    noteEdit();
}

void ComparePage::removeComparison()
{
    const OpenedComparison before{comparison(), [this] {
                                      std::vector<std::vector<RunRecord>> records;
                                      for (const LanePane *lane : lanes())
                                          records.push_back(lane->series()->records());
                                      return records;
                                  }()};
    m_saveTimer.stop();
    Q_EMIT removed(m_key);
    begin(newComparison(m_open));
    m_touched = false;
    m_undo->offer(tr("The comparison was deleted. Its runs stay in the history."), [this, before] {
        openComparison(before);
        noteEdit();
    });
}

void ComparePage::refresh()
{
    const auto running =
        std::ranges::count_if(lanes(), [](const LanePane *lane) { return lane->series()->isRunning(); });
    m_bar->setState({int(lanes().size()), std::max(m_board->indexOf(m_base), 0), int(running)});
    m_stop->setEnabled(running > 0);
    for (LanePane *lane : lanes())
        lane->verdict()->setStanding(lane == m_winner ? LaneVerdict::Standing::Winner : LaneVerdict::Standing::Other);
}

void ComparePage::compareAll()
{
    for (LanePane *lane : lanes())
        lane->compareWith(m_base);
}

void ComparePage::runAll()
{
    noteEdit();
    for (LanePane *lane : lanes())
        lane->run(m_open);
}

void ComparePage::stopAll()
{
    for (const LanePane *lane : lanes())
        lane->series()->stop();
}

} // namespace burin
