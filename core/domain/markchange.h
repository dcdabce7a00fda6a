#pragma once

#include "core/base/id.h"

#include <QMetaType>
#include <QString>

#include <variant>
#include <vector>

namespace burin {

struct SetStar {
    bool starred = true;
    bool operator==(const SetStar &) const = default;
};
struct SetRating {
    int rating = 0; ///< 1–5; 0 = none.
    bool operator==(const SetRating &) const = default;
};
struct SetNote {
    QString note; ///< Empty = none.
    bool operator==(const SetNote &) const = default;
};
struct AddTag {
    QString tag; ///< As people write it; a tag that there is in other letters is that tag.
    bool operator==(const AddTag &) const = default;
};
struct RemoveTag {
    QString tag;
    bool operator==(const RemoveTag &) const = default;
};
struct DeleteRuns { ///< From the history; what they cost stays. One that is running stays too.
    bool operator==(const DeleteRuns &) const = default;
};
struct RestoreRuns {
    bool operator==(const RestoreRuns &) const = default;
};

using RunMark = std::variant<SetStar, SetRating, SetNote, AddTag, RemoveTag, DeleteRuns, RestoreRuns>;

/// The same change of any number of runs.
struct MarkChange {
    std::vector<RunId> runs;
    RunMark mark;
    bool operator==(const MarkChange &) const = default;
};
/// One after the other, all or none.
using MarkChanges = std::vector<MarkChange>;

} // namespace burin

Q_DECLARE_METATYPE(burin::MarkChange)
