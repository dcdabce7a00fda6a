#pragma once

#include "core/domain/expectation.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace burin {

/// A way to go wrong that the page offers.
struct FaultScenario {
    QString model; ///< The simulator's name for it.
    QString title;
    QString description;
    QString family;    ///< A heading, in the user's language.
    QStringList kinds; ///< The wire formats that can show it; empty = all.
    Expectation expect;
};

/// What to send through which wire format.
struct FaultOrder {
    QString model;
    QString kind;
    bool waits = true; ///< Waits before a retry last as long as they should.
};

} // namespace burin

Q_DECLARE_METATYPE(burin::FaultOrder)
