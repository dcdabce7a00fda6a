#include "ui/settings/providerform.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace burin {

namespace {

QLabel *makeNote(QWidget *parent)
{
    QLabel *note = plainLabel(LabelStyle::SmallMuted, {}, parent);
    note->setWordWrap(true);
    note->setMinimumWidth(1);
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return note;
}

void markInvalid(QWidget *field, const QString &invalid)
{
    if (field->property("invalid").toString() == invalid) return;
    field->setProperty("invalid", invalid);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

QString keyHint(const ProviderState &provider)
{
    switch (provider.keySource) {
    case KeySource::Environment:
        return ProviderForm::tr("From the environment");
    case KeySource::Keychain:
    case KeySource::Session:
        return ProviderForm::tr("Enter another key to replace it");
    case KeySource::None:
        break;
    }
    const QString &prefix = provider.profile.keyPrefix;
    return prefix.isEmpty() ? ProviderForm::tr("Enter a key") : prefix + u'…';
}

} // namespace

ProviderForm::ProviderForm(QWidget *parent)
    : QWidget(parent),
      m_name(plainLabel(LabelStyle::Title, {}, this)),
      m_icon(new QLabel(this)),
      m_summary(plainLabel(LabelStyle::Body, {}, this)),
      m_url(new QLineEdit(this)),
      m_urlNote(makeNote(this)),
      m_keyLabel(new QLabel(this)),
      m_keyRow(new QWidget(this)),
      m_key(new QLineEdit(this)),
      m_save(new QPushButton(tr("Save key"), this)),
      m_remove(new QPushButton(tr("Remove"), this)),
      m_keyNote(makeNote(this)),
      m_place(makeNote(this)),
      m_link(new QPushButton(this)),
      m_signIn(new QPushButton(this)),
      m_test(new QPushButton(tr("Test connection"), this)),
      m_result(plainLabel(LabelStyle::Body, {}, this))
{
    build();
    connectParts();
}

void ProviderForm::build()
{
    m_url->setAccessibleName(tr("Base URL"));
    m_url->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_key->setAccessibleName(tr("API key"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_key->setContextMenuPolicy(Qt::DefaultContextMenu);
    m_save->setAccessibleName(m_save->text());
    m_remove->setAccessibleName(tr("Remove the key"));
    m_link->setProperty("flat", true);
    m_signIn->setIcon(icon(QStringLiteral("key")));
    m_link->setIcon(icon(QStringLiteral("external-link"), &ThemeColors::accent));
    m_name->setWordWrap(true);
    m_name->setMinimumWidth(1);

    auto *state = new QHBoxLayout;
    state->setSpacing(theme().space(2));
    state->addWidget(m_icon);
    state->addWidget(m_summary, 1);
    m_link->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    layout->addWidget(m_name);
    layout->addLayout(state);
    layout->addSpacing(theme().space(1));
    layout->addLayout(makeFields());
    layout->addSpacing(theme().space(2));
    layout->addWidget(makeTestRow());
    layout->addStretch();
}

QLayout *ProviderForm::makeFields()
{
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(theme().space(4));
    form->setVerticalSpacing(theme().space(1));
    form->setColumnStretch(1, 1);
    auto *urlLabel = new QLabel(tr("Base &URL"), this);
    urlLabel->setBuddy(m_url);
    m_keyLabel->setText(tr("API &key"));
    m_keyLabel->setBuddy(m_key);
    form->addWidget(urlLabel, 0, 0);
    form->addWidget(m_url, 0, 1);
    form->addWidget(m_urlNote, 1, 1);
    form->setRowMinimumHeight(2, theme().space(2));
    form->addWidget(m_keyLabel, 3, 0);
    form->addWidget(makeKeyRow(), 3, 1);
    form->addWidget(m_keyNote, 4, 1);
    form->addWidget(m_place, 5, 1);
    m_signIn->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    form->addWidget(m_signIn, 6, 1);
    form->addWidget(m_link, 7, 1);
    return form;
}

QWidget *ProviderForm::makeKeyRow()
{
    auto *layout = new QHBoxLayout(m_keyRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(2));
    layout->addWidget(m_key, 1);
    layout->addWidget(m_save);
    layout->addWidget(m_remove);
    return m_keyRow;
}

QWidget *ProviderForm::makeTestRow()
{
    m_test->setIcon(icon(QStringLiteral("plug")));
    m_test->setAccessibleName(m_test->text());
    m_result->setWordWrap(true);
    m_result->setMinimumWidth(1);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setAccessibleName(tr("Result of the test"));
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    layout->addWidget(m_test, 0, Qt::AlignTop);
    layout->addWidget(m_result, 1);
    return row;
}

void ProviderForm::connectParts()
{
    connect(m_url, &QLineEdit::textChanged, this, &ProviderForm::checkUrl);
    connect(m_url, &QLineEdit::editingFinished, this, &ProviderForm::applyUrl);
    connect(m_key, &QLineEdit::textChanged, this, &ProviderForm::checkKey);
    connect(m_key, &QLineEdit::returnPressed, this, &ProviderForm::saveKey);
    connect(m_save, &QPushButton::clicked, this, &ProviderForm::saveKey);
    connect(m_remove, &QPushButton::clicked, this, &ProviderForm::keyRemoved);
    connect(m_link, &QPushButton::clicked, this, &ProviderForm::openKeysPage);
    connect(m_test, &QPushButton::clicked, this, &ProviderForm::testRequested);
    connect(m_signIn, &QPushButton::clicked, this, &ProviderForm::signInRequested);
    connect(&theme(), &Theme::changed, this, [this] {
        m_link->setIcon(icon(QStringLiteral("external-link"), &ThemeColors::accent));
        showState();
    });
}

void ProviderForm::setProvider(const ProviderState &provider)
{
    const bool same = provider.profile.id == m_provider.profile.id;
    const bool typing = same && m_url->text() != m_provider.profile.baseUrl.toString();
    m_provider = provider;
    if (!same) m_key->clear();
    if (!typing) m_url->setText(provider.profile.baseUrl.toString());
    showState();
    checkUrl();
    checkKey();
}

void ProviderForm::showState()
{
    const ProviderProfile &profile = m_provider.profile;
    m_name->setText(oneLine(profile.name));
    m_signIn->setVisible(profile.kind == QLatin1StringView("openrouter") &&
                         m_provider.keySource != KeySource::Environment);
    m_signIn->setText(tr("Sign in with %1").arg(oneLine(profile.name)));
    m_signIn->setAccessibleName(m_signIn->text());
    const int side = theme().space(4);
    m_icon->setPixmap(icon(keyStateIcon(m_provider.keyState), toneColor(keyStateTone(m_provider.keyState)))
                          .pixmap(QSize(side, side), devicePixelRatio()));
    m_summary->setText(providerSummary(m_provider));
    m_summary->setAccessibleName(tr("State of the provider"));
    setTone(m_summary, keyStateTone(m_provider.keyState));
    const bool entered = m_provider.keySource == KeySource::Keychain || m_provider.keySource == KeySource::Session;
    m_key->setEnabled(m_provider.keySource != KeySource::Environment);
    m_key->setPlaceholderText(keyHint(m_provider));
    m_url->setReadOnly(profile.simulated); // its address changes with every start
    for (QWidget *part : std::initializer_list<QWidget *>{m_keyLabel, m_keyRow, m_place})
        part->setVisible(!profile.simulated);
    m_remove->setEnabled(entered);
    m_place->setText(keyPlace(m_provider));
    const QUrl keys(profile.keysUrl);
    m_link->setVisible(keys.scheme() == QLatin1StringView("https"));
    m_link->setText(tr("Get a key: %1").arg(visibleText(profile.keysUrl)));
    m_link->setAccessibleName(m_link->text());
}

void ProviderForm::checkUrl()
{
    const QUrl url(m_url->text().trimmed(), QUrl::StrictMode);
    const bool safe = isSafeBaseUrl(url);
    markInvalid(m_url, safe ? QString() : QStringLiteral("true"));
    m_urlNote->setText(safe ? tr("Paths such as /chat/completions are added to it.")
                            : tr("The address must begin with https://, or with http:// on this computer."));
    setTone(m_urlNote, safe ? QString() : QStringLiteral("error"));
    m_test->setEnabled(safe && m_result->property("testing") != QVariant(true));
}

void ProviderForm::applyUrl()
{
    const QUrl url(m_url->text().trimmed(), QUrl::StrictMode);
    if (!isSafeBaseUrl(url) || url == m_provider.profile.baseUrl) return;
    m_provider.profile.baseUrl = url;
    Q_EMIT baseUrlChanged(url);
}

void ProviderForm::checkKey()
{
    const QString key = m_key->text().trimmed();
    const QString prefix = m_provider.profile.keyPrefix;
    m_save->setEnabled(!key.isEmpty());
    const bool odd = !key.isEmpty() && !prefix.isEmpty() && !key.startsWith(prefix.left(key.size()));
    m_keyNote->setText(odd ? tr("Keys of %1 usually begin with %2.").arg(oneLine(m_provider.profile.name), prefix)
                           : QString());
    m_keyNote->setVisible(odd);
    setTone(m_keyNote, QStringLiteral("warn"));
}

void ProviderForm::saveKey()
{
    const Secret key(m_key->text().trimmed().toUtf8());
    m_key->clear();
    if (!key.isEmpty()) Q_EMIT keyEntered(key);
}

void ProviderForm::setResult(const std::optional<TestResult> &result)
{
    m_result->setProperty("testing", false);
    m_result->setText(result ? testResultText(*result) : QString());
    setTone(m_result, result ? testResultTone(*result) : QString());
    checkUrl();
}

void ProviderForm::setTesting()
{
    m_result->setProperty("testing", true);
    m_result->setText(tr("Testing…"));
    setTone(m_result, {});
    checkUrl();
}

void ProviderForm::openKeysPage()
{
    QDesktopServices::openUrl(QUrl(m_provider.profile.keysUrl));
}

} // namespace burin
