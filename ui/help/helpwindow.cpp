#include "ui/help/helpwindow.h"

#include "ui/help/guidepictures.h"
#include "ui/help/guides.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int GuideRole = Qt::UserRole;       ///< Index into guides().
constexpr int SectionRole = Qt::UserRole + 1; ///< Index into its sections.

const Guide &guideOf(const QTreeWidgetItem *item)
{
    return guides().at(size_t(item->data(0, GuideRole).toInt()));
}

const GuideSection &sectionOf(const QTreeWidgetItem *item)
{
    return guideOf(item).sections.at(size_t(item->data(0, SectionRole).toInt()));
}

/// Hides what does not mention @p words and has nothing below it that does. Whether the item is shown.
bool showMatches(QTreeWidgetItem *item, const QStringList &words)
{
    bool shown = mentions(sectionOf(item), words);
    for (int i = 0; i < item->childCount(); ++i)
        shown = showMatches(item->child(i), words) || shown;
    item->setHidden(!shown);
    item->setExpanded(!words.isEmpty() || !item->parent());
    return shown;
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_search(new QLineEdit(this)),
      m_contents(new QTreeWidget(this)),
      m_text(new MarkdownView(this))
{
    setWindowTitle(tr("Help – Burin"));
    m_search->setPlaceholderText(tr("Search the guides"));
    m_search->setAccessibleName(tr("Search the guides"));
    m_search->setClearButtonEnabled(true);
    m_contents->setHeaderHidden(true);
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Guide"));

    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    const int gap = theme().space(2);
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(gap);
    column->addWidget(m_search);
    column->addWidget(m_contents);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(side);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme().space(70), theme().space(180)});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    resize(theme().space(250), theme().space(180));

    makeContents();
    connect(m_contents, &QTreeWidget::currentItemChanged, this, &HelpWindow::showItem);
    connect(m_text, &MarkdownView::rendered, this, [this] { showPictures(m_text, m_text->markdown()); });
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::filter);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search, [this] { m_search->setFocus(); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    m_contents->setCurrentItem(m_contents->topLevelItem(0));
}

void HelpWindow::makeContents()
{
    for (size_t guide = 0; guide < guides().size(); ++guide) {
        QTreeWidgetItem *parents[7] = {};
        const std::vector<GuideSection> &sections = guides()[guide].sections;
        for (size_t i = 0; i < sections.size(); ++i) {
            const int level = sections[i].level;
            auto *item = new QTreeWidgetItem({sections[i].title});
            item->setData(0, GuideRole, int(guide));
            item->setData(0, SectionRole, int(i));
            if (QTreeWidgetItem *parent = level > 1 ? parents[level - 1] : nullptr)
                parent->addChild(item);
            else
                m_contents->addTopLevelItem(item);
            parents[level] = item;
        }
    }
    filter({});
}

void HelpWindow::filter(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i)
        showMatches(m_contents->topLevelItem(i), words);
    if (words.isEmpty()) return;
    for (QTreeWidgetItemIterator it(m_contents, QTreeWidgetItemIterator::NotHidden); *it; ++it) {
        if (!mentions(sectionOf(*it), words)) continue;
        m_contents->setCurrentItem(*it);
        return;
    }
    m_text->showMarkdown(tr("Nothing in the guides mentions “%1”.").arg(text));
}

void HelpWindow::showItem(const QTreeWidgetItem *item)
{
    if (item) m_text->showMarkdown(markdownFrom(guideOf(item), size_t(item->data(0, SectionRole).toInt())));
}

QTreeWidgetItem *HelpWindow::find(const QString &name, const QString &chapter, const QString &title) const
{
    QTreeWidgetItem *beginning = nullptr;
    for (QTreeWidgetItemIterator it(m_contents); *it; ++it) {
        if (guideOf(*it).name != name) continue;
        if (!beginning) beginning = *it;
        const bool inChapter = chapter.isEmpty() || ((*it)->parent() && (*it)->parent()->text(0) == chapter);
        if (inChapter && (*it)->text(0) == title) return *it;
    }
    return beginning;
}

void HelpWindow::openGuide(const QString &name, const QString &chapter, const QString &title)
{
    m_search->clear();
    if (QTreeWidgetItem *item = find(name, chapter, title)) {
        m_contents->setCurrentItem(item);
        m_contents->scrollToItem(item);
    }
    show();
    raise();
    activateWindow();
}

} // namespace burin
