#include "ui/budgets/moneyfield.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QStyle>

namespace burin {

namespace {

/// All decimals that count, at least two: "5.00", "0.125".
QString editable(Money amount)
{
    QString digits = exactUsd(amount);
    while (digits.endsWith(u'0') && digits.size() - digits.indexOf(u'.') > 3)
        digits.chop(1);
    return digits.replace(u'.', QLocale().decimalPoint());
}

std::optional<Money> parsed(QString text)
{
    text = text.trimmed();
    if (text.startsWith(u'$')) text = text.mid(1).trimmed();
    const QLocale locale;
    std::optional<Money> amount = parseUsd(text);
    if (!amount)
        amount = parseUsd(text.remove(locale.groupSeparator()).replace(locale.decimalPoint(), QStringLiteral(".")));
    return amount && amount->picoUsd > 0 ? amount : std::nullopt;
}

} // namespace

MoneyField::MoneyField(const QString &name, QWidget *parent) : QLineEdit(parent)
{
    setAccessibleName(name);
    setAccessibleDescription(tr("An amount of US dollars"));
    setAlignment(Qt::AlignRight);
    setMaximumWidth(theme().space(30));
    setPlaceholderText(QStringLiteral("$"));
    connect(this, &QLineEdit::textChanged, this, &MoneyField::check);
    connect(this, &QLineEdit::editingFinished, this, &MoneyField::leave);
}

void MoneyField::setAmount(Money amount)
{
    const bool typing = hasFocus() && m_shown && text() != editable(*m_shown);
    m_shown = amount;
    if (!typing) setText(editable(amount));
}

std::optional<Money> MoneyField::amount() const
{
    return parsed(text());
}

void MoneyField::check()
{
    const QVariant invalid = !text().trimmed().isEmpty() && !amount();
    if (property("invalid") == invalid) return;
    setProperty("invalid", invalid);
    style()->unpolish(this);
    style()->polish(this);
}

void MoneyField::leave()
{
    const std::optional<Money> now = amount();
    if (!now || now == m_shown) {
        if (!now && m_shown) setText(editable(*m_shown));
        return;
    }
    m_shown = now;
    setText(editable(*now));
    Q_EMIT amountEntered(*now);
}

} // namespace burin
