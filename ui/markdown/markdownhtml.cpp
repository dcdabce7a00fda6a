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

/// The parser's interface is C: a non-zero result stops it. Its own result does not tell (md4c 0.4.8 returns 0 then).
int resultOf(bool goOn, void *self)
{
    if (!goOn) writer(self).refuse();
    return goOn ? 0 : 1;
}

MD_PARSER makeParser()
{
    MD_PARSER parser = {};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return resultOf(writer(self).enterBlock(type, detail), self);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return resultOf(writer(self).leaveBlock(type, detail), self);
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        return resultOf(writer(self).enterSpan(type, detail), self);
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) {
        return resultOf(writer(self).leaveSpan(type), self);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
        return resultOf(writer(self).text(type, QString::fromUtf8(text, size)), self);
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
    const int result = md_parse(bytes.constData(), MD_SIZE(bytes.size()), &parser, &htmlWriter);
    if (result != 0 || htmlWriter.isRefused()) return {};
    return htmlWriter.html();
}

} // namespace burin
