#pragma once

#include <QSyntaxHighlighter>

namespace burin {

/// Colours the {{variables}} of a prompt while it is typed, in the theme's colours.
class VariableHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit VariableHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace burin
