#include "ui/history/replayview.h"

#include "ui/common/emptystate.h"
#include "ui/common/factlist.h"
#include "ui/common/flowlayout.h"
#include "ui/common/foldbutton.h"
#include "ui/common/labels.h"
#include "ui/history/replayfacts.h"
#include "ui/history/replaystrip.h"
#include "ui/markdown/plainlines.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int SliderSteps = 1000; // of the whole time, whatever it is
constexpr double Speeds[] = {1, 4, 16, 0};

QPlainTextEdit *makeText(const QString &name, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setUndoRedoEnabled(false);
    text->setTabChangesFocus(true);
    text->setProperty("bare", true);
    text->setAccessibleName(name);
    text->document()->setDocumentMargin(theme().space(3));
    return text;
}

} // namespace

ReplayView::ReplayView(QWidget *parent)
    : QWidget(parent),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_attempt(new QComboBox(this)),
      m_play(new QToolButton(this)),
      m_speed(new QComboBox(this)),
      m_time(plainLabel(LabelStyle::Muted, {}, this)),
      m_export(new QToolButton(this)),
      m_strip(new ReplayStrip(this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_text(makeText(tr("Answer up to that moment"), this)),
      m_facts(new FactList(this)),
      m_headers(makeText(tr("Headers of request and response"), this)),
      m_fold(new FoldButton(tr("Headers"), m_headers, this))
{
    m_attempt->setAccessibleName(tr("Attempt"));
    m_attempt->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_speed->setAccessibleName(tr("Speed"));
    for (const double speed : Speeds)
        m_speed->addItem(speed > 0 ? tr("%1×").arg(speed) : tr("At once"));
    m_slider->setAccessibleName(tr("Position in the recording"));
    m_slider->setRange(0, SliderSteps);
    m_slider->setSingleStep(SliderSteps / 100);
    m_slider->setPageStep(SliderSteps / 10);
    m_headers->setFont(theme().monoFont());
    m_headers->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_headers->setMaximumHeight(theme().space(30));
    m_fold->setAccessibleName(tr("Headers of request and response"));
    build();
    connectParts();
    showPlaying(false);
    m_stack->setCurrentIndex(0);
}

QWidget *ReplayView::makeBar()
{
    m_export->setText(tr("Export…"));
    m_export->setIcon(icon(QStringLiteral("download")));
    m_export->setAccessibleName(tr("Write the recording to a file"));
    for (QToolButton *button : {m_play, m_export})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *bar = new QWidget(this);
    auto *layout = new FlowLayout(bar);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(2), theme().space(1));
    layout->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_play, m_speed, m_attempt, m_export, m_time})
        layout->addWidget(part);
    return bar;
}

QWidget *ReplayView::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(theme().space(4), theme().space(2), theme().space(4), theme().space(2));
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_facts);
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    return foot;
}

void ReplayView::build()
{
    auto *lanes = new QVBoxLayout;
    lanes->setContentsMargins(theme().space(4), 0, theme().space(4), theme().space(1));
    lanes->setSpacing(theme().space(1));
    lanes->addWidget(m_strip);
    lanes->addWidget(m_slider);
    auto *line = new QFrame(this);
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addLayout(lanes);
    layout->addWidget(m_text, 1);
    layout->addWidget(line);
    layout->addWidget(makeFoot());
    layout->addWidget(m_headers);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    for (auto [first, second] : {std::pair<QWidget *, QWidget *>{m_play, m_speed},
                                 {m_speed, m_attempt},
                                 {m_attempt, m_slider},
                                 {m_slider, m_text},
                                 {m_text, m_fold},
                                 {m_fold, m_headers},
                                 {m_headers, m_export}})
        setTabOrder(first, second);
}

void ReplayView::connectParts()
{
    connect(m_play, &QToolButton::clicked, this, &ReplayView::toggle);
    connect(m_speed, &QComboBox::currentIndexChanged, this, [this](int row) { m_clock.setSpeed(Speeds[row]); });
    connect(m_attempt, &QComboBox::activated, this, &ReplayView::choose);
    connect(m_strip, &ReplayStrip::seekRequested, &m_clock, &ReplayClock::seek);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int value) { m_clock.seek(m_clock.length() * value / SliderSteps); });
    connect(&m_clock, &ReplayClock::moved, this, &ReplayView::showPosition);
    connect(&m_clock, &ReplayClock::playingChanged, this, &ReplayView::showPlaying);
    connect(m_export, &QToolButton::clicked, this, &ReplayView::askForFile);
}

void ReplayView::setReplays(std::vector<Replay> replays)
{
    Q_ASSERT(!replays.empty());
    m_replays = std::move(replays);
    m_attempt->clear();
    for (const Replay &replay : m_replays)
        m_attempt->addItem(tr("Attempt %1").arg(replay.recording.attempt));
    m_attempt->setVisible(m_replays.size() > 1);
    m_attempt->setCurrentIndex(m_attempt->count() - 1);
    choose(m_attempt->currentIndex());
    m_stack->setCurrentIndex(1);
}

void ReplayView::showNothing(const QString &why)
{
    m_clock.reset({});
    m_replays.clear();
    m_index = -1;
    m_empty->setContent({QStringLiteral("circle-dashed"), why, {}});
    m_stack->setCurrentIndex(0);
}

void ReplayView::choose(int index)
{
    m_index = index;
    const Replay &replay = m_replays[size_t(index)];
    m_strip->setTimeline(replay.timeline);
    m_facts->setFacts(replayFacts(replay));
    m_headers->setPlainText(hardWrapped(withVisibleFormatting(headersText(replay.recording))));
    m_clock.reset(replay.timeline.end);
    m_clock.seek(replay.timeline.end); // whole at first: playing begins from the start
}

void ReplayView::toggle()
{
    if (m_clock.isPlaying())
        m_clock.pause();
    else
        m_clock.play();
}

void ReplayView::showPosition()
{
    if (m_index < 0) return;
    const ReplayTimeline &timeline = m_replays[size_t(m_index)].timeline;
    const auto position = m_clock.position();
    m_strip->setPosition(position);
    m_time->setText(tr("%1 of %2").arg(formatMoment(position), formatMoment(timeline.end)));
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(timeline.end.count() > 0 ? int(position * SliderSteps / timeline.end) : SliderSteps);
    }
    const QString text = textAt(timeline, momentAt(timeline, position));
    if (text == m_shown) return;
    const bool grows = !m_shown.isEmpty() && text.startsWith(m_shown);
    const QString added = hardWrapped(withoutSpecials(grows ? text.sliced(m_shown.size()) : text));
    m_shown = text;
    if (!grows) return m_text->setPlainText(added);
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    end.insertText(added);
}

void ReplayView::showPlaying(bool playing)
{
    m_play->setText(playing ? tr("Pause") : tr("Play"));
    m_play->setIcon(icon(playing ? QStringLiteral("circle-pause") : QStringLiteral("play")));
    m_play->setAccessibleName(playing ? tr("Pause the recording") : tr("Play the recording"));
    m_play->setToolTip(tr("Space"));
}

void ReplayView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || m_index < 0) return QWidget::keyPressEvent(event);
    toggle();
}

void ReplayView::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the recording"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilter(tr("Recordings (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, replay = m_replays[size_t(m_index)]](const QString &path) { Q_EMIT exportRequested(replay, path); });
    dialog->open();
}

} // namespace burin
