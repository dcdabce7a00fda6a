#include "core/reconcile/usagefile.h"

#include "core/prompt/csv.h"
#include "core/reconcile/usagecolumns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QStringDecoder>

#include <algorithm>

namespace burin {

namespace {

struct UsageTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageFile)
};

constexpr qint64 FirstMilliseconds = 100'000'000'000; // what is more than these seconds are milliseconds
constexpr qint64 MostTokens = 1'000'000'000'000'000;
constexpr int ShownCharacters = 40;

UsageFileError fileError(const QString &message, int line = 0)
{
    return {line, message, {}};
}

/// The beginning of @p text, for a message about it.
QString shownText(const QString &text)
{
    QString shown = text.left(ShownCharacters);
    for (QChar &c : shown)
        if (!c.isPrint()) c = QChar(u'\uFFFD');
    return text.size() > ShownCharacters ? shown + u'…' : shown;
}

Result<QString, UsageFileError> textOf(const QByteArray &bytes)
{
    if (bytes.size() > LargestUsageFile)
        return fileError(
            UsageTexts::tr("The file is larger than %1 MiB. Export fewer days.").arg(LargestUsageFile / (1024 * 1024)));
    const auto encoding = QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8);
    QStringDecoder decoder(encoding);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return fileError(UsageTexts::tr("This is no text file. Save the export as CSV."));
    return text;
}

/// Where the columns are.
struct Places {
    int day = -1, model = -1, generation = -1, requests = -1, output = -1, cost = -1, currency = -1;
    std::vector<int> input;
};

Result<Places, UsageFileError> placesOf(const UsageColumns &columns, const QStringList &header)
{
    Places places;
    const auto find = [&header](const QString &name, int &place) {
        place = name.isEmpty() ? -1 : int(header.indexOf(name));
        return name.isEmpty() || place >= 0;
    };
    QString missing;
    for (const auto &[name, place] :
         {std::pair{columns.day, &places.day}, std::pair{columns.model, &places.model},
          std::pair{columns.generation, &places.generation}, std::pair{columns.requests, &places.requests},
          std::pair{columns.output, &places.output}, std::pair{columns.cost, &places.cost},
          std::pair{columns.currency, &places.currency}})
        if (!find(name, *place)) missing = name;
    for (const QString &name : columns.input)
        if (!find(name, places.input.emplace_back(-1))) missing = name;
    if (!missing.isEmpty()) return fileError(UsageTexts::tr("There is no column “%1”.").arg(shownText(missing)), 1);
    const bool tells = places.cost >= 0 || places.output >= 0 || !places.input.empty();
    if (places.day < 0 || !tells)
        return fileError(UsageTexts::tr("Say which column has the day, and which the cost or the tokens."));
    return places;
}

/// UTC.
std::optional<QDate> dayFrom(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (isNumber && text.size() >= 9) // "20261125" is no time since 1970
        return QDateTime::fromMSecsSinceEpoch(qAbs(number) >= FirstMilliseconds ? number : number * 1000, Qt::UTC)
            .date();
    QString iso = text;
    if (iso.size() > 10 && iso[10] == u' ') iso[10] = u'T';
    if (iso.endsWith(QLatin1StringView(" UTC"))) iso.chop(4);
    if (iso.size() == 10) {
        const QDate day = QDate::fromString(iso, Qt::ISODate);
        return day.isValid() ? std::optional(day) : std::nullopt;
    }
    QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!time.isValid()) return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime) time.setTimeSpec(Qt::UTC);
    return time.toUTC().date();
}

std::optional<qint64> countFrom(const QString &text)
{
    bool ok = false;
    const qint64 count =
        text.endsWith(QLatin1StringView(".0")) ? text.chopped(2).toLongLong(&ok) : text.toLongLong(&ok);
    return ok && count >= 0 && count <= MostTokens ? std::optional(count) : std::nullopt;
}

/// Reads the fields of one line.
class RowReader {
public:
    explicit RowReader(const CsvRow &row) : m_row(row) { m_result.line = row.empty() ? 0 : row.front().line; }

