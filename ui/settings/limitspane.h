#pragma once

#include "core/domain/limits.h"
#include "core/domain/provider.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QVBoxLayout;

namespace burin {

class UndoBar;

/// Time limits and retries for some providers, models, prompts or uses only, on top of those for all.
class LimitsPane : public QWidget {
    Q_OBJECT
public:
    explicit LimitsPane(QWidget *parent = nullptr);

    /// Emits nothing.
    void setLimits(const std::vector<LimitOverride> &limits);
    /// For their names.
    void setProviders(const std::vector<ProviderState> &providers);

Q_SIGNALS:
    void limitsChanged(const std::vector<burin::LimitOverride> &limits); ///< All of them, after an edit.

private:
    QWidget *makeAdder();
    void offerNames();
    void add();
    void remove(int index);
    void showCards(const std::vector<LimitOverride> &limits);
    void publish();
    QString titleOf(const LimitOverride &limits) const;
    QString providerName(const QString &id) const;

    std::vector<LimitOverride> m_limits;
    std::vector<ProviderState> m_providers;
    QVBoxLayout *m_cards;
    QWidget *m_empty;
    UndoBar *m_undo;
    QComboBox *m_scope = nullptr;
    QComboBox *m_name = nullptr;
};

} // namespace burin
