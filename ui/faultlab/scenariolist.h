#pragma once

#include "ui/faultlab/faultscenario.h"

#include <QWidget>

class QLineEdit;
class QTreeWidget;

namespace burin {

class EmptyState;

/// The scenarios by family, with a search above them.
class ScenarioList : public QWidget {
    Q_OBJECT
public:
    explicit ScenarioList(QWidget *parent = nullptr);

    void setScenarios(const std::vector<FaultScenario> &scenarios);
    /// Only those that this wire format can show are offered.
    void setKind(const QString &kind);
    /// The models of all that are offered and match the search.
    QStringList offered() const;
    QString current() const;

Q_SIGNALS:
    void currentChanged(const QString &model);
    void triggered(); ///< Return or a double click on a scenario.

private:
    void fill();
    bool isOffered(const FaultScenario &scenario) const;

    std::vector<FaultScenario> m_scenarios;
    QString m_kind;
    QLineEdit *m_search;
    QTreeWidget *m_tree;
    EmptyState *m_empty;
};

} // namespace burin
