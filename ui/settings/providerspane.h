#pragma once

#include "core/base/secret.h"
#include "ui/settings/providertexts.h"

#include <QHash>
#include <QUrl>
#include <QWidget>

#include <vector>

class QListWidget;

namespace burin {

class ProviderForm;

/// The providers in a list with their states, the chosen one's form beside it.
class ProvidersPane : public QWidget {
    Q_OBJECT
public:
    explicit ProvidersPane(QWidget *parent = nullptr);

    void setProviders(const std::vector<ProviderState> &providers);
    void setResult(const QString &providerId, const TestResult &result);
    void showProvider(const QString &providerId);

Q_SIGNALS:
    void keyEntered(const QString &providerId, const burin::Secret &key);
    void keyRemoved(const QString &providerId);
    void baseUrlChanged(const QString &providerId, const QUrl &url);
    void testRequested(const QString &providerId);
    void signInRequested(const QString &providerId);

private:
    void connectForm();
    void fillList();
    void showChosen();
    QString chosen() const;
    void paintIcons();

    std::vector<ProviderState> m_providers;
    QHash<QString, TestResult> m_results;
    QSet<QString> m_testing; ///< Providers whose answer is awaited.
    QListWidget *m_list;
    ProviderForm *m_form;
};

} // namespace burin
