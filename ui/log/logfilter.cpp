#include "ui/log/logfilter.h"

#include "ui/log/logmodel.h"

#include <algorithm>

namespace burin {

LogFilter::LogFilter(LogModel *model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(model);
}

void LogFilter::setLevel(LogLevel least)
{
    m_level = least;
    invalidateFilter();
}

void LogFilter::setArea(const QString &area)
{
    m_area = area;
    invalidateFilter();
}

void LogFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const LogEntry &entry = m_model->entryAt(row);
    if (entry.level < m_level || (!m_area.isEmpty() && entry.area != m_area)) return false;
    if (m_text.isEmpty()) return true;
    const QStringList texts{logLine(entry), entry.area, entry.providerId, entry.requestId,
                            QString::number(entry.run.value)};
    return std::ranges::any_of(texts, [this](const QString &t) { return t.contains(m_text, Qt::CaseInsensitive); });
}

} // namespace burin
