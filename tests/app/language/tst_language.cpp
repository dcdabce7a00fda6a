#include "app/language/language.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace burin;

namespace {

struct Message {
    QString context;
    QString source;
    QStringList forms;
};

/// The messages with plural forms of translations/burin_en.ts.
QList<Message> englishPlurals()
{
    QFile file(QStringLiteral(BURIN_SOURCE_DIR "/translations/burin_en.ts"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<Message> messages;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            messages += Message{context, {}, {}};
        else if (xml.name() == u"source")
            messages.last().source = xml.readElementText();
        else if (xml.name() == u"numerusform")
            messages.last().forms += xml.readElementText();
    }
    return messages;
}

/// What @p pattern captures in the sources of the programs.
QSet<QString> capturedInSources(const QString &pattern)
{
    const QRegularExpression expression(pattern);
    QSet<QString> found;
    for (const char *top : {"app", "core", "ui"}) {
        QDirIterator files(QStringLiteral(BURIN_SOURCE_DIR "/") + QLatin1StringView(top),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            for (auto it = expression.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();)
                found.insert(it.next().captured(1));
        }
    }
    return found;
}

/// Texts with a count that the sources ask to translate.
QSet<QString> countedTexts()
{
    return capturedInSources(
        QStringLiteral("\\b(?:tr\\(|translate\\(\\s*\"[^\"]*\",)\\s*\"((?:[^\"\\\\]|\\\\.)*%n(?:[^\"\\\\]|\\\\.)*)\""));
}

} // namespace

class tst_Language : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installLanguage(); }
    void everyCountHasItsEnglishForms();
    void contextsAreThoseOfTheCode();
    void formsFollowTheCount();
};

void tst_Language::everyCountHasItsEnglishForms()
{
    QSet<QString> known;
    for (const Message &message : englishPlurals())
        known.insert(message.source);
    for (const QString &text : countedTexts())
        QVERIFY2(known.contains(text), qPrintable(QStringLiteral("not in translations/burin_en.ts: ") + text));
}

void tst_Language::contextsAreThoseOfTheCode()
{
    const QString named = QStringLiteral("\\b(?:translate\\(\\s*\"|Q_DECLARE_TR_FUNCTIONS\\()([\\w:]+)");
    const QSet<QString> contexts = capturedInSources(named);
    const QSet<QString> classes = capturedInSources(QStringLiteral("\\bclass (\\w+)[^;]*\\{\\s*Q_OBJECT"));
    const QSet<QString> used = countedTexts();
    for (const Message &message : englishPlurals()) {
        if (!used.contains(message.source)) continue;
        const bool isClass = message.context.startsWith(u"burin::") && classes.contains(message.context.mid(7));
        QVERIFY2(isClass || contexts.contains(message.context), qPrintable(message.context));
    }
}

void tst_Language::formsFollowTheCount()
{
    for (const auto &[context, source, forms] : englishPlurals()) {
        QCOMPARE(forms.size(), 2);
        for (const int count : {0, 1, 2, 21}) {
            QString expected = forms[count == 1 ? 0 : 1];
            QVERIFY2(!expected.isEmpty(), qPrintable(QStringLiteral("not translated: ") + source));
            expected.replace(QLatin1StringView("%n"), QString::number(count));
            QCOMPARE(QCoreApplication::translate(qUtf8Printable(context), qUtf8Printable(source), nullptr, count),
                     expected);
        }
    }
}

QTEST_GUILESS_MAIN(tst_Language)
#include "tst_language.moc"
