#include "ui/settings/limitcard.h"

#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QToolButton>

namespace burin {

namespace {

using Duration = std::optional<milliseconds> LimitOverride::*;

struct LimitField {
    const char *title; ///< Source text.
    const char *hint;
    Duration duration; ///< Nullptr: the number of retries.
};
constexpr LimitField fields[] = {
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Connect"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Seconds until the connection must stand."), &LimitOverride::connect},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "First content"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Seconds until the first token."), &LimitOverride::firstContent},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Silence"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Longest pause between two tokens, in seconds."), &LimitOverride::idle},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Whole answer"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Seconds for one attempt."), &LimitOverride::total},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Whole run"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Seconds for all attempts and the waits between them."),
     &LimitOverride::run},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Retries"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Further attempts after a failure, before any text arrived."), nullptr},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "First wait"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "Seconds before the first retry; doubles each time."),
     &LimitOverride::initial},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Longest wait"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "No wait is longer than these seconds."), &LimitOverride::cap},
    {QT_TRANSLATE_NOOP("burin::LimitCard", "Obey the server up to"),
     QT_TRANSLATE_NOOP("burin::LimitCard", "When a server asks to wait longer, you are asked instead."),
     &LimitOverride::longestServerWait},
};
constexpr int FieldsInRow = 3;

std::optional<double> valueOf(const LimitOverride &limits, const LimitField &field)
{
    if (!field.duration) return limits.retries ? std::optional(double(*limits.retries)) : std::nullopt;
    const std::optional<milliseconds> &duration = limits.*field.duration;
    return duration ? std::optional(double(duration->count()) / 1000) : std::nullopt;
}

void setValue(LimitOverride &limits, const LimitField &field, std::optional<double> value)
{
    if (field.duration)
        limits.*field.duration = value ? std::optional(milliseconds(qRound64(*value * 1000))) : std::nullopt;
    else
        limits.retries = value ? std::optional(int(*value)) : std::nullopt;
}

QString written(std::optional<double> value)
{
    return value ? QLocale().toString(*value, 'f', QLocale::FloatingPointShortest) : QString();
}

} // namespace

std::optional<double> limitFrom(const QString &text)
{
    constexpr double Day = 86'400;
    bool ok = false;
    double value = QLocale().toDouble(text.trimmed(), &ok);
    if (!ok) value = QLocale::c().toDouble(text.trimmed(), &ok);
    return ok && value >= 0 && value <= Day ? std::optional(value) : std::nullopt;
}

LimitCard::LimitCard(const LimitOverride &limits, const QString &title, QWidget *parent)
    : QFrame(parent), m_limits(limits)
{
    setProperty("card", true);
    setAccessibleName(title);
    QLabel *name = plainLabel(LabelStyle::Body, title, this);
    name->setWordWrap(true);
    name->setMinimumWidth(1);
    QFont bold = name->font();
    bold.setWeight(QFont::DemiBold);
    name->setFont(bold);
    auto *remove = new QToolButton(this);
    remove->setIcon(icon(QStringLiteral("trash-2")));
    remove->setAccessibleName(tr("Remove the limits: %1").arg(title));
    remove->setToolTip(tr("Remove"));
    connect(remove, &QToolButton::clicked, this, &LimitCard::removeRequested);
    auto *grid = new QGridLayout(this);
    const int margin = theme().space(3);
    grid->setContentsMargins(margin, margin, margin, margin);
    grid->setHorizontalSpacing(theme().space(3));
    grid->setVerticalSpacing(theme().space(1));
    grid->addWidget(name, 0, 0, 1, FieldsInRow - 1);
    grid->addWidget(remove, 0, FieldsInRow - 1, Qt::AlignRight);
    for (int i = 0; i < int(std::size(fields)); ++i) {
        QLineEdit *field = makeField(i);
        QLabel *caption = plainLabel(LabelStyle::SmallMuted, tr(fields[i].title), this);
        caption->setBuddy(field);
        const int row = 1 + 2 * (i / FieldsInRow);
        grid->addWidget(caption, row, i % FieldsInRow);
        grid->addWidget(field, row + 1, i % FieldsInRow);
    }
}

QLineEdit *LimitCard::makeField(int index)
{
    auto *field = new QLineEdit(written(valueOf(m_limits, fields[index])), this);
    field->setAccessibleName(tr(fields[index].title));
    field->setAccessibleDescription(tr(fields[index].hint));
    field->setToolTip(tr(fields[index].hint));
    field->setPlaceholderText(tr("as for all"));
    connect(field, &QLineEdit::textChanged, this, [field] {
        const QVariant invalid = !field->text().trimmed().isEmpty() && !limitFrom(field->text());
        field->setProperty("invalid", invalid);
        field->style()->unpolish(field);
        field->style()->polish(field);
    });
    connect(field, &QLineEdit::editingFinished, this, [this, field, index] { take(field, index); });
    return field;
}

void LimitCard::take(QLineEdit *field, int index)
{
    const bool isEmpty = field->text().trimmed().isEmpty();
    const std::optional<double> value = limitFrom(field->text());
    if (!isEmpty && !value) return field->setText(written(valueOf(m_limits, fields[index])));
    const LimitOverride before = m_limits;
    setValue(m_limits, fields[index], value);
    if (m_limits != before) Q_EMIT changed();
}

} // namespace burin
