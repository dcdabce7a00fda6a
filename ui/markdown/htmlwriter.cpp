#include "ui/markdown/htmlwriter.h"

#include "ui/markdown/plainlines.h"

namespace burin {

namespace {

constexpr int MaximumDepth = 8;     ///< Of lists and quotes; deeper ones are not indented further.
constexpr int MaximumFrames = 2000; ///< Tables, quotes and code blocks: each costs QTextDocument a frame.
constexpr int MaximumCells = 4000;  ///< A table is laid out in one go.
constexpr int CodeLinesPerFrame = 200;
constexpr QLatin1StringView
    CodeStart("<table class=\"code\" width=\"100%\" cellspacing=\"0\" cellpadding=\"9\"><tr><td><pre>");
constexpr QLatin1StringView CodeEnd("</pre></td></tr></table>");

struct Tags {
    QLatin1StringView open;
    QLatin1StringView close;
};

/// The blocks that are one tag. The document, thead and tbody need none; MD_FLAG_NOHTML leaves no HTML block.
Tags simpleBlock(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_P:
        return {QLatin1StringView("<p>"), QLatin1StringView("</p>")};
    case MD_BLOCK_HR:
        return {QLatin1StringView("<hr/>"), {}};
    case MD_BLOCK_TABLE:
        return {QLatin1StringView("<table class=\"data\" border=\"0\" cellspacing=\"0\" cellpadding=\"0\">"),
                QLatin1StringView("</table>")};
    case MD_BLOCK_TR:
        return {QLatin1StringView("<tr>"), QLatin1StringView("</tr>")};
    case MD_BLOCK_TH:
        return {{}, QLatin1StringView("</th>")};
    case MD_BLOCK_TD:
        return {{}, QLatin1StringView("</td>")};
    default:
        return {};
    }
}

Tags simpleSpan(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM:
        return {QLatin1StringView("<em>"), QLatin1StringView("</em>")};
    case MD_SPAN_STRONG:
        return {QLatin1StringView("<strong>"), QLatin1StringView("</strong>")};
    case MD_SPAN_DEL:
        return {QLatin1StringView("<s>"), QLatin1StringView("</s>")};
    case MD_SPAN_CODE:
        return {QLatin1StringView("<code>"), QLatin1StringView("</code>")};
    default:
        return {};
    }
}

QString attribute(const MD_ATTRIBUTE &attribute)
{
    return QString::fromUtf8(attribute.text, attribute.size);
}

/// "&#233;" and the like. Named ones QTextDocument knows; an unknown name stays what it is.
QString entity(QStringView text)
{
    if (!text.startsWith(QLatin1StringView("&#"))) return text.toString();
    QStringView digits = text.mid(2).chopped(1);
    const bool hexadecimal = digits.startsWith(u'x') || digits.startsWith(u'X');
    const char32_t point = hexadecimal ? digits.mid(1).toUInt(nullptr, 16) : digits.toUInt();
    const bool valid = point > 0 && point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF);
    return withoutSpecials(valid ? QString::fromUcs4(&point, 1) : QString(QChar::ReplacementCharacter)).toHtmlEscaped();
}

} // namespace

QString HtmlWriter::styleSheet() const
{
    return QStringLiteral(
               "p{margin-top:0;margin-bottom:9px;line-height:125%}"
               "ul,ol{margin-top:2px;margin-bottom:10px}"
               "li{line-height:125%;margin-bottom:3px}li ul,li ol{margin-top:0;margin-bottom:0}"
               "h1,h2,h3,h4,h5,h6{margin-top:14px;margin-bottom:6px;font-weight:600}"
               "h1{font-size:%1pt}h2{font-size:%2pt}h3{font-size:%3pt}h4,h5,h6{font-size:%4pt}"
               "pre,code{font-family:'%5';white-space:pre-wrap}pre{margin:0}"
               "code{background-color:%6}table.code{background-color:%6;margin-top:8px;margin-bottom:10px}"
               "hr{margin-top:6px;margin-bottom:10px}a{color:%7}td.bar{background-color:%8}"
               "table.quote{margin-top:8px;margin-bottom:10px}td.quote{color:%9;padding-left:12px;padding-top:6px}"
               "table.data{margin-top:8px;margin-bottom:12px}"
               "table.data td,table.data th{border-bottom:1px solid %8;padding:6px 10px 6px 10px}"
               "table.data th{background-color:%6;font-weight:600}")
        .arg(m_style.bodyPointSize * 1.5)
        .arg(m_style.bodyPointSize * 1.28)
        .arg(m_style.bodyPointSize * 1.12)
        .arg(m_style.bodyPointSize)
        .arg(m_style.monoFamily, m_style.codeBackground.name(), m_style.link.name(), m_style.line.name(),
             m_style.muted.name());
}

