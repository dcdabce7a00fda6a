#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QHash>
#include <QSqlDatabase>
#include <QString>
#include <QVariant>

#include <optional>
#include <vector>

namespace burin {

/// A row by its columns; which of them there are depends on the version of "llm" that made the table.
class LlmRecord {
public:
    void insert(const QString &column, const QVariant &value) { m_values.insert(column, value); }
    QString text(const char *column) const { return m_values.value(QLatin1StringView(column)).toString(); }
    QByteArray bytes(const char *column) const { return m_values.value(QLatin1StringView(column)).toByteArray(); }
    std::optional<qint64> number(const char *column) const;

private:
    QHash<QString, QVariant> m_values;
};

/// Another program's database, open for reading while this lives. On one thread.
class LlmFile {
public:
    explicit LlmFile(const QString &path);
    ~LlmFile();
    Q_DISABLE_COPY_MOVE(LlmFile)

    /// The first failure; what follows it gives nothing.
    const std::optional<Error> &error() const { return m_error; }
    /// A real table: no view, nothing virtual.
    bool has(const char *table);
    std::vector<LlmRecord> rows(const QString &sql, const QVariantList &values = {});

private:
    QString m_name;
    QSqlDatabase m_db;
    std::optional<Error> m_error;
};

} // namespace burin
