#include "understood.h"

#include "core/base/overloaded.h"

using namespace burin;

namespace {

void add(std::vector<ToolCall> &calls, const ToolCallDelta &delta)
{
    if (calls.size() <= size_t(delta.index)) calls.resize(size_t(delta.index) + 1);
    ToolCall &call = calls[size_t(delta.index)];
    if (delta.replaces) call = {};
    call.id += delta.id;
    call.name += delta.name;
    call.arguments += delta.arguments;
}

} // namespace

void add(Understood &all, const std::vector<StreamEvent> &events)
{
    for (const StreamEvent &event : events) {
        std::visit(Overloaded{
                       [&](const StreamStart &e) {
                           all.responseId += e.responseId;
                           all.model += e.model;
                           all.provider += e.provider;
                       },
                       [&](const TextDelta &e) { all.text += e.text; },
                       [&](const ReasoningDelta &e) { all.reasoning += e.text; },
                       [&](const RefusalDelta &e) { all.refusal += e.text; },
                       [&](const ToolCallDelta &e) { add(all.toolCalls, e); },
                       [&](const UsageReport &e) { all.usage = e; },
                       [&](const StreamFinish &e) { all.finish = e; },
                       [&](const StreamFailure &e) { all.failures.push_back(e.error); },
                       [&](const StreamEnd &) { ++all.ends; },
                       [&](const KeepAlive &) { ++all.keepAlives; },
                       [&](const InvalidFrame &) { ++all.invalid; },
                   },
                   event);
    }
}

Reading::Reading(const Provider &provider, const ProviderProfile &profile)
    : m_framer(makeFramer(provider.framing())), m_decoder(provider.decoder(profile))
{
}

void Reading::feed(QByteArrayView bytes)
{
    for (const Frame &frame : m_framer->feed(bytes))
        add(m_all, m_decoder->decode(frame));
}

Understood Reading::finish()
{
    for (const Frame &frame : m_framer->finish())
        add(m_all, m_decoder->decode(frame));
    return m_all;
}
