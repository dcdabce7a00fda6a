#include "core/prompt/tokenizer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <QTest>

using namespace burin;

Q_DECLARE_METATYPE(std::optional<burin::Encoding>)

namespace {

/// A text of tests/data/tokens; make-reference.mjs there tells the form.
QString textOf(const QJsonObject &row)
{
    QString text = row.value(u"text").toString();
    const QByteArray units = QByteArray::fromHex(row.value(u"hex").toString().toLatin1());
    for (qsizetype i = 0; i + 1 < units.size(); i += 2)
        text += QChar(qFromBigEndian<char16_t>(units.constData() + i));
    return text.repeated(row.value(u"repeat").toInt(1));
}

QString hashOf(const std::vector<uint32_t> &ids)
{
    QByteArray bytes;
    for (const uint32_t id : ids) {
        const uint32_t little = qToLittleEndian(id);
        bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
    }
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16));
}

std::vector<QJsonObject> referenceRows()
{
    std::vector<QJsonObject> rows;
    const QDir folder(QStringLiteral(BURIN_SOURCE_DIR "/tests/data/tokens"));
    for (const QString &name : folder.entryList({QStringLiteral("*.jsonl")})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("%s", qPrintable(file.errorString()));
        while (!file.atEnd()) {
            QJsonParseError error{};
            const QJsonDocument line = QJsonDocument::fromJson(file.readLine(), &error);
            if (error.error) qFatal("%s: %s", qPrintable(name), qPrintable(error.errorString()));
            rows.push_back(line.object());
        }
    }
    return rows;
}

} // namespace

class TstTokenizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isNotLoadedBeforeItIsAskedFor()
    {
        QVERIFY(!Tokenizer::ifLoaded(Encoding::Cl100kBase));
        const Tokenizer &loaded = Tokenizer::of(Encoding::Cl100kBase);
        QCOMPARE(Tokenizer::ifLoaded(Encoding::Cl100kBase), &loaded);
        QVERIFY(!Tokenizer::ifLoaded(Encoding::O200kBase));
    }

    void agreesWithTheReference_data()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::addColumn<QString>("key");
        QTest::newRow("o200k_base") << Encoding::O200kBase << QStringLiteral("o200k");
        QTest::newRow("cl100k_base") << Encoding::Cl100kBase << QStringLiteral("cl100k");
    }
    void agreesWithTheReference()
    {
        QFETCH(Encoding, encoding);
        QFETCH(QString, key);
        const Tokenizer &tokenizer = Tokenizer::of(encoding);
        const std::vector<QJsonObject> rows = referenceRows();
        QVERIFY2(rows.size() >= 500, "the reference set is incomplete");
        QStringList differences;
        for (const QJsonObject &row : rows) {
            const QString text = textOf(row);
            const QJsonObject expected = row.value(key).toObject();
            const std::vector<uint32_t> ids = tokenizer.encode(text);
            if (qint64(ids.size()) != expected.value(u"n").toInteger() ||
                hashOf(ids) != expected.value(u"ids").toString())
                differences += QStringLiteral("%1 (%2 tokens, not %3)")
                                   .arg(row.value(u"name").toString())
                                   .arg(ids.size())
                                   .arg(expected.value(u"n").toInteger());
            QCOMPARE(tokenizer.count(text), qint64(ids.size()));
        }
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }

    void countsWhatHasNoWords()
    {
        QCOMPARE(Tokenizer::of(Encoding::O200kBase).count({}), 0);
        QCOMPARE(Tokenizer::of(Encoding::O200kBase).count(u"hello world"), 2);
    }

    /// With time that grows with the square of the length, this would take hours.
    void manyBytesWithoutASpaceAreCounted()
    {
        const QString word(1'000'000, u'q');
        const qint64 tokens = Tokenizer::of(Encoding::O200kBase).count(word);
        QVERIFY(tokens > 10'000);
        QVERIFY(tokens < 1'000'000);
    }

    void knowsTheEncodingOfAModel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<std::optional<Encoding>>("encoding");
        const std::optional<Encoding> o200k = Encoding::O200kBase;
        const std::optional<Encoding> cl100k = Encoding::Cl100kBase;
        const auto row = [](const char *model, std::optional<Encoding> encoding) {
            QTest::newRow(model) << QString::fromLatin1(model) << encoding;
        };
        for (const char *model : {"gpt-4o", "gpt-4o-mini-2024-07-18", "gpt-4.1-nano", "gpt-5", "gpt-5.2-2026-01-15",
                                  "o1", "o1-mini", "o3-pro", "o4-mini", "openai/gpt-5-mini", "OpenAI/GPT-4o",
                                  "ft:gpt-4o-mini-2024-07-18:acme::abc", "openai/gpt-oss-20b", "gpt-oss:20b"})
            row(model, o200k);
        for (const char *model : {"gpt-4", "gpt-4-turbo", "gpt-4-32k", "openai/gpt-4", "gpt-3.5-turbo-0125",
                                  "ft:gpt-3.5-turbo:acme", "gpt-35-turbo", "text-embedding-3-small"})
            row(model, cl100k);
        for (const char *model : {"", "claude-sonnet-5", "gemini-3-pro", "o1js", "o10", "gpt-42", "gpt-4.9", "gpt-2",
                                  "llama3.2", "someone/gpt-4o", "mygpt-4o", "openai/", "text-davinci-003"})
            row(model, std::nullopt);
    }
    void knowsTheEncodingOfAModel()
    {
        QFETCH(QString, model);
        QTEST(encodingOf(model), "encoding");
    }
};

QTEST_GUILESS_MAIN(TstTokenizer)
#include "tst_tokenizer.moc"
