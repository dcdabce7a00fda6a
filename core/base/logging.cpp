#include "core/base/logging.h"

namespace burin {

Q_LOGGING_CATEGORY(logNet, "burin.net", QtWarningMsg)
Q_LOGGING_CATEGORY(logProviders, "burin.providers", QtWarningMsg)
Q_LOGGING_CATEGORY(logEngine, "burin.engine", QtWarningMsg)
Q_LOGGING_CATEGORY(logStore, "burin.store", QtWarningMsg)
Q_LOGGING_CATEGORY(logSimulator, "burin.simulator", QtWarningMsg)
Q_LOGGING_CATEGORY(logApp, "burin.app", QtWarningMsg)

} // namespace burin
