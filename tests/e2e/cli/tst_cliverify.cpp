#include "app/profile/storedprofile.h"
#include "core/store/dbthread.h"
#include "core/store/keyvalue.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace burin;

/// Keys of providers whose address the user moved.
class tst_CliVerify : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verifyAsksForAKeyThatIsMissingOrElsewhere();
};

/// The address of a provider is moved, as the window does it; its key of the environment stays with the old one.
void tst_CliVerify::verifyAsksForAKeyThatIsMissingOrElsewhere()
{
    ScriptedServer server({jsonResponse(200, R"({"data":[]})")});
    CliProfile profile;
    const QStringList verify{u"verify"_qs, u"openai"_qs, u"--json"_qs};
    CliResult result = profile.call(verify);
    QCOMPARE(result.document().value(u"state").toString(), u"missing"_qs);
    QCOMPARE(result.exitCode, 1);

    profile.setVariable(u"OPENAI_API_KEY"_qs, u"sk-1"_qs);
    const QJsonObject moved{{u"openai"_qs, server.url(u"/v1"_qs).toString()}};
    {
        DbThread database(profile.folder());
        const QFuture<Outcome> saved = database.run([moved](const QSqlDatabase &db) {
            return saveDocument(db, QString::fromLatin1(ProvidersDocument), {{u"base_urls"_qs, moved}});
        });
        QTRY_VERIFY_WITH_TIMEOUT(saved.isFinished(), 60'000);
        QVERIFY(bool(saved.result()));
    }
    result = profile.call(verify);
    QCOMPARE(result.document().value(u"state").toString(), u"missing"_qs);
    QVERIFY(result.document().value(u"message").toString().contains(u"another address"));
    QCOMPARE(profile.call({u"run"_qs, u"--provider"_qs, u"openai"_qs, u"--model"_qs, u"m"_qs, u"--user"_qs, u"hi"_qs})
                 .exitCode,
             1);
    QCOMPARE(server.connectionCount(), 0);
}

QTEST_GUILESS_MAIN(tst_CliVerify)
#include "tst_cliverify.moc"
