#include "core/store/llmfile.h"

#include "core/store/database.h"

#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUrl>
#include <QUuid>

namespace burin {

std::optional<qint64> LlmRecord::number(const char *column) const
{
    const QVariant value = m_values.value(QLatin1StringView(column));
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

LlmFile::LlmFile(const QString &path) : m_name(QUuid::createUuid().toString())
{
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY"));
    const bool alive = QFileInfo(path + QStringLiteral("-wal")).size() > 0;
    QUrl uri = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath());
    uri.setQuery(alive ? QStringLiteral("mode=ro") : QStringLiteral("mode=ro&immutable=1"));
    m_db.setDatabaseName(QString::fromLatin1(uri.toEncoded()));
    if (!m_db.open())
        m_error = storageError(m_db.lastError());
    else
        rows(QStringLiteral("PRAGMA trusted_schema = OFF"));
}

LlmFile::~LlmFile()
{
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

bool LlmFile::has(const char *table)
{
    return !rows(QStringLiteral("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? "
                                "AND sql LIKE 'CREATE TABLE%'"),
                 {QString::fromLatin1(table)})
                .empty();
}

std::vector<LlmRecord> LlmFile::rows(const QString &sql, const QVariantList &values)
{
    std::vector<LlmRecord> rows;
    if (m_error) return rows;
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec()) m_error = storageError(query.lastError());
    const QSqlRecord columns = query.record();
    while (!m_error && query.next()) {
        LlmRecord row;
        for (int i = 0; i < columns.count(); ++i)
            row.insert(columns.fieldName(i), query.value(i));
        rows.push_back(std::move(row));
    }
    if (query.lastError().isValid()) m_error = storageError(query.lastError());
    return rows;
}

} // namespace burin
