#include "app/cli/historydiff.h"

#include "app/cli/rundocument.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/store/history.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace burin {

namespace {

using DiffKind = RunDiffFigure::Kind;

QString figureAsText(DiffKind kind, const std::optional<qint64> &value)
{
    if (!value) return QStringLiteral("-");
    if (kind == DiffKind::Cost) return QStringLiteral("$") + exactUsd(Money{*value});
    if (kind == DiffKind::FirstContent || kind == DiffKind::Total) return QStringLiteral("%1 ms").arg(*value);
    if (kind == DiffKind::TokensPerSecond) return QString::number(double(*value) / 1000, 'f', 1);
    return QString::number(*value);
}

QString differenceAsText(const RunDiffFigure &figure)
{
    const std::optional<qint64> difference = figure.difference();
    if (!difference) return QStringLiteral("-");
    if (*difference == 0) return QStringLiteral("=");
    return (*difference > 0 ? u'+' : u'-') + figureAsText(figure.kind, std::abs(*difference));
}

QJsonValue figureAsJson(DiffKind kind, const std::optional<qint64> &value)
{
    if (!value) return QJsonValue::Null;
    if (kind == DiffKind::Cost) return exactUsd(Money{*value});
    if (kind == DiffKind::TokensPerSecond) return double(*value) / 1000;
    return *value;
}

QString rowName(const RunDiffRow &row)
{
    return row.label.isEmpty() ? titleOf(row.section) : titleOf(row.section) + QStringLiteral(": ") + row.label;
}

QString spansAsText(const std::vector<DiffSpan> &spans)
{
    QString text;
    for (const DiffSpan &span : spans) {
        if (span.kind == DiffSpan::Kind::Kept)
            text += span.text;
        else if (span.kind == DiffSpan::Kind::Removed)
            text += QStringLiteral("[-") + span.text + QStringLiteral("-]");
        else
            text += QStringLiteral("{+") + span.text + QStringLiteral("+}");
    }
    return text.endsWith(u'\n') ? text : text + u'\n';
}

QString kindName(DiffSpan::Kind kind)
{
    constexpr const char *names[] = {"kept", "removed", "added"};
    return QString::fromLatin1(names[int(kind)]);
}

QString unitName(TextDiff::Unit unit)
{
    constexpr const char *names[] = {"words", "lines", "whole"};
    return QString::fromLatin1(names[int(unit)]);
}

QJsonObject rowDocument(const RunDiffRow &row)
{
    QJsonArray spans;
    for (const DiffSpan &span : row.diff.spans)
        spans += QJsonObject{{QStringLiteral("kind"), kindName(span.kind)}, {QStringLiteral("text"), span.text}};
    return {{QStringLiteral("section"), toString(row.section)},
            {QStringLiteral("label"), orNull(row.label)},
            {QStringLiteral("change"), toString(row.change)},
            {QStringLiteral("unit"), unitName(row.diff.unit)},
            {QStringLiteral("json"), row.diff.json},
            {QStringLiteral("spans"), spans}};
}

Checked<RunId> runIdFrom(const QString &text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < 1) return Refusal{Cli::tr("history diff %1: the id of a run is needed.").arg(text)};
    return RunId{value};
}

Result<RunDiff> diffOfRuns(const QSqlDatabase &db, RunId before, RunId after)
{
    const Result<RunRecord> first = loadRun(db, before);
    if (!first) return first.error();
    const Result<RunRecord> second = loadRun(db, after);
    if (!second) return second.error();
    return diffOf(*first, *second);
}

} // namespace

QString diffAsText(const RunDiff &diff)
{
    using enum TextTable::Align;
    TextTable table({{Cli::tr("FIGURE")},
                     {Cli::tr("RUN %1").arg(diff.before.value), Right},
                     {Cli::tr("RUN %1").arg(diff.after.value), Right},
                     {Cli::tr("CHANGE"), Right}});
    for (const RunDiffFigure &figure : diff.figures)
        table.add({titleOf(figure.kind), figureAsText(figure.kind, figure.before),
                   figureAsText(figure.kind, figure.after), differenceAsText(figure)});
    QString text = table.text();
    QStringList same;
    for (const RunDiffRow &row : diff.rows) {
        if (row.change == RunDiffRow::Change::Same)
            same += rowName(row);
        else
            text +=
                QStringLiteral("\n## %1 (%2)\n").arg(rowName(row), toString(row.change)) + spansAsText(row.diff.spans);
    }
    if (!same.isEmpty()) text += u'\n' + Cli::tr("The same: %1").arg(same.join(QStringLiteral(", "))) + u'\n';
    return text;
}

QJsonObject diffDocument(const RunDiff &diff)
{
    QJsonArray figures;
    for (const RunDiffFigure &figure : diff.figures)
        figures += QJsonObject{{QStringLiteral("figure"), toString(figure.kind)},
                               {QStringLiteral("before"), figureAsJson(figure.kind, figure.before)},
                               {QStringLiteral("after"), figureAsJson(figure.kind, figure.after)},
                               {QStringLiteral("difference"), figureAsJson(figure.kind, figure.difference())}};
    QJsonArray rows;
    for (const RunDiffRow &row : diff.rows)
        rows += rowDocument(row);
    return {{QStringLiteral("before"), diff.before.value},
            {QStringLiteral("after"), diff.after.value},
            {QStringLiteral("same_request"), diff.sameRequest()},
            {QStringLiteral("figures"), figures},
            {QStringLiteral("rows"), rows}};
}

void startHistoryDiff(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    if (!session.read(parser, QStringLiteral("history diff A B"), arguments)) return;
    const QStringList words = parser.positionalArguments();
    if (words.size() != 2) return session.refuse({Cli::tr("history diff: two ids, please.")});
    const Checked<RunId> before = runIdFrom(words[0]);
    if (!before) return session.refuse(before.error());
    const Checked<RunId> after = runIdFrom(words[1]);
    if (!after) return session.refuse(after.error());
    withHistory(
        session, [first = *before, second = *after](const QSqlDatabase &db) { return diffOfRuns(db, first, second); },
        [&session](const RunDiff &diff) {
            if (session.wantsJson())
                session.console().writeJson(diffDocument(diff));
            else
                session.console().write(diffAsText(diff));
            session.finish(ExitDone);
        });
}

} // namespace burin
