#include "ui/prices/repricepane.h"

#include "ui/common/announce.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

constexpr int ProgressSteps = 1000;

QComboBox *nameField(const QString &name, const QString &hint, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setAccessibleName(name);
    box->lineEdit()->setPlaceholderText(hint);
    box->lineEdit()->setAccessibleName(name);
    box->setMinimumWidth(theme().space(44));
    return box;
}

void offer(QComboBox *box, const QStringList &names)
{
    const QString text = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItems(names);
    box->setEditText(text);
}

void fit(DataTable *table, int stretched)
{
    QHeaderView *header = table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

} // namespace

RepricePane::RepricePane(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    QLabel *what = plainLabel(LabelStyle::Muted,
                              tr("Runs keep the cost they were given. Here those whose price was not known, or only "
                                 "estimated, can get today's price book's; what they had is kept and can be restored."),
                              this);
    what->setWordWrap(true);
    layout->addWidget(what);
    layout->addWidget(makeChoice());
    layout->addWidget(makeQuestions());
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, ProgressSteps);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(theme().space(1));
    m_progress->hide();
    m_summary = plainLabel(LabelStyle::Body, {}, this);
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("repriceSummary"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lines = new CellModel(this);
    m_table = new DataTable(this);
    m_table->setModel(m_lines);
    m_table->setAccessibleName(tr("Old and new cost by model"));
    m_table->setMinimumHeight(theme().space(45));
    m_table->hide();
    layout->addWidget(m_progress);
    layout->addWidget(m_summary);
    layout->addWidget(m_table);
    m_history = makeHistory();
    layout->addWidget(m_history);
    layout->addStretch();
    setBusy(false);
}

QWidget *RepricePane::makeChoice()
{
    auto *place = new QWidget(this);
    const auto day = [&](const QString &name) {
        auto *edit = new QLineEdit(place);
        edit->setAccessibleName(name);
        edit->setPlaceholderText(name);
        edit->setMinimumWidth(theme().space(32));
        return edit;
    };
    m_from = day(tr("From YYYY-MM-DD"));
    m_to = day(tr("To YYYY-MM-DD"));
    m_provider = new QComboBox(place);
    m_provider->setAccessibleName(tr("Provider of the runs"));
    m_model = nameField(tr("Model of the runs"), tr("Any model"), place);
    m_prompt = nameField(tr("Prompt of the runs"), tr("Any prompt"), place);
    auto *row = new FlowLayout(place);
    row->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_from, m_to, m_provider, m_model, m_prompt})
        row->addWidget(part);
    return place;
}

QWidget *RepricePane::makeQuestions()
{
    auto *place = new QWidget(this);
    m_preview = new QPushButton(tr("Preview with today's prices"), place);
    m_apply = new QPushButton(tr("Apply"), place);
    m_apply->setProperty("primary", true);
    m_apply->setAccessibleName(tr("Apply what the preview shows"));
    m_otherProvider = new QComboBox(place);
    m_otherProvider->setAccessibleName(tr("Provider of the other model"));
    m_otherModel = nameField(tr("The other model"), tr("Other model"), place);
    m_whatIf = new QPushButton(tr("What if they ran there"), place);
    m_cancel = new QPushButton(tr("Cancel"), place);
    auto *row = new FlowLayout(place);
    row->setSpacing(theme().space(2));
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_preview, m_apply, m_otherProvider, m_otherModel, m_whatIf, m_cancel})
        row->addWidget(part);
    connect(m_preview, &QPushButton::clicked, this, &RepricePane::preview);
    connect(m_whatIf, &QPushButton::clicked, this, &RepricePane::askWhatIf);
    connect(m_otherModel->lineEdit(), &QLineEdit::returnPressed, this, &RepricePane::askWhatIf);
    connect(m_cancel, &QPushButton::clicked, this, &RepricePane::cancelRequested);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        m_apply->hide();
        setBusy(true);
        Q_EMIT applyRequested(m_previewed);
    });
    m_apply->hide();
    return place;
}

QWidget *RepricePane::makeHistory()
{
    auto *place = new QWidget(this);
    m_past = new CellModel(this);
    m_pastTable = new DataTable(place);
    m_pastTable->setModel(m_past);
    m_pastTable->setAccessibleName(tr("Earlier repricings"));
    m_pastTable->setMinimumHeight(theme().space(32));
    m_receipts = new CellModel(this);
    m_receiptTable = new DataTable(place);
    m_receiptTable->setModel(m_receipts);
    m_receiptTable->setAccessibleName(tr("Original receipts"));
    m_receiptTable->setMinimumHeight(theme().space(40));
    m_receiptTable->hide();
    m_undo = new QPushButton(tr("Undo the selected"), place);
    auto *head = new QHBoxLayout;
    head->addWidget(plainLabel(LabelStyle::Title, tr("Earlier repricings"), place), 1);
    head->addWidget(m_undo);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, theme().space(2), 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_pastTable);
    layout->addWidget(m_receiptTable);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (const Repricing *one = selected()) {
            setBusy(true);
            Q_EMIT undoRequested(one->id);
        }
    });
    connect(m_pastTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        offerUndo();
        if (const Repricing *one = selected()) Q_EMIT replacedRequested(one->id);
    });
    connect(m_receiptTable, &DataTable::rowTriggered, this,
            [this](const QModelIndex &index) { Q_EMIT runRequested(m_replaced[size_t(index.row())].run); });
    place->hide();
    return place;
}

