#include "ui/settings/telemetrypane.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

namespace {

QLabel *note(const QString &text, QWidget *parent)
{
    QLabel *label = plainLabel(LabelStyle::SmallMuted, text, parent);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

} // namespace

TelemetryPane::TelemetryPane(QWidget *parent)
    : QWidget(parent),
      m_endpoint(new QLineEdit(this)),
      m_header(new QLineEdit(this)),
      m_key(new QLineEdit(this)),
      m_saveKey(new QPushButton(tr("Save key"), this)),
      m_removeKey(new QPushButton(tr("Remove"), this)),
      m_content(new QCheckBox(tr("Send prompts and answers too"), this)),
      m_save(new QPushButton(tr("Save"), this)),
      m_refusal(note({}, this)),
      m_keyNote(note({}, this)),
      m_state(plainLabel(LabelStyle::Body, {}, this))
{
    build();
    connectParts();
    setSetup({});
}

void TelemetryPane::build()
{
    m_endpoint->setObjectName(QStringLiteral("collectorEndpoint"));
    m_endpoint->setAccessibleName(tr("Collector"));
    m_endpoint->setPlaceholderText(QStringLiteral("http://127.0.0.1:4318"));
    m_endpoint->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_header->setObjectName(QStringLiteral("collectorHeader"));
    m_header->setAccessibleName(tr("Header of the key"));
    m_header->setPlaceholderText(QStringLiteral("Authorization: Bearer"));
    m_key->setObjectName(QStringLiteral("collectorKey"));
    m_key->setAccessibleName(tr("Key"));
    m_key->setEchoMode(QLineEdit::Password);
    m_content->setObjectName(QStringLiteral("collectorContent"));
    m_save->setObjectName(QStringLiteral("collectorSave"));
    m_save->setProperty("primary", true);
    m_state->setObjectName(QStringLiteral("collectorState"));
    m_state->setWordWrap(true);
    m_state->setMinimumWidth(1);

    auto *keyRow = new QHBoxLayout;
    keyRow->addWidget(m_key, 1);
    keyRow->addWidget(m_saveKey);
    keyRow->addWidget(m_removeKey);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Collector"), m_endpoint);
    form->addRow(QString(), m_refusal);
    form->addRow(tr("Header of the key"), m_header);
    form->addRow(tr("Key"), keyRow);
    form->addRow(QString(), m_keyNote);
    form->addRow(QString(), m_content);
    auto *saveRow = new QHBoxLayout;
    saveRow->addWidget(m_save);
    saveRow->addStretch(1);
    form->addRow(QString(), saveRow);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme().space(3));
    column->addWidget(plainLabel(LabelStyle::Title, tr("Telemetry"), this));
    column->addWidget(note(tr("Finished runs are told to an OpenTelemetry collector of yours, as traces over OTLP/HTTP "
                              "in JSON: models, tokens, cost, times and errors. Nothing is sent while no collector is "
                              "named, and simulated runs never are."),
                           this));
    column->addLayout(form);
    column->addWidget(m_state);
    column->addStretch(1);
}

void TelemetryPane::connectParts()
{
    connect(m_endpoint, &QLineEdit::textEdited, this, &TelemetryPane::noteEdit);
    connect(m_header, &QLineEdit::textEdited, this, &TelemetryPane::noteEdit);
    connect(m_content, &QCheckBox::toggled, this, &TelemetryPane::noteEdit);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saved(edited()); });
    connect(m_endpoint, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_header, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_key, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_saveKey->setEnabled(!text.isEmpty()); });
    connect(m_key, &QLineEdit::returnPressed, m_saveKey, &QPushButton::click);
    connect(m_saveKey, &QPushButton::clicked, this, [this] {
        const Secret key(m_key->text().trimmed().toLatin1());
        m_key->clear();
        Q_EMIT keyEntered(key);
    });
    connect(m_removeKey, &QPushButton::clicked, this, &TelemetryPane::keyRemoved);
}

CollectorSetup TelemetryPane::edited() const
{
    return {m_endpoint->text().trimmed(), m_header->text().trimmed(), m_content->isChecked()};
}

/// A key is kept for an address, so the address comes first.
void TelemetryPane::noteEdit()
{
    const bool same = edited() == m_setup;
    m_save->setEnabled(!same);
    const bool named = same && !m_setup.endpoint.isEmpty();
    m_key->setEnabled(named);
    m_removeKey->setEnabled(named);
    m_saveKey->setEnabled(named && !m_key->text().isEmpty());
}

void TelemetryPane::setSetup(const CollectorSetup &setup)
{
    m_setup = setup;
    m_endpoint->setText(setup.endpoint);
    m_header->setText(setup.keyHeader);
    m_content->setChecked(setup.content);
    showRefusal({});
    noteEdit();
}

void TelemetryPane::showState(qint64 waiting, const QString &problem)
{
    QStringList parts;
    if (!problem.isEmpty()) parts += problem;
    if (waiting > 0)
        parts += tr("%n run(s) wait to be sent.", nullptr, int(waiting));
    else if (!m_setup.endpoint.isEmpty() && problem.isEmpty())
        parts += tr("Every run was sent.");
    m_state->setText(parts.join(u' '));
    setTone(m_state, problem.isEmpty() ? QString() : QStringLiteral("warn"));
}

void TelemetryPane::showRefusal(const QString &problem)
{
    m_refusal->setVisible(!problem.isEmpty());
    m_refusal->setText(problem);
    setTone(m_refusal, problem.isEmpty() ? QString() : QStringLiteral("error"));
    if (!problem.isEmpty()) announce(m_endpoint, problem);
}

void TelemetryPane::showKeyNote(const QString &note)
{
    m_keyNote->setText(note);
}

} // namespace burin
