#pragma once

#include <QIODevice>

namespace burin {

/// A request body that can be read once and never again. Qt re-sends a POST without a word when a connection closes
/// before the answer, provided it can read the body again; from this device it cannot, so it reports
/// ContentReSendError instead. Must outlive the upload: make it a child of the reply.
class UploadOnce : public QIODevice {
    Q_OBJECT
public:
    explicit UploadOnce(QByteArray body, QObject *parent = nullptr);

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_position == m_body.size(); }
    qint64 bytesAvailable() const override { return m_body.size() - m_position; }

    /// Whether Qt has taken the whole body; it asks for the next piece when the last one is nearly written.
    bool isTaken() const { return m_position == m_body.size(); }

Q_SIGNALS:
    void taken(); ///< A piece was asked for, so the connection stands.

protected:
    qint64 readData(char *target, qint64 maximum) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_position = 0;
};

} // namespace burin
