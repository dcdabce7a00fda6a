#include "app/profile/datafolder.h"

#include <QDir>
#include <QStandardPaths>

namespace burin {

QString dataFolder(const QString &chosen)
{
    if (!chosen.isEmpty()) return QDir(chosen).absolutePath();
    if (const QString fromEnvironment = qEnvironmentVariable("BURIN_DATA_DIR"); !fromEnvironment.isEmpty())
        return QDir(fromEnvironment).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/burin");
}

} // namespace burin