QString HtmlWriter::html() const
{
    return QStringLiteral("<html><head><style>%1</style></head><body>%2</body></html>").arg(styleSheet(), m_html);
}

bool HtmlWriter::enterBlock(MD_BLOCKTYPE type, const void *detail)
{
    m_leaf = 0;
    switch (type) {
    case MD_BLOCK_QUOTE:
        enterQuote();
        break;
    case MD_BLOCK_UL:
        enterList(1, QLatin1StringView("<ul>"));
        break;
    case MD_BLOCK_OL:
        enterList(static_cast<const MD_BLOCK_OL_DETAIL *>(detail)->start, QLatin1StringView("<ol>"));
        break;
    case MD_BLOCK_LI:
        enterItem(*static_cast<const MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_H:
        m_html += QStringLiteral("<h%1>").arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        enterCode();
        break;
    case MD_BLOCK_TH:
        enterCell(QLatin1StringView("th"), *static_cast<const MD_BLOCK_TD_DETAIL *>(detail));
        break;
    case MD_BLOCK_TD:
        enterCell(QLatin1StringView("td"), *static_cast<const MD_BLOCK_TD_DETAIL *>(detail));
        break;
    default:
        add(simpleBlock(type).open);
    }
    m_frames += type == MD_BLOCK_TABLE;
    return m_frames <= MaximumFrames && m_cells <= MaximumCells;
}

bool HtmlWriter::leaveBlock(MD_BLOCKTYPE type, const void *detail)
{
    m_leaf = 0;
    switch (type) {
    case MD_BLOCK_QUOTE:
        leaveQuote();
        break;
    case MD_BLOCK_UL:
        leaveList(QLatin1StringView("</ul>"));
        break;
    case MD_BLOCK_OL:
        leaveList(QLatin1StringView("</ol>"));
        break;
    case MD_BLOCK_LI:
        leaveItem();
        break;
    case MD_BLOCK_H:
        m_html += QStringLiteral("</h%1>").arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        m_inCode = false;
        if (m_html.endsWith(u'\n')) m_html.chop(1);
        add(CodeEnd);
        break;
    default:
        add(simpleBlock(type).close);
    }
    return true;
}

void HtmlWriter::enterList(unsigned start, QLatin1StringView tag)
{
    const List list{.numberedByHand = start != 1, .flat = m_lists.size() >= MaximumDepth, .next = start};
    m_lists.append(list);
    if (list.flat) return;
    add(list.numberedByHand ? QLatin1StringView("<table cellspacing=\"0\" cellpadding=\"2\">") : tag);
    m_frames += list.numberedByHand;
}

void HtmlWriter::leaveList(QLatin1StringView tag)
{
    const List list = m_lists.takeLast();
    if (!list.flat) add(list.numberedByHand ? QLatin1StringView("</table>") : tag);
}

void HtmlWriter::enterItem(const MD_BLOCK_LI_DETAIL &item)
{
    List &list = m_lists.last();
    if (list.flat)
        add(QLatin1StringView("<br/>• "));
    else if (list.numberedByHand)
        m_html += QStringLiteral("<tr><td align=\"right\">&nbsp;&nbsp;%1.&nbsp;</td><td>").arg(list.next++);
    else if (item.is_task)
        m_html += QStringLiteral("<li class=\"%1\">")
                      .arg(item.task_mark == ' ' ? QLatin1StringView("unchecked") : QLatin1StringView("checked"));
    else
        add(QLatin1StringView("<li>"));
    if (list.numberedByHand) ++m_cells;
    if (item.is_task && (list.numberedByHand || list.flat)) m_html += item.task_mark == ' ' ? u"☐ " : u"☑ ";
}

void HtmlWriter::leaveItem()
{
    if (m_lists.last().flat) return;
    add(m_lists.last().numberedByHand ? QLatin1StringView("</td></tr>") : QLatin1StringView("</li>"));
}

void HtmlWriter::enterQuote()
{
    if (++m_quotes > MaximumDepth) return;
    ++m_frames;
    add(QLatin1StringView("<table width=\"100%\" class=\"quote\" cellspacing=\"0\" cellpadding=\"0\"><tr>"
                          "<td class=\"bar\" width=\"3\"></td><td class=\"quote\">"));
}

void HtmlWriter::leaveQuote()
{
    if (m_quotes-- <= MaximumDepth) add(QLatin1StringView("</td></tr></table>"));
}

void HtmlWriter::enterCode()
{
    ++m_frames;
    m_inCode = true;
    m_codeLines = 0;
    add(CodeStart);
}

void HtmlWriter::enterCell(QLatin1StringView tag, const MD_BLOCK_TD_DETAIL &cell)
{
    ++m_cells;
    const auto align = cell.align == MD_ALIGN_RIGHT    ? QLatin1StringView("right")
                       : cell.align == MD_ALIGN_CENTER ? QLatin1StringView("center")
                                                       : QLatin1StringView("left");
    m_html += u'<' + tag + QLatin1StringView(" align=\"") + align + QLatin1StringView("\">");
}

bool HtmlWriter::enterSpan(MD_SPANTYPE type, const void *detail)
{
    if (type == MD_SPAN_IMG && m_images++ == 0) add(QLatin1StringView("[image: "));
    if (m_images > 0) return true;
    if (type == MD_SPAN_A) {
        const QString address = attribute(static_cast<const MD_SPAN_A_DETAIL *>(detail)->href);
        m_links.append(isLinkAllowed(address));
        if (m_links.last())
            m_html += QStringLiteral("<a href=\"") + withoutSpecials(address).toHtmlEscaped() + QStringLiteral("\">");
    } else {
        add(simpleSpan(type).open);
    }
    return true;
}

bool HtmlWriter::leaveSpan(MD_SPANTYPE type)
{
    if (type == MD_SPAN_IMG && --m_images == 0) m_html += u']';
    if (m_images > 0) return true;
    if (type != MD_SPAN_A)
        add(simpleSpan(type).close);
    else if (m_links.takeLast())
        add(QLatin1StringView("</a>"));
    return true;
}

bool HtmlWriter::text(MD_TEXTTYPE type, QStringView text)
{
    if (type == MD_TEXT_CODE) return codeText(text);
    m_leaf += text.size();
    if (m_leaf > MarkdownParagraphLimit) return false;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        m_html += QChar::ReplacementCharacter;
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        if (m_images > 0)
            m_html += u' ';
        else
            add(QLatin1StringView("<br/>"));
        break;
    case MD_TEXT_ENTITY:
        m_html += entity(text);
        break;
    default:
        m_html += withoutSpecials(text.toString()).toHtmlEscaped();
        break;
    }
    return true;
}

bool HtmlWriter::codeText(QStringView text)
{
    m_leaf = text.contains(u'\n') ? 0 : m_leaf + text.size();
    if (m_leaf > MarkdownParagraphLimit) return false;
    m_html += withVisibleFormatting(text.toString()).toHtmlEscaped();
    if (!m_inCode || !text.endsWith(u'\n') || ++m_codeLines < CodeLinesPerFrame) return true;
    // A frame is laid out in one go: a long listing becomes several, one right below the other.
    m_codeLines = 0;
    ++m_frames;
    m_html.chop(1);
    add(CodeEnd);
    add(CodeStart);
    return m_frames <= MaximumFrames;
}

} // namespace burin
