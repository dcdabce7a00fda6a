#pragma once

#include "core/domain/comparison.h"
#include "ui/compare/laneanswer.h"

#include <QFrame>

#include <vector>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace burin {

/// The head of the comparison: its name, the saved ones, what is looked at, and the button that runs all lanes.
class CompareBar : public QFrame {
    Q_OBJECT
public:
    /// What of the lanes it shows.
    struct State {
        int lanes = 0;
        int base = 0; ///< Index of the lane that the others are compared with.
        int running = 0;
    };

    explicit CompareBar(QWidget *parent = nullptr);

    QString name() const;
    void setName(const QString &name);
    void setSaved(const std::vector<ComparisonEntry> &entries);
    void setState(const State &state);
    LaneAspect aspect() const;

Q_SIGNALS:
    void nameEdited(); ///< By the user, as this and the next ones.
    void newRequested();
    void openRequested(const QString &key);
    void removeRequested();
    void exportRequested();
    void addRequested();
    void baseChosen(int lane);
    void aspectChosen(burin::LaneAspect aspect);
    void linkToggled(bool together);
    void runRequested();
    void stopRequested();

private:
    void addNaming(QLayout *row);
    void addAspects(QLayout *row);
    void addActions(QLayout *row);
    QToolButton *makeTool(const QString &iconName, const QString &name);

    QLineEdit *m_name;
    QMenu *m_saved;
    QComboBox *m_base;
    QButtonGroup *m_aspects;
    QToolButton *m_add = nullptr;
    QPushButton *m_run;
    State m_state;
};

} // namespace burin
