#pragma once

#include "core/domain/chat.h"
#include "core/providers/provider.h"

/// What a stream's events add up to.
struct Understood {
    QString text;
    QString reasoning;
    QString refusal;
    std::vector<burin::ToolCall> toolCalls;
    std::optional<burin::StreamFinish> finish;
    std::optional<burin::UsageReport> usage;
    std::vector<burin::Error> failures;
    QString responseId;
    QString model;
    QString provider;
    int ends = 0;
    int invalid = 0;
    int keepAlives = 0;
    bool operator==(const Understood &) const = default;
};

void add(Understood &all, const std::vector<burin::StreamEvent> &events);

/// A decoder and a framer fed with pieces of a body.
class Reading {
public:
    Reading(const burin::Provider &provider, const burin::ProviderProfile &profile);
    void feed(QByteArrayView bytes);
    Understood finish();

private:
    std::unique_ptr<burin::StreamFramer> m_framer;
    std::unique_ptr<burin::StreamDecoder> m_decoder;
    Understood m_all;
};
