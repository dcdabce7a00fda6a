#pragma once

#include <QStatusBar>

class QPushButton;

namespace burin {

/// What the status bar says. Empty texts take no room.
struct StatusFacts {
    QString spend;         ///< "today $0.31 / $5.00"
    QString spendTone;     ///< "warn" or "error" near a budget's end.
    QString spendToolTip;  ///< All budgets, a line each.
    QString credit;        ///< "OpenRouter $12.40 left"
    QString creditToolTip; ///< When it was asked for, and what it covers.
};

/// The right end of the window: spend against the day's budget and credit at a provider. Both lead to the settings.
class StatusStrip : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    const StatusFacts &facts() const { return m_facts; }
    void setFacts(const StatusFacts &facts);

Q_SIGNALS:
    void spendClicked();
    void creditClicked();

private:
    QPushButton *addButton(const QString &name, const QString &hint);

    StatusFacts m_facts;
    QPushButton *m_credit;
    QPushButton *m_spend;
};

} // namespace burin
