#include "ui/compare/varianceview.h"

#include "ui/common/diffview.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int Excerpt = 300;       ///< Characters of an answer in the list.
constexpr int MostRowsInSight = 5; ///< The other groups are scrolled to.

template <class T, class F> QStringList figuresOf(const std::optional<Spread<T>> &spread, F format)
{
    if (!spread) return {QStringLiteral("–"), QStringLiteral("–"), QStringLiteral("–")};
    return {format(spread->least), format(spread->median), format(spread->greatest)};
}

} // namespace

VarianceView::VarianceView(QWidget *parent)
    : QWidget(parent),
      m_summary(plainLabel(LabelStyle::Body, {}, this)),
      m_figures(new QGridLayout),
      m_groups(new QTreeWidget(this)),
      m_common(new DiffView(this))
{
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("varianceSummary"));
    m_groups->setObjectName(QStringLiteral("varianceGroups"));
    m_groups->setAccessibleName(tr("Distinct answers"));
    m_groups->setHeaderLabels({tr("Runs"), tr("Answer")});
    m_groups->setRootIsDecorated(false);
    m_groups->setUniformRowHeights(true);
    m_groups->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_common->setObjectName(QStringLiteral("varianceText"));
    m_common->setAccessibleName(tr("The most frequent answer, with the words marked that are not in all answers"));
    connect(m_groups, &QTreeWidget::itemActivated, this,
            [this](const QTreeWidgetItem *item) { Q_EMIT runPicked(item->data(0, Qt::UserRole).toInt()); });
    m_figures->setHorizontalSpacing(theme().space(3));
    m_figures->setVerticalSpacing(theme().space(1));
    auto *top = new QVBoxLayout;
    top->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    top->setSpacing(theme().space(2));
    top->addWidget(m_summary);
    top->addLayout(m_figures);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_groups);
    column->addWidget(m_common, 1);
}

void VarianceView::showVariance(const AnswerVariance &variance)
{
    QStringList facts{tr("%n run(s)", nullptr, variance.runs),
                      tr("%n distinct answer(s)", nullptr, int(variance.groups.size()))};
    if (const int without = variance.runs - variance.answers; without > 0)
        facts += tr("%n without an answer", nullptr, without);
    if (variance.stays && variance.groups.size() > 1)
        facts += tr("%1 % of the words stay").arg(QLocale().toString(*variance.stays * 100, 'f', 0));
    m_summary->setText(facts.join(QStringLiteral(" · ")));
    while (const QLayoutItem *item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    addRow({}, {tr("Least"), tr("Median"), tr("Most")});
    addRow(tr("Tokens out"), figuresOf(variance.outputTokens, [](qint64 tokens) { return formatTokens(tokens); }));
    addRow(tr("Cost"), figuresOf(variance.cost, [](Money cost) { return formatMoney(cost); }));
    addRow(tr("Time"), figuresOf(variance.time, [](milliseconds time) { return formatDuration(time); }));
    fillGroups(variance);
    m_common->showSpans(variance.common, DiffView::Removed::Marked);
}

void VarianceView::addRow(const QString &title, const QStringList &figures)
{
    const int row = m_figures->count() / 4;
    const auto add = [this, row](const QString &text, int column, LabelStyle style) {
        QLabel *label = plainLabel(style, text, this);
        if (column > 0) label->setAlignment(Qt::AlignRight);
        m_figures->addWidget(label, row, column);
    };
    add(title, 0, LabelStyle::SmallMuted);
    for (int i = 0; i < 3; ++i)
        add(figures.value(i), i + 1, title.isEmpty() ? LabelStyle::SmallMuted : LabelStyle::Small);
}

void VarianceView::fillGroups(const AnswerVariance &variance)
{
    m_groups->clear();
    for (const AnswerGroup &group : variance.groups) {
        auto *item = new QTreeWidgetItem(m_groups, {tr("× %1").arg(QLocale().toString(qint64(group.runs.size()))),
                                                    oneLine(group.text.left(Excerpt))});
        item->setData(0, Qt::UserRole, group.runs.front());
        item->setToolTip(1, plainToolTip(visibleLines(group.text, Excerpt)));
    }
    const int rows = std::min(int(variance.groups.size()), MostRowsInSight);
    m_groups->setFixedHeight(m_groups->header()->sizeHint().height() + rows * m_groups->sizeHintForRow(0));
}

} // namespace burin
