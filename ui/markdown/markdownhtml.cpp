#include "ui/markdown/markdownhtml.h"

#include "ui/markdown/htmlwriter.h"
#include "ui/theme/theme.h"

#include <QFontInfo>
#include <QUrl>

namespace burin {

namespace {

HtmlWriter &writer(void *self)
{
    return *static_cast<HtmlWriter *>(self);
}

/// The parser's interface is C: a non-zero result stops it.
MD_PARSER makeParser()
{
    MD_PARSER parser = {};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return writer(self).enterBlock(type, detail) ? 0 : 1;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return writer(self).leaveBlock(type, detail) ? 0 : 1;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        return writer(self).enterSpan(type, detail) ? 0 : 1;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) { return writer(self).leaveSpan(type) ? 0 : 1; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
        return writer(self).text(type, QString::fromUtf8(text, size)) ? 0 : 1;
    };
    return parser;
}

} // namespace

MarkdownStyle markdownStyle()
{
    const ThemeColors &colors = theme().colors();
    return {.text = colors.text,
            .muted = colors.muted,
            .link = colors.accent,
            .line = colors.line,
            .codeBackground = colors.code,
            .monoFamily = QFontInfo(theme().monoFont()).family(),
            .bodyPointSize = theme().bodyFont().pointSizeF()};
}

bool isLinkAllowed(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid()) return false;
    if (url.scheme() == QLatin1StringView("mailto")) return !url.path().isEmpty();
    return (url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http")) &&
           !url.host().isEmpty();
}

QString toHtml(const QString &markdown, const MarkdownStyle &style)
{
    static const MD_PARSER parser = makeParser();
    if (markdown.size() > MarkdownLimit) return {};
    HtmlWriter htmlWriter(style);
    const QByteArray bytes = markdown.toUtf8();
    if (md_parse(bytes.constData(), MD_SIZE(bytes.size()), &parser, &htmlWriter) != 0) return {};
    return htmlWriter.html();
}

} // namespace burin
