#include "ui/reconcile/reconcilepane.h"

#include "ui/common/announce.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/sortedcells.h"
#include "ui/reconcile/columnpicker.h"
#include "ui/reconcile/drifttables.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

ReconcilePane::ReconcilePane(QWidget *parent) : QWidget(parent), m_columns(new ColumnPicker(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    layout->addWidget(makeCharges());
    layout->addWidget(makeFileBar());
    layout->addWidget(m_columns);
    layout->addWidget(makeResult());
    layout->addStretch();
    m_columns->hide();
    connect(m_columns, &ColumnPicker::chosen, this, [this](const UsageColumns &columns) {
        Q_EMIT fileChosen(m_path, m_provider->currentData().toString(), columns);
    });
}

QWidget *ReconcilePane::makeCharges()
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    m_charges = plainLabel(LabelStyle::Body, {}, card);
    m_charges->setWordWrap(true);
    m_charges->setObjectName(QStringLiteral("openCharges"));
    m_ask = new QPushButton(tr("Ask for all"), card);
    m_ask->setAccessibleName(tr("Ask the provider what all these answers cost"));
    m_cancel = new QPushButton(tr("Cancel"), card);
    m_progress = new QProgressBar(card);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(theme().space(1));
    auto *line = new QHBoxLayout;
    line->addWidget(m_charges, 1);
    line->addWidget(m_ask);
    line->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(card);
    layout->addLayout(line);
    layout->addWidget(m_progress);
    connect(m_ask, &QPushButton::clicked, this, [this] {
        m_ask->setEnabled(false);
        Q_EMIT chargesRequested();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ReconcilePane::cancelRequested);
    m_cancel->hide();
    m_progress->hide();
    setOpenCharges({}, 0);
    return card;
}

QWidget *ReconcilePane::makeFileBar()
{
    auto *bar = new QWidget(this);
    m_provider = new QComboBox(bar);
    m_provider->setAccessibleName(tr("The provider that the file is of"));
    auto *open = new QPushButton(icon(QStringLiteral("file-text")), tr("Compare a usage file …"), bar);
    open->setAccessibleName(tr("Compare a usage file with the ledger"));
    auto *row = new FlowLayout(bar);
    row->setSpacing(theme().space(2));
    row->addWidget(m_provider);
    row->addWidget(open);
    row->addWidget(plainLabel(LabelStyle::SmallMuted,
                              tr("CSV exports of OpenAI, Anthropic and OpenRouter, or any table with days"), bar));
    connect(open, &QPushButton::clicked, this, &ReconcilePane::chooseFile);
    return bar;
}

QWidget *ReconcilePane::makeResult()
{
    auto *place = new QWidget(this);
    m_summary = plainLabel(LabelStyle::Body, {}, place);
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("driftSummary"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rows = new CellModel(this);
    m_sorted = new SortedCells(this);
    m_sorted->setSourceModel(m_rows);
    m_table = new DataTable(place);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Drift by day and model"));
    m_table->setMinimumHeight(theme().space(70));
    m_unmatchedTitle = plainLabel(LabelStyle::Title, tr("Answers that only one side has"), place);
    m_unmatched = new CellModel(this);
    m_unmatchedTable = new DataTable(place);
    m_unmatchedTable->setModel(m_unmatched);
    m_unmatchedTable->setAccessibleName(m_unmatchedTitle->text());
    m_unmatchedTable->setMinimumHeight(theme().space(50));
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *part : std::initializer_list<QWidget *>{m_summary, m_table, m_unmatchedTitle, m_unmatchedTable})
        layout->addWidget(part);
    for (QWidget *part : std::initializer_list<QWidget *>{m_table, m_unmatchedTitle, m_unmatchedTable})
        part->hide();
    connect(m_unmatchedTable, &DataTable::rowTriggered, this, [this](const QModelIndex &index) {
        const RunId run = runOfUnmatched(m_drift, index.row());
        if (run.isValid()) Q_EMIT runRequested(run);
    });
    return place;
}

void ReconcilePane::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Compare a usage file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_path = path;
        Q_EMIT fileChosen(path, m_provider->currentData().toString(), std::nullopt);
    });
    dialog->open();
}

void ReconcilePane::setProviders(const std::vector<ProviderState> &providers)
{
    const QVariant chosen = m_provider->currentData();
    m_provider->clear();
    for (const ProviderState &state : providers)
        if (!state.profile.local && !state.profile.simulated)
            m_provider->addItem(visibleText(state.profile.name), state.profile.id);
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(chosen)));
}

void ReconcilePane::setOpenCharges(const QString &providerName, int count)
{
    m_ask->setVisible(count > 0);
    m_ask->setEnabled(true);
    m_charges->setText(
        count > 0
            ? tr("Of %n answer(s) of %1 the cost is unknown or estimated; it can still be asked for.", nullptr, count)
                  .arg(visibleText(providerName))
            : tr("There is no answer whose cost a provider could still be asked for."));
}

void ReconcilePane::showDrift(const QString &path, const UsageDrift &drift)
{
    m_path = path;
    m_drift = drift;
    m_columns->hide();
    m_summary->setText(visibleText(QFileInfo(path).fileName()) + QStringLiteral(": ") + driftSummary(drift));
    setTone(m_summary, {});
    announce(m_summary, m_summary->text());
    m_rows->setTable(driftTable(drift));
    m_table->setVisible(!drift.rows.empty());
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    const bool unmatched = !drift.onlyInFile.empty() || !drift.onlyInLedger.empty();
    m_unmatched->setTable(unmatchedTable(drift));
    m_unmatchedTitle->setVisible(unmatched);
    m_unmatchedTable->setVisible(unmatched);
    m_unmatchedTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_unmatchedTable->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
}

void ReconcilePane::showFileProblem(const UsageFileError &error)
{
    const QString line = error.line > 0 ? tr("Line %1: ").arg(QLocale().toString(error.line)) : QString();
    m_summary->setText(visibleText(QFileInfo(m_path).fileName()) + QStringLiteral(": ") + line +
                       visibleText(error.message));
    setTone(m_summary, QStringLiteral("error"));
    announce(m_summary, m_summary->text());
    for (QWidget *part : std::initializer_list<QWidget *>{m_table, m_unmatchedTitle, m_unmatchedTable})
        part->hide();
    m_columns->setVisible(!error.header.isEmpty());
    if (!error.header.isEmpty()) m_columns->setHeader(error.header);
}

void ReconcilePane::showProblem(const Error &error)
{
    showFileProblem({0, error.message() + u' ' + error.advice(), {}});
}

void ReconcilePane::showChargeProgress(const ChargeProgress &progress)
{
    m_cancel->show();
    m_progress->show();
    m_progress->setRange(0, std::max(1, progress.all));
    m_progress->setValue(progress.asked);
}

void ReconcilePane::showChargesDone(const ChargeProgress &progress)
{
    m_cancel->hide();
    m_progress->hide();
    m_ask->setEnabled(true);
    QString text = tr("%n answer(s) have the provider's cost now.", nullptr, progress.corrected);
    if (progress.failed > 0) text += u' ' + tr("Of %n nothing was told.", nullptr, progress.failed);
    m_charges->setText(progress.cancelled ? tr("Cancelled.") + u' ' + text : text);
    announce(m_charges, m_charges->text());
}

} // namespace burin
