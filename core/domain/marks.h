#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace burin {

/// What the user thinks of a run.
struct RunMarks {
    bool starred = false;
    int rating = 0; ///< 1–5; 0 = none.
    QString note;
    QStringList tags; ///< Sorted, each once.
    bool operator==(const RunMarks &) const = default;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::RunMarks)
