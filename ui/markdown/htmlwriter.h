#pragma once

#include "ui/markdown/markdownhtml.h"

#include <QList>
#include <QString>

#include <md4c.h>

namespace burin {

/// Writes what the Markdown parser reports as HTML that QTextDocument understands. One use, one document.
class HtmlWriter {
public:
    explicit HtmlWriter(const MarkdownStyle &style) : m_style(style) {}

    /// The parser's callbacks; false stops the parser: the document is too complex to be laid out quickly.
    bool enterBlock(MD_BLOCKTYPE type, const void *detail);
    bool leaveBlock(MD_BLOCKTYPE type, const void *detail);
    bool enterSpan(MD_SPANTYPE type, const void *detail);
    bool leaveSpan(MD_SPANTYPE type);
    bool text(MD_TEXTTYPE type, QStringView text);

    /// The document is too complex; there will be no HTML.
    void refuse() { m_refused = true; }
    bool isRefused() const { return m_refused; }
    QString html() const;

private:
    struct List {
        bool numberedByHand = false; ///< QTextDocument numbers from 1 only.
        bool flat = false;           ///< Too deep to be indented further.
        unsigned next = 1;
    };

    void enterList(unsigned start, QLatin1StringView tag);
    void leaveList(QLatin1StringView tag);
    void enterItem(const MD_BLOCK_LI_DETAIL &item);
    void leaveItem();
    void enterQuote();
    void leaveQuote();
    void enterCode();
    bool codeText(QStringView text);
    void enterCell(QLatin1StringView tag, const MD_BLOCK_TD_DETAIL &cell);
    void add(QLatin1StringView html) { m_html += html; }
    QString styleSheet() const;

    const MarkdownStyle &m_style;
    QString m_html;
    QList<List> m_lists;
    QList<bool> m_links;  ///< Whether each open link was written.
    int m_images = 0;     ///< Open images: only text passes.
    int m_quotes = 0;     ///< Open quotes.
    int m_frames = 0;     ///< Tables of all kinds so far.
    int m_cells = 0;      ///< Of tables so far.
    int m_codeLines = 0;  ///< In the open code block's frame.
    qsizetype m_leaf = 0; ///< UTF-16 units in the open paragraph, cell or code line.
    bool m_inCode = false;
    bool m_refused = false;
};

} // namespace burin
