#include "app/desktop/samples.h"
#include "core/prompt/template.h"

#include <QSet>
#include <QTest>

using namespace burin;

class tst_Samples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sampleRunsAtOnce();
};

void tst_Samples::sampleRunsAtOnce()
{
    const PromptDraft draft = samplePrompt();
    QVERIFY(!draft.title.isEmpty());
    QCOMPARE(draft.providerId, QStringLiteral("simulator"));
    QVERIFY(!draft.model.isEmpty());
    QSet<QString> used;
    QCOMPARE(draft.messages.size(), 2u);
    for (const PromptMessage &message : draft.messages) {
        QVERIFY(!message.text.isEmpty());
        const auto parsed = Template::parse(message.text);
        QVERIFY(bool(parsed));
        for (const QString &name : parsed->variables())
            used.insert(name);
        const auto rendered = parsed->render(draft.variables);
        QVERIFY2(bool(rendered), "a variable has no value");
        QVERIFY(!rendered->contains(QLatin1StringView("{{")));
    }
    QCOMPARE(used, QSet<QString>(draft.variables.keyBegin(), draft.variables.keyEnd()));
}

QTEST_GUILESS_MAIN(tst_Samples)
#include "tst_samples.moc"
