#pragma once

#include "core/engine/engine.h"
#include "tests/e2e/prompts/promptreport.h"

#include <QObject>

#include <deque>

namespace burin {

/// Sends a set of prompts through an engine, some at a time, and reports.
class PromptRunner : public QObject {
    Q_OBJECT
public:
    struct Options {
        ProviderProfile provider;
        Secret key;
        QString model;
        std::optional<PriceOverride> price;
        int jobs = 4; ///< Runs at a time.
    };

    PromptRunner(Engine &engine, Options options, QObject *parent = nullptr);

    /// finished() follows. Call once.
    void start(const std::vector<TestPrompt> &prompts);
    void cancel();
    const PromptReport &report() const { return m_report; }

Q_SIGNALS:
    void ended(const QString &name, const burin::RunRecord &record); ///< Of one prompt.
    void finished();

private:
    void next();
    RunSpec specFor(const TestPrompt &prompt) const;

    Engine &m_engine;
    Options m_options;
    std::deque<TestPrompt> m_waiting;
    PromptReport m_report;
    int m_running = 0;
};

} // namespace burin
