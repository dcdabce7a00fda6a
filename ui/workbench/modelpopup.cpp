#include "ui/workbench/modelpopup.h"

#include "ui/common/announce.h"
#include "ui/common/erroractions.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/listkeys.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDate>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScreen>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int ModelRole = Qt::UserRole + 1;

QString price(const std::optional<Money> &perMillion)
{
    return perMillion ? formatMoney(perMillion) : QStringLiteral("–");
}

/// 200000 → "200 K": people compare sizes here, the exact one is in the tool tip.
QString contextSize(qint64 tokens)
{
    if (tokens <= 0) return QStringLiteral("–");
    if (tokens >= 1'000'000) return ModelPopup::tr("%1 M").arg(QLocale().toString(double(tokens) / 1e6, 'g', 2));
    return ModelPopup::tr("%1 K").arg(QLocale().toString(qRound64(double(tokens) / 1e3)));
}

bool matches(const ModelInfo &model, const QStringList &words)
{
    return std::ranges::all_of(words, [&](const QString &word) {
        return model.id.contains(word, Qt::CaseInsensitive) || model.name.contains(word, Qt::CaseInsensitive);
    });
}

QString capabilityName(const QString &id)
{
    static constexpr std::pair<const char *, const char *> names[] = {
        {"reasoning", QT_TRANSLATE_NOOP("burin::ModelPopup", "reasoning")},
        {"tools", QT_TRANSLATE_NOOP("burin::ModelPopup", "tools")},
        {"vision", QT_TRANSLATE_NOOP("burin::ModelPopup", "vision")},
        {"json", QT_TRANSLATE_NOOP("burin::ModelPopup", "JSON")},
        {"documents", QT_TRANSLATE_NOOP("burin::ModelPopup", "documents")},
    };
    for (const auto &[known, name] : names)
        if (id == QLatin1StringView(known)) return ModelPopup::tr(name);
    return visibleText(id);
}

/// "retires 2027-01-31 · tools · vision".
QString notesOf(const ModelInfo &model, QDate today)
{
    QStringList notes;
    if (model.retires.isValid())
        notes += model.retires < today ? ModelPopup::tr("retired %1").arg(model.retires.toString(Qt::ISODate))
                                       : ModelPopup::tr("retires %1").arg(model.retires.toString(Qt::ISODate));
    for (const QString &capability : model.capabilities)
        notes += capabilityName(capability);
    return notes.join(QStringLiteral(" · "));
}

QStandardItem *cell(const QString &text, Qt::Alignment alignment)
{
    auto *item = new QStandardItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setEditable(false);
    return item;
}

QString providerTitle(const ProviderState &state)
{
    switch (state.keyState) {
    case KeyState::Missing:
        return ModelPopup::tr("%1 · no key").arg(state.profile.name);
    case KeyState::Malformed:
    case KeyState::Rejected:
        return ModelPopup::tr("%1 · key rejected").arg(state.profile.name);
    case KeyState::Offline:
        return ModelPopup::tr("%1 · offline").arg(state.profile.name);
    default:
        return state.profile.name;
    }
}

} // namespace

ModelPopup::ModelPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_provider(new QComboBox(this)),
      m_refresh(new QToolButton(this)),
      m_search(new QLineEdit(this)),
      m_list(new QTreeView(this)),
      m_rows(new QStandardItemModel(this))
{
    setProperty("popup", true);
    setAccessibleName(tr("Choose a model"));
    makeList();
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(3);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(theme().space(2));
    layout->addWidget(makeTop());
    layout->addWidget(m_search);
    layout->addWidget(makeMessage());
    layout->addWidget(m_list, 1);
    m_search->setPlaceholderText(tr("Search models, or type an id"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    moveListFrom(m_search, m_list);
    connect(m_search, &QLineEdit::textChanged, this, &ModelPopup::fillList);
    connect(m_search, &QLineEdit::returnPressed, this, &ModelPopup::accept);
    connect(m_provider, &QComboBox::activated, this, &ModelPopup::refresh);
    connect(m_refresh, &QToolButton::clicked, this, &ModelPopup::refresh);
    connect(m_list, &QTreeView::clicked, this, &ModelPopup::accept);
    setFocusProxy(m_search);
}

QWidget *ModelPopup::makeTop()
{
    auto *top = new QWidget(this);
    m_provider->setAccessibleName(tr("Provider"));
    m_refresh->setIcon(icon(QStringLiteral("refresh-cw")));
    m_refresh->setAccessibleName(tr("Fetch the list of models again"));
    m_refresh->setToolTip(tr("Fetch the list of models again"));
    auto *layout = new QHBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_provider, 1);
    layout->addWidget(m_refresh);
    return top;
}

QWidget *ModelPopup::makeMessage()
{
    auto *box = new QWidget(this);
    m_message = new QLabel(box);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_settings = new QPushButton(tr("Open settings"), box);
    connect(m_settings, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT settingsRequested(providerId());
    });
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(theme().space(1), 0, 0, 0);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_settings, 0, Qt::AlignTop);
    return box;
}

void ModelPopup::makeList()
{
    m_rows->setHorizontalHeaderLabels({tr("Model"), tr("Context"), tr("In / M"), tr("Out / M"), tr("Notes")});
    m_rows->horizontalHeaderItem(2)->setToolTip(tr("Price of a million input tokens"));
    m_rows->horizontalHeaderItem(3)->setToolTip(tr("Price of a million output tokens"));
    for (int column = 1; column < 4; ++column)
        m_rows->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_list->setModel(m_rows);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setAccessibleName(tr("Models"));
    m_list->setFocusPolicy(Qt::NoFocus); // the search field keeps the keys
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setMaximumSectionSize(theme().space(60));
    m_list->header()->setSectionsClickable(false);
}

