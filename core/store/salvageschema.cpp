#include "core/store/salvageschema.h"

#include <QByteArray>
#include <QFile>
#include <QtEndian>

#include <sqlite3.h>

#include <vector>

namespace burin {

namespace {

constexpr qsizetype HeaderBytes = 100;
// Offsets in the header of the first page (sqlite.org/fileformat.html, 1.3).
constexpr int PageSizeAt = 16;
constexpr int PageCountAt = 28;
constexpr int FreePagesAt = 32; // the first of them, and how many there are

/// Where the schema of a sound database is, from 1.
std::vector<int> schemaPages(const QString &file)
{
    std::vector<int> pages;
    sqlite3 *handle = nullptr;
    sqlite3_stmt *statement = nullptr;
    sqlite3_open_v2(file.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_prepare_v2(handle, "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'", -1, &statement, nullptr);
    while (statement && sqlite3_step(statement) == SQLITE_ROW)
        pages.push_back(sqlite3_column_int(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return pages;
}

QByteArray pageOf(QFile &file, int page, qsizetype size)
{
    return file.seek(qint64(page - 1) * size) ? file.read(size) : QByteArray();
}

/// The header of a copy that lost its own: as large as its file, with nothing free.
QByteArray headerFor(QByteArray reference, quint32 pages)
{
    qToBigEndian(pages, reference.data() + PageCountAt);
    qToBigEndian(quint64(0), reference.data() + FreePagesAt);
    return reference;
}

} // namespace

bool mendSchemaPages(const QString &copy, const QString &reference)
{
    const std::vector<int> pages = schemaPages(reference);
    QFile sound(reference);
    QFile damaged(copy);
    if (pages.empty() || !sound.open(QIODevice::ReadOnly) || !damaged.open(QIODevice::ReadWrite)) return false;
    const QByteArray header = sound.read(HeaderBytes);
    const qsizetype size = qFromBigEndian<quint16>(header.constData() + PageSizeAt);
    std::vector<std::pair<int, QByteArray>> different;
    for (const int page : pages) {
        QByteArray right = pageOf(sound, page, size);
        const QByteArray present = pageOf(damaged, page, size);
        if (page == 1) {
            const bool hasHeader = present.startsWith(header.left(PageSizeAt + 2));
            right.replace(0, HeaderBytes,
                          hasHeader ? present.left(HeaderBytes) : headerFor(header, quint32(damaged.size() / size)));
        }
        if (present != right) different.emplace_back(page, right);
    }
    if (different.size() * 2 > pages.size()) return false;
    for (const auto &[page, right] : different) {
        if (!damaged.seek(qint64(page - 1) * size) || damaged.write(right) != right.size()) return false;
    }
    return true;
}

} // namespace burin
