#include "ui/prices/priceform.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/prices/pricetable.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int PairsInARow = 3; // of a label and its field

/// An amount in the user's notation or a plain one; empty is none.
std::optional<Money> amountOf(const QString &text)
{
    QString plain = text;
    plain.remove(u'$').remove(QLocale().groupSeparator());
    plain.replace(QLocale().decimalPoint(), QStringLiteral("."));
    return parseUsd(plain);
}

QString plainAmount(Money amount)
{
    QString text = exactUsd(amount);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.')) text.chop(1);
    return text.replace(u'.', QLocale().decimalPoint());
}

/// Midnight in UTC; nullopt for what is no day, an invalid time for nothing.
std::optional<QDateTime> dayOf(const QString &text)
{
    if (text.trimmed().isEmpty()) return QDateTime();
    const QDate day = QDate::fromString(text.trimmed(), Qt::ISODate);
    if (!day.isValid()) return std::nullopt;
    return QDateTime(day, QTime(0, 0), Qt::UTC);
}

} // namespace

PriceForm::PriceForm(QWidget *parent) : QFrame(parent), m_problem(plainLabel(LabelStyle::Small, {}, this))
{
    setProperty("card", true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme().space(2));
    int place = 0;
    const auto field = [&](const QString &title, const QString &hint) {
        auto *edit = new QLineEdit(this);
        edit->setAccessibleName(title);
        edit->setPlaceholderText(hint);
        edit->setMinimumWidth(theme().space(24));
        QLabel *label = plainLabel(LabelStyle::SmallMuted, title, this);
        label->setBuddy(edit);
        grid->addWidget(label, place / PairsInARow, place % PairsInARow * 2);
        grid->addWidget(edit, place / PairsInARow, place % PairsInARow * 2 + 1);
        ++place;
        connect(edit, &QLineEdit::textEdited, this, [this] { showProblem({}); });
        connect(edit, &QLineEdit::returnPressed, this, &PriceForm::save);
        return edit;
    };
    m_provider = field(tr("Provider"), tr("openai, vllm, …"));
    m_model = field(tr("Model"), tr("exact name"));
    m_request = field(tr("Each request, $"), {});
    const QString untold = tr("as input");
    m_amounts = {{&PriceRow::input, field(tr("Input, $ a million tokens"), {})},
                 {&PriceRow::cachedInput, field(tr("Cached input, $ a million"), untold)},
                 {&PriceRow::cacheWrite, field(tr("Cache write, $ a million"), untold)},
                 {&PriceRow::output, field(tr("Output, $ a million tokens"), {})},
                 {&PriceRow::reasoning, field(tr("Reasoning, $ a million"), tr("as output"))},
                 {&PriceRow::cacheWriteHour, field(tr("Cache write for an hour"), tr("as cache write"))}};
    m_from = field(tr("From, day in UTC"), tr("YYYY-MM-DD; empty: always"));
    m_to = field(tr("Until, day in UTC"), tr("YYYY-MM-DD; empty: still"));
    auto *keep = new QPushButton(tr("Save price"), this);
    keep->setProperty("primary", true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(keep, &QPushButton::clicked, this, &PriceForm::save);
    connect(cancel, &QPushButton::clicked, this, &PriceForm::cancelled);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("priceProblem"));
    setTone(m_problem, QStringLiteral("error"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(keep);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(grid);
    layout->addLayout(buttons);
}

void PriceForm::edit(const OwnPrice &price)
{
    m_price = price;
    const PriceRow &row = price.row;
    m_provider->setText(row.provider);
    m_model->setText(row.model);
    for (const AmountField &field : m_amounts) {
        const auto &amount = row.*field.unit;
        field.edit->setText(amount ? plainAmount(TokensPerPrice * amount->each) : QString());
    }
    m_request->setText(row.request ? plainAmount(*row.request) : QString());
    m_from->setText(priceDay(row.validFrom));
    m_to->setText(priceDay(row.validTo));
    showProblem({});
    (row.model.isEmpty() ? m_provider : m_amounts.front().edit)->setFocus();
}

void PriceForm::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    if (!sentence.isEmpty()) announce(m_problem, sentence);
}

QLineEdit *PriceForm::read(OwnPrice &price, QString &problem) const
{
    for (const AmountField &field : m_amounts) {
        (price.row.*field.unit).reset();
        if (field.edit->text().trimmed().isEmpty()) continue;
        const std::optional<Money> amount = amountOf(field.edit->text());
        const std::optional<Money> each = amount ? eachFromPerMillion(*amount) : std::nullopt;
        problem = amount && *amount >= Money{} ? tr("A price has at most six decimals a million tokens.")
                                               : tr("This is no amount of dollars.");
        if (!each) return field.edit;
        price.row.*field.unit = TieredPrice{*each, {}};
    }
    price.row.request = amountOf(m_request->text());
    problem = tr("This is no amount of dollars.");
    const bool negative = price.row.request && *price.row.request < Money{};
    if (negative || (!price.row.request && !m_request->text().trimmed().isEmpty())) return m_request;
    problem = tr("This is no day. Write it as 2026-11-25.");
    for (const auto &[edit, time] : {std::pair{m_from, &price.row.validFrom}, std::pair{m_to, &price.row.validTo}}) {
        if (edit->text() == priceDay(*time)) continue; // a row that was taken begins within a day
        const std::optional<QDateTime> day = dayOf(edit->text());
        if (!day) return edit;
        *time = *day;
    }
    problem.clear();
    return nullptr;
}

void PriceForm::save()
{
    OwnPrice price = m_price;
    price.row.provider = m_provider->text().trimmed();
    price.row.model = m_model->text().trimmed();
    price.row.source = typedPriceSource();
    QString problem;
    if (QLineEdit *wrong = read(price, problem)) {
        wrong->setFocus();
        return showProblem(problem);
    }
    if (const std::optional<Error> error = checkPrice(price, {})) return showProblem(error->detail);
    Q_EMIT saved(price);
}

} // namespace burin
