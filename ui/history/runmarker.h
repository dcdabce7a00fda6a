#pragma once

#include "ui/history/historysource.h"

#include <QObject>

namespace burin {

class HistoryModel;
class HistoryTable;
class UndoBar;

/// Marks the chosen runs of a list and offers to take it back. What it asks for is done in the order it was asked.
class RunMarker : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    RunMarker(HistorySource source, HistoryTable *table, UndoBar *undo, QObject *parent);

    /// Changes the chosen runs; those that are not read yet too.
    void mark(const RunMark &mark);
    /// Stars the chosen runs, or takes the stars away when the shown one has one.
    void toggleStar();
    /// Asks for a tag, with those of @p known to choose from.
    void askForTag(const QStringList &known);

Q_SIGNALS:
    /// It was made, or taken back.
    void changed(const burin::MarkChange &change);
    void failed(const burin::Error &error);

private:
    void withChosen(std::function<void(const std::vector<RunId> &)> use);
    void apply(const MarkChanges &changes);
    void settled(const MarkChanges &changes, const MarkChanges &undo);

    HistorySource m_source;
    HistoryTable *m_table;
    HistoryModel *m_model;
    UndoBar *m_undo;
};

} // namespace burin
