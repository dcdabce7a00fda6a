#include "ui/commandpalette/fuzzymatch.h"
#include "ui/commandpalette/paletterows.h"

#include <QTest>

using namespace burin;
using namespace Qt::StringLiterals;

class tst_FuzzyMatch : public QObject {
    Q_OBJECT
private:
    static QStringList ids(const std::vector<PaletteHit> &hits)
    {
        QStringList all;
        for (const PaletteHit &hit : hits)
            all += hit.row.id;
        return all;
    }

private Q_SLOTS:
    void findsCharactersInTheirOrder_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marked"); // "-" where a character was matched; empty = no match
        QTest::newRow("a word's start") << u"run"_s << u"Run the prompt"_s << u"---           "_s;
        QTest::newRow("initials before letters in a row") << u"cam"_s << u"Choose a model"_s << u"-      - -    "_s;
        QTest::newRow("a whole word before scattered letters")
            << u"model"_s << u"my old models"_s << u"       ----- "_s;
        QTest::newRow("whatever the case") << u"CHOOSE"_s << u"choose"_s << u"------"_s;
        QTest::newRow("humps") << u"fs"_s << u"showFullScreen"_s << u"    -   -     "_s;
        QTest::newRow("numbers begin words") << u"g5"_s << u"gpt-5"_s << u"-   -"_s;
        QTest::newRow("umlauts") << u"Ü"_s << u"über"_s << u"-   "_s;
        QTest::newRow("the later of two places where it is a word") << u"he"_s << u"the help"_s << u"    --  "_s;
        QTest::newRow("wrong order") << u"nur"_s << u"Run"_s << u""_s;
        QTest::newRow("a letter too many") << u"runn"_s << u"Run"_s << u""_s;
        QTest::newRow("nothing to look in") << u"a"_s << u""_s << u""_s;
    }
    void findsCharactersInTheirOrder()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(QString, marked);
        const auto match = fuzzyMatch(pattern, text);
        QCOMPARE(match.has_value(), !marked.isEmpty());
        if (!match) return;
        QString shown(text.size(), u' ');
        for (const int at : match->positions)
            shown[at] = u'-';
        QCOMPARE(shown, marked);
    }

    void prefersWhatAPersonWouldMean_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("prefix") << u"his"_s << u"History"_s << u"What is this"_s;
        QTest::newRow("word start") << u"set"_s << u"Open the settings"_s << u"Reset"_s;
        QTest::newRow("in a row") << u"cost"_s << u"Costs"_s << u"Copy the last"_s;
        QTest::newRow("shorter") << u"gpt"_s << u"gpt-5"_s << u"gpt-5-mini-2025-08-07-preview"_s;
        QTest::newRow("initials") << u"cp"_s << u"Command palette"_s << u"Escape"_s;
    }
    void prefersWhatAPersonWouldMean()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const auto first = fuzzyMatch(pattern, better), second = fuzzyMatch(pattern, worse);
        QVERIFY(first && second);
        QVERIFY2(first->score > second->score,
                 qPrintable(QStringLiteral("%1 %2").arg(first->score).arg(second->score)));
    }

    void anEmptyPatternMatchesEverythingAlike()
    {
        QCOMPARE(fuzzyMatch(QString(), QStringLiteral("a")), fuzzyMatch(QString(), QString()));
        QVERIFY(fuzzyMatch(QString(), QString()));
    }

    void hugeTextsAreCutNotFatal()
    {
        const QString text(100'000, u'a');
        const auto match = fuzzyMatch(QString(5000, u'a'), text);
        QVERIFY(match);
        QVERIFY(match->positions.back() < 256);
        QVERIFY(!fuzzyMatch(QStringLiteral("b"), text + u'b'));
    }

    void ranksRowsOfAllSources()
    {
        const std::vector<std::vector<PaletteRow>> sources = {
            {{.id = u"run"_s, .title = u"Run the prompt"_s, .detail = u"Run"_s},
             {.id = u"model"_s, .title = u"Choose a model"_s}},
            {{.id = u"mini"_s, .title = u"gpt-5-mini"_s, .detail = u"OpenAI"_s},
             {.id = u"flash"_s, .title = u"flash"_s, .detail = u"Google"_s}}};
        const QString all;
        QCOMPARE(ids(rankRows(sources, all, {}, 10)), QStringList({u"run"_s, u"model"_s, u"mini"_s, u"flash"_s}));
        QCOMPARE(ids(rankRows(sources, all, {u"flash"_s, u"gone"_s, u"model"_s}, 10)),
                 QStringList({u"flash"_s, u"model"_s, u"run"_s, u"mini"_s}));
        QCOMPARE(ids(rankRows(sources, all, {}, 3)), QStringList({u"run"_s, u"model"_s, u"mini"_s}));
        QCOMPARE(ids(rankRows(sources, u"openai mini"_s, {}, 10)), QStringList({u"mini"_s}));
        QCOMPARE(ids(rankRows(sources, u" model  choose "_s, {}, 10)), QStringList({u"model"_s}));
        QCOMPARE(ids(rankRows(sources, u"nothing"_s, {}, 10)), QStringList());
    }

    void whatWasUsedLatelyWinsAmongEquals()
    {
        const std::vector<std::vector<PaletteRow>> sources = {{{.id = u"a"_s, .title = u"Copy"_s},
                                                               {.id = u"b"_s, .title = u"Copy"_s},
                                                               {.id = u"c"_s, .title = u"Cut"_s}}};
        QCOMPARE(ids(rankRows(sources, u"copy"_s, {}, 10)), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(ids(rankRows(sources, u"copy"_s, {u"c"_s, u"b"_s}, 10)), QStringList({u"b"_s, u"a"_s}));
    }
};

QTEST_MAIN(tst_FuzzyMatch)
#include "tst_fuzzymatch.moc"
