#include <QDir>
#include <QProcess>
#include <QTest>

/// The checks that come from outside, where they are there.
class tst_CliChecks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passes_data();
    void passes();
};

namespace {

QDir checksFolder()
{
    return QDir(qEnvironmentVariable("BURIN_SHARED") + QStringLiteral("/checks"));
}

} // namespace

void tst_CliChecks::passes_data()
{
    if (qEnvironmentVariableIsEmpty("BURIN_SHARED") || !checksFolder().exists())
        QSKIP("SKIPPED: the checks are not on this computer.");
    QTest::addColumn<QString>("program");
    for (const QFileInfo &check : checksFolder().entryInfoList(QDir::Files | QDir::Executable))
        QTest::newRow(qUtf8Printable(check.fileName())) << check.filePath();
}

void tst_CliChecks::passes()
{
    QFETCH(QString, program);
    QProcess check;
    check.setProcessChannelMode(QProcess::MergedChannels);
    check.start(program, {QStringLiteral(BURIN_BINARY_DIR "/app/burin-cli")});
    QVERIFY(check.waitForFinished(120'000));
    const QByteArray said = check.readAll();
    QVERIFY2(check.exitStatus() == QProcess::NormalExit && check.exitCode() == 0, said.constData());
}

QTEST_GUILESS_MAIN(tst_CliChecks)
#include "tst_clichecks.moc"
