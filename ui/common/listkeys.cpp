#include "ui/common/listkeys.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>

namespace burin {

namespace {

class ListKeys : public QObject {
public:
    ListKeys(QWidget *field, QAbstractItemView *list) : QObject(field), m_list(list)
    {
        field->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress) return false;
        constexpr int keys[] = {Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown};
        if (std::ranges::find(keys, static_cast<QKeyEvent *>(event)->key()) == std::end(keys)) return false;
        QCoreApplication::sendEvent(m_list, event);
        return true;
    }

private:
    QAbstractItemView *m_list;
};

} // namespace

void moveListFrom(QWidget *field, QAbstractItemView *list)
{
    new ListKeys(field, list);
}

} // namespace burin
