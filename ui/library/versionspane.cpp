#include "ui/library/versionspane.h"

#include "ui/common/labels.h"
#include "ui/common/rowdelegate.h"
#include "ui/library/librarytexts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

enum VersionRole { VersionIdRole = Qt::UserRole + 1, LabelsRole, NoteRole };

constexpr int LongestNote = 500;

/// Shows a version; its edit text is the note.
class VersionItem : public QStandardItem {
public:
    VersionItem(const PromptVersion &version, bool isBase)
    {
        //: A version of a prompt: v3.
        QString title = VersionsPane::tr("v%1").arg(version.number);
        for (const QString &label : version.labels)
            title += QStringLiteral(" · ") + oneLine(label);
        setText(title);
        QString below = shownTime(version.createdAt);
        if (!version.note.isEmpty()) below = oneLine(version.note) + QStringLiteral(" · ") + below;
        QStandardItem::setData(below, RowDelegate::SubtitleRole);
        QStandardItem::setData(version.id.value, VersionIdRole);
        QStandardItem::setData(version.labels, LabelsRole);
        QStandardItem::setData(version.note, NoteRole);
        setIcon(isBase ? burin::icon(QStringLiteral("check"), &ThemeColors::accent)
                       : burin::icon(QStringLiteral("history"), &ThemeColors::muted));
        const QString base = isBase ? VersionsPane::tr("the one that is open") : QString();
        QStringList spoken{title, below, base};
        spoken.removeAll(QString());
        setAccessibleText(spoken.join(QLatin1StringView(", ")));
        setToolTip(plainToolTip(title + u'\n' + (version.note.isEmpty() ? QString() : version.note + u'\n') +
                                shownTime(version.createdAt)));
    }
    QVariant data(int role) const override { return QStandardItem::data(role == Qt::EditRole ? int(NoteRole) : role); }
    void setData(const QVariant &value, int role) override
    {
        QStandardItem::setData(value, role == Qt::EditRole ? int(NoteRole) : role);
    }
};

} // namespace

VersionsPane::VersionsPane(LibrarySource source, QWidget *parent)
    : QWidget(parent),
      m_source(std::move(source)),
      m_note(new QLineEdit(this)),
      m_save(new QPushButton(tr("Save version"), this)),
      m_list(new QListView(this)),
      m_model(new QStandardItemModel(this)),
      m_labels(new QLineEdit(this))
{
    QLabel *caption = plainLabel(LabelStyle::Body, tr("Versions"), this);
    caption->setProperty("caption", true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setObjectName(QStringLiteral("versionList"));
    m_list->setAccessibleName(tr("Versions, newest first"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_labels->setAccessibleName(tr("Labels of the version, separated by commas"));
    m_labels->setPlaceholderText(tr("Labels, such as production"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(2), theme().space(2), theme().space(2), theme().space(2));
    layout->setSpacing(theme().space(1));
    layout->addWidget(caption);
    layout->addWidget(makeSaving());
    layout->addWidget(m_list, 1);
    layout->addWidget(m_labels);
    layout->addWidget(makeActions());
    connectParts();
    updateActions();
}

QWidget *VersionsPane::makeSaving()
{
    auto *saving = new QWidget(this);
    m_note->setMaxLength(LongestNote);
    m_note->setObjectName(QStringLiteral("versionNote"));
    m_note->setAccessibleName(tr("Note of the next version"));
    m_note->setPlaceholderText(tr("What changed?"));
    m_save->setAccessibleName(m_save->text());
    m_save->setToolTip(tr("Keep what is written as a version (Ctrl+S)"));
    auto *row = new QHBoxLayout(saving);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(1));
    row->addWidget(m_note, 1);
    row->addWidget(m_save);
    return saving;
}

QWidget *VersionsPane::makeActions()
{
    auto *actions = new QWidget(this);
    m_restore = new QPushButton(tr("Restore"), actions);
    m_compare = new QPushButton(icon(QStringLiteral("git-compare")), tr("Compare"), actions);
    m_restore->setToolTip(tr("Go on writing with this version. What is not saved is kept as a version before."));
    m_compare->setToolTip(tr("Compare two selected versions, or one with what is written"));
    auto *row = new QHBoxLayout(actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(1));
    for (QPushButton *button : {m_restore, m_compare}) {
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    row->addStretch();
    return actions;
}

void VersionsPane::connectParts()
{
    const auto save = [this] { Q_EMIT saveRequested(note()); };
    connect(m_save, &QPushButton::clicked, this, save);
    connect(m_note, &QLineEdit::returnPressed, this, save);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const std::vector<VersionId> ids = selected(); ids.size() == 1) Q_EMIT restoreRequested(ids.front());
    });
    connect(m_compare, &QPushButton::clicked, this, &VersionsPane::compare);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &VersionsPane::updateActions);
    connect(m_model, &QStandardItemModel::itemChanged, this, [this](const QStandardItem *item) {
        Q_EMIT changeRequested(
            NoteVersion{VersionId{item->data(VersionIdRole).toLongLong()}, item->data(NoteRole).toString()});
    });
    connect(m_labels, &QLineEdit::editingFinished, this, [this] {
        const std::vector<VersionId> ids = selected();
        const QStringList labels = tidyTags(m_labels->text().split(u','));
        const QModelIndex row = m_list->selectionModel()->selectedIndexes().value(0);
        if (ids.size() != 1 || !m_labels->isModified() || labels == row.data(LabelsRole).toStringList()) return;
        m_labels->setModified(false);
        Q_EMIT changeRequested(LabelVersion{ids.front(), labels});
    });
}

