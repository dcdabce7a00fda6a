#pragma once

#include <QColor>
#include <QString>

namespace burin {

/// The colours and sizes that a rendered answer takes from the theme.
struct MarkdownStyle {
    QColor text;
    QColor muted;
    QColor link;
    QColor line; ///< Rules, table borders, the bar of a quote.
    QColor codeBackground;
    QString monoFamily;
    double bodyPointSize = 10;
};

/// The style of the current theme. GUI thread only.
MarkdownStyle markdownStyle();

/// A larger answer is not rendered but shown as plain text: QTextDocument lays out up to 200,000 characters in one go,
/// which blocks the window for more than 50 ms beyond this.
inline constexpr qsizetype MarkdownLimit = 200'000;            ///< UTF-16 units.
inline constexpr qsizetype MarkdownParagraphLimit = 16 * 1024; ///< UTF-16 units in one paragraph, cell or code line.

/// @p markdown (CommonMark, tables, task lists, strikethrough, bare links) as HTML for a QTextDocument. What a model
/// writes is not trusted: HTML in it is text, images become "[image: alt]", links keep only http, https and mailto.
/// Line breaks inside a paragraph are kept, as the model wrote them.
/// A null string when @p markdown is beyond what can be laid out quickly: show it as plain text then. Pure.
QString toHtml(const QString &markdown, const MarkdownStyle &style);

/// Whether a link to @p address may be offered at all.
bool isLinkAllowed(const QString &address);

} // namespace burin
