#include "ui/assist/assistresultview.h"

#include "ui/common/diffview.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QtConcurrentRun>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

QString roleName(Role role)
{
    switch (role) {
    case Role::System:
        return AssistResultView::tr("System");
    case Role::Developer:
        return AssistResultView::tr("Developer");
    case Role::User:
        return AssistResultView::tr("User");
    case Role::Assistant:
        return AssistResultView::tr("Assistant");
    case Role::Tool:
        break;
    }
    return AssistResultView::tr("Tool");
}

/// The enabled messages of a prompt as one text to read.
QString readable(const PromptDraft &draft)
{
    QStringList parts;
    for (const PromptMessage &message : draft.messages)
        if (message.enabled)
            parts += QStringLiteral("— %1 —\n%2")
                         .arg(roleName(message.role), visibleLines(message.text, message.text.size()));
    return parts.join(QStringLiteral("\n\n"));
}

QPlainTextEdit *reader(const QString &name, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setAccessibleName(name);
    return text;
}

} // namespace

AssistResultView::AssistResultView(QWidget *parent)
    : QStackedWidget(parent),
      m_nothing(new QWidget(this)),
      m_texts(makeTexts()),
      m_cases(new QTreeWidget(this)),
      m_words(new MarkdownView(this)),
      m_raw(reader(tr("What the model wrote"), this))
{
    m_cases->setObjectName(QStringLiteral("assistCases"));
    m_cases->setRootIsDecorated(false);
    m_cases->setAccessibleName(tr("Cases"));
    m_cases->setTextElideMode(Qt::ElideRight);
    m_words->setAccessibleName(tr("Explanation"));
    m_raw->setObjectName(QStringLiteral("assistRaw"));
    for (QWidget *page : std::initializer_list<QWidget *>{m_nothing, m_texts, m_cases, m_words, m_raw})
        addWidget(page);
}

QWidget *AssistResultView::makeTexts()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto column = [&](const QString &title, const char *name) {
        auto *side = new QVBoxLayout;
        auto *caption = plainLabel(LabelStyle::Body, title, box);
        caption->setProperty("caption", true);
        auto *text = new DiffView(box);
        text->setAccessibleName(title);
        text->setObjectName(QString::fromLatin1(name));
        side->addWidget(caption);
        side->addWidget(text, 1);
        layout->addLayout(side);
        return text;
    };
    m_before = column(tr("Now"), "assistBefore");
    m_after = column(tr("Proposed"), "assistAfter");
    return box;
}

void AssistResultView::clear()
{
    m_shown = {};
    setCurrentWidget(m_nothing);
}

void AssistResultView::showResult(const AssistResult &result, const PromptDraft &subject)
{
    m_shown = result;
    switch (result.kind) {
    case AssistKind::Improve:
        showTexts(readable(subject), readable(result.proposal));
        return setCurrentWidget(m_texts);
    case AssistKind::TestCases:
        fillCases();
        return setCurrentWidget(m_cases);
    case AssistKind::ExplainFailure:
        break;
    }
    m_words->showMarkdown(result.text);
    setCurrentWidget(m_words);
}

void AssistResultView::showTexts(const QString &before, const QString &after)
{
    m_before->showSpans({{DiffSpan::Kind::Kept, before}}); // to be read at once; what differs is marked a moment later
    m_after->showSpans({{DiffSpan::Kind::Kept, after}});
    const auto compare = [](const QString &a, const QString &b) { return diffOf(a, b); };
    m_comparing.ask(this, QtConcurrent::run(compare, before, after), [this](const TextDiff &diff) {
        m_before->showSpans(without(diff, DiffSpan::Kind::Added));
        m_after->showSpans(without(diff, DiffSpan::Kind::Removed));
    });
}

void AssistResultView::showRaw(const QString &answer)
{
    m_shown = {};
    m_raw->setPlainText(visibleLines(answer, answer.size()));
    setCurrentWidget(answer.isEmpty() ? m_nothing : m_raw);
}

void AssistResultView::fillCases()
{
    QStringList names;
    for (const ValueSet &set : m_shown.cases)
        for (auto value = set.values.begin(); value != set.values.end(); ++value)
            if (!names.contains(value.key())) names += value.key();
    m_cases->clear();
    m_cases->setColumnCount(int(names.size()) + 2);
    m_cases->setHeaderLabels(QStringList{tr("Case")} + names + QStringList{tr("Expected")});
    for (const ValueSet &set : m_shown.cases) {
        QStringList cells{oneLine(set.name)};
        for (const QString &name : names)
            cells += oneLine(set.values.value(name));
        auto *item = new QTreeWidgetItem(m_cases, cells + QStringList{oneLine(set.expected)});
        item->setCheckState(0, Qt::Checked);
        for (int column = 1; column < m_cases->columnCount() - 1; ++column)
            item->setToolTip(column, plainToolTip(set.values.value(names.at(column - 1)).left(2000)));
    }
    m_cases->header()->resizeSections(QHeaderView::ResizeToContents);
    for (int column = 0; column < m_cases->columnCount(); ++column)
        m_cases->setColumnWidth(column, qMin(m_cases->columnWidth(column), theme().space(60)));
}

std::vector<ValueSet> AssistResultView::tickedCases() const
{
    std::vector<ValueSet> ticked;
    for (int row = 0; row < int(m_shown.cases.size()); ++row)
        if (m_cases->topLevelItem(row)->checkState(0) == Qt::Checked) ticked.push_back(m_shown.cases[size_t(row)]);
    return ticked;
}

} // namespace burin
