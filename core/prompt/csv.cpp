#include "core/prompt/csv.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace burin {

namespace {

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r';
}

QChar separatorOf(QStringView text)
{
    constexpr std::array separators{u',', u';', u'\t'};
    std::array<qsizetype, separators.size()> counts{};
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"') quoted = !quoted;
        if (quoted) continue;
        if (endsLine(c)) break;
        for (size_t i = 0; i < separators.size(); ++i)
            counts[i] += c == separators[i] ? 1 : 0;
    }
    return separators[size_t(std::ranges::max_element(counts) - counts.begin())];
}

class CsvReader {
public:
    explicit CsvReader(const QString &text) : m_text(text), m_separator(separatorOf(text)) {}

    Result<std::vector<CsvRow>, ValueFileError> read()
    {
        std::vector<CsvRow> rows;
        while (m_at < m_text.size()) {
            CsvRow row;
            do {
                row.push_back({{}, false, m_line, int(m_at - m_lineStart) + 1});
                if (const std::optional<ValueFileError> error = readField(row.back())) return *error;
            } while (takeSeparator());
            takeLineEnd();
            const bool nothing = row.size() == 1 && row.front().text.isEmpty() && !row.front().quoted;
            if (!nothing) rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    std::optional<ValueFileError> readField(CsvField &field)
    {
        if (m_at < m_text.size() && m_text[m_at] == u'"') return readQuoted(field);
        const qsizetype start = m_at;
        while (!atEndOfField())
            ++m_at;
        field.text = m_text.mid(start, m_at - start);
        return std::nullopt;
    }

    std::optional<ValueFileError> readQuoted(CsvField &field)
    {
        field.quoted = true;
        for (++m_at; m_at < m_text.size();) {
            if (endsLine(m_text[m_at])) {
                const qsizetype start = m_at;
                takeLineEnd();
                field.text += QStringView(m_text).mid(start, m_at - start);
            } else if (m_text[m_at] != u'"') {
                field.text += m_text[m_at++];
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"') {
                field.text += u'"';
                m_at += 2;
            } else {
                ++m_at;
                if (atEndOfField()) return std::nullopt;
                return ValueFileError{m_line, int(m_at - m_lineStart) + 1,
                                      QCoreApplication::translate("Variables",
                                                                  "Behind the closing quote the field must "
                                                                  "end; double a quote that belongs to it.")};
            }
        }
        return ValueFileError{field.line, field.column,
                              QCoreApplication::translate("Variables", "The quote that opens here is not closed.")};
    }

    bool atEndOfField() const { return m_at == m_text.size() || m_text[m_at] == m_separator || endsLine(m_text[m_at]); }

    bool takeSeparator()
    {
        if (m_at == m_text.size() || m_text[m_at] != m_separator) return false;
        ++m_at;
        return true;
    }

    void takeLineEnd()
    {
        if (m_at == m_text.size()) return;
        m_at += m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n' ? 2 : 1;
        ++m_line;
        m_lineStart = m_at;
    }

    const QString &m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    qsizetype m_lineStart = 0;
    int m_line = 1;
};

} // namespace

Result<std::vector<CsvRow>, ValueFileError> csvRows(const QString &text)
{
    return CsvReader(text).read();
}

} // namespace burin
