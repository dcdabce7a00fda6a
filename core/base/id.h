#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace burin {

/// A row id that cannot be mistaken for the id of another kind of row.
template <class Tag> struct Id {
    qint64 value = 0; ///< Row id; 0 = not stored yet.

    bool isValid() const { return value != 0; }
    auto operator<=>(const Id &) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using RunId = Id<struct RunTag>;
using AttemptId = Id<struct AttemptTag>;
using BatchId = Id<struct BatchTag>;

} // namespace burin

Q_DECLARE_METATYPE(burin::RunId)
