#include "ui/settings/providerform.h"
#include "ui/settings/providertexts.h"
#include "ui/settings/settingsform.h"
#include "ui/settings/settingspage.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace burin;

class tst_SettingsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void showsWhereEachKeyIs_data();
    void showsWhereEachKeyIs();
    void handsOnAKeyAndForgetsIt_data();
    void handsOnAKeyAndForgetsIt();
    void forgetsAKeyThatWasNotSaved();
    void anEnvironmentKeyIsNotEditedHere();
    void theSimulatorHasNoKey();
    void removesAKey();
    void acceptsOnlySafeAddresses_data();
    void acceptsOnlySafeAddresses();
    void keepsSelectionAndTyping();
    void testsTheConnection();
    void resultsStayWithTheirProvider();
    void offersOnlyWebPagesForKeys();
    void everySettingHasItsField_data();
    void everySettingHasItsField();
    void defaultsAreOneClickAway();
    void theWheelScrollsThePage();
    void listsTheGroupsOfTheTable();
    void namesEveryControl();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

ProviderState providerOf(const QString &id, KeyState state, KeySource source)
{
    ProviderState provider;
    provider.profile.id = id;
    provider.profile.name = id.toUpper();
    provider.profile.baseUrl = QUrl(QStringLiteral("https://%1.example/v1").arg(id));
    provider.profile.keyPrefix = QStringLiteral("sk-");
    provider.profile.keyVariables = {id.toUpper() + QStringLiteral("_API_KEY")};
    provider.profile.keysUrl = QStringLiteral("https://%1.example/keys").arg(id);
    provider.keyState = state;
    provider.keySource = source;
    provider.keyVariable = source == KeySource::Environment ? provider.profile.keyVariables.first() : QString();
    return provider;
}

std::vector<ProviderState> someProviders()
{
    return {providerOf(QStringLiteral("one"), KeyState::Missing, KeySource::None),
            providerOf(QStringLiteral("two"), KeyState::Ok, KeySource::Keychain),
            providerOf(QStringLiteral("three"), KeyState::Rejected, KeySource::Environment)};
}

struct Shown {
    Shown()
    {
        page.resize(1200, 800);
        page.setProviders(someProviders());
        page.show();
    }
    QLineEdit *key() { return named<QLineEdit>(&page, QStringLiteral("API key")); }
    QLineEdit *url() { return named<QLineEdit>(&page, QStringLiteral("Base URL")); }
    QListWidget *list(const char *name) { return named<QListWidget>(&page, QString::fromLatin1(name)); }
    QPushButton *button(const char *name) { return named<QPushButton>(&page, QString::fromLatin1(name)); }
    QString result() { return named<QLabel>(&page, QStringLiteral("Result of the test"))->text(); }
    SettingsPage page;
};

QString titleOf(const SettingRow &row)
{
    return QString::fromUtf8(row.title);
}

} // namespace

void tst_SettingsView::showsWhereEachKeyIs_data()
{
    QTest::addColumn<KeyState>("state");
    QTest::addColumn<KeySource>("source");
    QTest::addColumn<QString>("summary");
    QTest::addColumn<QString>("tone");
    const auto row = [](const char *name, KeyState state, KeySource source, const char *summary, const char *tone) {
        QTest::newRow(name) << state << source << QString::fromUtf8(summary) << QString::fromUtf8(tone);
    };
    row("ok", KeyState::Ok, KeySource::Keychain, "ok · in keychain", "ok");
    row("environment", KeyState::Ok, KeySource::Environment, "ok · from environment", "ok");
    row("session", KeyState::Unknown, KeySource::Session, "not tested · this session", "");
    row("missing", KeyState::Missing, KeySource::None, "no key", "");
    row("rejected", KeyState::Rejected, KeySource::Keychain, "rejected · in keychain", "error");
    row("offline", KeyState::Offline, KeySource::None, "offline", "warn");
    row("not needed", KeyState::NotNeeded, KeySource::None, "needs no key", "ok");
}

void tst_SettingsView::showsWhereEachKeyIs()
{
    QFETCH(KeyState, state);
    QFETCH(KeySource, source);
    QFETCH(QString, summary);
    QFETCH(QString, tone);
    Shown shown;
    shown.page.setProviders({providerOf(QStringLiteral("one"), state, source)});
    QCOMPARE(named<QLabel>(&shown.page, QStringLiteral("State of the provider"))->text(), summary);
    QCOMPARE(shown.list("Providers")->item(0)->data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("ONE, ") + summary);
    QCOMPARE(keyStateTone(state), tone);
}

void tst_SettingsView::handsOnAKeyAndForgetsIt_data()
{
    QTest::addColumn<bool>("keyboard");
    QTest::newRow("Save key") << false;
    QTest::newRow("Return") << true;
}

