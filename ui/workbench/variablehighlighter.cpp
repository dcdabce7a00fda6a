#include "ui/workbench/variablehighlighter.h"

#include "core/prompt/template.h"
#include "ui/theme/theme.h"

namespace burin {

VariableHighlighter::VariableHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{
    connect(&theme(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void VariableHighlighter::highlightBlock(const QString &text)
{
    QTextCharFormat format;
    format.setForeground(theme().colors().variable);
    format.setBackground(theme().colors().variableBackground);
    for (const TemplateTag &tag : findTags(text)) {
        const bool marked = tag.kind != TemplateTag::Kind::Escape && tag.kind != TemplateTag::Kind::Wrong;
        if (marked) setFormat(int(tag.offset), int(tag.length), format);
    }
}

} // namespace burin
