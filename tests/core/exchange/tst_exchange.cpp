#include "core/exchange/datadocument.h"
#include "core/exchange/exchange.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace burin;

/// Files of tests/data/exchange, and what becomes of them.
class tst_Exchange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheToolsWrite_data();
    void readsWhatTheToolsWrite();
    void writesSoThatItReadsTheSame_data();
    void writesSoThatItReadsTheSame();
    void losesNothingOnTheWayThroughOurOwnFile_data();
    void losesNothingOnTheWayThroughOurOwnFile();
    void keepsNoKeys();
    void tellsWhatAFormatCannotHold();
    void refusesHostileFiles_data();
    void refusesHostileFiles();
    void survivesWrongTypesEverywhere_data();
    void survivesWrongTypesEverywhere();
};

namespace {

const QString folder = QStringLiteral(BURIN_SOURCE_DIR "/tests/data/exchange/");

void addFiles()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("notices");
    QTest::newRow("native") << QStringLiteral("reply.prompt.yml") << QStringLiteral("native")
                            << QStringList{QStringLiteral("8:3 modelParameters.verbosity"),
                                           QStringLiteral("10:13 jsonSchema.strict"),
                                           QStringLiteral("24:1 evaluators")};
    QTest::newRow("dotprompt") << QStringLiteral("menu.prompt") << QStringLiteral("dotprompt")
                               << QStringList{QStringLiteral("6:3 config.apiKey"),
                                              QStringLiteral("12:5 input.schema.guests?"),
                                              QStringLiteral("18:1 acme.cache"), QStringLiteral("24:1 user")};
    QTest::newRow("prompty") << QStringLiteral("support.prompty") << QStringLiteral("prompty")
                             << QStringList{QStringLiteral("9:5 model.configuration.type"),
                                            QStringLiteral("10:5 model.configuration.azure_deployment"),
                                            QStringLiteral("11:5 model.configuration.api_key"),
                                            QStringLiteral("7:3 model.api"),
                                            QStringLiteral("5:1 authors"),
                                            QStringLiteral("24:1 system"),
                                            QStringLiteral("24:21 system"),
                                            QStringLiteral("27:20 user")};
    QTest::newRow("prompty 2") << QStringLiteral("second.prompty") << QStringLiteral("prompty2")
                               << QStringList{QStringLiteral("9:5 model.connection.apiKey"),
                                              QStringLiteral("6:3 model.connection")};
    QTest::newRow("promptfoo") << QStringLiteral("suite.yaml") << QStringLiteral("promptfoo")
                               << QStringList{QStringLiteral("4:5 prompts[2]"),
                                              QStringLiteral("7:32 providers[1].config.apiKey"),
                                              QStringLiteral("8:5 providers[2]"),
                                              QStringLiteral("9:5 providers[3]"),
                                              QStringLiteral("17:45 tests[2].vars.text"),
                                              QStringLiteral("18:5 tests[2].assert")};
    QTest::newRow("langfuse") << QStringLiteral("chat.json") << QStringLiteral("langfuse")
                              << QStringList{QStringLiteral("7:5 prompt[2]"),
                                             QStringLiteral("10:57 config.supported_languages"),
                                             QStringLiteral("4:3 version")};
    QTest::newRow("llm") << QStringLiteral("pirate.yaml") << QStringLiteral("llm")
                         << QStringList{QStringLiteral("10:1 functions")};
}

ExchangeSource sourceOf(const QString &name)
{
    QFile file(folder + name);
    return {file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(), name};
}

QJsonObject jsonOf(const PromptFile &file)
{
    QJsonArray cases;
    for (const ValueSet &set : file.cases)
        cases += toJson(set);
    QJsonArray kept;
    for (const KeptPart &part : file.kept)
        kept += part.path.join(u'/') + QStringLiteral(": ") + valueText(part.value);
    return {{QStringLiteral("draft"), toJson(file.draft)},
            {QStringLiteral("cases"), cases},
            {QStringLiteral("kept"), kept},
            {QStringLiteral("description"), file.description},
            {QStringLiteral("tags"), QJsonArray::fromStringList(file.tags)},
            {QStringLiteral("labels"), QJsonArray::fromStringList(file.labels)},
            {QStringLiteral("note"), file.note},
            {QStringLiteral("comment"), file.comment}};
}

Imported imported(const QString &format, const ExchangeSource &source)
{
    const Result<Imported> result = exchangeFormat(format)->read(source);
    if (result) return *result;
    qWarning("%s: %s", qPrintable(source.fileName), qPrintable(result.error().argument));
    return {};
}

} // namespace

void tst_Exchange::readsWhatTheToolsWrite_data()
{
    addFiles();
}

void tst_Exchange::readsWhatTheToolsWrite()
{
    QFETCH(QString, name);
    QFETCH(QString, format);
    const ExchangeSource source = sourceOf(name);
    const ExchangeFormat *found = recognized(source);
    QVERIFY(found);
    QCOMPARE(QString::fromLatin1(found->id), format);
    QCOMPARE(QString::fromLatin1(recognized({source.bytes, QStringLiteral("unnamed")})->id), format);
    QStringList told;
    for (const Notice &notice : imported(format, source).notices)
        told += QStringLiteral("%1:%2 %3").arg(notice.place.line).arg(notice.place.column).arg(notice.what);
    QFETCH(QStringList, notices);
    QCOMPARE(told, notices);
}

void tst_Exchange::writesSoThatItReadsTheSame_data()
{
    addFiles();
}