void tst_SettingsView::handsOnAKeyAndForgetsIt()
{
    QFETCH(bool, keyboard);
    Shown shown;
    QSignalSpy entered(&shown.page, &SettingsPage::keyEntered);
    QVERIFY(!shown.button("Save key")->isEnabled());
    QTest::keyClicks(shown.key(), QStringLiteral(" sk-secret "));
    QCOMPARE(shown.key()->echoMode(), QLineEdit::Password);
    if (keyboard)
        QTest::keyClick(shown.key(), Qt::Key_Return);
    else
        shown.button("Save key")->click();
    QCOMPARE(entered.size(), 1);
    QCOMPARE(entered.first().at(0).toString(), QStringLiteral("one"));
    QVERIFY(entered.first().at(1).value<Secret>() == Secret("sk-secret"));
    QVERIFY(shown.key()->text().isEmpty());
    QVERIFY(!shown.key()->isUndoAvailable());
}

void tst_SettingsView::forgetsAKeyThatWasNotSaved()
{
    Shown shown;
    QTest::keyClicks(shown.key(), QStringLiteral("sk-half"));
    shown.list("Providers")->setCurrentRow(1);
    QVERIFY(shown.key()->text().isEmpty());
}

void tst_SettingsView::anEnvironmentKeyIsNotEditedHere()
{
    Shown shown;
    shown.page.showProvider(QStringLiteral("three"));
    QVERIFY(!shown.key()->isEnabled());
    QVERIFY(!shown.button("Remove the key")->isEnabled());
    const QList<QLabel *> labels = shown.page.findChildren<QLabel *>();
    QVERIFY(
        std::ranges::any_of(labels, [](QLabel *l) { return l->text().contains(QLatin1StringView("THREE_API_KEY")); }));
}

void tst_SettingsView::theSimulatorHasNoKey()
{
    Shown shown;
    ProviderState simulator = providerOf(QStringLiteral("simulator"), KeyState::NotNeeded, KeySource::None);
    simulator.profile.simulated = true;
    shown.page.setProviders({simulator});
    QVERIFY(!shown.key()->isVisible());
    QVERIFY(shown.url()->isReadOnly());
    shown.page.setProviders(someProviders());
    QVERIFY(shown.key()->isVisible());
    QVERIFY(!shown.url()->isReadOnly());
}

void tst_SettingsView::removesAKey()
{
    Shown shown;
    QVERIFY(!shown.button("Remove the key")->isEnabled());
    shown.page.showProvider(QStringLiteral("two"));
    QSignalSpy removed(&shown.page, &SettingsPage::keyRemoved);
    shown.button("Remove the key")->click();
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().toString(), QStringLiteral("two"));
}

void tst_SettingsView::acceptsOnlySafeAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("safe");
    QTest::newRow("https") << QStringLiteral("https://gateway.example/v1") << true;
    QTest::newRow("this computer") << QStringLiteral("http://localhost:11434/v1") << true;
    QTest::newRow("plain http elsewhere") << QStringLiteral("http://10.0.0.1/v1") << false;
    QTest::newRow("a password in it") << QStringLiteral("https://me:pw@gateway.example/v1") << false;
    QTest::newRow("no scheme") << QStringLiteral("gateway.example/v1") << false;
    QTest::newRow("a file") << QStringLiteral("file:///etc/passwd") << false;
    QTest::newRow("nothing") << QString() << false;
}

void tst_SettingsView::acceptsOnlySafeAddresses()
{
    QFETCH(QString, address);
    QFETCH(bool, safe);
    Shown shown;
    QSignalSpy changed(&shown.page, &SettingsPage::baseUrlChanged);
    shown.url()->clear();
    QTest::keyClicks(shown.url(), address);
    QTest::keyClick(shown.url(), Qt::Key_Return);
    QCOMPARE(changed.size(), safe ? 1 : 0);
    if (safe) QCOMPARE(changed.first().at(1).toUrl(), QUrl(address));
    QCOMPARE(shown.url()->property("invalid").toString(), safe ? QString() : QStringLiteral("true"));
    QCOMPARE(shown.button("Test connection")->isEnabled(), safe);
}

void tst_SettingsView::keepsSelectionAndTyping()
{
    Shown shown;
    shown.page.showProvider(QStringLiteral("two"));
    QTest::keyClicks(shown.key(), QStringLiteral("sk-ne"));
    shown.url()->setText(QStringLiteral("https://half.exam"));
    std::vector<ProviderState> providers = someProviders();
    providers.insert(providers.begin(), providerOf(QStringLiteral("zero"), KeyState::Ok, KeySource::Session));
    providers[2].keyState = KeyState::Offline;
    shown.page.setProviders(providers);
    QCOMPARE(shown.list("Providers")->currentRow(), 2);
    QCOMPARE(shown.key()->text(), QStringLiteral("sk-ne"));
    QCOMPARE(shown.url()->text(), QStringLiteral("https://half.exam"));
    QCOMPARE(named<QLabel>(&shown.page, QStringLiteral("State of the provider"))->text(),
             QStringLiteral("offline · in keychain"));
}

