// CPU for each streamed token: the engine with its journal against a bare QNetworkAccessManager that reads and drops.
#include "app/recorder/runrecorder.h"
#include "core/engine/engine.h"
#include "core/providers/registry.h"
#include "core/store/dbthread.h"
#include "tests/bench/measure.h"
#include "tests/bench/streamserver.h"

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

double bareMicroseconds(QNetworkAccessManager &manager, const QUrl &base)
{
    const double before = bench::cpuMicroseconds();
    QNetworkRequest request(QUrl(base.toString() + QStringLiteral("/chat/completions")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply *reply = manager.post(request, QByteArray("{}"));
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply] { reply->readAll(); });
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return (bench::cpuMicroseconds() - before) / Tokens;
}

double engineMicroseconds(Engine &engine, RunRecorder &recorder, const QUrl &base)
{
    const double before = bench::cpuMicroseconds();
    RunSpec spec;
    spec.provider = adHocProvider(QStringLiteral("openai"), base);
    spec.draft.model = QStringLiteral("m");
    spec.messages = {{Role::User, QStringLiteral("hi")}};
    spec.createdAt = QDateTime::currentDateTimeUtc();
    QEventLoop loop;
    qint64 tokens = 0;
    QObject::connect(&recorder, &RunRecorder::stored, &loop, [&](const RunRecord &record) {
        tokens = record.text.count(QLatin1StringView("token"));
        loop.quit();
    });
    recorder.begin(spec).then(&engine, [&](const Result<RunId> &id) {
        spec.id = *id;
        recorder.follow(engine.start(spec));
    });
    loop.exec();
    if (tokens != Tokens) qFatal("%lld of %d tokens arrived", tokens, Tokens);
    return (bench::cpuMicroseconds() - before) / Tokens;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--serve") bench::serveStreams(Tokens);
    QCoreApplication app(argc, argv);
    QProcess server;
    server.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
    if (!server.waitForReadyRead()) qFatal("the server did not start");
    const QUrl base(QStringLiteral("http://127.0.0.1:%1/v1").arg(server.readAll().trimmed().toInt()));

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
    bench::report("socket to stored text, http", "us/token", ours, bare);
    server.kill();
    server.waitForFinished();
    return 0;
}
