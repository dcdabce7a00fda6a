#pragma once

#include "core/engine/engine.h"
#include "core/providers/registry.h"

#include <QList>
#include <QObject>

namespace burin {

/// A spec for the OpenAI-shaped server at @p base, with limits that suit a test.
inline RunSpec specFor(const QUrl &base)
{
    using namespace std::chrono_literals;
    RunSpec spec;
    spec.id = {1};
    spec.provider = adHocProvider(QStringLiteral("openai"), base);
    spec.draft.model = QStringLiteral("m");
    spec.messages = {{Role::User, QStringLiteral("hi")}};
    spec.timeouts = {.connect = 2s, .firstContent = 2s, .idle = 2s, .total = 10s};
    spec.price = PriceOverride{*parseUsd(u"3"), *parseUsd(u"15")};
    spec.createdAt = QDateTime::currentDateTimeUtc();
    return spec;
}

/// Everything that a run said, in order.
struct RunProbe : QObject {
    explicit RunProbe(Run *run)
    {
        connect(run, &Run::textAdded, this, [this](const QString &part) { text += part; });
        connect(run, &Run::attemptEnded, this, [this](const Attempt &attempt) { attempts += attempt; });
        connect(run, &Run::retrying, this, [this](int, milliseconds delay) { waits += delay; });
        connect(run, &Run::finished, this, [this](const RunRecord &record) { finished += record; });
    }
    bool isDone() const { return !finished.isEmpty(); }

    QString text;
    QList<Attempt> attempts;
    QList<milliseconds> waits;
    QList<RunRecord> finished;
};

} // namespace burin
