#pragma once

#include "core/cost/pricebook.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/net/connectionpool.h"
#include "core/net/httpstream.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

namespace burin {

class Provider;

/// One small GET to a provider that costs nothing: its models, or whether its key works. Deletes itself when done; the
/// future always gets exactly one result, also when the query is destroyed first.
class ModelQuery : public QObject {
    Q_OBJECT
public:
    struct Answer {
        HttpResult result;
        QByteArray body;
        std::optional<Error> error;
    };

    ModelQuery(ProviderProfile profile, HttpRequest request, ConnectionPool &pool, QObject *parent);
    ~ModelQuery() override;

    QFuture<Answer> start();

private:
    void end(const HttpResult &result);
    void settle(Answer answer);

    ProviderProfile m_profile;
    HttpRequest m_request;
    ConnectionPool::Lease m_lease;
    QPromise<Answer> m_promise;
    QByteArray m_body;
    bool m_settled = false;
};

/// Why nothing can be asked of @p profile with @p key, before anything is sent.
std::optional<Error> checkEndpoint(const ProviderProfile &profile, const Secret &key);

/// The models of the answer, with prices and context sizes of the book where the provider tells none.
Result<std::vector<ModelInfo>> modelsOf(const ProviderProfile &profile, const ModelQuery::Answer &answer,
                                        const PriceBook &prices);

/// What the answer says about the key.
KeyState keyStateOf(const ModelQuery::Answer &answer);

} // namespace burin
