#pragma once

#include <QList>
#include <QString>

namespace burin::layering {

struct Include {
    int line = 0; ///< From 1.
    QString path; ///< What stands between the quotes or angle brackets.
    bool quoted = false;
};

QList<Include> includesOf(const QString &source);

/// @p source with comments and the contents of literals blanked out; every line keeps its number.
QString codeOf(const QString &source);

} // namespace burin::layering
