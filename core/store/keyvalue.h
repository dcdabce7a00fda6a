#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QSqlDatabase>

#include <optional>

namespace burin {

/// Small JSON documents by name: settings, the open draft, provider changes, window layout. Never a secret.
Outcome saveDocument(const QSqlDatabase &db, const QString &name, const QJsonObject &document);
/// Nullopt if there is none of that name.
Result<std::optional<QJsonObject>> loadDocument(const QSqlDatabase &db, const QString &name);

/// Facts for `db check`: integrity, foreign keys, ledger sums. Each line is a problem; empty = sound.
Result<QStringList> checkDatabase(const QSqlDatabase &db);

} // namespace burin
