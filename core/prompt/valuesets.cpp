#include "core/prompt/valuesets.h"

#include "core/prompt/csv.h"
#include "core/prompt/variables.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

namespace burin {

namespace {

using Sets = std::vector<ValueSet>;
using ReadSets = Result<Sets, ValueFileError>;

const QString ExpectedColumn = QStringLiteral("__expected");
const QString NameColumn = QStringLiteral("__description");

QString sentenceFor(const char *source)
{
    return QCoreApplication::translate("Variables", source);
}

/// Where byte @p offset of UTF-8 is.
ValueFileError errorAt(const QByteArray &text, qsizetype offset, const QString &sentence)
{
    const QByteArray before = text.left(offset);
    const QString line = QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1));
    return {int(before.count('\n')) + 1, int(line.size()) + 1, sentence};
}

Result<QString, ValueFileError> decoded(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return ValueFileError{1, 1,
                              sentenceFor(QT_TRANSLATE_NOOP("Variables", "The file is not UTF-8; save it as that."))};
    return text.startsWith(QChar::ByteOrderMark) ? text.mid(1) : text;
}

void put(ValueSet &set, const QString &name, const QString &value)
{
    if (name == ExpectedColumn)
        set.expected = value;
    else if (name == NameColumn)
        set.name = value;
    else
        set.values.insert(name, value);
}

std::optional<ValueFileError> checkHeader(const CsvRow &header)
{
    QSet<QString> names;
    for (const CsvField &field : header) {
        if (field.text.isEmpty())
            return ValueFileError{field.line, field.column,
                                  sentenceFor(QT_TRANSLATE_NOOP("Variables", "This column has no name."))};
        if (names.contains(field.text))
            return ValueFileError{
                field.line, field.column,
                sentenceFor(QT_TRANSLATE_NOOP("Variables", "Two columns are called “%1”.")).arg(field.text)};
        names.insert(field.text);
    }
    return std::nullopt;
}

Result<ValueSet, ValueFileError> setFrom(const CsvRow &header, const CsvRow &row, const QString &name)
{
    ValueSet set{.name = name};
    for (size_t i = 0; i < row.size(); ++i) {
        const bool something = !row[i].text.isEmpty() || row[i].quoted;
        if (!something) continue; // a cell that is left out; one that is empty on purpose has quotes
        if (i >= header.size())
            return ValueFileError{
                row[i].line, row[i].column,
                sentenceFor(QT_TRANSLATE_NOOP("Variables", "The first row has no name for this value."))};
        put(set, header[i].text, row[i].text);
    }
    return set;
}

ValueSet setFrom(const QJsonObject &json, const QString &name)
{
    ValueSet set{.name = name};
    for (auto it = json.begin(); it != json.end(); ++it)
        put(set, it.key(), textOfValue(*it));
    return set;
}

/// The offset of each element of the JSON array @p json, which is right.
std::vector<qsizetype> elementsOf(const QByteArray &json)
{
    std::vector<qsizetype> starts;
    int depth = 0;
    bool quoted = false;
    bool awaited = false; // of the outer array
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!quoted && awaited && !blank && c != ']') {
            starts.push_back(i);
            awaited = false;
        }
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == '[' || c == '{')
            awaited = ++depth == 1;
        else if (c == ']' || c == '}')
            --depth;
        else if (c == ',')
            awaited = depth == 1;
    }
    return starts;
}

ReadSets setsFromArray(const QByteArray &json, const QJsonArray &array)
{
    Sets sets;
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isObject())
            return errorAt(json, elementsOf(json)[size_t(i)],
                           sentenceFor(QT_TRANSLATE_NOOP("Variables", "Each set of values must be an object.")));
        sets.push_back(setFrom(array.at(i).toObject(), QString::number(i + 1)));
    }
    return sets;
}

QString jsonProblem(const QString &problem)
{
    return sentenceFor(QT_TRANSLATE_NOOP("Variables", "This is not JSON: %1.")).arg(problem);
}

