#include "core/store/interruption.h"

#include "core/store/sqlite.h"

#include <sqlite3.h>

namespace burin {

namespace {

constexpr int Instructions = 1000; // of SQLite's machine between two looks

int isDue(void *interruption)
{
    return static_cast<const Interruption *>(interruption)->isDue();
}

} // namespace

InterruptionScope::InterruptionScope(const QSqlDatabase &db, const Interruption *interruption)
    : m_db(db), m_interruption(interruption)
{
    if (interruption)
        sqlite3_progress_handler(sqliteHandle(db), Instructions, &burin::isDue,
                                 const_cast<Interruption *>(interruption)); // it is only read
}

InterruptionScope::~InterruptionScope()
{
    if (m_interruption) sqlite3_progress_handler(sqliteHandle(m_db), 0, nullptr, nullptr);
}

} // namespace burin
