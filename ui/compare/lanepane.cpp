#include "ui/compare/lanepane.h"

#include "core/prompt/promptrender.h"
#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/compare/laneanswer.h"
#include "ui/compare/laneseries.h"
#include "ui/compare/lanesetup.h"
#include "ui/compare/laneverdict.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/answerview.h"
#include "ui/workbench/modelpicker.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QtConcurrent>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

/// What @p draft sends; or what is wrong with it first.
Result<std::vector<Message>> messagesOf(const PromptDraft &draft, const Fragments &fragments)
{
    const auto messages = renderPrompt(draft, fragments);
    if (!messages) {
        const PromptError &first = messages.error().front();
        if (first.kind == PromptError::Kind::Template) return makeError(ErrorCode::BadTemplate, first.sentence);
        const bool missing = first.kind == PromptError::Kind::Missing;
        return makeError(missing ? ErrorCode::UnfilledVariable : ErrorCode::BadParameter, first.variable,
                         missing ? QString() : first.sentence);
    }
    if (messages->empty()) return makeError(ErrorCode::EmptyPrompt);
    return *messages;
}

} // namespace

LanePane::LanePane(QWidget *parent)
    : QFrame(parent),
      m_stripe(new QWidget(this)),
      m_letter(plainLabel(LabelStyle::Title, {}, this)),
      m_count(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_run(new QPushButton(this)),
      m_menu(new QMenu(this)),
      m_setup(new LaneSetup(this)),
      m_answer(new LaneAnswer(this)),
      m_verdict(new LaneVerdict(this)),
      m_series(new LaneSeries(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_stripe->setFixedHeight(theme().space(1) / 2);
    m_stripe->setAutoFillBackground(true);
    column->addWidget(m_stripe);
    column->addWidget(makeHead());
    column->addWidget(m_answer, 1);
    column->addWidget(m_verdict);
    setMinimumWidth(theme().space(72));
    makeMenu();
    connectParts();
    refreshRun();
}

QWidget *LanePane::makeHead()
{
    auto *head = new QWidget(this);
    m_letter->setObjectName(QStringLiteral("laneLetter"));
    m_count->setObjectName(QStringLiteral("laneCount"));
    m_run->setObjectName(QStringLiteral("laneRun"));
    auto *more = new QToolButton(head);
    more->setIcon(icon(QStringLiteral("ellipsis")));
    more->setAccessibleName(tr("More about this lane"));
    more->setToolTip(more->accessibleName());
    more->setObjectName(QStringLiteral("laneMenu"));
    connect(more, &QToolButton::clicked, this,
            [this, more] { m_menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().space(2));
    row->addWidget(m_letter);
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_run);
    row->addWidget(more);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(theme().space(2), theme().space(2), theme().space(2), theme().space(2));
    column->setSpacing(theme().space(1));
    column->addLayout(row);
    column->addWidget(m_setup);
    return head;
}

void LanePane::makeMenu()
{
    const auto add = [this](const QString &name, const QString &text, auto handler) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, handler);
    };
    add(QStringLiteral("laneBase"), tr("Compare the others with this lane"), [this] { Q_EMIT baseRequested(); });
    add(QStringLiteral("laneDuplicate"), tr("Duplicate"), [this] { Q_EMIT duplicateRequested(); });
    add(QStringLiteral("laneLeft"), tr("Move to the left"), [this] { Q_EMIT moveRequested(-1); });
    add(QStringLiteral("laneRight"), tr("Move to the right"), [this] { Q_EMIT moveRequested(1); });
    m_menu->addSeparator();
    add(QStringLiteral("laneCopy"), tr("Copy the answer"),
        [this] { QGuiApplication::clipboard()->setText(m_answer->view()->text()); });
    add(QStringLiteral("laneSource"), tr("Show the source"), [this] { m_answer->view()->showSource(); });
    add(QStringLiteral("laneRendered"), tr("Show rendered"), [this] { m_answer->view()->showRendered(); });
    m_menu->addSeparator();
    add(QStringLiteral("laneRemove"), tr("Remove the lane"), [this] { Q_EMIT removeRequested(); });
}

void LanePane::connectParts()
{
    connect(m_run, &QPushButton::clicked, this, &LanePane::press);
    connect(m_setup, &LaneSetup::edited, this, &LanePane::edited);
    connect(m_setup, &LaneSetup::edited, this, &LanePane::paintStripe);
    connect(&theme(), &Theme::changed, this, &LanePane::paintStripe);
    connect(m_verdict, &LaneVerdict::edited, this, &LanePane::edited);
    connect(m_answer, &LaneAnswer::actionRequested, this, &LanePane::act);
    connect(m_answer, &LaneAnswer::giveUpRequested, m_series, &LaneSeries::stop);
    connect(m_answer, &LaneAnswer::runPicked, this, [this](int run) {
        m_answer->setAspect(LaneAspect::Answer);
        m_answer->showRecord(m_series->records().at(size_t(run)));
    });
    connect(m_series, &LaneSeries::stopRequested, this, &LanePane::decline);
    connect(m_series, &LaneSeries::changed, this, &LanePane::refreshRun);
    connect(m_series, &LaneSeries::changed, this, &LanePane::showVariance);
    connect(m_series, &LaneSeries::refused, m_answer, &LaneAnswer::showError);
    connect(m_series, &LaneSeries::ended, this, &LanePane::showRecord);
}

