// CPU for each streamed token, one HTTP chunk and one write each, over http and over TLS: the engine with its journal
// against a bare QNetworkAccessManager that reads and drops the bytes.
#include "app/recorder/runrecorder.h"
#include "core/engine/engine.h"
#include "core/store/dbthread.h"
#include "tests/bench/benchrun.h"
#include "tests/bench/measure.h"
#include "tests/bench/streamserver.h"
#include "tests/support/tlsidentity.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>

using namespace burin;

namespace {

constexpr int Tokens = 50'000;
constexpr int Rounds = 7;

QString model()
{
    return QStringLiteral("flat-%1").arg(Tokens);
}

double bareMicroseconds(QNetworkAccessManager &manager, const QUrl &base)
{
    const double before = bench::cpuMicroseconds();
    QNetworkReply *reply = manager.post(bench::bareRequest(base), bench::bareBody(model()));
    QEventLoop loop;
    qint64 bytes = 0;
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [&, reply] { bytes += reply->readAll().size(); });
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    if (reply->error() != QNetworkReply::NoError || bytes < Tokens) qFatal("%s", qPrintable(reply->errorString()));
    reply->deleteLater();
    return (bench::cpuMicroseconds() - before) / Tokens;
}

double engineMicroseconds(Engine &engine, RunRecorder &recorder, const QUrl &base)
{
    const double before = bench::cpuMicroseconds();
    RunSpec spec = bench::benchSpec(base, model());
    QEventLoop loop;
    qint64 tokens = 0;
    const auto stored = QObject::connect(&recorder, &RunRecorder::stored, &loop, [&](const RunRecord &record) {
        tokens = record.text.count(QLatin1StringView("token"));
        loop.quit();
    });
    recorder.begin(spec).then(&engine, [&](const Result<RunId> &id) {
        spec.id = *id;
        recorder.follow(engine.start(spec));
    });
    loop.exec();
    QObject::disconnect(stored);
    if (tokens != Tokens) qFatal("%lld of %d tokens arrived", tokens, Tokens);
    return (bench::cpuMicroseconds() - before) / Tokens;
}

void compare(const char *name, const QUrl &base)
{
    const QTemporaryDir folder;
    DbThread database(folder.path());
    RunRecorder recorder(database);
    Engine engine({.journal = recorder.journalHook()});
    QNetworkAccessManager manager;
    std::vector<double> bare;
    std::vector<double> ours;
    for (int round = 0; round <= Rounds; ++round) {
        const double baseline = bareMicroseconds(manager, base);
        const double figure = engineMicroseconds(engine, recorder, base);
        if (round == 0) continue; // warms up
        bare.push_back(baseline);
        ours.push_back(figure);
    }
    bench::report(name, "us/token", ours, bare);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--serve") bench::serveStreams();
    QCoreApplication app(argc, argv);
    if (argc > 1 && QByteArray(argv[1]) == "--serve-tls") return bench::serveTlsStreams();
    const TrustTestAuthority trust;
    QProcess plain;
    compare("socket to stored text, http", bench::startServer(plain, QStringLiteral("--serve")));
    QProcess secure;
    compare("socket to stored text, TLS", bench::startServer(secure, QStringLiteral("--serve-tls")));
    for (QProcess *process : {&plain, &secure}) {
        process->kill();
        process->waitForFinished();
    }
    return 0;
}