void VersionsPane::setOpened(PromptId prompt, VersionId base)
{
    const bool other = prompt != m_prompt;
    m_prompt = prompt;
    m_base = base;
    if (other) {
        m_note->clear();
        show({});
    }
    refresh();
}

void VersionsPane::refresh()
{
    if (!m_prompt.isValid()) {
        m_latest.forget();
        return show({});
    }
    m_latest.ask(this, m_source.versions(m_prompt), [this](const Result<std::vector<PromptVersion>> &versions) {
        show(versions ? *versions : std::vector<PromptVersion>());
        Q_EMIT loaded();
    });
}

void VersionsPane::show(const std::vector<PromptVersion> &versions)
{
    if (versions == m_versions && m_base == m_shownBase) return; // a note may be being typed
    m_versions = versions;
    m_shownBase = m_base;
    const std::vector<VersionId> before = selected();
    m_model->clear();
    for (const PromptVersion &version : versions) {
        auto *item = new VersionItem(version, version.id == m_base);
        m_model->appendRow(item);
        if (std::ranges::count(before, version.id) == 0) continue;
        m_list->selectionModel()->select(item->index(), QItemSelectionModel::Select);
        m_list->selectionModel()->setCurrentIndex(item->index(), QItemSelectionModel::NoUpdate);
    }
    updateActions();
}

QString VersionsPane::note() const
{
    return m_note->text().trimmed();
}

void VersionsPane::clearNote()
{
    m_note->clear();
}

void VersionsPane::focusNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
}

std::vector<VersionId> VersionsPane::selected() const
{
    std::vector<VersionId> ids;
    for (const QModelIndexList rows = m_list->selectionModel()->selectedIndexes(); const QModelIndex &index : rows)
        ids.push_back(VersionId{index.data(VersionIdRole).toLongLong()});
    std::ranges::sort(ids);
    return ids;
}

void VersionsPane::updateActions()
{
    const std::vector<VersionId> ids = selected();
    m_restore->setEnabled(ids.size() == 1);
    m_compare->setEnabled(ids.size() == 1 || ids.size() == 2);
    m_labels->setEnabled(ids.size() == 1);
    if (m_labels->hasFocus() && m_labels->isModified()) return;
    const QModelIndex row = m_list->selectionModel()->selectedIndexes().value(0);
    m_labels->setText(ids.size() == 1 ? row.data(LabelsRole).toStringList().join(QLatin1StringView(", ")) : QString());
}

void VersionsPane::compare()
{
    const std::vector<VersionId> ids = selected();
    if (!ids.empty()) Q_EMIT compareRequested(ids.front(), ids.size() == 2 ? ids.back() : VersionId());
}

} // namespace burin
