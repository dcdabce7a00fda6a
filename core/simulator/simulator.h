#pragma once

#include "core/base/result.h"
#include "core/simulator/scenario.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace burin {

/// A loopback provider that speaks OpenAI Chat Completions without a model: deterministic answers, faults on demand.
/// Listens on 127.0.0.1 only, and only after listen(). Serves /v1/chat/completions and /v1/models.
class Simulator : public QObject {
    Q_OBJECT
public:
    struct Options {
        quint16 port = 0;                 ///< 0 = any free one.
        QByteArray requiredKey;           ///< When set, requests without this bearer key get a 401.
        std::optional<Scenario> scenario; ///< For every request; else the model's name decides.
    };

    explicit Simulator(Options options, QObject *parent = nullptr);
    ~Simulator() override;

    Result<QUrl> listen(); ///< The base URL, such as http://127.0.0.1:40123/v1.
    QUrl baseUrl() const;  ///< Empty before listen().
    int requestsSeen() const;
};

} // namespace burin
