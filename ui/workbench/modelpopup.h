#pragma once

#include "core/domain/chat.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"

#include <QFrame>
#include <QHash>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStandardItemModel;
class QToolButton;
class QTreeView;

namespace burin {

/// A provider and one of its models.
using ModelChoice = ModelRef;

/// The list behind the model button: a provider, a search field, its models with their prices. An id that is not in
/// the list can be used as it is typed.
class ModelPopup : public QFrame {
    Q_OBJECT
public:
    explicit ModelPopup(QWidget *parent = nullptr);

    void setProviders(const std::vector<ProviderState> &providers);
    void setModels(const QString &providerId, const std::vector<ModelInfo> &models);
    void showModelsError(const QString &providerId, const Error &error);
    std::vector<ModelRef> knownModels() const;
    /// Opens below @p anchor, with @p current selected; asks for the models if they are not known.
    void openBelow(QWidget *anchor, const ModelChoice &current);

Q_SIGNALS:
    void chosen(const burin::ModelChoice &choice);
    void modelsRequested(const QString &providerId);
    void settingsRequested(const QString &providerId);

private:
    QWidget *makeTop();
    QWidget *makeMessage();
    void makeList();
    QString providerId() const;
    void showProvider();
    void refresh();
    void fillList();
    void addModel(const ModelInfo &model);
    void accept();

    std::vector<ProviderState> m_providers;
    QHash<QString, std::vector<ModelInfo>> m_models;
    QHash<QString, Error> m_errors;
    ModelChoice m_current;
    QComboBox *m_provider;
    QToolButton *m_refresh;
    QLineEdit *m_search;
    QTreeView *m_list;
    QStandardItemModel *m_rows;
    QLabel *m_message = nullptr;
    QPushButton *m_settings = nullptr;
};

} // namespace burin
