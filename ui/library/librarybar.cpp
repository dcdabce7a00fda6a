#include "ui/library/librarybar.h"

#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto SearchPause = 120ms; ///< After the last key, before it is searched for.
constexpr int MostHits = 500;       ///< Of a search.

QToolButton *makeButton(const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

} // namespace

LibraryBar::LibraryBar(QWidget *parent) : QWidget(parent), m_text(new QLineEdit(this))
{
    m_text->setPlaceholderText(tr("Search the library"));
    m_text->setAccessibleName(tr("Search the library"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    m_text->installEventFilter(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(SearchPause);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(2), theme().space(2), theme().space(2), theme().space(1));
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_text);
    layout->addWidget(makeFilters());
    connect(m_text, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, &LibraryBar::tell);
    connect(m_show, &QComboBox::currentIndexChanged, this, &LibraryBar::tell);
    connect(m_order, &QActionGroup::triggered, this, &LibraryBar::tell);
}

QWidget *LibraryBar::makeFilters()
{
    auto *filters = new QWidget(this);
    m_show = new QComboBox(filters);
    m_show->setAccessibleName(tr("Which prompts"));
    m_show->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_show->setMinimumContentsLength(8);
    setTags({});
    auto *sort = makeButton(QStringLiteral("arrow-up-down"), tr("Order"), filters);
    auto *menu = new QMenu(sort);
    m_order = new QActionGroup(this);
    for (const auto &[text, order] :
         {std::pair{tr("By title"), LibraryOrder::Title}, std::pair{tr("Last changed first"), LibraryOrder::Changed},
          std::pair{tr("Last used first"), LibraryOrder::Used}, std::pair{tr("Newest first"), LibraryOrder::Created}}) {
        QAction *action = m_order->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setData(int(order));
    }
    m_order->actions().constFirst()->setChecked(true);
    sort->setMenu(menu);
    sort->setPopupMode(QToolButton::InstantPopup);
    auto *folder = makeButton(QStringLiteral("folder-plus"), tr("New folder"), filters);
    auto *prompt = makeButton(QStringLiteral("plus"), tr("New prompt"), filters);
    connect(folder, &QToolButton::clicked, this, &LibraryBar::newFolderRequested);
    connect(prompt, &QToolButton::clicked, this, &LibraryBar::newPromptRequested);
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_show, 1);
    row->addWidget(sort);
    row->addWidget(makeFiles(filters));
    row->addWidget(folder);
    row->addWidget(prompt);
    return filters;
}

QWidget *LibraryBar::makeFiles(QWidget *parent)
{
    auto *files = makeButton(QStringLiteral("ellipsis"), tr("Files"), parent);
    files->setObjectName(QStringLiteral("libraryFiles"));
    auto *menu = new QMenu(files);
    connect(menu->addAction(tr("Open a folder …")), &QAction::triggered, this, &LibraryBar::openFolderRequested);
    connect(menu->addAction(tr("Import files …")), &QAction::triggered, this, &LibraryBar::importRequested);
    connect(menu->addAction(tr("Export the open prompt …")), &QAction::triggered, this, &LibraryBar::exportRequested);
    files->setMenu(menu);
    files->setPopupMode(QToolButton::InstantPopup);
    return files;
}

void LibraryBar::setTags(const QStringList &tags)
{
    const QSignalBlocker quiet(m_show);
    const QVariant chosen = m_show->currentData();
    m_show->clear();
    for (const auto &[text, show] :
         {std::pair{tr("All"), LibraryShow::All}, std::pair{tr("Starred"), LibraryShow::Starred},
          std::pair{tr("Recent"), LibraryShow::Recent}, std::pair{tr("Deleted"), LibraryShow::Deleted}})
        m_show->addItem(text, int(show));
    if (!tags.isEmpty()) m_show->insertSeparator(m_show->count());
    for (const QString &tag : tags)
        m_show->addItem(QStringLiteral("#") + oneLine(tag), tag);
    m_show->setCurrentIndex(std::max(0, m_show->findData(chosen)));
}

LibraryQuery LibraryBar::query() const
{
    LibraryQuery query;
    query.text = m_text->text().trimmed();
    const QVariant chosen = m_show->currentData();
    if (chosen.typeId() == QMetaType::QString)
        query.tag = chosen.toString();
    else
        query.show = LibraryShow(chosen.toInt());
    query.order = LibraryOrder(m_order->checkedAction()->data().toInt());
    if (!query.text.isEmpty()) query.limit = MostHits;
    return query;
}

void LibraryBar::clear()
{
    {
        const QSignalBlocker text(m_text), show(m_show);
        m_text->clear();
        m_show->setCurrentIndex(0);
    }
    tell();
}

void LibraryBar::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

bool LibraryBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter) return false;
    if (m_pause.isActive()) tell();
    Q_EMIT searchLeft();
    return true;
}

void LibraryBar::tell()
{
    m_pause.stop();
    Q_EMIT queryChanged(query());
}

} // namespace burin
