#include "core/domain/settings.h"

#include <QSet>
#include <QTest>

using namespace burin;

class tst_SettingRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreComplete();
    void answersTheFallbackForWhatIsNotStored();
    void clampsWhatIsOutOfRange();
    void ignoresValuesOfTheWrongType();
    void choosesByIndex();
    void keepsWhatItDoesNotKnow();
};

void tst_SettingRows::rowsAreComplete()
{
    QSet<QString> keys;
    for (const SettingRow &row : settingRows()) {
        const QString key = QString::fromLatin1(row.key);
        QVERIFY2(!keys.contains(key), row.key);
        keys += key;
        QVERIFY2(row.minimum <= row.fallback && row.fallback <= row.maximum, row.key);
        QVERIFY2(*row.group && *row.title && QString::fromUtf8(row.hint).endsWith(u'.'), row.key);
        const QStringList choices = QString::fromLatin1(row.choices).split(u'|', Qt::SkipEmptyParts);
        QCOMPARE(choices.isEmpty(), row.kind != SettingKind::Choice);
        if (row.kind == SettingKind::Choice) QCOMPARE(int(choices.size()), int(row.maximum) + 1);
    }
    for (const char *key :
         {setting::Theme, setting::ConnectTimeout, setting::FirstContentTimeout, setting::IdleTimeout,
          setting::TotalTimeout, setting::Retries, setting::RetryInitial, setting::RetryCap, setting::RetryLongestWait,
          setting::Recording, setting::RecordingCap, setting::RecordingTotal})
        QVERIFY2(keys.contains(QString::fromLatin1(key)), key);
}

void tst_SettingRows::answersTheFallbackForWhatIsNotStored()
{
    const Settings settings;
    for (const SettingRow &row : settingRows())
        QCOMPARE(settings.number(row.key), row.fallback);
    QCOMPARE(settings.number(setting::Retries), 3.0);
    QCOMPARE(settings.choice(setting::Theme), QStringLiteral("System"));
}

void tst_SettingRows::clampsWhatIsOutOfRange()
{
    for (const SettingRow &row : settingRows()) {
        Settings settings;
        settings.set(QString::fromLatin1(row.key), row.maximum + 1);
        QCOMPARE(settings.number(row.key), row.maximum);
        settings.set(QString::fromLatin1(row.key), row.minimum - 1);
        QCOMPARE(settings.number(row.key), row.minimum);
        settings.set(QString::fromLatin1(row.key), row.maximum);
        QCOMPARE(settings.number(row.key), row.maximum);
    }
}

void tst_SettingRows::ignoresValuesOfTheWrongType()
{
    const Settings settings(QJsonObject{{QStringLiteral("retry.count"), QStringLiteral("many")},
                                        {QStringLiteral("timeout.idle"), QJsonValue::Null},
                                        {QStringLiteral("theme"), true}});
    QCOMPARE(settings.number(setting::Retries), 3.0);
    QCOMPARE(settings.number(setting::IdleTimeout), 30.0);
    QCOMPARE(settings.choice(setting::Theme), QStringLiteral("System"));
}

void tst_SettingRows::choosesByIndex()
{
    Settings settings;
    settings.set(QString::fromLatin1(setting::Theme), 2);
    QCOMPARE(settings.choice(setting::Theme), QStringLiteral("Dark"));
    settings.set(QString::fromLatin1(setting::Theme), 77);
    QCOMPARE(settings.choice(setting::Theme), QStringLiteral("Dark"));
}

void tst_SettingRows::keepsWhatItDoesNotKnow()
{
    const QJsonObject stored{{QStringLiteral("future"), 5}, {QStringLiteral("theme"), 1}};
    Settings settings(stored);
    QCOMPARE(settings.toJson(), stored);
    settings.set(QStringLiteral("theme"), 2);
    QCOMPARE(settings.toJson().value(QStringLiteral("future")).toInt(), 5);
    QVERIFY(settings != Settings(stored));
}

QTEST_APPLESS_MAIN(tst_SettingRows)
#include "tst_settingrows.moc"
