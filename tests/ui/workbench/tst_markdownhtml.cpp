#include "ui/markdown/markdownhtml.h"
#include "ui/markdown/plainlines.h"
#include "ui/theme/theme.h"

#include <QRegularExpression>
#include <QTest>
#include <QTextDocument>
#include <QUrl>

#include <memory>

using namespace burin;

namespace {

const QSet<QString> AllowedTags = {
    QStringLiteral("html"), QStringLiteral("head"), QStringLiteral("style"), QStringLiteral("body"),
    QStringLiteral("p"),    QStringLiteral("br"),   QStringLiteral("hr"),    QStringLiteral("h1"),
    QStringLiteral("h2"),   QStringLiteral("h3"),   QStringLiteral("h4"),    QStringLiteral("h5"),
    QStringLiteral("h6"),   QStringLiteral("ul"),   QStringLiteral("ol"),    QStringLiteral("li"),
    QStringLiteral("pre"),  QStringLiteral("code"), QStringLiteral("em"),    QStringLiteral("strong"),
    QStringLiteral("s"),    QStringLiteral("a"),    QStringLiteral("table"), QStringLiteral("tr"),
    QStringLiteral("td"),   QStringLiteral("th")};

QString plainTextOf(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

} // namespace

class tst_MarkdownHtml : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    QString html(const QString &markdown) const { return toHtml(markdown, markdownStyle()); }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }

    void rendersWhatModelsWrite_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *markdown, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(expected);
        };
        row("heading", "## Next", "<h2>Next</h2>");
        row("emphasis", "*a* **b** ~~c~~", "<em>a</em> <strong>b</strong> <s>c</s>");
        row("inline code", "use `x < y`", "<code>x &lt; y</code>");
        row("line breaks stay", "Regards,\nMax", "Regards,<br/>Max");
        row("bullets", "- a\n- b", "<ul><li>a</li><li>b</li></ul>");
        row("numbers", "1. a\n2. b", "<ol><li>a</li><li>b</li></ol>");
        row("a list that starts at five", "5. a\n6. b", "5.&nbsp;</td><td>a</td></tr>");
        row("task done", "- [x] paid", "<li class=\"checked\">paid</li>");
        row("task open", "- [ ] sent", "<li class=\"unchecked\">sent</li>");
        row("code block", "```py\nif a < b:\n    pass\n```", "<pre>if a &lt; b:\n    pass</pre>");
        row("rule", "a\n\n---\n\nb", "<hr/>");
        row("table", "| a | b |\n|--:|:-:|\n| 1 | 2 |", "<th align=\"right\">a</th><th align=\"center\">b</th>");
        row("quote", "> said", "<td class=\"quote\"><p>said</p>");
        row("link", "[shop](https://example.com/a?b=c&d)", "<a href=\"https://example.com/a?b=c&amp;d\">shop</a>");
        row("bare link", "see https://example.com now", "<a href=\"https://example.com\">https://example.com</a>");
        row("mail", "<max@example.com>", "<a href=\"mailto:max@example.com\">");
        row("entity", "&copy; &#233; &#x1F600;", "&copy; é 😀");
        row("image", "see ![a *cat*](https://example.com/c.png)", "see [image: a cat]");
        row("image in a link", "[![logo](l.png)](https://example.com)",
            "<a href=\"https://example.com\">[image: logo]</a>");
        row("braces", "{{name}} stays", "{{name}} stays");
        row("right to left", "مرحبا **بالعالم**", "<strong>بالعالم</strong>");
    }
    void rendersWhatModelsWrite()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, expected);
        const QString rendered = html(markdown);
        QVERIFY2(rendered.contains(expected), qPrintable(rendered));
    }

    void keepsHostileTextInert_data()
    {
        QTest::addColumn<QString>("markdown");
        const char *payloads[] = {
            "<script>alert(1)</script>",
            "<img src=/etc/passwd>",
            "<img src=\"file:///etc/passwd\">",
            "<img src=x onerror=alert(1)>",
            "<iframe src=https://evil.example></iframe>",
            "<style>body{background:url(/dev/zero)}</style>",
            "<link rel=stylesheet href=/dev/zero>",
            "<table cellpadding=999999999><tr><td>x",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<!-- <img src=/dev/zero> -->",
            "<![CDATA[<img src=/dev/zero>]]>",
            "<?php system('id') ?>",
            "<!DOCTYPE html>",
            "<svg/onload=alert(1)>",
            "<object data=/etc/passwd>",
            "<embed src=/etc/passwd>",
            "<meta http-equiv=refresh content=0;url=file:///etc/passwd>",
            "<base href=file:///>",
            "<div style=\"background-image:url(/dev/zero)\">x</div>",
            "<b><i><u>x",
            "text <img src=/dev/urandom> text",
            "![x](/etc/passwd)",
            "![x](/dev/zero)",
            "![x](/dev/urandom)",
            "![x](file:///etc/passwd)",
            "![x](qrc:/icons/x.svg)",
            "![x](:/icons/x.svg)",
            "![x](data:image/png;base64,AAAA)",
            "![x](http://evil.example/a.png?q=secret)",
            "![<img src=/dev/zero>](x)",
            "![x](x \"<img src=/dev/zero>\")",
            "![[x](javascript:a)](y)",
            "[![x](/dev/zero)](file:///etc/passwd)",
            "![x][r]\n\n[r]: /dev/zero",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\nscript:alert(1))",
            "[x](javascript&colon;alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](vbscript:x)",
            "[x](data:text/html,<script>alert(1)</script>)",
            "[x](file:///etc/passwd)",
            "[x](/etc/passwd)",
            "[x](etc/passwd)",
            "[x](//evil.example/share)",
            "[x](\\\\evil.example\\share)",
            "[x](smb://evil.example/share)",
            "[x](ftp://evil.example)",
            "[x](ssh://evil.example)",
            "[x](steam://run/1)",
            "[x](ms-settings:x)",
            "[x](about:blank)",
            "[x](qrc:/icons/x.svg)",
            "[x](#anchor)",
            "[x](https:)",
            "[x](http://)",
            "[x](mailto:)",
            "<javascript:alert(1)>",
            "<file:///etc/passwd>",
            "[x](<https://a.example\" onclick=\"alert(1)>)",
            "[x](https://a.example \"title\" onmouseover=\"x\")",
            "[\"><img src=/dev/zero>](https://a.example)",
            "`<img src=/dev/zero>`",
            "```\n<img src=/dev/zero>\n```",
            "```<img src=/dev/zero>\nx\n```",
            "    <img src=/dev/zero>",
            "| <img src=/dev/zero> |\n|---|\n| <script>x</script> |",
            "> <img src=/dev/zero>",
            "# <img src=/dev/zero>",
            "- <img src=/dev/zero>",
            "&lt;img src=/dev/zero&gt;",
            "&#60;img src=/dev/zero&#62;",
            "&#x3C;img src=/dev/zero&#x3E;",
            "&#0; &#xD800; &#x110000; &#99999999;",
            "</body></html><img src=/dev/zero>",
            "</style><img src=/dev/zero>",
            "<<<<<<<<img src=/dev/zero>",
            "*<img src=/dev/zero>*",
        };
        for (const char *payload : payloads)
            QTest::newRow(payload) << QString::fromUtf8(payload);
    }
    void keepsHostileTextInert()
    {
        QFETCH(QString, markdown);
        const QString rendered = html(markdown);
        static const QRegularExpression tag(QStringLiteral("<\\s*/?\\s*([^\\s/>]+)([^>]*)>"));
        for (auto it = tag.globalMatch(rendered); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            QVERIFY2(AllowedTags.contains(match.captured(1)), qPrintable(match.captured()));
            QVERIFY2(!match.captured(2).contains(QStringLiteral(" on")), qPrintable(match.captured()));
            QVERIFY2(!match.captured(2).contains(QStringLiteral("style=")), qPrintable(match.captured()));
        }
        static const QRegularExpression link(QStringLiteral("href=\"([^\"]*)\""));
        for (auto it = link.globalMatch(rendered); it.hasNext();) {
            const QUrl url(it.next().captured(1));
            QVERIFY2(QStringList({QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("mailto")})
                         .contains(url.scheme()),
                     qPrintable(rendered));
        }
        QVERIFY(!plainTextOf(rendered).contains(QStringLiteral("root:")));
    }

    void dropsCharactersThatTheDocumentKeepsForItself()
    {
        const QString special =
            QString(QChar(0xFDD0)) + QChar(0xFDD1) + QChar::ObjectReplacementCharacter + QChar(0x1B) + u'a';
        const QString rendered = html(special + QStringLiteral("\n\n`") + special + u'`');
        for (const QChar c : rendered)
            QVERIFY(c != QChar(0xFDD0) && c != QChar(0xFDD1) && c != QChar(0xFFFC) && c != QChar(0x1B));
    }

    void showsInvisibleCharactersInCode()
    {
        const QString rendered = html(QStringLiteral("`if \u202E true`\n\n```\nx\u200Bx\n```"));
        QVERIFY(rendered.contains(QStringLiteral("⟨U+202E⟩")));
        QVERIFY(rendered.contains(QStringLiteral("x⟨U+200B⟩x")));
    }

    void refusesWhatTakesTooLong_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("more than 200 KB") << QStringLiteral("word word\n\n").repeated(20'000);
        QTest::newRow("one paragraph of 100 KB") << QStringLiteral("*a* `b` ").repeated(12'500);
        QTest::newRow("one paragraph of 100 KB in lines") << QStringLiteral("*a* `b` _c\n").repeated(10'000);
        QTest::newRow("one code line of 100 KB")
            << QStringLiteral("```\n") + QString(100'000, u'x') + QStringLiteral("\n```");
        QTest::newRow("one cell of 100 KB") << QStringLiteral("|a|\n|-|\n|") + QString(100'000, u'x') + u'|';
        QTest::newRow("ten thousand cells")
            << QStringLiteral("|a|b|\n|-|-|\n") + QStringLiteral("|1|2|\n").repeated(5'000);
        QTest::newRow("four thousand quotes") << QStringLiteral("> a\n\nb\n\n").repeated(4'000);
    }
    void refusesWhatTakesTooLong()
    {
        QFETCH(QString, markdown);
        QVERIFY(html(markdown).isNull());
    }

    void survivesDeepNesting_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("quotes") << QString(5'000, u'>') + u'a';
        QTest::newRow("brackets") << QString(15'000, u'[');
        QTest::newRow("stars") << QString(15'000, u'*') + u'a';
        QTest::newRow("backticks") << QStringLiteral("` `` ``` ").repeated(1'500);
        QString lists;
        for (int depth = 0; depth < 300; ++depth)
            lists += QString(2 * depth, u' ') + QStringLiteral("- a\n");
        QTest::newRow("lists") << lists;
    }
    void survivesDeepNesting()
    {
        QFETCH(QString, markdown);
        const QString rendered = html(markdown);
        QVERIFY(!rendered.isEmpty());
        QVERIFY(rendered.count(QStringLiteral("<ul>")) <= 8);
        QVERIFY(rendered.count(QStringLiteral("<table")) <= 8);
        QCOMPARE(rendered.count(QStringLiteral("<table")), rendered.count(QStringLiteral("</table>")));
        QCOMPARE(rendered.count(QStringLiteral("<ul>")), rendered.count(QStringLiteral("</ul>")));
    }

    void splitsALongListingWithoutLosingALine()
    {
        QString code;
        for (int line = 0; line < 1'000; ++line)
            code += QStringLiteral("line %1\n").arg(line);
        const QString text = plainTextOf(html(QStringLiteral("```\n") + code + QStringLiteral("```")));
        for (int line = 0; line < 1'000; ++line)
            QVERIFY2(text.contains(QStringLiteral("line %1").arg(line)), qPrintable(QString::number(line)));
        QCOMPARE(text.count(QStringLiteral("line ")), 1'000);
    }

    void wrapsEndlessLines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no space") << QString(100'000, u'x');
        QTest::newRow("spaces") << QStringLiteral("word ").repeated(20'000);
        QTest::newRow("short lines") << QStringLiteral("a\nb\n\nc");
        QTest::newRow("emoji") << QStringLiteral("😀").repeated(5'000);
        QTest::newRow("empty") << QString();
    }
    void wrapsEndlessLines()
    {
        QFETCH(QString, text);
        const QString wrapped = hardWrapped(text, 1'000);
        QString joined = wrapped;
        QString original = text;
        QCOMPARE(joined.remove(u'\n'), original.remove(u'\n'));
        for (const QString &line : wrapped.split(u'\n')) {
            QVERIFY(line.size() <= 1'000);
            QVERIFY(line.isEmpty() || !line.front().isLowSurrogate());
        }
    }
};

QTEST_MAIN(tst_MarkdownHtml)
#include "tst_markdownhtml.moc"