void LanePane::setPlace(int index)
{
    m_letter->setText(QString(QChar(u'A' + index)));
    m_letter->setAccessibleName(tr("Lane %1").arg(m_letter->text()));
    setAccessibleName(m_letter->accessibleName());
    refreshRun();
}

QString LanePane::letter() const
{
    return m_letter->text();
}

void LanePane::setLane(const ComparedLane &lane)
{
    m_lane = lane;
    m_setup->setLane(lane);
    m_verdict->setLane(lane);
    paintStripe();
    refreshRun();
}

ComparedLane LanePane::lane() const
{
    ComparedLane lane = m_lane;
    m_setup->fill(lane);
    m_verdict->fill(lane);
    if (m_series->records().empty()) return lane;
    lane.runs.clear();
    for (const RunRecord &record : m_series->records())
        lane.runs.push_back(record.id);
    return lane;
}

void LanePane::run(const PromptDraft &open)
{
    if (m_series->isRunning() || !m_setup->check()) return;
    m_approve = {};
    m_setup->fill(m_lane);
    if (m_lane.source == LaneSource::OpenDraft) {
        m_lane.title = open.title;
        m_lane.draft = open;
    }
    const PromptDraft draft = draftOf(m_lane, open);
    const QStringList included = fragmentsOf(draft);
    if (included.isEmpty() || !m_source) return start(draft, {});
    m_fragments.ask(this, m_source(included), [this, draft](const Result<Fragments> &fragments) {
        if (!fragments) return m_answer->showError(fragments.error());
        start(draft, *fragments);
    });
}

void LanePane::start(const PromptDraft &draft, const Fragments &fragments)
{
    if (m_series->isRunning()) return;
    const Result<std::vector<Message>> messages = messagesOf(draft, fragments);
    if (!messages) return m_answer->showError(messages.error());
    m_lane.runs.clear();
    m_variance.forget();
    m_answer->setVariance(std::nullopt);
    m_series->start(draft, *messages, m_lane.repeats);
}

void LanePane::ask(const Error &question, std::function<void()> approve)
{
    m_approve = std::move(approve);
    m_answer->showError(question);
}

void LanePane::press()
{
    if (m_series->isRunning())
        m_series->stop();
    else
        Q_EMIT runPressed();
}

void LanePane::decline()
{
    if (!std::exchange(m_approve, {})) return;
    m_answer->view()->clear();
    m_series->withdraw();
}

void LanePane::act(ErrorAction action)
{
    switch (action) {
    case ErrorAction::TryAgain:
    case ErrorAction::RunAgain:
    case ErrorAction::RunWithoutDocuments:
        Q_EMIT runPressed();
        return;
    case ErrorAction::SwitchModel:
        return m_setup->picker()->open();
    case ErrorAction::Approve:
        if (const auto approve = std::exchange(m_approve, {})) approve();
        return;
    case ErrorAction::Cancel:
        return m_series->stop();
    default:
        Q_EMIT actionRequested(action);
    }
}

void LanePane::refreshRun()
{
    const bool running = m_series->isRunning();
    m_run->setText(running ? tr("Stop") : m_series->records().empty() ? tr("Run") : tr("Retry"));
    m_run->setIcon(icon(running ? QStringLiteral("square") : QStringLiteral("play")));
    m_run->setAccessibleName(running ? tr("Stop lane %1").arg(letter()) : tr("Run lane %1").arg(letter()));
    setPlainToolTip(m_run, m_run->accessibleName());
    m_setup->setEnabled(!running);
    const int done = int(m_series->records().size());
    const int wanted = m_series->wanted();
    //: Which of the repeats of a lane is running.
    m_count->setText(running && wanted > 1 ? tr("run %1 of %2").arg(done + 1).arg(wanted)
                     : done > 1            ? tr("%n run(s)", nullptr, done)
                                           : QString());
}

void LanePane::paintStripe()
{
    const QString &model = m_setup->picker()->choice().model;
    QPalette palette = m_stripe->palette();
    palette.setColor(QPalette::Window,
                     model.isEmpty() ? theme().colors().line : theme().colors().series.at(size_t(seriesIndex(model))));
    m_stripe->setPalette(palette);
}

void LanePane::showRecord(const RunRecord &record)
{
    m_answer->showRecord(record);
    Q_EMIT answered();
}

void LanePane::showVariance()
{
    if (m_series->isRunning() || m_series->records().size() < 2) return;
    m_variance.ask(this, QtConcurrent::run(varianceOf, m_series->records()),
                   [this](const AnswerVariance &variance) { m_answer->setVariance(variance); });
}

void LanePane::compareWith(const LanePane *base)
{
    const auto answerOf = [](const LanePane *lane) {
        const auto &records = lane->series()->records();
        return records.empty() ? QString() : records.back().text;
    };
    m_diff.forget();
    if (!base || base == this || answerOf(base).isEmpty() || answerOf(this).isEmpty())
        return m_answer->setChanges(std::nullopt, {});
    m_diff.ask(this, QtConcurrent::run(diffOfAnswers, answerOf(base), answerOf(this)),
               [this, letter = base->letter()](const TextDiff &diff) { m_answer->setChanges(diff, letter); });
}

} // namespace burin