void tst_SettingsView::testsTheConnection()
{
    Shown shown;
    QSignalSpy requested(&shown.page, &SettingsPage::testRequested);
    shown.button("Test connection")->click();
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().toString(), QStringLiteral("one"));
    QVERIFY(!shown.button("Test connection")->isEnabled());
    shown.page.showTestResult(QStringLiteral("one"), KeyState::Ok, 324, {});
    QVERIFY(shown.button("Test connection")->isEnabled());
    QVERIFY2(shown.result().contains(QLatin1StringView("324")), qPrintable(shown.result()));
    const Error error = makeError(ErrorCode::RejectedKey, QStringLiteral("ONE"));
    shown.page.showTestResult(QStringLiteral("one"), KeyState::Rejected, 0, error);
    QCOMPARE(shown.result(), error.message() + u' ' + error.advice());
}

void tst_SettingsView::resultsStayWithTheirProvider()
{
    Shown shown;
    shown.button("Test connection")->click();
    shown.list("Providers")->setCurrentRow(1);
    QVERIFY(shown.result().isEmpty());
    QVERIFY(shown.button("Test connection")->isEnabled());
    shown.page.showTestResult(QStringLiteral("one"), KeyState::Ok, 7, {});
    QVERIFY(shown.result().isEmpty());
    shown.list("Providers")->setCurrentRow(0);
    QVERIFY(shown.result().contains(u'7'));
}

void tst_SettingsView::offersOnlyWebPagesForKeys()
{
    Shown shown;
    QVERIFY(shown.button("Get a key: https://one.example/keys")->isVisible());
    std::vector<ProviderState> providers = someProviders();
    providers[0].profile.keysUrl = QStringLiteral("file:///bin/sh");
    shown.page.setProviders(providers);
    QVERIFY(!shown.button("Get a key: file:///bin/sh")->isVisible());
}

void tst_SettingsView::everySettingHasItsField_data()
{
    QTest::addColumn<QString>("key");
    for (const SettingRow &row : settingRows())
        QTest::newRow(row.key) << QString::fromLatin1(row.key);
}

void tst_SettingsView::everySettingHasItsField()
{
    QFETCH(QString, key);
    const auto row =
        std::ranges::find(settingRows(), key, [](const SettingRow &r) { return QString::fromLatin1(r.key); });
    Shown shown;
    Settings settings;
    settings.set(key, row->maximum);
    QSignalSpy changed(&shown.page, &SettingsPage::settingChanged);
    shown.page.setSettings(settings);
    QCOMPARE(changed.size(), 0);
    if (row->kind == SettingKind::Choice) {
        auto *box = named<QComboBox>(&shown.page, titleOf(*row));
        QCOMPARE(box->currentIndex(), int(row->maximum));
        box->setCurrentIndex(int(row->minimum));
    } else {
        auto *box = named<QDoubleSpinBox>(&shown.page, titleOf(*row));
        QCOMPARE(box->value(), row->maximum);
        box->setValue(row->minimum - 5); // no value out of range leaves the page
    }
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toString(), key);
    QCOMPARE(changed.first().at(1).toDouble(), row->minimum);
}

void tst_SettingsView::defaultsAreOneClickAway()
{
    Shown shown;
    shown.list("Sections")->setCurrentRow(2);
    auto *box = named<QDoubleSpinBox>(&shown.page, QStringLiteral("Silence"));
    auto *reset = named<QToolButton>(&shown.page, QStringLiteral("Back to the default of Silence"));
    QVERIFY(!reset->isVisible());
    box->setValue(45);
    QVERIFY(reset->isVisible());
    QSignalSpy changed(&shown.page, &SettingsPage::settingChanged);
    reset->click();
    QCOMPARE(box->value(), 30.0);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!reset->isVisible());
}

void tst_SettingsView::theWheelScrollsThePage()
{
    Shown shown;
    shown.list("Sections")->setCurrentRow(2);
    auto *box = named<QDoubleSpinBox>(&shown.page, QStringLiteral("Silence"));
    QWheelEvent wheel(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120), Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(box, &wheel);
    QCOMPARE(box->value(), 30.0);
}

void tst_SettingsView::listsTheGroupsOfTheTable()
{
    Shown shown;
    QStringList sections;
    for (int row = 0; row < shown.list("Sections")->count(); ++row)
        sections += shown.list("Sections")->item(row)->text();
    QCOMPARE(sections.first(), QStringLiteral("Providers"));
    for (const QString &group : settingGroups())
        QVERIFY2(sections.contains(settingText(group.toUtf8().constData())), qPrintable(group));
}

void tst_SettingsView::namesEveryControl()
{
    Shown shown;
    for (int row = 0; row < shown.list("Sections")->count(); ++row) {
        shown.list("Sections")->setCurrentRow(row);
        QCOMPARE(namelessControls(&shown.page), QStringList());
    }
}

QTEST_MAIN(tst_SettingsView)
#include "tst_settingsview.moc"
