#include "ui/settings/limitcard.h"
#include "ui/settings/limitspane.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace burin;
using namespace std::chrono_literals;
using Limits = std::vector<LimitOverride>;

namespace {

struct Shown {
    Shown() : changed(&pane, &LimitsPane::limitsChanged)
    {
        ProviderState state;
        state.profile.id = QStringLiteral("ollama");
        state.profile.name = QStringLiteral("Ollama");
        pane.setProviders({state});
        pane.resize(700, 700);
        pane.show();
        pane.activateWindow();
        if (!QTest::qWaitForWindowActive(&pane)) qFatal("not shown");
    }
    LimitCard *card(const char *title) const { return named<LimitCard>(&pane, QString::fromUtf8(title)); }
    QLineEdit *field(const char *title, const char *name) const
    {
        return named<QLineEdit>(card(title), QString::fromLatin1(name));
    }
    Limits last() const { return changed.last().first().value<Limits>(); }
    void type(QLineEdit *field, const char *text) const
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QString::fromLatin1(text));
        QTest::keyClick(field, Qt::Key_Return);
    }

    LimitsPane pane;
    QSignalSpy changed;
};

LimitOverride forModel(const char *model)
{
    LimitOverride limits;
    limits.scope = LimitOverride::Scope::Model;
    limits.name = QString::fromLatin1(model);
    limits.total = 90s;
    return limits;
}

} // namespace

class tst_LimitsPane : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void addsLimitsForAProvider()
    {
        Shown shown;
        named<QPushButton>(&shown.pane, QStringLiteral("Add limits"))->click();
        QCOMPARE(shown.last().size(), size_t(1));
        QCOMPARE(shown.last()[0].name, QStringLiteral("ollama"));
        shown.type(shown.field("Provider Ollama", "First content"), "300");
        shown.type(shown.field("Provider Ollama", "Retries"), "0");
        const LimitOverride limits = shown.last()[0];
        QVERIFY(limits.scope == LimitOverride::Scope::Provider);
        QVERIFY(limits.firstContent == 300s && limits.retries == 0);
        QVERIFY(!limits.connect && !limits.total);
    }

    void addsLimitsForAModelByItsId()
    {
        Shown shown;
        auto *scope = named<QComboBox>(&shown.pane, QStringLiteral("What the limits are for"));
        scope->setCurrentText(QStringLiteral("Model"));
        auto *add = named<QPushButton>(&shown.pane, QStringLiteral("Add limits"));
        add->click();
        QVERIFY(shown.changed.isEmpty()); // which one?
        named<QComboBox>(&shown.pane, QStringLiteral("Which one"))->setEditText(QStringLiteral(" gpt-5 "));
        add->click();
        QCOMPARE(shown.last()[0].name, QStringLiteral("gpt-5"));
        add->click(); // there already: nothing is doubled
        QCOMPARE(shown.last().size(), size_t(1));
    }

    void showsWhatIsSetAndTakesItBack()
    {
        Shown shown;
        shown.pane.setLimits({forModel("gpt-5")});
        QVERIFY(shown.changed.isEmpty());
        QLineEdit *total = shown.field("Model gpt-5", "Whole answer");
        QCOMPARE(total->text(), QStringLiteral("90"));
        QVERIFY(shown.field("Model gpt-5", "Connect")->text().isEmpty());
        total->setFocus();
        total->clear();
        QTest::keyClick(total, Qt::Key_Return);
        QVERIFY(!shown.last()[0].total);
    }

    void refusesWhatIsNoLimit_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("words") << QStringLiteral("soon");
        QTest::newRow("less than nothing") << QStringLiteral("-1");
        QTest::newRow("more than a day") << QStringLiteral("90000");
    }
    void refusesWhatIsNoLimit()
    {
        QFETCH(QString, typed);
        Shown shown;
        shown.pane.setLimits({forModel("gpt-5")});
        QLineEdit *total = shown.field("Model gpt-5", "Whole answer");
        total->setFocus();
        total->setText(typed);
        QVERIFY(total->property("invalid").toBool());
        QTest::keyClick(total, Qt::Key_Return);
        QVERIFY(shown.changed.isEmpty());
        QCOMPARE(total->text(), QStringLiteral("90"));
    }

    void removesAndUndoes()
    {
        Shown shown;
        const Limits before{forModel("a"), forModel("b")};
        shown.pane.setLimits(before);
        named<QToolButton>(&shown.pane, QStringLiteral("Remove the limits: Model a"))->click();
        QCOMPARE(shown.last(), Limits{forModel("b")});
        named<QPushButton>(&shown.pane, QStringLiteral("Undo"))->click();
        QCOMPARE(shown.last(), before);
    }

    void namesEveryControl()
    {
        Shown shown;
        shown.pane.setLimits({forModel("a")});
        QCOMPARE(namelessControls(&shown.pane), QStringList());
    }
};

QTEST_MAIN(tst_LimitsPane)
#include "tst_limitspane.moc"
