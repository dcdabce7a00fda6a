#include "core/prompt/template.h"
#include "tests/fuzz/fuzzing.h"

using namespace burin;

namespace {

/// What a value contains is never expanded.
const QString value = QStringLiteral("<{{other}}>");

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    const auto inRange = [&text](qsizetype offset, qsizetype length) {
        return offset >= 0 && length >= 0 && offset + length <= text.size();
    };
    for (const Template::Span &span : findVariables(text))
        fuzz::require(inRange(span.offset, span.length), "a highlighted variable lies outside of the text");
    const auto parsed = Template::parse(text);
    if (!parsed) {
        fuzz::require(!parsed.error().empty(), "refused without a reason");
        for (const TemplateError &error : parsed.error())
            fuzz::require(inRange(error.offset, error.length) && !describe(error).isEmpty(), "an error lies outside");
        return 0;
    }
    QMap<QString, QString> values;
    for (const QString &name : parsed->variables())
        values.insert(name, value);
    const auto rendered = parsed->render(values);
    fuzz::require(bool(rendered) || rendered.error().front().kind == TemplateError::Kind::TooLarge, "not rendered");
    if (rendered)
        fuzz::require(rendered->count(value) >= qsizetype(parsed->spans().size()), "a value was expanded or lost");
    fuzz::require(values.isEmpty() == bool(parsed->render({})), "a missing variable was not noticed");
    return 0;
}
