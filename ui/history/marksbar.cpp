#include "ui/history/marksbar.h"

#include "ui/common/flowlayout.h"
#include "ui/common/foldbutton.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace burin {

namespace {

constexpr int PauseInTyping = 800; ///< Milliseconds.
const QChar FullStar(0x2605);
const QChar EmptyStar(0x2606);

QStringList tagsIn(const QString &text)
{
    QStringList tags;
    for (const QString &part : text.split(u','))
        if (const QString tag = part.simplified(); !tag.isEmpty()) tags += tag;
    tags.removeDuplicates();
    tags.sort();
    return tags;
}

} // namespace

MarkChanges changesOf(RunId run, const RunMarks &before, const RunMarks &after)
{
    MarkChanges changes;
    if (after.starred != before.starred) changes.push_back({{run}, SetStar{after.starred}});
    if (after.rating != before.rating) changes.push_back({{run}, SetRating{after.rating}});
    if (after.note != before.note) changes.push_back({{run}, SetNote{after.note}});
    for (const QString &tag : before.tags)
        if (!after.tags.contains(tag)) changes.push_back({{run}, RemoveTag{tag}});
    for (const QString &tag : after.tags)
        if (!before.tags.contains(tag)) changes.push_back({{run}, AddTag{tag}});
    return changes;
}

MarksBar::MarksBar(QWidget *parent)
    : QWidget(parent),
      m_star(new QToolButton(this)),
      m_tags(new QLineEdit(this)),
      m_note(new QPlainTextEdit(this)),
      m_fold(new FoldButton(tr("Note"), m_note, this))
{
    build();
    m_note->installEventFilter(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseInTyping);
    connect(&m_pause, &QTimer::timeout, this, &MarksBar::tell);
    connect(m_star, &QToolButton::clicked, this, &MarksBar::tell);
    connect(m_tags, &QLineEdit::editingFinished, this, &MarksBar::tell);
    connect(m_tags, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] {
        if (written().note != m_marks.note) m_pause.start();
    });
}

bool MarksBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) tell();
    return QWidget::eventFilter(watched, event);
}

QWidget *MarksBar::makeStars()
{
    auto *stars = new QWidget(this);
    auto *layout = new QHBoxLayout(stars);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (int i = 0; i < int(m_rating.size()); ++i) {
        auto *button = new QToolButton(stars);
        button->setProperty("dense", true);
        button->setAccessibleName(tr("Rate with %1 of 5").arg(i + 1));
        button->setToolTip(button->accessibleName());
        connect(button, &QToolButton::clicked, this, [this, i] { rate(i + 1 == m_rated ? 0 : i + 1); });
        layout->addWidget(button);
        m_rating[size_t(i)] = button;
    }
    return stars;
}

void MarksBar::build()
{
    m_star->setCheckable(true);
    m_star->setText(tr("Star"));
    m_star->setIcon(icon(QStringLiteral("bookmark")));
    m_star->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_star->setAccessibleName(tr("Star the run"));
    m_tags->setPlaceholderText(tr("Tags, with commas between"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setMinimumWidth(theme().space(40));
    m_note->setPlaceholderText(tr("What you want to remember of this run"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setTabChangesFocus(true);
    m_note->setMaximumHeight(theme().space(20));
    m_fold->setAccessibleName(tr("Show the note"));
    auto *row = new QWidget(this);
    auto *flow = new FlowLayout(row);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_star, makeStars(), m_tags, m_fold})
        flow->addWidget(part);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(row);
    layout->addWidget(m_note);
}

void MarksBar::setMarks(RunId run, const RunMarks &marks)
{
    if (run == m_run && m_pause.isActive()) return; // what is being typed is newer
    if (m_pause.isActive()) tell();
    m_run = run;
    m_marks = marks;
    show(marks);
}

void MarksBar::show(const RunMarks &marks)
{
    m_star->setChecked(marks.starred);
    m_rated = marks.rating;
    for (int i = 0; i < int(m_rating.size()); ++i)
        m_rating[size_t(i)]->setText(i < m_rated ? FullStar : EmptyStar);
    const QString tags = marks.tags.join(QStringLiteral(", "));
    if (tagsIn(m_tags->text()) != marks.tags) m_tags->setText(tags);
    if (m_note->toPlainText() != marks.note) m_note->setPlainText(marks.note);
    m_fold->setChecked(!marks.note.isEmpty() || m_note->hasFocus());
}

void MarksBar::rate(int rating)
{
    m_rated = rating;
    for (int i = 0; i < int(m_rating.size()); ++i)
        m_rating[size_t(i)]->setText(i < m_rated ? FullStar : EmptyStar);
    tell();
}

RunMarks MarksBar::written() const
{
    return {m_star->isChecked(), m_rated, m_note->toPlainText(), tagsIn(m_tags->text())};
}

void MarksBar::tell()
{
    m_pause.stop();
    const RunMarks marks = written();
    if (!m_run.isValid() || marks == m_marks) return;
    const RunMarks before = std::exchange(m_marks, marks);
    Q_EMIT changed(m_run, before, marks);
}

} // namespace burin
