#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace burin;

class tst_ModelPicker : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ModelPicker> m_picker;

    static std::vector<ProviderState> providers()
    {
        std::vector<ProviderState> states(2);
        states[0].profile.id = QStringLiteral("openrouter");
        states[0].profile.name = QStringLiteral("OpenRouter");
        states[1].profile.id = QStringLiteral("ollama");
        states[1].profile.name = QStringLiteral("Ollama");
        return states;
    }
    static std::vector<ModelInfo> models()
    {
        return {{QStringLiteral("anthropic/claude-sonnet"), QStringLiteral("Claude Sonnet"), 200'000,
                 Money{3'000'000'000'000}, Money{15'000'000'000'000}},
                {QStringLiteral("openai/gpt-mini"), QStringLiteral("GPT mini"), 128'000, std::nullopt, std::nullopt},
                {QStringLiteral("openai/gpt-large"), QStringLiteral("GPT large"), 0, Money{2'000'000'000'000},
                 Money{8'000'000'000'000}}};
    }
    QLineEdit *search() const { return m_picker->popup()->findChild<QLineEdit *>(); }
    QAbstractItemModel *rows() const { return m_picker->popup()->findChild<QTreeView *>()->model(); }
    QString cell(int row, int column) const { return rows()->index(row, column).data().toString(); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void init()
    {
        m_picker = std::make_unique<ModelPicker>();
        m_picker->setProviders(providers());
        m_picker->setChoice({QStringLiteral("openrouter"), QStringLiteral("openai/gpt-mini")});
    }
    void cleanup() { m_picker.reset(); }

    void asksForModelsItDoesNotKnow()
    {
        QSignalSpy requested(m_picker->popup(), &ModelPopup::modelsRequested);
        m_picker->open();
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.first().first().toString(), QStringLiteral("openrouter"));
        m_picker->popup()->setModels(QStringLiteral("openrouter"), models());
        m_picker->open();
        QCOMPARE(requested.size(), 1);
        for (auto *button : m_picker->popup()->findChildren<QToolButton *>()) {
            if (button->accessibleName().startsWith(QStringLiteral("Fetch"))) button->click();
        }
        QCOMPARE(requested.size(), 2);
    }

    void showsPricesPerMillion()
    {
        m_picker->popup()->setModels(QStringLiteral("openrouter"), models());
        m_picker->open();
        QCOMPARE(rows()->rowCount(), 3);
        QCOMPARE(cell(0, 1), QStringLiteral("200 K"));
        QCOMPARE(cell(0, 2), QStringLiteral("$3.00"));
        QCOMPARE(cell(0, 3), QStringLiteral("$15.00"));
        QCOMPARE(cell(1, 2), QStringLiteral("–")); // unknown, not free
        QCOMPARE(cell(2, 1), QStringLiteral("–"));
    }

    void tellsWhatAModelCanAndWhenItRetires()
    {
        ModelInfo old{QStringLiteral("old"), {}, 8'000, {}, {}};
        old.retires = QDate(2020, 1, 31);
        ModelInfo next{QStringLiteral("next"), {}, 8'000, {}, {}};
        next.retires = QDate(2999, 1, 31);
        next.capabilities = {QStringLiteral("json"), QStringLiteral("vision")};
        next.maxOutputTokens = 4'096;
        m_picker->popup()->setModels(QStringLiteral("openrouter"), {old, next});
        m_picker->open();
        QCOMPARE(cell(0, 4), QStringLiteral("retired 2020-01-31"));
        QCOMPARE(cell(1, 4), QStringLiteral("retires 2999-01-31 · JSON · vision"));
        QVERIFY(rows()->index(0, 4).data(Qt::ForegroundRole).isValid());
        QVERIFY(rows()->index(1, 1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("4,096")));
    }

    void findsByAllWordsAndChoosesWithTheKeyboard()
    {
        m_picker->popup()->setModels(QStringLiteral("openrouter"), models());
        m_picker->open();
        QSignalSpy changed(m_picker.get(), &ModelPicker::choiceChanged);
        QTest::keyClicks(search(), QStringLiteral("GPT open"));
        QCOMPARE(rows()->rowCount(), 2);
        QTest::keyClick(search(), Qt::Key_Down);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_picker->choice().model, QStringLiteral("openai/gpt-large"));
        QVERIFY(!m_picker->popup()->isVisible());
        QVERIFY(m_picker->accessibleName().contains(QStringLiteral("openai/gpt-large")));
        QVERIFY(m_picker->accessibleName().contains(QStringLiteral("OpenRouter")));
    }

    void usesAnIdThatIsNotListed()
    {
        m_picker->popup()->setModels(QStringLiteral("openrouter"), models());
        m_picker->open();
        QTest::keyClicks(search(), QStringLiteral("vendor/new-model"));
        QCOMPARE(rows()->rowCount(), 1);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(m_picker->choice().model, QStringLiteral("vendor/new-model"));
    }

    void tellsWhyThereIsNoList()
    {
        m_picker->open();
        m_picker->popup()->showModelsError(QStringLiteral("openrouter"),
                                           makeError(ErrorCode::MissingKey, QStringLiteral("OpenRouter")));
        const auto *message = m_picker->popup()->findChild<QLabel *>();
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains(QStringLiteral("API key")));
        QSignalSpy settings(m_picker->popup(), &ModelPopup::settingsRequested);
        auto *button = m_picker->popup()->findChild<QPushButton *>();
        QVERIFY(button->isVisible());
        button->click();
        QCOMPARE(settings.first().first().toString(), QStringLiteral("openrouter"));
    }

    void keepsTheProviderWhenTheListOfProvidersChanges()
    {
        m_picker->open();
        auto *provider = m_picker->popup()->findChild<QComboBox *>();
        provider->setCurrentIndex(1);
        auto changed = providers();
        changed.insert(changed.begin(), ProviderState());
        changed.front().profile.id = QStringLiteral("new");
        m_picker->setProviders(changed);
        QCOMPARE(provider->currentData().toString(), QStringLiteral("ollama"));
        QCOMPARE(m_picker->choice().providerId, QStringLiteral("openrouter"));
    }

    void showsHostileNamesAsPlainText()
    {
        m_picker->popup()->setModels(QStringLiteral("openrouter"),
                                     {{QStringLiteral("<img src=/dev/zero>"), QStringLiteral("<b>x</b>"), 0, {}, {}},
                                      {QStringLiteral("safe\u202Eexe"), {}, 0, {}, {}}});
        m_picker->open();
        QCOMPARE(cell(1, 0), QStringLiteral("safe⟨U+202E⟩EXE").replace(QStringLiteral("EXE"), QStringLiteral("exe")));
        QVERIFY(rows()->index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;img")));
        m_picker->setChoice({QStringLiteral("openrouter"), QStringLiteral("<img src=/dev/zero>")});
        QVERIFY(!m_picker->toolTip().contains(QStringLiteral("<img")));
        QVERIFY(!m_picker->grab().isNull());
    }

    void shortensALongName()
    {
        m_picker->setChoice({QStringLiteral("openrouter"), QString(300, u'm')});
        m_picker->resize(200, m_picker->sizeHint().height());
        QVERIFY(m_picker->text().contains(QStringLiteral("…")));
        QVERIFY(m_picker->minimumSizeHint().width() <= 200);
        QVERIFY(m_picker->toolTip().contains(QString(300, u'm')));
    }
};

QTEST_MAIN(tst_ModelPicker)
#include "tst_modelpicker.moc"
