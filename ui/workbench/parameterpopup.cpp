#include "ui/workbench/parameterpopup.h"

#include "ui/theme/theme.h"
#include "ui/workbench/fallbackeditor.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScreen>
#include <QStyle>

#include <array>

namespace burin {

namespace {

constexpr int MaximumStops = 4;
constexpr std::array efforts = {"none", "minimal", "low", "medium", "high", "xhigh"};

QString number(double value)
{
    return QLocale().toString(value, 'g', 12);
}

/// In the user's notation or in that of the providers' documentation.
std::optional<double> parseDecimal(const QString &text)
{
    bool ok = false;
    double value = QLocale().toDouble(text, &ok);
    if (!ok) value = QLocale::c().toDouble(text, &ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<qint64> parseInteger(const QString &text)
{
    bool ok = false;
    qint64 value = QLocale().toLongLong(text, &ok);
    if (!ok) value = QLocale::c().toLongLong(text, &ok);
    return ok ? std::optional(value) : std::nullopt;
}

/// Sequences are separated by spaces; \n and \s stand for a line break and a space inside one.
QStringList parseStops(const QString &text)
{
    QStringList stops = text.split(u' ', Qt::SkipEmptyParts);
    for (QString &stop : stops)
        stop.replace(QLatin1StringView("\\n"), QLatin1StringView("\n"))
            .replace(QLatin1StringView("\\s"), QLatin1StringView(" "));
    return stops;
}

QString writeStops(QStringList stops)
{
    for (QString &stop : stops)
        stop.replace(u'\n', QLatin1StringView("\\n")).replace(u' ', QLatin1StringView("\\s"));
    return stops.join(u' ');
}

} // namespace

QString parameterSummary(const ChatParameters &parameters)
{
    QStringList set;
    if (parameters.temperature) set += ParameterPopup::tr("temp %1").arg(number(*parameters.temperature));
    if (parameters.topP) set += ParameterPopup::tr("top_p %1").arg(number(*parameters.topP));
    if (parameters.maxTokens) set += ParameterPopup::tr("max %1").arg(QLocale().toString(*parameters.maxTokens));
    if (parameters.seed) set += ParameterPopup::tr("seed %1").arg(QString::number(*parameters.seed));
    if (!parameters.stop.isEmpty()) set += ParameterPopup::tr("%n stop(s)", nullptr, int(parameters.stop.size()));
    if (!parameters.reasoningEffort.isEmpty()) set += ParameterPopup::tr("effort %1").arg(parameters.reasoningEffort);
    if (!parameters.extra.isEmpty()) set += ParameterPopup::tr("%n more", nullptr, int(parameters.extra.size()));
    return set.isEmpty() ? ParameterPopup::tr("Provider defaults") : set.join(QStringLiteral(" · "));
}

ParameterPopup::ParameterPopup(QWidget *parent) : QFrame(parent, Qt::Popup)
{
    setProperty("popup", true);
    setAccessibleName(tr("Parameters"));
    auto *form = new QFormLayout(this);
    const int margin = theme().space(4);
    form->setContentsMargins(margin, margin, margin, margin);
    form->setHorizontalSpacing(theme().space(4));
    form->setVerticalSpacing(theme().space(2));
    m_temperature = addField(form, tr("Temperature"), tr("0 to 2: how freely the model chooses its words."));
    m_topP = addField(form, tr("Top p"), tr("0 to 1: only the likeliest words that add up to this share."));
    m_maxTokens = addField(form, tr("Max tokens"), tr("Longest answer, in tokens, reasoning included."));
    m_seed = addField(form, tr("Seed"),
                      tr("A whole number: the same seed makes answers more alike, where the provider supports it."));
    m_stop =
        addField(form, tr("Stop"),
                 tr("Up to four texts, separated by spaces, that end the answer. \\n is a line break, \\s a space."));
    addEffort(form);
    m_fallbacks = new FallbackEditor(this);
    form->addRow(tr("Fallback models"), m_fallbacks);
    connect(m_fallbacks, &FallbackEditor::edited, this, [this] {
        adjustSize();
        Q_EMIT edited();
    });
    addButtons(form);
}

QLineEdit *ParameterPopup::addField(QFormLayout *form, const QString &title, const QString &hint)
{
    auto *field = new QLineEdit(this);
    field->setPlaceholderText(tr("provider default"));
    field->setAccessibleName(title);
    field->setAccessibleDescription(hint);
    field->setToolTip(hint);
    field->setMinimumWidth(theme().space(48));
    form->addRow(title, field);
    connect(field, &QLineEdit::textEdited, this, &ParameterPopup::noteEdit);
    return field;
}

void ParameterPopup::addEffort(QFormLayout *form)
{
    m_effort = new QComboBox(this);
    m_effort->setAccessibleName(tr("Reasoning effort"));
    m_effort->setToolTip(tr("How long a reasoning model may think."));
    m_effort->addItem(tr("provider default"), QString());
    for (const char *effort : efforts)
        m_effort->addItem(QString::fromLatin1(effort), QString::fromLatin1(effort));
    form->addRow(tr("Reasoning effort"), m_effort);
    connect(m_effort, &QComboBox::activated, this, &ParameterPopup::edited);
}

void ParameterPopup::addButtons(QFormLayout *form)
{
    auto *reset = new QPushButton(tr("Clear all"), this);
    reset->setProperty("flat", true);
    connect(reset, &QPushButton::clicked, this, [this] {
        setParameters({});
        m_fallbacks->setFallbacks({}, {});
        adjustSize();
        Q_EMIT edited();
    });
    reset->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    form->addRow(QString(), reset);
}

void ParameterPopup::hideFallbacks()
{
    static_cast<QFormLayout *>(layout())->setRowVisible(m_fallbacks, false);
}

void ParameterPopup::setParameters(const ChatParameters &parameters)
{
    m_loaded = parameters;
    m_temperature->setText(parameters.temperature ? number(*parameters.temperature) : QString());
    m_topP->setText(parameters.topP ? number(*parameters.topP) : QString());
    m_maxTokens->setText(parameters.maxTokens ? QString::number(*parameters.maxTokens) : QString());
    m_seed->setText(parameters.seed ? QString::number(*parameters.seed) : QString());
    m_stop->setText(writeStops(parameters.stop));
    if (m_effort->findData(parameters.reasoningEffort) < 0)
        m_effort->addItem(parameters.reasoningEffort, parameters.reasoningEffort);
    m_effort->setCurrentIndex(m_effort->findData(parameters.reasoningEffort));
    validate();
}

std::optional<double> ParameterPopup::decimal(const QLineEdit *field, double maximum) const
{
    const auto value = parseDecimal(field->text().trimmed());
    return value && *value >= 0 && *value <= maximum ? value : std::nullopt;
}

std::optional<qint64> ParameterPopup::integer(const QLineEdit *field) const
{
    const auto value = parseInteger(field->text().trimmed());
    return value && (field == m_seed || *value >= 1) ? value : std::nullopt;
}

ChatParameters ParameterPopup::parameters() const
{
    ChatParameters parameters = m_loaded;
    parameters.temperature = decimal(m_temperature, 2);
    parameters.topP = decimal(m_topP, 1);
    parameters.maxTokens = integer(m_maxTokens);
    parameters.seed = integer(m_seed);
    parameters.stop = parseStops(m_stop->text()).mid(0, MaximumStops);
    parameters.reasoningEffort = m_effort->currentData().toString();
    return parameters;
}

void ParameterPopup::validate()
{
    const ChatParameters valid = parameters();
    const auto mark = [](QLineEdit *field, QVariant invalid) {
        field->setProperty("invalid", invalid);
        field->style()->unpolish(field);
        field->style()->polish(field);
    };
    const auto filled = [](const QLineEdit *field) { return !field->text().trimmed().isEmpty(); };
    mark(m_temperature, filled(m_temperature) && !valid.temperature);
    mark(m_topP, filled(m_topP) && !valid.topP);
    mark(m_maxTokens, filled(m_maxTokens) && !valid.maxTokens);
    mark(m_seed, filled(m_seed) && !valid.seed);
    mark(m_stop, parseStops(m_stop->text()).size() > MaximumStops);
}

std::optional<QString> ParameterPopup::firstInvalid()
{
    validate();
    for (QLineEdit *field : {m_temperature, m_topP, m_maxTokens, m_seed, m_stop}) {
        if (!field->property("invalid").toBool()) continue;
        field->setFocus(Qt::OtherFocusReason);
        return field->accessibleName();
    }
    return std::nullopt;
}

void ParameterPopup::noteEdit()
{
    validate();
    Q_EMIT edited();
}

void ParameterPopup::openBelow(QWidget *anchor)
{
    adjustSize();
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(0, anchor->height() + theme().space(1)));
    corner.setX(qBound(screen.left(), corner.x(), qMax(screen.left(), screen.right() - width())));
    move(corner);
    show();
    m_temperature->setFocus(Qt::PopupFocusReason);
}

} // namespace burin
