#pragma once

#include <QLoggingCategory>

namespace burin {

// One category per folder. Messages never carry prompts, answers or keys.
Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logProviders)
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logSimulator)
Q_DECLARE_LOGGING_CATEGORY(logApp)

} // namespace burin
