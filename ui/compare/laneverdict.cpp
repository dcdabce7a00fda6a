#include "ui/compare/laneverdict.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace burin {

namespace {

constexpr int MostStars = 5;
constexpr int LongestNote = 2'000;

} // namespace

LaneVerdict::LaneVerdict(QWidget *parent)
    : QWidget(parent), m_winner(new QToolButton(this)), m_note(new QLineEdit(this))
{
    m_winner->setIcon(icon(QStringLiteral("trophy")));
    m_winner->setCheckable(true);
    m_winner->setAccessibleName(tr("This lane wins"));
    m_winner->setToolTip(m_winner->accessibleName());
    m_winner->setObjectName(QStringLiteral("winner"));
    m_note->setMaxLength(LongestNote);
    m_note->setPlaceholderText(tr("Note"));
    m_note->setAccessibleName(tr("Note about the answer"));
    m_note->setObjectName(QStringLiteral("laneNote"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme().space(2), theme().space(1), theme().space(2), theme().space(2));
    row->setSpacing(0);
    row->addWidget(m_winner);
    for (int stars = 1; stars <= MostStars; ++stars) {
        auto *star = new QToolButton(this);
        star->setAccessibleName(tr("%n star(s)", nullptr, stars));
        star->setToolTip(star->accessibleName());
        star->setObjectName(QStringLiteral("star%1").arg(stars));
        star->setProperty("dense", true);
        star->setCheckable(true);
        connect(star, &QToolButton::clicked, this, [this, stars] { rate(stars); });
        m_stars.push_back(star);
        row->addWidget(star);
    }
    row->addSpacing(theme().space(1));
    row->addWidget(m_note, 1);
    connect(m_winner, &QToolButton::clicked, this, &LaneVerdict::winnerChanged);
    connect(m_note, &QLineEdit::textEdited, this, &LaneVerdict::edited);
    refreshStars();
}

void LaneVerdict::setLane(const ComparedLane &lane)
{
    m_rating = lane.rating;
    m_note->setText(lane.note);
    m_note->setCursorPosition(0);
    refreshStars();
}

void LaneVerdict::fill(ComparedLane &lane) const
{
    lane.rating = m_rating;
    lane.note = m_note->text();
}

void LaneVerdict::setStanding(Standing standing)
{
    m_winner->setChecked(standing == Standing::Winner);
    m_winner->setIcon(standing == Standing::Winner ? icon(QStringLiteral("trophy"), &ThemeColors::ok)
                                                   : icon(QStringLiteral("trophy")));
}

void LaneVerdict::rate(int stars)
{
    m_rating = stars == m_rating ? 0 : stars; // the same star again takes the rating back
    refreshStars();
    Q_EMIT edited();
}

void LaneVerdict::refreshStars()
{
    for (int i = 0; i < int(m_stars.size()); ++i) {
        m_stars[size_t(i)]->setChecked(i < m_rating);
        m_stars[size_t(i)]->setIcon(
            icon(QStringLiteral("star"), i < m_rating ? &ThemeColors::warn : &ThemeColors::muted));
    }
}

} // namespace burin
