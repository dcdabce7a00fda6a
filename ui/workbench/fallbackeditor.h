#pragma once

#include "core/domain/chat.h"
#include "core/domain/provider.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QListWidget;
class QToolButton;

namespace burin {

class ModelPicker;

/// The models to go on with when the chosen one fails, in their order, and after which failures.
class FallbackEditor : public QWidget {
    Q_OBJECT
public:
    explicit FallbackEditor(QWidget *parent = nullptr);

    /// Emits nothing.
    void setFallbacks(const std::vector<ModelRef> &fallbacks, const QStringList &on);
    std::vector<ModelRef> fallbacks() const;
    /// The chosen categories; empty when they are the usual ones.
    QStringList fallbackOn() const;
    void setProviders(const std::vector<ProviderState> &providers);
    /// What adds a model; its popup asks for the models' lists.
    ModelPicker *picker() const { return m_picker; }

Q_SIGNALS:
    void edited();

private:
    QWidget *makeList();
    QWidget *makeCauses();
    QToolButton *makeTool(const QString &iconName, const QString &name);
    void add(const ModelRef &fallback);
    void move(int by);
    void remove();
    void refresh();
    QString titleOf(const ModelRef &fallback) const;

    std::vector<ProviderState> m_providers;
    ModelPicker *m_picker;
    QListWidget *m_list;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QToolButton *m_remove = nullptr;
    std::vector<QCheckBox *> m_causes;
    QWidget *m_causesBox = nullptr;
};

} // namespace burin
