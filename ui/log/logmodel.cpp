#include "ui/log/logmodel.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"

#include <QBrush>
#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("LogPane", text);
}

QString toneOf(LogLevel level)
{
    if (level == LogLevel::Error) return QStringLiteral("error");
    return level == LogLevel::Warning ? QStringLiteral("warn") : QString();
}

QString textOf(const LogEntry &entry, int column)
{
    switch (column) {
    case LogModel::TimeColumn:
        return formatTime(entry.time);
    case LogModel::LevelColumn:
        return levelName(entry.level);
    case LogModel::AreaColumn:
        return oneLine(entry.area);
    case LogModel::TextColumn:
        return oneLine(logLine(entry));
    case LogModel::RunColumn:
        return entry.run.isValid() ? QString::number(entry.run.value) : QString();
    default:
        return {};
    }
}

} // namespace

QString levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Debug"));
    case LogLevel::Info:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Info"));
    case LogLevel::Warning:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Warning"));
    case LogLevel::Error:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Error"));
    }
    return {};
}

QString logLine(const LogEntry &entry)
{
    QStringList facts{entry.message};
    if (entry.error)
        facts += toString(errorRow(*entry.error).category) + u'/' + QLatin1StringView(errorRow(*entry.error).id);
    if (entry.attempt > 0) facts += translated(QT_TRANSLATE_NOOP("LogPane", "attempt %1")).arg(entry.attempt);
    if (entry.httpStatus > 0) facts += QStringLiteral("HTTP %1").arg(entry.httpStatus);
    if (!entry.model.isEmpty()) facts += entry.model;
    if (entry.duration) facts += formatDuration(entry.duration);
    if (entry.wait) facts += translated(QT_TRANSLATE_NOOP("LogPane", "wait %1")).arg(formatDuration(entry.wait));
    return facts.join(QStringLiteral(" · "));
}

void LogModel::append(const std::vector<LogEntry> &entries)
{
    if (entries.empty()) return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(entries.size()) - 1);
    m_entries.insert(m_entries.end(), entries.begin(), entries.end());
    endInsertRows();
    if (const int excess = rowCount() - MostEntries; excess > 0) {
        beginRemoveRows({}, 0, excess - 1);
        m_entries.erase(m_entries.begin(), m_entries.begin() + excess);
        endRemoveRows();
    }
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LogEntry &entry = entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(entry, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == TimeColumn ? QLocale().toString(entry.time.toLocalTime(),
                                                                              QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"))
                                                         : textOf(entry, index.column()));
    case Qt::ForegroundRole: {
        const QString tone = toneOf(entry.level);
        return index.column() == LevelColumn && !tone.isEmpty() ? QVariant(QBrush(toneColor(tone))) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return int(index.column() == RunColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case TimeColumn:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Time"));
    case LevelColumn:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Level"));
    case AreaColumn:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Area"));
    case TextColumn:
        return translated(QT_TRANSLATE_NOOP("LogPane", "What happened"));
    case RunColumn:
        return translated(QT_TRANSLATE_NOOP("LogPane", "Run"));
    default:
        return {};
    }
}

} // namespace burin
