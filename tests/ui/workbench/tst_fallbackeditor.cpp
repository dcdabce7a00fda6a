#include "tests/ui/workbench/workbenchfixture.h"
#include "ui/workbench/fallbackeditor.h"
#include "ui/workbench/modelpicker.h"

#include "../named.h"

#include <QCheckBox>
#include <QListWidget>
#include <QSignalSpy>
#include <QToolButton>

using namespace burin;

class tst_FallbackEditor : public QObject, private WorkbenchFixture {
    Q_OBJECT
private:
    FallbackEditor *editor() const { return m_page->findChild<FallbackEditor *>(); }
    static PromptDraft withFallbacks()
    {
        PromptDraft prompt = draft();
        prompt.fallbacks = {{QStringLiteral("openai"), QStringLiteral("gpt")},
                            {QStringLiteral("ollama"), QStringLiteral("llama")}};
        return prompt;
    }

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void theDraftKeepsTheFallbacksInTheirOrder()
    {
        m_page->setDraft(withFallbacks());
        QCOMPARE(m_page->draft(), withFallbacks());
        QCOMPARE(draftFrom(toJson(m_page->draft())), withFallbacks());
        m_page->setDraft(draft());
        QVERIFY(m_page->draft().fallbacks.empty());
        QVERIFY(m_page->draft().fallbackOn.isEmpty());
    }

    void choosingAModelAddsIt()
    {
        m_page->setDraft(draft());
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        ModelPopup *popup = editor()->picker()->popup();
        const ModelChoice choice{QStringLiteral("openai"), QStringLiteral("gpt")};
        Q_EMIT popup->chosen(choice);
        Q_EMIT popup->chosen(choice); // once is enough
        QCOMPARE(m_page->draft().fallbacks, std::vector<ModelRef>{choice});
        QCOMPARE(m_page->draft().model, QStringLiteral("sim-1"));
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(editor()->picker()->choice().model.isEmpty()); // ready for the next
    }

    void theOrderCanBeChanged()
    {
        m_page->setDraft(withFallbacks());
        auto *list = editor()->findChild<QListWidget *>();
        list->setCurrentRow(1);
        named<QToolButton>(editor(), QStringLiteral("Try earlier"))->click();
        QCOMPARE(m_page->draft().fallbacks.front().model, QStringLiteral("llama"));
        named<QToolButton>(editor(), QStringLiteral("Remove the fallback model"))->click();
        QCOMPARE(m_page->draft().fallbacks.size(), size_t(1));
        QCOMPARE(m_page->draft().fallbacks.front().model, QStringLiteral("gpt"));
    }

    void theFailuresCanBeChosen()
    {
        m_page->setDraft(withFallbacks());
        auto *network = named<QCheckBox>(editor(), QStringLiteral("Network"));
        QVERIFY(network->isChecked());
        network->click();
        const QStringList on = m_page->draft().fallbackOn;
        QVERIFY(!on.contains(QStringLiteral("NETWORK_ERROR")));
        QVERIFY(on.contains(QStringLiteral("TIMEOUT_ERROR")));
        network->click();
        QVERIFY(m_page->draft().fallbackOn.isEmpty()); // the usual ones again
    }
};

QTEST_MAIN(tst_FallbackEditor)
#include "tst_fallbackeditor.moc"
