#include "core/prompt/template.h"
#include "tests/fuzz/fuzzing.h"

#include <QJsonDocument>

using namespace burin;

namespace {

/// What a value contains is never expanded.
const QString value = QStringLiteral("<{{other}}>");

void checkMarks(const QString &text)
{
    const auto inRange = [&text](qsizetype offset, qsizetype length) {
        return offset >= 0 && length >= 2 && offset + length <= text.size();
    };
    for (const Template::Span &span : findVariables(text))
        fuzz::require(inRange(span.offset, span.length), "a variable lies outside of the text");
    qsizetype behind = 0;
    for (const TemplateTag &tag : findTags(text)) {
        fuzz::require(tag.offset >= behind && inRange(tag.offset, tag.length), "a tag lies outside of the text");
        behind = tag.offset + tag.length;
    }
    const auto parsed = Template::parse(text);
    if (parsed) return;
    fuzz::require(!parsed.error().empty(), "refused without a reason");
    for (const TemplateError &error : parsed.error())
        fuzz::require(inRange(error.offset, error.length) && !describe(error).isEmpty(), "an error lies outside");
}

void checkOutcome(const Result<QString, std::vector<TemplateError>> &rendered)
{
    if (rendered) {
        fuzz::require(rendered->toUtf8().size() <= Template::MaximumOutput, "more than the limit");
        return;
    }
    fuzz::require(!rendered.error().empty(), "not rendered without a reason");
    for (const TemplateError &error : rendered.error())
        fuzz::require(error.line >= 1 && error.column >= 1 && !describe(error).isEmpty(), "an error without a place");
}

/// A text for each name that is asked for is enough for a template of plain {{names}} and {{! comments }}.
void renderWithTexts(const Template &parsed, const QString &text)
{
    QMap<QString, QString> values;
    for (const QString &name : parsed.variables())
        values.insert(name, value);
    const auto rendered = parsed.render(values);
    checkOutcome(rendered);
    for (const char *more : {"#", ">", ".", "@", "eq", "this", "json"}) {
        if (text.contains(QLatin1StringView(more))) return;
    }
    fuzz::require(bool(rendered) || rendered.error().front().kind == TemplateError::Kind::TooLarge, "not rendered");
    if (rendered)
        fuzz::require(rendered->count(value) >= qsizetype(parsed.spans().size()), "a value was expanded or lost");
    fuzz::require(values.isEmpty() == bool(parsed.render({})), "a missing variable was not noticed");
}

} // namespace

/// The text up to the first zero is the template, then a fragment called f, and then JSON values.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QList<QByteArray> parts = fuzz::bytesOf(data, size).split('\0');
    const QString text = QString::fromUtf8(parts.first());
    checkMarks(text);
    const auto parsed = Template::parse(text);
    if (!parsed) return 0;
    fuzz::require(bool(Template::parse(u' ' + text + u'\n')), "blanks around a template made it wrong");
    renderWithTexts(*parsed, text);
    const Fragments fragments{{QStringLiteral("f"), QString::fromUtf8(parts.value(1))}};
    for (const Template::Span &span : parsed->spans(fragments))
        fuzz::require(span.offset + span.length <= text.size(), "a use in a fragment lies outside of the text");
    checkOutcome(parsed->renderJson(QJsonDocument::fromJson(parts.value(2)).object(), fragments));
    return 0;
}
