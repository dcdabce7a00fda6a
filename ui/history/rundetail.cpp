#include "ui/history/rundetail.h"

#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/scrollpage.h"
#include "ui/history/answersection.h"
#include "ui/history/costsection.h"
#include "ui/history/promptsection.h"
#include "ui/history/replayfacts.h"
#include "ui/history/replayview.h"
#include "ui/history/timesection.h"
#include "ui/history/wiresection.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace burin {

RunDetail::RunDetail(QWidget *parent)
    : QWidget(parent),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_head(new RunHead(this)),
      m_tabs(new QTabWidget(this)),
      m_answer(new AnswerSection(this)),
      m_prompt(new PromptSection(this)),
      m_time(new TimeSection(this)),
      m_cost(new CostSection(this)),
      m_wire(new WireSection(this)),
      m_replay(new ReplayView(this))
{
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Parts of the run"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    setFocusProxy(m_tabs->tabBar());
    addParts();
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    connect(m_tabs, &QTabWidget::currentChanged, this, &RunDetail::fill);
    connect(m_replay, &ReplayView::exportRequested, this, &RunDetail::exportRequested);
    connectHead();
    clear();
}

void RunDetail::addParts()
{
    const auto add = [this](QWidget *page, const QString &title, Part part) {
        m_tabs->addTab(page, title);
        m_parts.push_back(std::move(part));
    };
    add(m_answer, tr("Answer"), {[this](const RunRecord &record) { m_answer->setRecord(record); }});
    add(m_prompt, tr("Prompt"), {[this](const RunRecord &record) { m_prompt->setRecord(record); }});
    add(scrollPage(m_time, tr("Time")), tr("Time"),
        {[this](const RunRecord &record) { m_time->setRecord(record, whyNoRecording()); },
         [this](const std::vector<Replay> &replays) { m_time->setReplays(replays); }});
    add(scrollPage(m_cost, tr("Cost")), tr("Cost"), {[this](const RunRecord &record) { m_cost->setRecord(record); }});
    add(m_wire, tr("Request"),
        {[this](const RunRecord &record) { m_wire->setRecord(record, whyNoRecording()); },
         [this](const std::vector<Replay> &replays) { m_wire->setReplays(replays); }});
    add(m_replay, tr("Recording"),
        {[this](const RunRecord &) { m_replay->showNothing(whyNoRecording()); },
         [this](const std::vector<Replay> &replays) { m_replay->setReplays(replays); }});
}

void RunDetail::connectHead()
{
    connect(m_head, &RunHead::marksChanged, this, &RunDetail::marksChanged);
    connect(m_head, &RunHead::runRequested, this, &RunDetail::runRequested);
    connect(m_head, &RunHead::aloneRequested, this, &RunDetail::aloneRequested);
    connect(m_head, &RunHead::backRequested, this, &RunDetail::backRequested);
    connect(m_head, &RunHead::openRequested, this, [this] {
        if (m_record) Q_EMIT openRequested(*m_record);
    });
    connect(m_head, &RunHead::actionRequested, this, [this](ErrorAction action) {
        if (m_record) Q_EMIT actionRequested(action, *m_record);
    });
    connect(m_head, &RunHead::modelChosen, this, [this](const ModelRef &model) {
        if (m_record) Q_EMIT runOnRequested(model, *m_record);
    });
    connect(m_head, &RunHead::compareRequested, this, [this](RunId other) {
        if (m_record) Q_EMIT compareRequested(std::min(other, m_record->id), std::max(other, m_record->id));
    });
    const auto copyAs = [this](const QString &language) {
        if (m_record) Q_EMIT copyAsRequested(language, *m_record);
    };
    connect(m_head, &RunHead::copyAsRequested, this, copyAs);
    connect(m_wire, &WireSection::copyAsRequested, this, copyAs);
}

void RunDetail::setSnippetLanguages(const std::vector<SnippetLanguage> &languages)
{
    m_head->setLanguages(languages);
    m_wire->setLanguages(languages);
}

void RunDetail::setExtent(RunHead::Extent extent)
{
    m_extent = extent;
    m_head->setExtent(extent);
}

void RunDetail::setRecord(const RunRecord &record)
{
    m_record = record;
    m_filled.clear();
    if (m_wanted != record.id) {
        m_wanted = {};
        m_replays.reset();
    }
    m_head->setRecord(record);
    m_stack->setCurrentIndex(1);
    fill();
}

void RunDetail::setContext(RunId run, const RunContext &context)
{
    if (m_record && m_record->id == run) m_head->setContext(context);
}

void RunDetail::fill()
{
    if (!m_record) return;
    const int tab = m_tabs->currentIndex();
    const Part &part = m_parts[size_t(tab)];
    if (!m_filled.contains(tab)) {
        m_filled.insert(tab);
        part.show(*m_record);
        showReplaysIn(tab);
    }
    if (part.showReplays) wantRecording();
}

void RunDetail::wantRecording()
{
    if (m_wanted == m_record->id || m_record->status == RunStatus::Running) return;
    m_wanted = m_record->id;
    Q_EMIT recordingWanted(m_wanted);
}

QString RunDetail::whyNoRecording() const
{
    if (!m_replays || *m_replays) return whyNothingWasRecorded(*m_record);
    const Error &error = m_replays->error();
    return visibleText(error.message() + u' ' + error.advice());
}

void RunDetail::showReplaysIn(int tab)
{
    const Part &part = m_parts[size_t(tab)];
    if (m_replays && *m_replays && part.showReplays && !(*m_replays)->empty()) part.showReplays(**m_replays);
}

void RunDetail::setReplays(RunId run, const Result<std::vector<Replay>> &replays)
{
    if (!m_record || m_record->id != run || m_wanted != run) return;
    m_replays = std::make_shared<const Result<std::vector<Replay>>>(replays);
    for (int tab = 0; tab < int(m_parts.size()); ++tab) {
        const Part &part = m_parts[size_t(tab)];
        if (!part.showReplays || !m_filled.contains(tab)) continue;
        if (!replays) part.show(*m_record); // says why not
        showReplaysIn(tab);
    }
}

void RunDetail::refreshRecording(RunId run)
{
    if (m_wanted != run || !m_record || m_record->id != run) return;
    m_wanted = {};
    fill();
}

void RunDetail::showError(const Error &error)
{
    m_record.reset();
    m_empty->setContent({QStringLiteral("circle-alert"), visibleText(error.message() + u' ' + error.advice()), {}});
    m_stack->setCurrentIndex(0);
}

void RunDetail::clear()
{
    m_record.reset();
    m_empty->setContent({QStringLiteral("file-text"), tr("Choose a run to read it."), {}});
    m_stack->setCurrentIndex(0);
}

void RunDetail::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (event->key() == Qt::Key_Escape && m_extent == RunHead::Extent::Alone)
        Q_EMIT backRequested();
    else if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        Q_EMIT stepRequested(event->key() == Qt::Key_Up ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace burin
