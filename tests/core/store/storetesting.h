#pragma once

#include "core/domain/run.h"
#include "core/store/database.h"

#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QTemporaryDir>

namespace burin {

/// A connection that is closed at the end of its scope.
class OpenDatabase {
public:
    /// On burin.sqlite in @p folder, or in memory for an empty name. valid() tells whether it worked.
    explicit OpenDatabase(const QString &folder = {});
    ~OpenDatabase();
    Q_DISABLE_COPY_MOVE(OpenDatabase)

    bool valid() const { return !m_error; }
    const Error &error() const { return *m_error; }
    operator const QSqlDatabase &() const { return m_db; }
    /// First column of the first row; invalid without one.
    QVariant value(const QString &sql) const;
    bool execute(const QString &sql) const;

private:
    QSqlDatabase m_db;
    std::optional<Error> m_error;
};

/// Random but reproducible runs: every field of a record takes all its kinds of values.
class RandomRuns {
public:
    explicit RandomRuns(quint32 seed) : m_random(seed) {}

    /// An ended run, with no id yet.
    RunRecord next();
    QString text(int longest);
    int below(int bound) { return int(m_random.bounded(bound)); }
    bool oneIn(int n) { return below(n) == 0; }

private:
    Message message();
    Attachment attachment();
    PromptDraft draft();
    Attempt attempt(int number, const QDateTime &start);
    Usage usage();
    Receipt receipt();
    std::optional<Error> error();
    std::optional<milliseconds> duration();

    QRandomGenerator m_random;
};

/// The beginning of @p record.
RunSpec specOf(const RunRecord &record);

/// Journals @p record from beginning to end and sets its id.
Outcome store(const QSqlDatabase &db, RunRecord &record);

/// The name of the first field that differs, for a test's message; empty if none does.
QString difference(const RunRecord &a, const RunRecord &b);

/// A small completed run, for tests that only need some.
RunRecord plainRun(const QString &user, const QString &answer);

} // namespace burin
