#include "ui/history/runmarker.h"

#include "core/base/await.h"
#include "core/base/overloaded.h"
#include "ui/common/undobar.h"
#include "ui/history/historymodel.h"
#include "ui/history/historytable.h"

#include <QInputDialog>

#include <memory>

namespace burin {

namespace {

struct MarkTexts {
    Q_DECLARE_TR_FUNCTIONS(History)
};

int runsIn(const MarkChanges &changes)
{
    size_t runs = 0;
    for (const MarkChange &change : changes)
        runs += change.runs.size();
    return int(runs);
}

/// What was done to @p runs runs; empty = nothing that needs to be said.
QString doneText(const MarkChange &change, int runs)
{
    const auto texts = Overloaded{
        [&](const DeleteRuns &) { return MarkTexts::tr("%n run(s) deleted. What they cost stays.", nullptr, runs); },
        [&](const AddTag &mark) {
            return MarkTexts::tr("%n run(s) tagged with “%1”.", nullptr, runs).arg(mark.tag.simplified());
        },
        [&](const RemoveTag &mark) {
            return MarkTexts::tr("%n run(s) lost the tag “%1”.", nullptr, runs).arg(mark.tag.simplified());
        },
        [&](const SetRating &mark) {
            return runs > 1 ? MarkTexts::tr("%n run(s) rated %1.", nullptr, runs).arg(mark.rating) : QString();
        },
        [&](const SetStar &mark) {
            if (runs < 2) return QString();
            return mark.starred ? MarkTexts::tr("%n run(s) starred.", nullptr, runs)
                                : MarkTexts::tr("%n run(s) lost their star.", nullptr, runs);
        },
        [&](const auto &) { return QString(); }};
    return std::visit(texts, change.mark);
}

} // namespace

RunMarker::RunMarker(HistorySource source, HistoryTable *table, UndoBar *undo, QObject *parent)
    : QObject(parent),
      m_source(std::move(source)),
      m_table(table),
      m_model(static_cast<HistoryModel *>(table->model())),
      m_undo(undo)
{
}

void RunMarker::mark(const RunMark &mark)
{
    withChosen([this, mark](const std::vector<RunId> &runs) { apply({{runs, mark}}); });
}

void RunMarker::toggleStar()
{
    const RunSummary *run = m_model->run(m_table->currentIndex().row());
    mark(SetStar{!run || !run->starred});
}

/// A dialog that waits for nothing: the list can be used beside it, and the runs chosen by then are tagged.
void RunMarker::askForTag(const QStringList &known)
{
    auto *dialog = new QInputDialog(m_table);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(MarkTexts::tr("Tag the chosen runs"));
    dialog->setLabelText(MarkTexts::tr("Tag"));
    dialog->setComboBoxItems(QStringList{QString()} + known);
    dialog->setComboBoxEditable(true);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &tag) {
        if (!tag.simplified().isEmpty()) mark(AddTag{tag});
    });
    dialog->open();
}

/// Rows that are not read are asked for by their places in the list.
void RunMarker::withChosen(std::function<void(const std::vector<RunId> &)> use)
{
    struct Collected {
        std::vector<RunId> runs;
        qsizetype open = 0;
    };
    const auto collected = std::make_shared<Collected>();
    std::vector<std::pair<RunPlace, int>> unread;
    for (const QItemSelectionRange &range : m_table->selectedRanges()) {
        bool known = true;
        for (int row = range.top(); row <= range.bottom() && known; ++row)
            known = m_model->run(row) != nullptr;
        for (int row = range.top(); row <= range.bottom() && known; ++row)
            collected->runs.push_back(m_model->run(row)->id);
        if (!known) unread.emplace_back(m_model->placeOf(range.top()), range.height());
    }
    if (unread.empty() && !collected->runs.empty()) use(collected->runs);
    collected->open = qsizetype(unread.size());
    for (const auto &[place, count] : unread) {
        await(m_source.ids(m_model->query(), place, count), this,
              [this, collected, use](const Result<std::vector<RunId>> &ids) {
                  if (!ids) return Q_EMIT failed(ids.error());
                  collected->runs.insert(collected->runs.end(), ids->begin(), ids->end());
                  if (--collected->open == 0) use(collected->runs);
              });
    }
}

void RunMarker::apply(const MarkChanges &changes)
{
    await(m_source.mark(changes), this, [this, changes](const Result<MarkChanges> &undo) {
        if (!undo) return Q_EMIT failed(undo.error());
        settled(changes, *undo);
    });
}

void RunMarker::settled(const MarkChanges &changes, const MarkChanges &undo)
{
    for (const MarkChange &change : changes)
        Q_EMIT changed(change);
    const QString text = changes.size() == 1 ? doneText(changes.front(), runsIn(undo)) : QString();
    if (undo.empty() || text.isEmpty()) return;
    m_undo->offer(text, [this, undo] {
        await(m_source.mark(undo), this, [this, undo](const Result<MarkChanges> &redo) {
            if (!redo) return Q_EMIT failed(redo.error());
            for (const MarkChange &change : undo)
                Q_EMIT changed(change);
        });
    });
}

} // namespace burin
