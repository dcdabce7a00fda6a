#pragma once

#include "app/cli/refusal.h"

#include <QJsonObject>
#include <QString>

namespace burin {

/// The text of the file @p path, or of stdin for "-". A byte order mark is left out. What is not UTF-8 is refused with
/// its line and column.
Checked<QString> readTextFile(const QString &path);

/// All bytes of the file @p path, or of stdin for "-", 64 MiB at most.
Checked<QByteArray> readFile(const QString &path);

/// The JSON in the file @p path as it is written there. Refusals name file, line and column.
Checked<QByteArray> readJsonText(const QString &path);

/// The JSON object in the file @p path. Refusals name file, line and column.
Checked<QJsonObject> readJsonObject(const QString &path);

/// "path:line:column" of the byte @p offset of @p text.
QString placeOf(const QString &path, const QByteArray &text, qsizetype offset);

} // namespace burin
