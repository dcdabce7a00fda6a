#include "app/secrets/keychain.h"

#include "core/base/logging.h"

#include <QPromise>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

namespace burin {

namespace {

KeychainAnswer answerOf(const QKeychain::Job &job)
{
    using Kind = KeychainAnswer::Kind;
    switch (job.error()) {
    case QKeychain::NoError: {
        const auto *reading = qobject_cast<const QKeychain::ReadPasswordJob *>(&job);
        return {Kind::Done, reading ? reading->textData().toUtf8() : QByteArray()};
    }
    case QKeychain::EntryNotFound:
        return {Kind::NotFound, {}};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Kind::Refused, {}};
    default:
        // Without a session bus, without a service on it, and with one that cannot ask for its password, the answer
        // is the same "other error".
        qCInfo(logApp, "keychain: %s", qUtf8Printable(job.errorString()));
        return {Kind::Absent, {}};
    }
}

QFuture<KeychainAnswer> start(QKeychain::Job *job, const QString &key, std::chrono::milliseconds patience)
{
    auto promise = std::make_shared<QPromise<KeychainAnswer>>();
    promise->start();
    const auto answer = [promise](const KeychainAnswer &value) {
        if (promise->future().isFinished()) return;
        promise->addResult(value);
        promise->finish();
    };
    job->setKey(key);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [answer](QKeychain::Job *done) { answer(answerOf(*done)); });
    QTimer::singleShot(patience, job, [answer] { answer({KeychainAnswer::Kind::Refused, {}}); });
    job->start();
    return promise->future();
}

} // namespace

Keychain::Keychain(QString service, std::chrono::milliseconds patience)
    : m_service(std::move(service)), m_patience(patience)
{
}

// The jobs delete themselves.

QFuture<KeychainAnswer> Keychain::read(const QString &key) const
{
    return start(new QKeychain::ReadPasswordJob(m_service), key, m_patience);
}

QFuture<KeychainAnswer> Keychain::write(const QString &key, const QByteArray &entry) const
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setTextData(QString::fromUtf8(entry));
    return start(job, key, m_patience);
}

QFuture<KeychainAnswer> Keychain::remove(const QString &key) const
{
    return start(new QKeychain::DeletePasswordJob(m_service), key, m_patience);
}

} // namespace burin
