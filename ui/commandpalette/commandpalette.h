#pragma once

#include "ui/commandpalette/overlay.h"
#include "ui/commandpalette/paletterows.h"

class QLabel;
class QLineEdit;
class QListView;

namespace burin {

class PaletteModel;

/// One field over everything: type some letters of a command, a prompt, a model or a run, Enter does it. Its rows come
/// from sources that are asked anew each time it opens.
class CommandPalette : public Overlay {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);

    /// Sources that were added first win among equals.
    void addSource(PaletteSource source);
    /// Ids of what was run lately, latest first.
    const QStringList &recent() const { return m_recent; }
    void setRecent(const QStringList &ids);
    /// Opens it with an empty field; open already, it closes.
    void toggle();

Q_SIGNALS:
    void recentChanged();

protected:
    QSize wantedSize(const QSize &available) const override;

private:
    enum class Selection { First, Kept };
    void ask();
    void refresh(Selection selection);
    void accept();

    std::vector<PaletteSource> m_sources;
    std::vector<std::vector<PaletteRow>> m_rows; ///< By source; empty until it answers.
    QStringList m_recent;
    int m_round = 0; ///< Answers to an earlier opening are ignored.
    QLineEdit *m_search;
    QListView *m_list;
    PaletteModel *m_model;
    QLabel *m_none;
};

} // namespace burin
