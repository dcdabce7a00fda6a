#include "tests/core/engine/wireanswer.h"

#include "core/providers/registry.h"

#include <QStringList>

namespace burin {

namespace {

const QByteArray EventStream = "text/event-stream";

/// Characters of one, two, three and four bytes, so that a cut falls into each kind.
QStringList words()
{
    QStringList words;
    for (int i = 0; i < 12; ++i)
        words += {QStringLiteral("Wort "), QStringLiteral("für "), QStringLiteral("文字 "), QStringLiteral("🙂 ")};
    return words;
}

QByteArray event(const QByteArray &data, const QByteArray &name = {})
{
    return (name.isEmpty() ? QByteArray() : "event: " + name + "\n") + "data: " + data + "\n\n";
}

/// Adds each word as a frame of its own; the JSON in it is whole two bytes before the frame's end.
void addWords(WireAnswer &answer, const QByteArray &before, const QByteArray &behind, const QByteArray &name = {})
{
    for (const QString &word : words()) {
        const QByteArray frame = event(before + word.toUtf8() + behind, name);
        answer.add(frame, word, frame.size() - 2);
    }
}

WireAnswer openAi()
{
    WireAnswer answer(QStringLiteral("openai"), EventStream);
    answer.add(": OPENROUTER PROCESSING\n\n");
    answer.add(event(R"({"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})"));
    addWords(answer, R"({"id":"c","choices":[{"index":0,"delta":{"content":")", R"("},"finish_reason":null}]})");
    answer.add(event(R"({"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})")).modelIsDone();
    answer.add(event(R"({"id":"c","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":48}})"));
    answer.add(event("[DONE]"));
    return answer;
}

WireAnswer openAiResponses()
{
    WireAnswer answer(QStringLiteral("openai-responses"), EventStream);
    answer.add(event(R"({"type":"response.created","response":{"id":"r","model":"m","status":"in_progress"}})",
                     "response.created"));
    answer.add(event(R"({"type":"response.output_item.added","output_index":0,"item":{"id":"i","type":"message",)"
                     R"("role":"assistant","content":[]}})",
                     "response.output_item.added"));
    addWords(answer,
             R"({"type":"response.output_text.delta","item_id":"i","output_index":0,"content_index":0,"delta":")",
             R"("})", "response.output_text.delta");
    answer
        .add(event(R"({"type":"response.completed","response":{"id":"r","model":"m","status":"completed",)"
                   R"("output":[],"usage":{"input_tokens":10,"output_tokens":48,"total_tokens":58}}})",
                   "response.completed"))
        .modelIsDone();
    return answer;
}

WireAnswer anthropic()
{
    WireAnswer answer(QStringLiteral("anthropic"), EventStream);
    answer.add(event(R"({"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m",)"
                     R"("content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}})",
                     "message_start"));
    answer.add(event(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
                     "content_block_start"));
    answer.add(event(R"({"type":"ping"})", "ping"));
    addWords(answer, R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":")", R"("}})",
             "content_block_delta");
    answer.add(event(R"({"type":"content_block_stop","index":0})", "content_block_stop"));
    answer
        .add(event(R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},)"
                   R"("usage":{"output_tokens":48}})",
                   "message_delta"))
        .modelIsDone();
    answer.add(event(R"({"type":"message_stop"})", "message_stop"));
    return answer;
}

WireAnswer gemini()
{
    WireAnswer answer(QStringLiteral("gemini"), EventStream);
    addWords(answer, R"({"candidates":[{"content":{"role":"model","parts":[{"text":")",
             R"("}]},"index":0}],"modelVersion":"m"})");
    answer
        .add(event(R"({"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP",)"
                   R"("index":0}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":48,)"
                   R"("totalTokenCount":58},"modelVersion":"m"})"))
        .modelIsDone();
    return answer;
}

WireAnswer ollama()
{
    WireAnswer answer(QStringLiteral("ollama"), "application/x-ndjson");
    const QByteArray before = R"({"model":"m","created_at":"2026-01-02T03:04:05Z","message":{"role":"assistant",)";
    for (const QString &word : words()) {
        const QByteArray line = before + R"("content":")" + word.toUtf8() + R"("},"done":false})" + "\n";
        answer.add(line, word, line.size() - 1);
    }
    answer.add(before + R"("content":""},"done":true,"done_reason":"stop","prompt_eval_count":10,"eval_count":48})")
        .modelIsDone()
        .add("\n"); // the object is whole without it
    return answer;
}

} // namespace

WireAnswer &WireAnswer::add(const QByteArray &frame, const QString &text, qsizetype needed)
{
    if (!text.isEmpty()) m_pieces.push_back({m_body.size() + (needed < 0 ? frame.size() : needed), text});
    m_body += frame;
    return *this;
}

WireAnswer &WireAnswer::modelIsDone()
{
    m_end = m_body.size();
    return *this;
}

QString WireAnswer::textIn(qsizetype bytes) const
{
    QString text;
    for (const Piece &piece : m_pieces) {
        if (piece.understoodAt <= bytes) text += piece.text;
    }
    return text;
}

std::vector<WireAnswer> wireAnswers()
{
    std::vector<WireAnswer> answers = {openAi(), openAiResponses(), anthropic(), gemini(), ollama()};
    std::erase_if(answers, [](const WireAnswer &answer) { return !providerFor(answer.kind()); });
    return answers;
}

} // namespace burin
