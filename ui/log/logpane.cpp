#include "ui/log/logpane.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/common/datatable.h"
#include "ui/common/emptystate.h"
#include "ui/log/diagnosticsdialog.h"
#include "ui/log/logfilter.h"
#include "ui/log/logmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr LogLevel levels[] = {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error};

} // namespace

LogPane::LogPane(QWidget *parent)
    : QWidget(parent),
      m_model(new LogModel(this)),
      m_filter(new LogFilter(m_model, this)),
      m_level(new QComboBox(this)),
      m_area(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_follow(new QCheckBox(tr("Follow"), this)),
      m_diagnostics(new QPushButton(tr("Copy diagnostics"), this)),
      m_folder(new QPushButton(tr("Open folder"), this)),
      m_table(new DataTable(this)),
      m_detail(new QPlainTextEdit(this)),
      m_empty(new EmptyState(this)),
      m_stack(new QStackedWidget(this))
{
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Log"));
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->horizontalHeader()->setSectionResizeMode(LogModel::TextColumn, QHeaderView::Stretch);
    m_detail->setReadOnly(true);
    m_detail->setAccessibleName(tr("Chosen entry"));
    m_detail->setFont(theme().monoFont());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("logSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setSizes({theme().space(100), theme().space(35)});
    m_stack->addWidget(splitter);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_stack, 1);
    addActions();
    connectParts();
    showState();
}

QWidget *LogPane::makeBar()
{
    for (const LogLevel level : levels)
        m_level->addItem(level == LogLevel::Debug ? tr("All levels") : levelName(level));
    m_level->setAccessibleName(tr("Lowest level"));
    m_area->addItem(tr("All areas"));
    m_area->setAccessibleName(tr("Area"));
    m_text->setPlaceholderText(tr("Find in the log"));
    m_text->setAccessibleName(tr("Find in the log"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    m_follow->setChecked(true);
    m_diagnostics->setIcon(icon(QStringLiteral("copy")));
    m_folder->setIcon(icon(QStringLiteral("external-link")));
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(theme().space(4), theme().space(2), theme().space(4), theme().space(2));
    layout->setSpacing(theme().space(2));
    layout->addWidget(m_text, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_level, m_area, m_follow, m_diagnostics, m_folder})
        layout->addWidget(part);
    return bar;
}

void LogPane::addActions()
{
    connect(commandAction("find.here", this), &QAction::triggered, m_text, qOverload<>(&QWidget::setFocus));
    QAction *open = commandAction("list.open", m_table, Qt::WidgetShortcut);
    open->setText(tr("Open in History"));
    connect(open, &QAction::triggered, this, &LogPane::openRun);
}

void LogPane::connectParts()
{
    connect(m_level, &QComboBox::currentIndexChanged, this, [this](int index) { m_filter->setLevel(levels[index]); });
    connect(m_area, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_filter->setArea(m_area->itemData(index).toString()); });
    connect(m_text, &QLineEdit::textChanged, m_filter, &LogFilter::setText);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &LogPane::showState);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &LogPane::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogPane::showDetail);
    connect(m_table, &QTableView::doubleClicked, this, &LogPane::openRun);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool follow) {
        if (follow) m_table->scrollToBottom();
    });
    connect(m_diagnostics, &QPushButton::clicked, this, &LogPane::diagnosticsRequested);
    connect(m_folder, &QPushButton::clicked, this, &LogPane::folderRequested);
}

void LogPane::append(const std::vector<LogEntry> &entries)
{
    const bool isFirst = m_model->rowCount() == 0;
    addAreas(entries);
    m_model->append(entries);
    if (isFirst && m_model->rowCount() > 0) {
        for (const int column :
             {LogModel::TimeColumn, LogModel::LevelColumn, LogModel::AreaColumn, LogModel::RunColumn})
            m_table->resizeColumnToContents(column);
    }
    if (m_follow->isChecked()) m_table->scrollToBottom();
}

void LogPane::addAreas(const std::vector<LogEntry> &entries)
{
    for (const LogEntry &entry : entries) {
        if (!entry.area.isEmpty() && m_area->findData(entry.area) < 0) m_area->addItem(entry.area, entry.area);
    }
}

void LogPane::showState()
{
    if (m_filter->rowCount() > 0) {
        m_stack->setCurrentIndex(0);
        return;
    }
    const bool isFiltered = m_model->rowCount() > 0;
    m_empty->setContent(
        {QStringLiteral("file-text"), isFiltered ? tr("No entry matches.") : tr("The log is empty."), {}});
    m_stack->setCurrentWidget(m_empty);
}

void LogPane::showDetail()
{
    const QModelIndex current = m_filter->mapToSource(m_table->currentIndex());
    m_detail->setPlainText(current.isValid()
                               ? QString::fromUtf8(QJsonDocument(toJson(m_model->entryAt(current.row()))).toJson())
                               : QString());
}

void LogPane::openRun()
{
    const QModelIndex current = m_filter->mapToSource(m_table->currentIndex());
    if (!current.isValid()) return;
    if (const RunId run = m_model->entryAt(current.row()).run; run.isValid()) Q_EMIT runActivated(run);
}

void LogPane::showDiagnostics(const QString &text)
{
    showDiagnosticsDialog(text, this);
}

} // namespace burin
