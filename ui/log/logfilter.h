#pragma once

#include "core/domain/logentry.h"

#include <QSortFilterProxyModel>

namespace burin {

class LogModel;

/// The entries of a LogModel that are at least of a level, of an area and contain a text.
class LogFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit LogFilter(LogModel *model, QObject *parent = nullptr);

    void setLevel(LogLevel least);
    void setArea(const QString &area); ///< Empty = all.
    /// Compared without case with the line, the area, the provider, the request id and the run's id.
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LogModel *m_model;
    LogLevel m_level = LogLevel::Debug;
    QString m_area;
    QString m_text;
};

} // namespace burin
