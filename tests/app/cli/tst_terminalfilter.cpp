#include "app/cli/terminalfilter.h"

#include <QTest>

using namespace burin;

class tst_TerminalFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesOutSequences_data();
    void leavesOutSequences();
    void noCharacterSteersATerminal();
    void resultDoesNotDependOnTheCuts();
};

void tst_TerminalFilter::leavesOutSequences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Grüße 👩‍👩‍👧\tx\ny"_qs << u"Grüße 👩‍👩‍👧\tx\ny"_qs;
    QTest::newRow("carriage return") << u"good\rbad"_qs << u"goodbad"_qs;
    QTest::newRow("backspace, bell, NUL") << QString::fromUtf16(u"a\b\a\0b", 5) << u"ab"_qs;
    QTest::newRow("delete") << u"a\x7f"
                               "b"_qs
                            << u"ab"_qs;
    QTest::newRow("colour") << u"a\x1b[1;31mred\x1b[0m"_qs << u"ared"_qs;
    QTest::newRow("clear screen") << u"\x1b[2J\x1b[Hx"_qs << u"x"_qs;
    QTest::newRow("private mode") << u"\x1b[?1049hx"_qs << u"x"_qs;
    QTest::newRow("title by BEL") << u"\x1b]0;evil\ax"_qs << u"x"_qs;
    QTest::newRow("title by ST") << u"\x1b]0;evil\x1b\\x"_qs << u"x"_qs;
    QTest::newRow("link") << u"\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\"_qs << u"text"_qs;
    QTest::newRow("clipboard") << u"\x1b]52;c;ZXZpbA==\ax"_qs << u"x"_qs;
    QTest::newRow("device control") << u"\x1bP1$r\x1b\\x"_qs << u"x"_qs;
    QTest::newRow("charset") << u"\x1b(0x"_qs << u"x"_qs;
    QTest::newRow("reset") << u"\x1b"
                              "cx"_qs
                           << u"x"_qs;
    QTest::newRow("C1 CSI") << u"\u009b31mx"_qs << u"x"_qs;
    QTest::newRow("C1 OSC") << u"\u009d0;evil\u009cx"_qs << u"x"_qs;
    QTest::newRow("unended string ends with its line") << u"\x1b]0;evil\nx"_qs << u"\nx"_qs;
    QTest::newRow("sequence inside a sequence") << u"\x1b[3\x1b[31mx"_qs << u"x"_qs;
    QTest::newRow("cancelled sequence") << u"\x1b[3\x18x"_qs << u"x"_qs;
}

void tst_TerminalFilter::leavesOutSequences()
{
    QFETCH(QString, text);
    QTEST(withoutControls(text), "shown");
}

void tst_TerminalFilter::noCharacterSteersATerminal()
{
    for (char16_t unit = 0; unit < 0x100; ++unit) {
        for (const QString &before : {QString(), u"\x1b"_qs, u"\x1b["_qs, u"\x1b]"_qs, u"\x1b("_qs}) {
            const QString shown = withoutControls(before + QChar(unit) + u'z');
            for (const QChar character : shown) {
                const char16_t c = character.unicode();
                const bool isControl = c < 0x20 || (c >= 0x7f && c <= 0x9f);
                QVERIFY2(!isControl || c == u'\n' || c == u'\t', QByteArray::number(uint(unit), 16).constData());
            }
        }
        if (unit >= 0x20 && (unit < 0x7f || unit > 0x9f)) QCOMPARE(withoutControls(QString(QChar(unit))).size(), 1);
    }
}

void tst_TerminalFilter::resultDoesNotDependOnTheCuts()
{
    const QString text = u"a\x1b[1;31mred\x1b[0m\x1b]8;;http://evil\x1b\\text\x1b]0;t\ab\u009b2Jc\x1b(0d\ne"_qs;
    const QString whole = withoutControls(text);
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        TerminalFilter filter;
        const QString first = filter.filtered(text.left(cut));
        QCOMPARE(first + filter.filtered(text.mid(cut)), whole);
    }
}

QTEST_GUILESS_MAIN(tst_TerminalFilter)
#include "tst_terminalfilter.moc"
