#include "tests/e2e/prompts/promptrunner.h"

namespace burin {

PromptRunner::PromptRunner(Engine &engine, Options options, QObject *parent)
    : QObject(parent), m_engine(engine), m_options(std::move(options))
{
}

void PromptRunner::start(const std::vector<TestPrompt> &prompts)
{
    m_waiting.assign(prompts.begin(), prompts.end());
    QMetaObject::invokeMethod(this, &PromptRunner::next, Qt::QueuedConnection);
}

void PromptRunner::cancel()
{
    m_waiting.clear();
    m_engine.cancelAll();
}

RunSpec PromptRunner::specFor(const TestPrompt &prompt) const
{
    RunSpec spec;
    spec.draft = prompt.draft;
    spec.draft.providerId = m_options.provider.id;
    spec.draft.model = m_options.model;
    spec.messages = prompt.messages;
    spec.provider = m_options.provider;
    spec.key = m_options.key;
    spec.timeouts = defaultTimeouts(m_options.provider, m_options.model);
    spec.price = m_options.price;
    spec.createdAt = QDateTime::currentDateTimeUtc();
    spec.use = RunUse::Batch;
    return spec;
}

void PromptRunner::next()
{
    while (m_running < m_options.jobs && !m_waiting.empty()) {
        const TestPrompt prompt = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_running;
        connect(m_engine.start(specFor(prompt)), &Run::finished, this, [this, prompt](const RunRecord &record) {
            --m_running;
            m_report.add(prompt, record);
            Q_EMIT ended(prompt.name, record);
            next();
        });
    }
    if (m_running == 0 && m_waiting.empty()) Q_EMIT finished();
}

} // namespace burin
