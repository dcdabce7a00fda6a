#pragma once

#include "core/base/secret.h"
#include "ui/settings/providertexts.h"

#include <QUrl>
#include <QWidget>

class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;

namespace burin {

/// One provider: its base URL, its key, a test of the connection.
class ProviderForm : public QWidget {
    Q_OBJECT
public:
    explicit ProviderForm(QWidget *parent = nullptr);

    /// What is being typed stays when @p provider is the one that is shown already.
    void setProvider(const ProviderState &provider);
    /// Nullopt: not tested yet.
    void setResult(const std::optional<TestResult> &result);
    void setTesting();

Q_SIGNALS:
    void keyEntered(const burin::Secret &key);
    void keyRemoved();
    void baseUrlChanged(const QUrl &url);
    void testRequested();
    void signInRequested(); ///< In the browser, instead of a key that is pasted.

private:
    void build();
    QLayout *makeFields();
    QWidget *makeKeyRow();
    QWidget *makeTestRow();
    void connectParts();
    void showState();
    void checkUrl();
    void applyUrl();
    void checkKey();
    void saveKey();
    void openKeysPage();

    ProviderState m_provider;
    QLabel *m_name;
    QLabel *m_icon;
    QLabel *m_summary;
    QLineEdit *m_url;
    QLabel *m_urlNote;
    QLabel *m_keyLabel;
    QWidget *m_keyRow;
    QLineEdit *m_key;
    QPushButton *m_save;
    QPushButton *m_remove;
    QLabel *m_keyNote;
    QLabel *m_place;
    QPushButton *m_link;
    QPushButton *m_signIn;
    QPushButton *m_test;
    QLabel *m_result;
};

} // namespace burin
