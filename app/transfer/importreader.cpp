#include "app/transfer/importreader.h"

#include "core/export/portablejson.h"
#include "core/export/transfertext.h"
#include "core/store/llmlogs.h"

#include <QFile>

namespace burin {

namespace {

constexpr int RowsAtOnce = 50;
constexpr qint64 BytesAtOnce = 4 * 1024 * 1024;
constexpr qint64 LongestLine = 256 * 1024 * 1024; ///< A run with all the files that a provider takes fits in.

/// JSON Lines, and the lines of our JSON array.
class LineReader : public ImportReader {
public:
    explicit LineReader(const QString &path) : m_file(path) {}

    Outcome open()
    {
        if (m_file.open(QIODevice::ReadOnly)) return Done{};
        return makeError(ErrorCode::BadFile, m_file.fileName() + QLatin1StringView(": ") + m_file.errorString());
    }
    Result<std::vector<ImportRow>> next() override
    {
        std::vector<ImportRow> rows;
        const qint64 from = m_file.pos();
        while (!m_file.atEnd() && rows.size() < RowsAtOnce && m_file.pos() - from < BytesAtOnce) {
            const QByteArray line = m_file.readLine(LongestLine + 1);
            if (m_file.error() != QFileDevice::NoError)
                return makeError(ErrorCode::BadFile,
                                 m_file.fileName() + QLatin1StringView(": ") + m_file.errorString());
            ++m_line;
            if (line.size() > LongestLine)
                rows.push_back({place(), skipLine()});
            else
                addLine(rows, line.trimmed());
        }
        return rows;
    }
    bool atEnd() const override { return m_file.atEnd(); }
    qint64 position() const override { return m_file.pos(); }
    qint64 size() const override { return m_file.size(); }

private:
    QString place() const { return Transfer::tr("line %1").arg(m_line); }

    /// Past the end of a line that is too long.
    QString skipLine()
    {
        for (QByteArray more; !m_file.atEnd() && !more.endsWith('\n');)
            more = m_file.readLine(BytesAtOnce);
        return Transfer::tr("The line is too long.");
    }

    void addLine(std::vector<ImportRow> &rows, QByteArray line)
    {
        if (m_line == 1 && line.startsWith("\xef\xbb\xbf")) line.remove(0, 3);
        const bool bracket = line == "[" || line == "]";
        if (line.isEmpty() || bracket) return;
        if (line.endsWith(',')) line.chop(1);
        rows.push_back({place(), portableRunFrom(line)});
    }

    QFile m_file;
    qint64 m_line = 0;
};

class LlmReader : public ImportReader {
public:
    explicit LlmReader(QString path) : m_path(std::move(path)) {}

    Outcome open()
    {
        const Result<qint64> count = countLlmRows(m_path);
        if (!count) return count.error();
        m_size = *count;
        return Done{};
    }
    Result<std::vector<ImportRow>> next() override
    {
        std::vector<ImportRow> rows;
        const Result<LlmBatch> batch = readLlmRows(m_path, m_cursor, RowsAtOnce);
        if (!batch) return batch.error();
        m_cursor = batch->next;
        m_done = batch->done;
        for (const LlmRow &row : batch->rows)
            rows.push_back({row.place, row.run});
        m_position += qint64(rows.size());
        return rows;
    }
    bool atEnd() const override { return m_done; }
    qint64 position() const override { return m_position; }
    qint64 size() const override { return m_size; }

private:
    QString m_path;
    LlmCursor m_cursor;
    qint64 m_position = 0;
    qint64 m_size = 0;
    bool m_done = false;
};

template <class Reader> Result<std::shared_ptr<ImportReader>> opened(const QString &path)
{
    auto reader = std::make_shared<Reader>(path);
    if (const Outcome open = reader->open(); !open) return open.error();
    return std::shared_ptr<ImportReader>(std::move(reader));
}

bool isDatabase(const QString &path)
{
    constexpr char Magic[] = "SQLite format 3"; // with the null behind it
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(sizeof Magic) == QByteArray(Magic, sizeof Magic);
}

} // namespace

Result<std::shared_ptr<ImportReader>> openImport(const QString &path)
{
    return isDatabase(path) ? opened<LlmReader>(path) : opened<LineReader>(path);
}

} // namespace burin
