#include "core/domain/error.h"
#include "ui/help/guides.h"

#include <QTest>

#include <algorithm>

using namespace burin;

namespace {

const Guide &guideNamed(const char *name)
{
    return *std::ranges::find(guides(), QString::fromLatin1(name), &Guide::name);
}

/// What the guide says under an error's heading, as the catalog has it: the sentence, and how it is handled.
QString beginningFor(const ErrorRow &row)
{
    static const char *const severities[] = {"Low", "Medium", "High", "Critical"};
    static const char *const rules[] = {"never tried again by itself", "tried once more, at once",
                                        "tried again by itself", "tried again when you ask"};
    static const char *const billings[] = {"costs nothing", "reported cost", "estimated cost", "may have been charged"};
    return QStringLiteral("\n> %1\n\n*%2 · %3 · %4*\n\n")
        .arg(QString::fromUtf8(row.sentence).replace(QLatin1StringView("%1"), QStringLiteral("…")),
             QLatin1StringView(severities[int(row.severity)]), QLatin1StringView(rules[int(row.retry)]),
             QLatin1StringView(billings[int(row.billing)]));
}

} // namespace

class tst_Guides : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesMarkdownApartAtItsHeadings();
    void keepsHeadingsInsideFencesAsText();
    void putsSubsectionsBelowTheirSection();
    void explainsEachErrorAsTheCatalogHasIt_data();
    void explainsEachErrorAsTheCatalogHasIt();
    void explainsNothingThatIsNoError();
    void findsWordsInAnyCase();
};

void tst_Guides::takesMarkdownApartAtItsHeadings()
{
    const std::vector<GuideSection> sections = sectionsOf(QStringLiteral("# A\none\n## B `c`\n\n#no\ntwo\n"));
    QCOMPARE(sections.size(), size_t(2));
    QCOMPARE(sections[0], (GuideSection{1, QStringLiteral("A"), QStringLiteral("one\n")}));
    QCOMPARE(sections[1], (GuideSection{2, QStringLiteral("B c"), QStringLiteral("\n#no\ntwo\n\n")}));
}

void tst_Guides::keepsHeadingsInsideFencesAsText()
{
    const std::vector<GuideSection> sections = sectionsOf(QStringLiteral("# A\n```\n# comment\n```\n## B\n"));
    QCOMPARE(sections.size(), size_t(2));
    QCOMPARE(sections[0].text, QStringLiteral("```\n# comment\n```\n"));
}

void tst_Guides::putsSubsectionsBelowTheirSection()
{
    const Guide guide{QStringLiteral("g"), sectionsOf(QStringLiteral("# A\n## B\nb\n### C\nc\n## D\nd"))};
    QCOMPARE(markdownFrom(guide, 1), QStringLiteral("## B\nb\n### C\nc\n"));
    QVERIFY(markdownFrom(guide, 0).contains(QLatin1StringView("## D")));
}

void tst_Guides::explainsEachErrorAsTheCatalogHasIt_data()
{
    QTest::addColumn<int>("code");
    for (const ErrorRow &row : errorCatalog())
        QTest::addRow("%s/%s", qPrintable(toString(row.category)), row.id) << int(row.code);
}

void tst_Guides::explainsEachErrorAsTheCatalogHasIt()
{
    QFETCH(int, code);
    const ErrorRow &row = errorRow(ErrorCode(code));
    QString chapter;
    for (const GuideSection &section : guideNamed("troubleshooting").sections) {
        if (section.level == 2) chapter = section.title;
        if (section.level != 3 || chapter != toString(row.category) || section.title != QLatin1StringView(row.id))
            continue;
        const QString beginning = beginningFor(row);
        QCOMPARE(section.text.left(beginning.size()), beginning);
        QVERIFY2(section.text.size() > beginning.size() + 40, "what it means and what to do");
        return;
    }
    QFAIL("the guide has no section for it");
}

void tst_Guides::explainsNothingThatIsNoError()
{
    QString chapter;
    for (const GuideSection &section : guideNamed("troubleshooting").sections) {
        if (section.level == 2) chapter = section.title;
        if (section.level == 3)
            QVERIFY2(findErrorCode(chapter, section.title), qPrintable(chapter + u'/' + section.title));
    }
}

void tst_Guides::findsWordsInAnyCase()
{
    const GuideSection section{2, QStringLiteral("Rate limits"), QStringLiteral("The provider waits.")};
    QVERIFY(mentions(section, {QStringLiteral("PROVIDER"), QStringLiteral("rate")}));
    QVERIFY(!mentions(section, {QStringLiteral("provider"), QStringLiteral("budget")}));
}

QTEST_GUILESS_MAIN(tst_Guides)
#include "tst_guides.moc"
