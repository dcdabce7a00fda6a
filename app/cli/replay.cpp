#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/rundocument.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/engine/replayer.h"
#include "core/engine/wirefixture.h"
#include "core/store/history.h"
#include "core/store/recordings.h"

#include <QCommandLineParser>
#include <QSaveFile>

namespace burin {

namespace {

struct Wish {
    RunId run;
    int attempt = 0; ///< 0 = the last one that was recorded.
    double speed = 1;
    QString file; ///< To write the recording to instead of playing it.
};

Checked<double> parseSpeed(const QString &text)
{
    constexpr double Fastest = 1'000'000;
    bool ok = false;
    const double speed = text.toDouble(&ok);
    const bool inRange = speed == 0 || (speed >= 0.01 && speed <= Fastest);
    if (!ok || !inRange) return Refusal{Cli::tr("--speed %1: 0 for at once, or a factor from 0.01 on.").arg(text)};
    return speed;
}

Checked<Wish> wishOf(const QCommandLineParser &parser)
{
    Wish wish;
    const QStringList words = parser.positionalArguments();
    bool ok = false;
    wish.run.value = words.value(0).toLongLong(&ok);
    if (!ok || wish.run.value < 1 || words.size() > 1) return Refusal{Cli::tr("replay: the id of one run is needed.")};
    if (const QString speed = parser.value(QStringLiteral("speed")); !speed.isEmpty()) {
        const Checked<double> factor = parseSpeed(speed);
        if (!factor) return factor.error();
        wish.speed = *factor;
    }
    if (const QString attempt = parser.value(QStringLiteral("attempt")); !attempt.isEmpty()) {
        const Checked<int> number = parseCount(QStringLiteral("--attempt"), attempt, 1);
        if (!number) return number.error();
        wish.attempt = *number;
    }
    wish.file = parser.value(QStringLiteral("export"));
    return wish;
}

/// RunNotFound for a run that never was; an empty list for one that was not recorded.
Result<std::vector<WireRecording>> read(const QSqlDatabase &db, RunId run)
{
    const Result<RunRecord> record = loadRun(db, run);
    if (!record) return record.error();
    return loadRecordings(db, run);
}

Checked<WireRecording> chosen(const std::vector<WireRecording> &recordings, const Wish &wish)
{
    if (recordings.empty())
        return Refusal{Cli::tr("Nothing of run %1 was recorded, or it was dropped since.").arg(wish.run.value),
                       ExitFailed};
    if (wish.attempt == 0) return recordings.back();
    const auto found = std::ranges::find(recordings, wish.attempt, &WireRecording::attempt);
    if (found != recordings.end()) return *found;
    return Refusal{Cli::tr("Nothing of attempt %1 was recorded.").arg(wish.attempt), ExitFailed};
}

double milli(microseconds time)
{
    return double(time.count()) / 1000;
}

template <class T> QJsonValue milliOrNull(const std::optional<T> &time)
{
    return time ? QJsonValue(milli(*time)) : QJsonValue();
}

QJsonObject documentOf(RunId run, const WireRecording &recording, const ReplayResult &result)
{
    const ReplayPace pace = paceOf(result.timeline);
    const auto longest = pace.longestGap ? std::optional(pace.longestGap->length()) : std::nullopt;
    QJsonObject document = expectationOf(result);
    const QJsonObject more{{QStringLiteral("run"), run.value},
                           {QStringLiteral("attempt"), recording.attempt},
                           {QStringLiteral("http_status"), recording.status},
                           {QStringLiteral("fault"), orNull(recording.fault)},
                           {QStringLiteral("pieces"), qint64(recording.pieces.size())},
                           {QStringLiteral("bytes"), recordedBytes(recording)},
                           {QStringLiteral("bytes_left_out"), recording.bytesLeftOut},
                           {QStringLiteral("head_ms"), milli(recording.headAt)},
                           {QStringLiteral("first_content_ms"), milliOrNull(pace.firstContent)},
                           {QStringLiteral("median_gap_ms"), milliOrNull(pace.medianGap)},
                           {QStringLiteral("longest_gap_ms"), milliOrNull(longest)},
                           {QStringLiteral("end_ms"), milli(result.timeline.end)}};
    for (auto member = more.begin(); member != more.end(); ++member)
        document.insert(member.key(), member.value());
    return document;
}

QString exactSeconds(microseconds time)
{
    return QString::number(double(time.count()) / 1'000'000, 'f', 3) + QLatin1StringView(" s");
}

void summarize(Console &console, const WireRecording &recording, const ReplayResult &result)
{
    const ReplayPace pace = paceOf(result.timeline);
    if (!result.answer.text.isEmpty() && !result.answer.text.endsWith(u'\n')) console.write(QStringLiteral("\n"));
    if (!result.answer.refusal.isEmpty()) console.note(result.answer.refusal);
    if (result.error) console.note(describe(*result.error));
    if (recording.bytesLeftOut > 0)
        console.note(Cli::tr("The recording ends here; %1 more bytes came.").arg(recording.bytesLeftOut));
    QStringList facts{Cli::tr("replay of attempt %1").arg(recording.attempt), toString(result.status),
                      Cli::tr("%1 bytes in %2 pieces").arg(recordedBytes(recording)).arg(recording.pieces.size())};
    if (pace.firstContent) facts += Cli::tr("first content %1").arg(exactSeconds(*pace.firstContent));
    if (pace.longestGap) facts += Cli::tr("longest gap %1").arg(exactSeconds(pace.longestGap->length()));
    facts += Cli::tr("total %1").arg(exactSeconds(result.timeline.end));
    console.note(facts.join(QLatin1StringView(" | ")));
}

void play(Session &session, const Wish &wish, const WireRecording &recording)
{
    const Result<ReplayResult> result = playThrough(recording);
    if (!result) return session.refuse(refusalOf(result.error()));
    if (session.wantsJson()) {
        session.console().writeJson(documentOf(wish.run, recording, *result));
        return session.finish(ExitDone);
    }
    auto *replayer = new Replayer(result->timeline, wish.speed, &session);
    QObject::connect(replayer, &Replayer::textAdded, &session, [&session, replayer](const QString &text) {
        if (session.console().write(text)) return;
        replayer->pause(); // nobody reads any more
        session.finish(ExitDone);
    });
    QObject::connect(replayer, &Replayer::finished, &session, [&session, recording, result = *result] {
        summarize(session.console(), recording, result);
        session.finish(ExitDone);
    });
    QObject::connect(&session.interrupt(), &Interrupt::requested, &session, [&session, replayer] {
        replayer->pause();
        session.finish(ExitCancelled);
    });
    replayer->play();
}

void writeOut(Session &session, const Wish &wish, const WireRecording &recording)
{
    const Result<QByteArray> text = fixtureText(recording);
    if (!text) return session.refuse(refusalOf(text.error()));
    QSaveFile file(wish.file);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(*text) == text->size() && file.commit();
    if (!written) return session.refuse({QStringLiteral("%1: %2").arg(wish.file, file.errorString()), ExitStorage});
    session.console().note(Cli::tr("%1 has the prompt and the answer in it, and no key.").arg(wish.file));
    session.finish(ExitDone);
}

void addReplayOptions(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("speed"), Cli::tr("1 = as it was, 10 = ten times as fast, 0 = at once."), QStringLiteral("X")});
    parser.addOption(
        {QStringLiteral("attempt"), Cli::tr("Which attempt; the last one if not told."), QStringLiteral("N")});
    parser.addOption({QStringLiteral("export"), Cli::tr("Write the recording to a file instead: a test fixture."),
                      QStringLiteral("FILE")});
}

} // namespace

void startReplay(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addReplayOptions(parser);
    if (!session.read(parser, QStringLiteral("replay RUN_ID"), arguments)) return;
    const Checked<Wish> wish = wishOf(parser);
    if (!wish) return session.refuse(wish.error());
    withHistory(
        session, [run = wish->run](const QSqlDatabase &db) { return read(db, run); },
        [&session, wish = *wish](const std::vector<WireRecording> &recordings) {
            const Checked<WireRecording> recording = chosen(recordings, wish);
            if (!recording)
                session.refuse(recording.error());
            else if (wish.file.isEmpty())
                play(session, wish, *recording);
            else
                writeOut(session, wish, *recording);
        });
}

} // namespace burin