void tst_Exchange::writesSoThatItReadsTheSame()
{
    QFETCH(QString, name);
    QFETCH(QString, format);
    const Imported first = imported(format, sourceOf(name));
    QVERIFY(!first.prompts.empty());
    for (const PromptFile &file : first.prompts) {
        const Exported written = exchangeFormat(format)->write(file);
        const Imported second = imported(format, {written.bytes, name});
        QCOMPARE(second.prompts.size(), size_t(1));
        QVERIFY2(second.prompts.front() == file,
                 (written.bytes + '\n' + QJsonDocument(jsonOf(second.prompts.front())).toJson()).constData());
        QCOMPARE(exchangeFormat(format)->write(second.prompts.front()).bytes, written.bytes);
    }
}

void tst_Exchange::losesNothingOnTheWayThroughOurOwnFile_data()
{
    addFiles();
}

void tst_Exchange::losesNothingOnTheWayThroughOurOwnFile()
{
    QFETCH(QString, name);
    QFETCH(QString, format);
    for (const PromptFile &file : imported(format, sourceOf(name)).prompts) {
        const Exported written = writeNative(file);
        const Imported again = imported(QStringLiteral("native"), {written.bytes, QStringLiteral("x.prompt.yml")});
        QCOMPARE(again.prompts.size(), size_t(1));
        QVERIFY2(again.prompts.front() == file,
                 (written.bytes + '\n' + QJsonDocument(jsonOf(again.prompts.front())).toJson()).constData());
    }
}

void tst_Exchange::keepsNoKeys()
{
    for (const char *name : {"menu.prompt", "support.prompty", "second.prompty", "suite.yaml"}) {
        const ExchangeSource source = sourceOf(QString::fromLatin1(name));
        const Imported read = imported(QString::fromLatin1(recognized(source)->id), source);
        QVERIFY(std::ranges::any_of(read.notices, [](const Notice &notice) {
            return notice.what.contains(QLatin1StringView("key"), Qt::CaseInsensitive) && notice.place.line > 0;
        }));
        const QByteArray native = writeNative(read.prompts.front()).bytes;
        for (const char *secret : {"AIza", "AZURE_KEY", "env:KEY", "sk-none"})
            QVERIFY2(!native.contains(secret), native.constData());
    }
}

void tst_Exchange::tellsWhatAFormatCannotHold()
{
    PromptFile file;
    file.draft.messages = {{.role = Role::Assistant, .text = QStringLiteral("a")},
                           {.role = Role::User, .text = QStringLiteral("b"), .enabled = false}};
    file.draft.tools = {{QStringLiteral("clock")}};
    file.draft.parameters.reasoningEffort = QStringLiteral("low");
    file.tags = {QStringLiteral("t")};
    for (const ExchangeFormat &format : exchangeFormats()) {
        const Exported written = format.write(file);
        const bool isNative = QLatin1StringView(format.id) == QLatin1StringView("native");
        const auto tells = [&written](const char *what) {
            return std::ranges::any_of(written.notices, [what](const Notice &notice) {
                return notice.what == QLatin1StringView(what) && !notice.sentence.isEmpty();
            });
        };
        QCOMPARE(tells("tools"), !isNative);
        QCOMPARE(tells("message 2"), !isNative);
        QVERIFY(!isNative || written.notices.empty());
    }
}

void tst_Exchange::refusesHostileFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray("\n  \n");
    QTest::newRow("not UTF-8") << QByteArray("name: \xC3\x28\nmessages: []\n");
    QTest::newRow("too large") << QByteArray("name: ") + QByteArray(int(LargestExchangeFile), 'x');
    QTest::newRow("deep front matter") << QByteArray("---\na: ") + QByteArray(5'000, '[') + "\n---\n";
    QTest::newRow("half a front matter") << QByteArray("---\nname: x\n");
}

void tst_Exchange::refusesHostileFiles()
{
    QFETCH(QByteArray, bytes);
    for (const ExchangeFormat &format : exchangeFormats()) {
        const Result<Imported> result = format.read({bytes, QStringLiteral("hostile")});
        if (!result) {
            QVERIFY(result.error().code == ErrorCode::BadFile);
            QVERIFY(!result.error().argument.isEmpty()); // why
            QVERIFY(result.error().message().contains(result.error().argument));
        } else { // a bare "---" is an empty line to YAML, which then has a name and no more
            QVERIFY2(QByteArray(QTest::currentDataTag()).contains("half"), format.id);
        }
    }
}

void tst_Exchange::survivesWrongTypesEverywhere_data()
{
    addFiles();
}

/// Each value of the file in turn is replaced by one of another type: it is told, and written back.
void tst_Exchange::survivesWrongTypesEverywhere()
{
    QFETCH(QString, name);
    QFETCH(QString, format);
    const QByteArray bytes = sourceOf(name).bytes;
    const QByteArrayList lines = bytes.split('\n');
    int read = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        for (const QByteArray &value :
             {QByteArray(" [1, {x: y}]"), QByteArray(" {a: {b: []}}"), QByteArray(" null"), QByteArray(" .5")}) {
            QByteArrayList changed = lines;
            const qsizetype colon = changed[i].indexOf(':');
            if (colon < 0) continue;
            changed[i] = changed[i].first(colon + 1) + value;
            const Result<Imported> result = exchangeFormat(format)->read({changed.join('\n'), name});
            if (!result) continue;
            ++read;
            for (const PromptFile &file : result->prompts)
                for (const ExchangeFormat &other : exchangeFormats())
                    QVERIFY(!other.write(file).bytes.isEmpty());
        }
    }
    QVERIFY(read > 0 || format == QLatin1StringView("langfuse"));
}

QTEST_GUILESS_MAIN(tst_Exchange)
#include "tst_exchange.moc"
