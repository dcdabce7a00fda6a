#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace burin {

/// A query under a name, as it was written: "after:7d" stays the last seven days.
struct SavedQuery {
    QString name;
    QString text;
    bool operator==(const SavedQuery &) const = default;
};

QJsonObject toJson(const std::vector<SavedQuery> &queries);
/// Those that have a name and a text; of one name the last.
std::vector<SavedQuery> savedQueriesFrom(const QJsonObject &json);

} // namespace burin