    QString text(int place) const
    {
        return place < 0 || place >= int(m_row.size()) ? QString() : m_row[size_t(place)].text.trimmed();
    }
    /// Adds to @p into what the field says; an empty field says nothing.
    void count(int place, std::optional<qint64> &into)
    {
        const QString field = text(place);
        if (field.isEmpty()) return;
        const std::optional<qint64> count = countFrom(field);
        if (count)
            into = into.value_or(0) + *count;
        else
            refuse(UsageTexts::tr("“%1” is no number of tokens or requests.").arg(shownText(field)));
    }
    void amount(int place)
    {
        QString field = text(place);
        if (field.isEmpty()) return;
        if (field.startsWith(u'$')) field = field.mid(1);
        m_result.cost = parseUsd(field);
        if (!m_result.cost) refuse(UsageTexts::tr("“%1” is no amount of dollars.").arg(shownText(field)));
    }
    void refuse(const QString &message)
    {
        if (!m_error) m_error = fileError(message, m_result.line);
    }
    UsageRow &result() { return m_result; }
    const std::optional<UsageFileError> &error() const { return m_error; }

private:
    const CsvRow &m_row;
    UsageRow m_result;
    std::optional<UsageFileError> m_error;
};

/// "gpt-5-mini-2025-08-07, input" of OpenAI's costs names the model before the comma.
QString modelFrom(const QString &text)
{
    return text.section(QLatin1StringView(", "), 0, 0);
}

/// Nullopt for a line that tells nothing.
Result<std::optional<UsageRow>, UsageFileError> rowFrom(const CsvRow &fields, const Places &places)
{
    RowReader reader(fields);
    reader.count(places.requests, reader.result().requests);
    for (const int place : places.input)
        reader.count(place, reader.result().input);
    reader.count(places.output, reader.result().output);
    reader.amount(places.cost);
    if (reader.error()) return *reader.error();
    UsageRow &row = reader.result();
    if (!row.cost && !row.input && !row.output) return std::optional<UsageRow>();
    const QString day = reader.text(places.day);
    const std::optional<QDate> date = dayFrom(day);
    if (!date) return fileError(UsageTexts::tr("“%1” is no day.").arg(shownText(day)), row.line);
    const QString currency = reader.text(places.currency);
    if (row.cost && !currency.isEmpty() && currency.compare(QLatin1StringView("usd"), Qt::CaseInsensitive) != 0)
        return fileError(
            UsageTexts::tr("The amount is in “%1”; only US dollars can be compared.").arg(shownText(currency)),
            row.line);
    row.day = *date;
    row.model = modelFrom(reader.text(places.model));
    row.generation = reader.text(places.generation);
    return std::optional(row);
}

QStringList headerOf(const CsvRow &row)
{
    QStringList header;
    for (const CsvField &field : row)
        header += field.text.trimmed();
    return header;
}

} // namespace

Result<UsageFile, UsageFileError> readUsageFile(const QByteArray &bytes, const std::optional<UsageColumns> &columns)
{
    const Result<QString, UsageFileError> text = textOf(bytes);
    if (!text) return text.error();
    const auto table = csvRows(*text);
    if (!table) return fileError(table.error().sentence, table.error().line);
    if (table->empty()) return fileError(UsageTexts::tr("The file is empty."));
    const QStringList header = headerOf(table->front());
    UsageFile file;
    if (columns) {
        file.columns = *columns;
    } else if (const std::optional<UsageFormat> format = detectUsage(header)) {
        file.format = format->name;
        file.provider = format->provider;
        file.columns = format->columns;
    } else {
        return UsageFileError{
            1, UsageTexts::tr("The headings do not tell which column has the day and which the cost."), header};
    }
    const Result<Places, UsageFileError> places = placesOf(file.columns, header);
    if (!places) return UsageFileError{places.error().line, places.error().message, header};
    for (size_t i = 1; i < table->size(); ++i) {
        const CsvRow &fields = (*table)[i];
        if (qsizetype(fields.size()) != header.size())
            return fileError(UsageTexts::tr("The line has %1 fields, the headings are %2.")
                                 .arg(qsizetype(fields.size()))
                                 .arg(header.size()),
                             fields.front().line);
        const auto row = rowFrom(fields, *places);
        if (!row) return row.error();
        if (*row) file.rows.push_back(**row);
    }
    if (file.rows.empty()) return fileError(UsageTexts::tr("No line of the file has an amount or tokens."));
    return file;
}

} // namespace burin