ReadSets setsFromLines(const QByteArray &json)
{
    Sets sets;
    int line = 0;
    for (const QByteArray &text : json.split('\n')) {
        ++line;
        if (text.trimmed().isEmpty()) continue;
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
        if (!document.isObject()) {
            ValueFileError error = document.isNull()
                                       ? errorAt(text, problem.offset, jsonProblem(problem.errorString()))
                                       : ValueFileError{1, 1, sentenceFor("Each set of values must be an object.")};
            error.line = line;
            return error;
        }
        sets.push_back(setFrom(document.object(), QString::number(sets.size() + 1)));
    }
    return sets;
}

/// What one row of a file is called when it has no name of its own.
bool hasOwnName(const Sets &sets)
{
    for (size_t i = 0; i < sets.size(); ++i) {
        if (sets[i].name != QString::number(i + 1)) return true;
    }
    return false;
}

bool hasExpectation(const Sets &sets)
{
    return std::ranges::any_of(sets, [](const ValueSet &set) { return !set.expected.isEmpty(); });
}

QString quoted(const QString &text)
{
    const bool plain = !text.isEmpty() && std::ranges::none_of(text, [](QChar c) {
        return c == u'"' || c == u',' || c == u';' || c == u'\t' || c == u'\n' || c == u'\r';
    });
    if (plain && text == text.trimmed() && !text.startsWith(QChar::ByteOrderMark)) return text;
    return u'"' + QString(text).replace(u'"', QLatin1StringView("\"\"")) + u'"';
}

QString cellOf(const ValueSet &set, const QString &column)
{
    if (column == NameColumn) return quoted(set.name);
    if (column == ExpectedColumn) return set.expected.isEmpty() ? QString() : quoted(set.expected);
    const auto value = set.values.constFind(column);
    return value == set.values.cend() ? QString() : quoted(*value);
}

} // namespace

Result<std::vector<ValueSet>, ValueFileError> valueSetsFromCsv(const QByteArray &csv)
{
    const auto text = decoded(csv);
    if (!text) return text.error();
    const auto rows = csvRows(*text);
    if (!rows) return rows.error();
    Sets sets;
    if (rows->empty()) return sets;
    const CsvRow &header = rows->front();
    if (const std::optional<ValueFileError> error = checkHeader(header)) return *error;
    for (size_t i = 1; i < rows->size(); ++i) {
        const auto set = setFrom(header, (*rows)[i], QString::number(i));
        if (!set) return set.error();
        sets.push_back(*set);
    }
    return sets;
}

Result<std::vector<ValueSet>, ValueFileError> valueSetsFromJson(const QByteArray &json)
{
    const QByteArray text = json.startsWith("\xEF\xBB\xBF") ? json.mid(3) : json;
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (document.isArray()) return setsFromArray(text, document.array());
    if (document.isObject()) return Sets{setFrom(document.object(), QStringLiteral("1"))};
    if (text.trimmed().startsWith('[')) return errorAt(text, problem.offset, jsonProblem(problem.errorString()));
    return setsFromLines(text);
}

QByteArray csvOf(const std::vector<ValueSet> &sets)
{
    QStringList columns;
    for (const ValueSet &set : sets) {
        for (auto it = set.values.keyBegin(); it != set.values.keyEnd(); ++it) {
            if (!columns.contains(*it)) columns += *it;
        }
    }
    if (hasExpectation(sets)) columns += ExpectedColumn;
    // A row of one cell that is left out would be an empty line, which is no row.
    if (hasOwnName(sets) || columns.size() < 2) columns.prepend(NameColumn);
    QStringList head;
    for (const QString &column : columns)
        head += quoted(column);
    QString csv = head.join(u',') + QLatin1StringView("\r\n");
    for (const ValueSet &set : sets) {
        QStringList cells;
        for (const QString &column : columns)
            cells += cellOf(set, column);
        csv += cells.join(u',') + QLatin1StringView("\r\n");
    }
    return csv.toUtf8();
}

QByteArray jsonOf(const std::vector<ValueSet> &sets)
{
    QJsonArray array;
    const bool named = hasOwnName(sets);
    for (const ValueSet &set : sets) {
        QJsonObject json;
        for (auto it = set.values.cbegin(); it != set.values.cend(); ++it)
            json.insert(it.key(), it.value());
        if (named) json.insert(NameColumn, set.name);
        if (!set.expected.isEmpty()) json.insert(ExpectedColumn, set.expected);
        array += json;
    }
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

} // namespace burin
