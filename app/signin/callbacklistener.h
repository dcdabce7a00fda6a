#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUrl>

#include <chrono>

class QTcpServer;
class QTcpSocket;

namespace burin {

/// Waits on 127.0.0.1 for the one visit of the browser that ends a sign-in, and closes then. What is not that visit
/// (another path, another host's name, a wrong state) is refused and waited on.
class CallbackListener : public QObject {
    Q_OBJECT
public:
    /// @p state is a word that nobody can guess; it comes back with the visit. Gives up after @p patience.
    CallbackListener(QByteArray state, std::chrono::milliseconds patience, QObject *parent = nullptr);
    ~CallbackListener() override;

    /// Where the browser is to be sent back to; empty when no port could be opened.
    QUrl listen();

Q_SIGNALS:
    void codeReceived(const QString &code); ///< At most once; nothing listens any more.
    void gaveUp();                          ///< At most once; instead of a code.

private:
    void accept();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &status, const QString &text);

    QByteArray m_state;
    QTcpServer *m_server;
    QTimer m_patience;
};

} // namespace burin
