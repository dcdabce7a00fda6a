#include "ui/history/runcells.h"

#include "ui/common/compact.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBrush>
#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

using Column = HistoryModel::Column;

constexpr qint64 WideCount = 100'000; ///< From here on three figures have to do; the tool tip has them all.

struct RunCellTexts {
    Q_DECLARE_TR_FUNCTIONS(History)
};

QString tokensText(const RunSummary &run)
{
    if (!run.inputTokens && !run.outputTokens) return formatTokens({});
    const auto text = [](const std::optional<qint64> &tokens) {
        return tokens && *tokens >= WideCount ? compactCount(*tokens) : formatTokens(tokens);
    };
    return text(run.inputTokens) + QStringLiteral(" → ") + text(run.outputTokens);
}

std::optional<milliseconds> totalOf(const RunSummary &run)
{
    return run.status == RunStatus::Running ? std::nullopt : std::optional(run.total);
}

QString costText(const RunSummary &run)
{
    if (run.status == RunStatus::Running && !run.cost) return formatTokens({});
    return formatMoney(run.cost, run.provenance);
}

/// "★ 4 · draft, done".
QString marksText(const RunSummary &run)
{
    QStringList parts;
    if (run.starred) parts += QStringLiteral("★");
    if (run.rating) parts += RunCellTexts::tr("%1/5").arg(run.rating);
    if (run.noted) parts += QStringLiteral("✎");
    if (!run.tags.isEmpty()) parts += oneLine(run.tags.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(" · "));
}

QString marksTip(const RunSummary &run)
{
    QStringList lines;
    if (run.starred) lines += RunCellTexts::tr("Starred");
    if (run.rating) lines += RunCellTexts::tr("Rated %1 of 5").arg(run.rating);
    if (run.noted) lines += RunCellTexts::tr("Has a note");
    if (!run.tags.isEmpty()) lines += RunCellTexts::tr("Tags: %1").arg(oneLine(run.tags.join(QStringLiteral(", "))));
    return lines.join(u'\n');
}

/// Where the run stands in its batch, such as "B·2": lane and repetition.
QString placeInBatch(const RunSummary &run)
{
    const QString lane = run.lane < 26 ? QString(QChar(u'A' + run.lane)) : QString::number(run.lane + 1);
    return QStringLiteral("%1·%2").arg(lane).arg(run.repetition + 1);
}

QString promptText(const RunSummary &run)
{
    const QString title = run.title.isEmpty() ? RunCellTexts::tr("Untitled prompt") : oneLine(run.title);
    return run.batch.isValid() && run.batchRuns > 1 ? placeInBatch(run) + QStringLiteral("  ") + title : title;
}

QString promptTip(const RunSummary &run)
{
    if (!run.batch.isValid() || run.batchRuns < 2) return promptText(run);
    const QString name = run.batchName.isEmpty() ? RunCellTexts::tr("no name") : oneLine(run.batchName);
    return promptText(run) + u'\n' +
           RunCellTexts::tr("One of %n run(s) of a batch: %1", nullptr, run.batchRuns).arg(name);
}

QString cellText(const RunSummary &run, Column column)
{
    switch (column) {
    case HistoryModel::Time:
        return formatTime(run.createdAt);
    case HistoryModel::Prompt:
        return promptText(run);
    case HistoryModel::Marks:
        return marksText(run);
    case HistoryModel::ModelName:
        return oneLine(run.model);
    case HistoryModel::Tokens:
        return tokensText(run);
    case HistoryModel::Cost:
        return costText(run);
    case HistoryModel::FirstContent:
        return formatDuration(run.firstContent);
    case HistoryModel::Total:
        return formatDuration(totalOf(run));
    case HistoryModel::Status:
    case HistoryModel::ColumnCount:
        break;
    }
    return {};
}

QString statusTip(const RunSummary &run)
{
    const QString word = formatStatus(run.status);
    return run.errorCode.isEmpty() ? word : word + QStringLiteral("\n") + visibleText(run.errorCode);
}

QString costTip(const RunSummary &run)
{
    const QString provenance = formatProvenance(run.provenance);
    const QString amount = run.cost ? formatExactMoney(*run.cost) + QStringLiteral(" · ") + provenance : provenance;
    return run.simulated ? amount + u'\n' + RunCellTexts::tr("Simulated: never counted as spend") : amount;
}

