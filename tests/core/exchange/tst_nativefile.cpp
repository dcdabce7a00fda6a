#include "core/exchange/exchange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace burin;

/// The native format: whatever a prompt has comes back from its file.
class tst_NativeFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsMadeUpPrompts();
    void writesASmallPromptAsOneWouldByHand();
    void keepsMessagesInOrderAroundThoseWrittenByHand();
    void replacesLoneSurrogatesAndSaysSo();
    void tellsOfCommentsThatItCannotKeep();
};

namespace {

/// Made-up values, from a few texts that are hard to keep.
class Maker {
public:
    explicit Maker(quint32 seed) : m_random(seed) {}

    bool coin() { return m_random.bounded(2) == 0; }
    int below(int limit) { return m_random.bounded(limit); }

    QString text()
    {
        static const QStringList texts{QString(),
                                       QStringLiteral("yes"),
                                       QStringLiteral("null"),
                                       QStringLiteral("1e3"),
                                       QStringLiteral("---\n..."),
                                       QStringLiteral("Hello {{name}},\n\n  how are\tyou? \n"),
                                       QStringLiteral(" \n"),
                                       QStringLiteral("a\r\nb\r"),
                                       QStringLiteral("\U0001F9D1\u200D\U0001F680"),
                                       QStringLiteral("# not a comment\n- x: y"),
                                       QStringLiteral("expected"),
                                       QStringLiteral("2026-11-25"),
                                       QString(QChar(0)) + u'x'};
        return texts.at(below(int(texts.size())));
    }
    QStringList texts()
    {
        QStringList list;
        for (int i = below(3); i > 0; --i)
            list += text();
        return list;
    }
    VariableValues values()
    {
        VariableValues values;
        for (int i = below(4); i > 0; --i)
            values.insert(text(), text());
        return values;
    }
    QByteArray bytes()
    {
        QByteArray bytes;
        for (int i = below(200); i > 0; --i)
            bytes += char(below(256));
        return coin() ? text().toUtf8() : bytes;
    }

