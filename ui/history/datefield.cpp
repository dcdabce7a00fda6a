#include "ui/history/datefield.h"

#include <QCalendarWidget>
#include <QLocale>
#include <QTextCharFormat>
#include <QToolButton>

namespace burin {

DateField::DateField(QWidget *parent) : QDateEdit(parent)
{
    setCalendarPopup(true);
    setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat));
    QCalendarWidget *calendar = calendarWidget();
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        calendar->setWeekdayTextFormat(day, QTextCharFormat()); // red is for errors
    const auto arrow = [calendar](const char *name, Qt::ArrowType type) {
        auto *button = calendar->findChild<QToolButton *>(QLatin1StringView(name));
        if (!button) return;
        button->setIcon(QIcon());
        button->setArrowType(type);
    };
    arrow("qt_calendar_prevmonth", Qt::LeftArrow);
    arrow("qt_calendar_nextmonth", Qt::RightArrow);
}

} // namespace burin
