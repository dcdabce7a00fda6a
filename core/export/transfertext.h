#pragma once

#include <QCoreApplication>

namespace burin {

/// The translation context of exports and imports.
struct Transfer {
    Q_DECLARE_TR_FUNCTIONS(Transfer)
};

} // namespace burin