    PromptMessage message()
    {
        PromptMessage message{.role = Role(below(5)), .text = text()};
        if (below(3) == 0) message.attachments = {{text(), coin() ? QStringLiteral("text/plain") : text(), bytes()}};
        if (below(4) == 0) message.toolCalls = {{text(), text(), text()}};
        if (below(4) == 0) message.toolCallId = text();
        message.enabled = below(4) != 0;
        message.folded = below(4) == 0;
        return message;
    }
    VariableRow row(int number)
    {
        VariableRow row{.name = QStringLiteral("v%1").arg(number), .type = VariableType(below(9)), .required = coin()};
        row.fallback = text();
        row.description = text();
        row.pattern = text();
        if (coin()) row.minimum = below(100) * 0.1;
        if (coin()) row.maximum = 1e300;
        row.options = texts();
        return row;
    }
    ChatParameters parameters()
    {
        ChatParameters parameters;
        if (coin()) parameters.temperature = below(20) * 0.1;
        if (coin()) parameters.topP = 0.3;
        if (coin()) parameters.maxTokens = below(100'000);
        if (coin()) parameters.seed = -9007199254740993;
        parameters.stop = texts();
        if (coin()) parameters.reasoningEffort = QStringLiteral("low");
        if (coin())
            parameters.extra = {
                {QStringLiteral("top_k"), 40},
                {QStringLiteral("nested"), QJsonObject{{QStringLiteral("a"), QJsonArray{1, text(), true}}}}};
        return parameters;
    }
    ResponseFormat format()
    {
        ResponseFormat format{.kind = ResponseFormat::Kind(below(3))};
        if (coin()) format.name = text();
        if (coin()) format.schema = coin() ? QStringLiteral("{\n \"type\": \"object\" }") : text();
        return format;
    }

    PromptFile file()
    {
        PromptFile file;
        PromptDraft &draft = file.draft;
        draft.title = text();
        for (int i = below(5); i > 0; --i)
            draft.messages.push_back(message());
        for (int i = below(4); i > 0; --i)
            draft.declared.push_back(row(i));
        draft.variables = values();
        draft.providerId = text();
        draft.model = text();
        draft.parameters = parameters();
        if (coin()) draft.fallbacks = {{text(), text()}};
        draft.fallbackOn = texts();
        if (coin()) draft.tools = {{text(), text(), text()}};
        draft.format = format();
        for (int i = below(4); i > 0; --i)
            file.cases.push_back({coin() ? QString::number(file.cases.size() + 1) : text(), values(), text()});
        file.description = text();
        file.tags = texts();
        file.labels = texts();
        file.note = text();
        return file;
    }

private:
    QRandomGenerator m_random;
};

Imported readBack(const Exported &written)
{
    const Result<Imported> read = readNative({written.bytes, QStringLiteral("x.prompt.yml")});
    if (read) return *read;
    qWarning("%s", qPrintable(read.error().argument));
    return {};
}

} // namespace

void tst_NativeFile::keepsMadeUpPrompts()
{
    for (quint32 seed = 0; seed < 2'000; ++seed) {
        const PromptFile file = Maker(seed).file();
        const Exported written = writeNative(file);
        const Imported read = readBack(written);
        QVERIFY2(read.prompts.size() == 1, written.bytes.constData());
        const PromptFile &again = read.prompts.front();
        QVERIFY2(again == file,
                 (QByteArray::number(seed) + '\n' + written.bytes + '\n' + QJsonDocument(toJson(file.draft)).toJson() +
                  QJsonDocument(toJson(again.draft)).toJson())
                     .constData());
        QCOMPARE(writeNative(again).bytes, written.bytes);
        QVERIFY(written.notices.empty());
    }
}

void tst_NativeFile::writesASmallPromptAsOneWouldByHand()
{
    PromptFile file;
    file.draft.title = QStringLiteral("Greeting");
    file.draft.model = QStringLiteral("gpt-5-mini");
    file.draft.providerId = QStringLiteral("openai");
    file.draft.parameters.temperature = 0.7;
    file.draft.messages = systemAndUser(QStringLiteral("Be brief."), QStringLiteral("Greet {{name}}.\nTwice.\n"));
    file.cases = {{QStringLiteral("Ada"), {{QStringLiteral("name"), QStringLiteral("Ada")}}}};
    QCOMPARE(QString::fromUtf8(writeNative(file).bytes), QStringLiteral("name: Greeting\n"
                                                                        "model: gpt-5-mini\n"
                                                                        "modelParameters:\n"
                                                                        "  temperature: 0.7\n"
                                                                        "messages:\n"
                                                                        "  - role: system\n"
                                                                        "    content: Be brief.\n"
                                                                        "  - role: user\n"
                                                                        "    content: |\n"
                                                                        "      Greet {{name}}.\n"
                                                                        "      Twice.\n"
                                                                        "testData:\n"
                                                                        "  - name: Ada\n"
                                                                        "x-burin:\n"
                                                                        "  provider: openai\n"
                                                                        "  cases:\n"
                                                                        "    - Ada\n"));
}

void tst_NativeFile::keepsMessagesInOrderAroundThoseWrittenByHand()
{
    const Result<Imported> read = readNative({"messages:\n"
                                              "  - {role: system, content: one}\n"
                                              "  - {role: user, content: by hand}\n"
                                              "  - {role: user, content: three}\n"
                                              "  - {role: user, content: last}\n"
                                              "x-burin:\n"
                                              "  messages:\n"
                                              "    - {message: 1}\n"
                                              "    - {role: user, off: true, content: resting}\n"
                                              "    - {message: 3, folded: true}\n"
                                              "    - {message: 9}\n",
                                              QStringLiteral("x.prompt.yml")});
    QVERIFY(read);
    QStringList texts;
    for (const PromptMessage &message : read->prompts.front().draft.messages)
        texts += message.text + (message.folded ? QStringLiteral(" folded") : QString());
    QCOMPARE(texts.join(u'|'), QStringLiteral("one|resting|by hand|three folded|last"));
    QCOMPARE(read->notices.size(), size_t(1));
    QCOMPARE(read->notices.front().place.line, 11);
}

void tst_NativeFile::replacesLoneSurrogatesAndSaysSo()
{
    PromptFile file;
    file.draft.messages = systemAndUser({}, QStringLiteral("a") + QChar(0xD83D) + QStringLiteral("b"));
    const Exported written = writeNative(file);
    QCOMPARE(written.notices.size(), size_t(1));
    QCOMPARE(readBack(written).prompts.front().draft.messages.front().text, QStringLiteral("a\uFFFDb"));
}

void tst_NativeFile::tellsOfCommentsThatItCannotKeep()
{
    const Result<Imported> read = readNative({"# kept\nname: x # lost\nmessages: []\n", QStringLiteral("x")});
    QVERIFY(read);
    QCOMPARE(read->prompts.front().comment, QStringLiteral("# kept"));
    QCOMPARE(read->notices.size(), size_t(1));
    QCOMPARE(read->notices.front().place.line, 2);
    QCOMPARE(read->notices.front().place.column, 9);
    QVERIFY(writeNative(read->prompts.front()).bytes.startsWith("# kept\nname: x\n"));
}

QTEST_GUILESS_MAIN(tst_NativeFile)
#include "tst_nativefile.moc"