QString cellTip(const RunSummary &run, Column column)
{
    switch (column) {
    case HistoryModel::Status:
        return statusTip(run);
    case HistoryModel::Time:
        return QLocale().toString(run.createdAt.toLocalTime(), QLocale::LongFormat);
    case HistoryModel::Prompt:
        return promptTip(run);
    case HistoryModel::Marks:
        return marksTip(run);
    case HistoryModel::Cost:
        return costTip(run);
    case HistoryModel::ModelName:
        return run.simulated ? cellText(run, column) + u'\n' + RunCellTexts::tr("Simulated: no model answered")
                             : cellText(run, column) + u'\n' + oneLine(run.providerId);
    case HistoryModel::Tokens:
        return RunCellTexts::tr("Input %1, output %2")
            .arg(formatTokens(run.inputTokens), formatTokens(run.outputTokens));
    default:
        return cellText(run, column);
    }
}

QVariant decoration(const RunSummary &run, Column column)
{
    if (column == HistoryModel::Status) return icon(statusIconName(run.status), toneColor(statusTone(run.status)));
    if (column == HistoryModel::ModelName && run.simulated)
        return icon(QStringLiteral("flask-conical"), &ThemeColors::muted);
    return {};
}

bool isFigure(Column column)
{
    return column >= HistoryModel::Tokens && column <= HistoryModel::Total;
}

} // namespace

QVariant runCell(const RunSummary &run, Column column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return cellText(run, column);
    case Qt::ToolTipRole:
        return plainToolTip(cellTip(run, column));
    case Qt::DecorationRole:
        return decoration(run, column);
    case Qt::TextAlignmentRole:
        return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column == HistoryModel::Prompt) return {};
        if (column == HistoryModel::Cost && run.cost && !run.simulated) return {};
        return QBrush(theme().colors().muted);
    case Qt::AccessibleTextRole:
        if (column == HistoryModel::Marks) return marksTip(run);
        return column == HistoryModel::Status ? formatStatus(run.status) : cellText(run, column);
    case HistoryModel::SnippetRole:
        return column == HistoryModel::Prompt ? QVariant(run.snippet) : QVariant();
    default:
        return {};
    }
}

QVariant runHeader(Column column, int role)
{
    static constexpr const char *titles[] = {
        "",
        QT_TRANSLATE_NOOP("History", "Time"),
        QT_TRANSLATE_NOOP("History", "Prompt"),
        QT_TRANSLATE_NOOP("History", "Model"),
        QT_TRANSLATE_NOOP("History", "Tokens"),
        QT_TRANSLATE_NOOP("History", "Cost"),
        QT_TRANSLATE_NOOP("History", "First"),
        QT_TRANSLATE_NOOP("History", "Total"),
        QT_TRANSLATE_NOOP("History", "Marks"),
    };
    static_assert(std::size(titles) == HistoryModel::ColumnCount);
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) return column == HistoryModel::Status ? QString() : RunCellTexts::tr(titles[column]);
    if (role == Qt::AccessibleTextRole && column == HistoryModel::Status) return RunCellTexts::tr("Status");
    if (role != Qt::ToolTipRole) return {};
    if (column == HistoryModel::FirstContent) return RunCellTexts::tr("From sending the request to the first token");
    if (column == HistoryModel::Tokens) return RunCellTexts::tr("Input → output");
    if (column == HistoryModel::Marks) return RunCellTexts::tr("Star, rating, note and tags");
    return {};
}

QStringList wideCells(Column column)
{
    using namespace std::chrono_literals;
    const QDateTime wide(QDate(2000, 12, 28), QTime(22, 58), Qt::UTC);
    switch (column) {
    case HistoryModel::Time:
        return {formatTime(wide)};
    case HistoryModel::Tokens:
        return {formatTokens(88'888) + QStringLiteral(" → ") + formatTokens(8'888),
                compactCount(888'888) + QStringLiteral(" → ") + compactCount(88'888)};
    case HistoryModel::Cost:
        return {formatMoney(Money{8'888'000'000}, Provenance::Estimated), formatMoney({}),
                formatMoney(Money(), Provenance::Local)};
    case HistoryModel::FirstContent:
    case HistoryModel::Total:
        return {formatDuration(888'000ms)};
    case HistoryModel::Marks:
        return {QStringLiteral("★ · 5/5 · draft")};
    default:
        return {};
    }
}

} // namespace burin
