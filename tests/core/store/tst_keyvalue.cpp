#include "core/domain/prompt.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QJsonObject>
#include <QTest>

using namespace burin;

class tst_KeyValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentComesBack_data();
    void documentComesBack();
    void laterOneReplaces();
    void unknownNameHasNone();
    void unreadableDocumentIsIgnored();
};

void tst_KeyValue::documentComesBack_data()
{
    QTest::addColumn<QJsonObject>("document");
    QTest::newRow("empty") << QJsonObject{};
    QTest::newRow("numbers") << QJsonObject{{QStringLiteral("a"), 1.5},
                                            {QStringLiteral("b"), qint64(9'007'199'254'740'993)}};
    PromptDraft draft;
    draft.title = QChar(0xfeff) + QStringLiteral("begins with a mark");
    draft.messages =
        systemAndUser({}, QStringLiteral("Größe 😀 \" \\ ") + QChar(0) + QStringLiteral("\n{{x}}").repeated(10'000));
    draft.variables.insert(QStringLiteral("x"), QStringLiteral("'; DROP TABLE documents"));
    QTest::newRow("draft") << toJson(draft);
}

void tst_KeyValue::documentComesBack()
{
    QFETCH(QJsonObject, document);
    const QTemporaryDir folder;
    QVERIFY(saveDocument(OpenDatabase(folder.path()), QStringLiteral("name"), document));
    const auto loaded = loadDocument(OpenDatabase(folder.path()), QStringLiteral("name"));
    QVERIFY(loaded);
    QVERIFY(loaded->has_value());
    QCOMPARE(**loaded, document);
}

void tst_KeyValue::laterOneReplaces()
{
    const OpenDatabase db;
    for (int i = 0; i < 3; ++i)
        QVERIFY(saveDocument(db, QStringLiteral("name"), {{QStringLiteral("i"), i}}));
    QVERIFY(saveDocument(db, QStringLiteral("other"), {}));
    QCOMPARE(loadDocument(db, QStringLiteral("name"))->value(), (QJsonObject{{QStringLiteral("i"), 2}}));
}

void tst_KeyValue::unknownNameHasNone()
{
    const OpenDatabase db;
    const auto loaded = loadDocument(db, QStringLiteral("nothing"));
    QVERIFY(loaded);
    QVERIFY(!loaded->has_value());
}

void tst_KeyValue::unreadableDocumentIsIgnored()
{
    const OpenDatabase db;
    QVERIFY(db.execute(QStringLiteral("INSERT INTO documents VALUES ('broken', '{\"a\":', 0)")));
    QTest::ignoreMessage(QtWarningMsg, "document broken is not JSON and is ignored");
    const auto loaded = loadDocument(db, QStringLiteral("broken"));
    QVERIFY(loaded);
    QVERIFY(!loaded->has_value());
}

QTEST_GUILESS_MAIN(tst_KeyValue)
#include "tst_keyvalue.moc"
