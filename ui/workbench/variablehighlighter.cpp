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
    for (const Template::Span &span : findVariables(text))
        setFormat(int(span.offset), int(span.length), format);
}

} // namespace burin
