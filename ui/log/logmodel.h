#pragma once

#include "core/domain/logentry.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace burin {

/// The last entries of the log, oldest first. Older ones than MostEntries are forgotten; they are in the files.
class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, LevelColumn, AreaColumn, TextColumn, RunColumn, ColumnCount };
    static constexpr int MostEntries = 5'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// Appends them in their order.
    void append(const std::vector<LogEntry> &entries);
    const LogEntry &entryAt(int row) const { return m_entries.at(size_t(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::deque<LogEntry> m_entries;
};

/// What the table says of @p entry in one line: the message with its error, attempt and times.
QString logLine(const LogEntry &entry);
/// "Debug", "Info", … in the user's language.
QString levelName(LogLevel level);

} // namespace burin
