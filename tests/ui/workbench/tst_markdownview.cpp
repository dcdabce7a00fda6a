#include "ui/markdown/markdownhtml.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QImage>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <sys/stat.h>

using namespace burin;

/// Receives what would be opened outside.
class Opener : public QObject {
    Q_OBJECT
public:
    QList<QUrl> opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

class tst_MarkdownView : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }

    void loadsNothing()
    {
        MarkdownView view;
        view.showMarkdown(QStringLiteral("text"));
        for (const char *name : {"/etc/hostname", "file:///etc/hostname", ":/icons/x.svg", "data:text/plain,x",
                                 "http://localhost/x", ""}) {
            const QUrl url(QString::fromLatin1(name));
            for (const int type :
                 {QTextDocument::HtmlResource, QTextDocument::ImageResource, QTextDocument::StyleSheetResource}) {
                QVERIFY(!view.loadResource(type, url).value<QImage>().isNull());
                QCOMPARE(view.document()->resource(type, url).value<QImage>().size(), QSize(1, 1));
            }
        }
    }

    void doesNotHangOnAPipe_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("image") << QStringLiteral("![x](%1)");
        QTest::newRow("image by file:") << QStringLiteral("![x](file://%1)");
        QTest::newRow("html") << QStringLiteral("<img src=\"%1\">");
        QTest::newRow("link") << QStringLiteral("[x](%1)");
        QTest::newRow("reference") << QStringLiteral("![x][a]\n\n[a]: %1");
        QTest::newRow("image large enough for another thread")
            << QStringLiteral("word\n\n").repeated(3'000) + QStringLiteral("![x](%1)");
    }
    void doesNotHangOnAPipe()
    {
        QFETCH(QString, markdown);
        QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
        MarkdownView view;
        view.resize(600, 400);
        view.show();
        QSignalSpy rendered(&view, &MarkdownView::rendered);
        view.showMarkdown(markdown.arg(pipe));
        QVERIFY(!rendered.isEmpty() || rendered.wait());
        QVERIFY(!view.grab().isNull());
        view.showMarkdown(QString(markdown).arg(QStringLiteral("/dev/zero")));
        QVERIFY(!view.grab().isNull());
    }

    void rendersLargeTextsElsewhereAndTheNewestWins()
    {
        MarkdownView view;
        QSignalSpy rendered(&view, &MarkdownView::rendered);
        view.showMarkdown(QStringLiteral("first **text**\n\n").repeated(5'000));
        QVERIFY(rendered.isEmpty());
        view.showMarkdown(QStringLiteral("second **text**\n\n").repeated(5'000));
        QVERIFY(rendered.wait());
        QCOMPARE(rendered.size(), 1);
        QVERIFY(view.toPlainText().startsWith(QStringLiteral("second text")));
        QVERIFY(!view.isPlain());
        QCOMPARE(view.document()->thread(), view.thread());
    }

    void showsATextBeyondTheLimitsAsShortPlainLines()
    {
        MarkdownView view;
        QSignalSpy rendered(&view, &MarkdownView::rendered);
        const QString paragraph = QStringLiteral("*a* `b` ").repeated(12'500);
        view.showMarkdown(paragraph);
        QVERIFY(rendered.wait());
        QVERIFY(view.isPlain());
        QString shown = view.toPlainText();
        for (const QString &line : shown.split(u'\n'))
            QVERIFY(line.size() <= 1'000);
        QCOMPARE(shown.remove(u'\n'), paragraph);
    }

    void goesAwayWhileItRenders()
    {
        auto view = std::make_unique<MarkdownView>();
        view->showMarkdown(QStringLiteral("some **text**\n\n").repeated(12'000));
        view.reset(); // a sanitizer would tell
        MarkdownView other;
        QSignalSpy rendered(&other, &MarkdownView::rendered);
        other.showMarkdown(QStringLiteral("other\n\n").repeated(5'000));
        QVERIFY(rendered.wait());
    }

    void takesTheColoursOfTheTheme()
    {
        MarkdownView view;
        view.showMarkdown(QStringLiteral("[x](https://example.com)"));
        const auto linkColor = [&view] {
            QTextCursor cursor(view.document());
            cursor.setPosition(1);
            return cursor.charFormat().foreground().color();
        };
        QCOMPARE(linkColor(), theme().colors().accent);
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(linkColor(), theme().colors().accent);
        m_theme->setMode(ThemeMode::Light);
    }

    void asksBeforeItOpensALink_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("asks");
        const auto row = [](const char *address, auto asks) {
            QTest::newRow(address) << QString::fromUtf8(address) << asks;
        };
        row("https://example.com/a?b=c", true);
        row("http://example.com", true);
        row("mailto:max@example.com", true);
        for (const char *address :
             {"file:///etc/passwd", "/etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://example.com",
              "smb://example.com/x", "ssh://example.com", "vbscript:x", "about:blank", "qrc:/x", "tel:1", "sms:1",
              "steam://x", "vscode://x", "ms-settings:x", "#a", ""})
            row(address, false);
    }
    void asksBeforeItOpensALink()
    {
        QFETCH(QString, address);
        QFETCH(bool, asks);
        Opener opener;
        const QUrl url(address);
        if (!url.scheme().isEmpty()) QDesktopServices::setUrlHandler(url.scheme(), &opener, "open");
        MarkdownView view;
        view.showMarkdown(QStringLiteral("text"));
        Q_EMIT view.anchorClicked(url);
        const auto *box = view.findChild<QMessageBox *>();
        QCOMPARE(box != nullptr, asks);
        QVERIFY(opener.opened.isEmpty());
        QCOMPARE(view.toPlainText(), QStringLiteral("text"));
        if (asks) {
            QCOMPARE(box->textFormat(), Qt::PlainText);
            QVERIFY(box->informativeText().contains(address));
            for (QAbstractButton *button : box->buttons()) {
                if (box->buttonRole(button) == QMessageBox::AcceptRole) button->click();
            }
            QCOMPARE(opener.opened, QList{url});
        }
        if (!url.scheme().isEmpty()) QDesktopServices::unsetUrlHandler(url.scheme());
    }

    void showsWhereALookAlikeReallyLeads()
    {
        MarkdownView view;
        Q_EMIT view.anchorClicked(QUrl(QStringLiteral("https://аpple.com/")));
        const auto *box = view.findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY2(box->text().contains(QStringLiteral("xn--")), qPrintable(box->text()));
    }

    void warnsOfALongAddress()
    {
        MarkdownView view;
        Q_EMIT view.anchorClicked(QUrl(QStringLiteral("https://example.com/?q=") + QString(300, u'a')));
        const auto *box = view.findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(box->informativeText().contains(QStringLiteral("long")));
    }
};

QTEST_MAIN(tst_MarkdownView)
#include "tst_markdownview.moc"
