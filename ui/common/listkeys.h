#pragma once

class QAbstractItemView;
class QWidget;

namespace burin {

/// While @p field, a line to search in, has the focus, the keys that move through a list (Up, Down, Page Up, Page Down)
/// go to @p list. Both live as long as each other.
void moveListFrom(QWidget *field, QAbstractItemView *list);

} // namespace burin