std::optional<RunChoice> RepricePane::choice()
{
    RunChoice choice;
    for (const auto &[edit, day] : {std::pair{m_from, &choice.days.from}, std::pair{m_to, &choice.days.to}}) {
        const QString text = edit->text().trimmed();
        *day = QDate::fromString(text, Qt::ISODate);
        if (text.isEmpty() || day->isValid()) continue;
        m_summary->setText(tr("This is no day. Write it as 2026-11-25."));
        edit->setFocus();
        return std::nullopt;
    }
    choice.provider = m_provider->currentData().toString();
    choice.model = m_model->currentText().trimmed();
    choice.prompt = m_prompt->currentText().trimmed();
    return choice;
}

void RepricePane::preview()
{
    const std::optional<RunChoice> chosen = choice();
    if (!chosen) return;
    m_previewed = *chosen;
    setBusy(true);
    Q_EMIT previewRequested(*chosen);
}

void RepricePane::askWhatIf()
{
    const std::optional<RunChoice> chosen = choice();
    const QString model = m_otherModel->currentText().trimmed();
    if (!chosen) return;
    if (model.isEmpty()) return m_otherModel->setFocus();
    setBusy(true);
    Q_EMIT whatIfRequested(*chosen, {m_otherProvider->currentData().toString(), model});
}

void RepricePane::setBusy(bool busy)
{
    m_preview->setEnabled(!busy);
    m_whatIf->setEnabled(!busy);
    m_cancel->setVisible(busy);
    m_progress->setVisible(busy);
    if (busy) {
        m_apply->hide();
        m_progress->setValue(0);
    }
    offerUndo();
}

void RepricePane::setProviders(const std::vector<ProviderState> &providers)
{
    for (QComboBox *box : {m_provider, m_otherProvider}) {
        const QVariant chosen = box->currentData();
        box->clear();
        if (box == m_provider) box->addItem(tr("Any provider"), QString());
        for (const ProviderState &state : providers)
            if (!state.profile.simulated) box->addItem(visibleText(state.profile.name), state.profile.id);
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    }
}

void RepricePane::setFacets(const RunFacets &facets)
{
    offer(m_model, facets.models);
    offer(m_otherModel, facets.models);
    offer(m_prompt, facets.prompts);
}

void RepricePane::setTable(const RepriceStep &sum, RepriceQuestion question)
{
    m_lines->setTable(repriceTable(sum, question));
    m_table->setVisible(!sum.lines.empty());
    fit(m_table, 0);
}

void RepricePane::showProgress(const RepriceStep &sum)
{
    m_progress->setValue(int(sum.share * ProgressSteps));
}

void RepricePane::showResult(const RepriceStep &sum, RepriceQuestion question)
{
    setBusy(false);
    setTable(sum, question);
    const QString text = repriceSummary(sum, question);
    m_summary->setText(sum.done ? text : tr("Cancelled: not all runs were looked at.") + u' ' + text);
    announce(m_summary, m_summary->text());
    m_apply->setVisible(question == RepriceQuestion::TodaysPrices && sum.done && sum.runs > 0);
    m_apply->setText(tr("Apply to %n run(s)", nullptr, sum.runs));
}

void RepricePane::showDone(const QString &text)
{
    setBusy(false);
    m_table->hide();
    m_summary->setText(text);
    announce(m_summary, text);
}

void RepricePane::showProblem(const Error &error)
{
    showDone(visibleText(error.message() + u' ' + error.advice()));
}

void RepricePane::setRepricings(const std::vector<Repricing> &repricings)
{
    m_repricings = repricings;
    m_past->setTable(repricingsTable(repricings));
    fit(m_pastTable, 1);
    m_history->setVisible(!repricings.empty());
    m_receiptTable->hide();
    offerUndo();
}

void RepricePane::showReplaced(const std::vector<ReplacedReceipt> &receipts)
{
    m_replaced = receipts;
    m_receipts->setTable(replacedTable(receipts));
    fit(m_receiptTable, 2);
    m_receiptTable->setVisible(!receipts.empty());
}

const Repricing *RepricePane::selected() const
{
    const QModelIndexList rows = m_pastTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_repricings[size_t(rows.first().row())];
}

void RepricePane::offerUndo()
{
    const Repricing *one = selected();
    m_undo->setEnabled(one && !one->undoneAt.isValid() && m_preview->isEnabled());
}

} // namespace burin
