#include "core/exchange/exchange.h"

#include <QFileInfo>

#include <algorithm>

namespace burin {

namespace {

#define T(text) QT_TRANSLATE_NOOP("ExchangeText", text)

// clang-format off
constexpr ExchangeFormat formats[] = {
    {"native", T("Burin and GitHub Models"), "prompt.yml prompt.yaml", looksNative, readNative, writeNative},
    {"dotprompt", T("Dotprompt"), "prompt", looksDotprompt, readDotprompt, writeDotprompt},
    {"prompty", T("Prompty"), "prompty", looksPrompty, readPrompty, writePrompty},
    {"prompty2", T("Prompty 2 (alpha)"), "prompty", looksPrompty2, readPrompty, writePrompty2},
    {"promptfoo", T("promptfoo configuration"), "yaml yml", looksPromptfoo, readPromptfoo, writePromptfoo},
    {"langfuse", T("Langfuse"), "json", looksLangfuse, readLangfuse, writeLangfuse},
    {"llm", T("llm template"), "yaml yml", looksLlmTemplate, readLlmTemplate, writeLlmTemplate},
};
// clang-format on

#undef T

/// The extension of @p format that @p name ends with; empty when with none.
QString extensionOf(const ExchangeFormat &format, const QString &name)
{
    for (const QLatin1StringView extension : QLatin1StringView(format.extensions).tokenize(QLatin1StringView(" "))) {
        const QString ending = u'.' + QString(extension);
        if (name.endsWith(ending, Qt::CaseInsensitive)) return ending;
    }
    return {};
}

} // namespace

std::span<const ExchangeFormat> exchangeFormats()
{
    return formats;
}

const ExchangeFormat *exchangeFormat(const QString &id)
{
    const auto format =
        std::ranges::find_if(formats, [&id](const ExchangeFormat &f) { return id == QLatin1StringView(f.id); });
    return format == std::end(formats) ? nullptr : &*format;
}

const ExchangeFormat *recognized(const ExchangeSource &source)
{
    const auto isNamed = [&source](const ExchangeFormat &format) {
        return !extensionOf(format, source.fileName).isEmpty();
    };
    for (const ExchangeFormat &format : formats)
        if (isNamed(format) && format.sniff(source)) return &format;
    const auto looks =
        std::ranges::find_if(formats, [&](const ExchangeFormat &f) { return !isNamed(f) && f.sniff(source); });
    if (looks != std::end(formats)) return &*looks;
    return formatForName(source.fileName);
}

const ExchangeFormat *formatForName(const QString &fileName)
{
    const auto named = std::ranges::find_if(
        formats, [&fileName](const ExchangeFormat &format) { return !extensionOf(format, fileName).isEmpty(); });
    return named == std::end(formats) ? nullptr : &*named;
}

QString titleFromName(const QString &fileName)
{
    const QString name = QFileInfo(fileName).fileName();
    for (const ExchangeFormat &format : formats)
        if (const QString ending = extensionOf(format, name); !ending.isEmpty()) return name.chopped(ending.size());
    return name;
}

} // namespace burin