void ModelPopup::setProviders(const std::vector<ProviderState> &providers)
{
    const QString selected = providerId();
    m_providers = providers;
    m_provider->clear();
    for (const ProviderState &state : providers)
        m_provider->addItem(providerTitle(state), state.profile.id);
    m_provider->setCurrentIndex(qMax(0, m_provider->findData(selected)));
    fillList();
}

void ModelPopup::setModels(const QString &providerId, const std::vector<ModelInfo> &models)
{
    m_models.insert(providerId, models);
    m_errors.remove(providerId);
    if (providerId == this->providerId()) fillList();
}

void ModelPopup::showModelsError(const QString &providerId, const Error &error)
{
    m_errors.insert(providerId, error);
    if (providerId == this->providerId()) fillList();
    if (isVisible()) announce(m_message, m_message->text());
}

std::vector<ModelRef> ModelPopup::knownModels() const
{
    std::vector<ModelRef> known;
    for (const ProviderState &state : m_providers)
        for (const ModelInfo &model : m_models.value(state.profile.id))
            known.push_back({state.profile.id, model.id});
    return known;
}

void ModelPopup::openBelow(QWidget *anchor, const ModelChoice &current)
{
    m_current = current;
    m_provider->setCurrentIndex(qMax(0, m_provider->findData(current.providerId)));
    m_search->clear();
    showProvider();
    resize(theme().space(190), theme().space(120));
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(0, anchor->height() + theme().space(1)));
    corner.setX(qBound(screen.left(), corner.x(), qMax(screen.left(), screen.right() - width())));
    corner.setY(qBound(screen.top(), corner.y(), qMax(screen.top(), screen.bottom() - height())));
    move(corner);
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

QString ModelPopup::providerId() const
{
    return m_provider->currentData().toString();
}

void ModelPopup::showProvider()
{
    if (!m_models.contains(providerId()) && !providerId().isEmpty()) refresh();
    fillList();
}

void ModelPopup::refresh()
{
    m_errors.remove(providerId());
    fillList();
    Q_EMIT modelsRequested(providerId());
}

void ModelPopup::fillList()
{
    m_rows->removeRows(0, m_rows->rowCount());
    const QString typed = m_search->text().trimmed();
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    const std::vector<ModelInfo> models = m_models.value(providerId());
    for (const ModelInfo &model : models) {
        if (matches(model, words)) addModel(model);
    }
    const bool listed = std::ranges::any_of(models, [&](const ModelInfo &model) { return model.id == typed; });
    if (!typed.isEmpty() && !listed && !typed.contains(u' ')) {
        auto *own = cell(tr("Use “%1”").arg(visibleText(typed)), Qt::AlignLeft);
        own->setData(typed, ModelRole);
        m_rows->appendRow(own);
    }
    const auto current = m_rows->match(m_rows->index(0, 0), ModelRole, m_current.model, 1, Qt::MatchExactly);
    m_list->setCurrentIndex(current.isEmpty() || !typed.isEmpty() ? m_rows->index(0, 0) : current.first());
    const auto error = m_errors.constFind(providerId());
    const bool failed = error != m_errors.cend();
    m_message->setText(failed ? visibleText(error->message()) + u'\n' + error->advice()
                              : (m_models.contains(providerId()) ? QString() : tr("Fetching the list of models …")));
    m_message->parentWidget()->setVisible(!m_message->text().isEmpty());
    m_settings->setVisible(failed && isMendedInSettings(error->code));
}

void ModelPopup::addModel(const ModelInfo &model)
{
    auto *name = cell(visibleText(model.id), Qt::AlignLeft);
    name->setData(model.id, ModelRole);
    name->setToolTip(QStringLiteral("<qt>%1<br/>%2</qt>").arg(model.id.toHtmlEscaped(), model.name.toHtmlEscaped()));
    auto *context = cell(contextSize(model.contextTokens), Qt::AlignRight);
    QStringList sizes;
    if (model.contextTokens > 0) sizes += tr("%1 tokens").arg(QLocale().toString(model.contextTokens));
    if (model.maxOutputTokens > 0)
        sizes += tr("answers of up to %1 tokens").arg(QLocale().toString(model.maxOutputTokens));
    context->setToolTip(sizes.join(QStringLiteral(", ")));
    auto *input = cell(price(model.inputPerMillion), Qt::AlignRight);
    if (model.cachedInputPerMillion)
        input->setToolTip(tr("%1 when it is read from the cache").arg(price(model.cachedInputPerMillion)));
    const QString told = notesOf(model, QDate::currentDate());
    auto *notes = cell(told, Qt::AlignLeft);
    notes->setToolTip(plainToolTip(told));
    if (model.retires.isValid())
        notes->setForeground(model.retires < QDate::currentDate() ? theme().colors().error : theme().colors().warn);
    m_rows->appendRow({name, context, input, cell(price(model.outputPerMillion), Qt::AlignRight), notes});
}

void ModelPopup::accept()
{
    const QModelIndex index = m_list->currentIndex().siblingAtColumn(0);
    if (!index.isValid()) return;
    hide();
    Q_EMIT chosen({providerId(), index.data(ModelRole).toString()});
}

} // namespace burin
