#pragma once

#include "ui/commandpalette/overlay.h"
#include "ui/commandpalette/shortcutbindings.h"

#include <vector>

class QLineEdit;
class QTreeWidget;

namespace burin {

/// All shortcuts at a glance, by group, with a field that searches them.
class ShortcutSheet : public Overlay {
    Q_OBJECT
public:
    explicit ShortcutSheet(QWidget *window);

    /// Opens it over the shortcuts of @p commands; open already, it closes.
    void toggle(const std::vector<const CommandEntry *> &commands, const ShortcutChanges &changes);

protected:
    QSize wantedSize(const QSize &available) const override;

private:
    void fill(const std::vector<const CommandEntry *> &commands, const ShortcutChanges &changes);
    void filter(const QString &text);

    QLineEdit *m_search;
    QTreeWidget *m_list;
};

} // namespace burin
