// Exact token counts: megabytes of UTF-8 a second on one thread, over 5 MB and more of prose, code and other scripts.
// Baselines of the same rounds: cutting the same text by the encoding's pattern as a regular expression, which is what
// a tokenizer on QRegularExpression must do before it can count; and adding up the text's code units.
#include "core/prompt/tokenizer.h"
#include "tests/bench/measure.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <numeric>

using namespace burin;

namespace {

constexpr int Rounds = 5;
constexpr qsizetype LeastBytes = 5'000'000;

/// A few lines of each kind, repeated; each time with other numbers, so that the text is not one piece of 1 KB.
QString mixedText()
{
    const QString lines = QStringLiteral(
        "The engraver's hand doesn't rush: she'll cut %1 times, look twice, and only then move on.\n"
        "    for (int i = %1; i < count; ++i)\n        total += weights[i] * 0.%1; // no overflow check\n"
        "{\"model\": \"m-%1\", \"messages\": [{\"role\": \"user\", \"content\": \"h\\u00e9llo\"}], \"stop\": null}\n"
        "Straßenbahnhaltestellen überprüft man frühmorgens; L'œuvre avançait d'un trait à l'autre. ¿Cuántas? %1.\n"
        "Резчик не торопится: металл помнит каждую ошибку. 刻工看两遍，下一刀，共%1次。彫刻師は二度見て。\n"
        "ينظر النقّاش مرتين ويقطع مرة واحدة. कारीगर दो बार देखता है। "
        "👩‍👩‍👧‍👦 "
        "ok "
        "👍🏽\n\n");
    QString text;
    qsizetype bytes = 0;
    for (int i = 0; bytes < LeastBytes; ++i) {
        const QString part = lines.arg(i * 7919);
        bytes += part.toUtf8().size();
        text += part;
    }
    return text;
}

QRegularExpression o200kPattern()
{
    return QRegularExpression(
        QStringLiteral(
            R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
            R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
            R"(|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"),
        QRegularExpression::UseUnicodePropertiesOption);
}

template <class F> double megabytesPerSecond(qsizetype bytes, F pass)
{
    QElapsedTimer timer;
    timer.start();
    const qint64 result = pass();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (result <= 0) qFatal("nothing was counted");
    return double(bytes) / 1e6 / seconds;
}

qint64 piecesOf(const QString &text, const QRegularExpression &pattern)
{
    qint64 pieces = 0;
    for (auto match = pattern.globalMatch(text); match.hasNext(); match.next())
        ++pieces;
    return pieces;
}

qint64 sumOf(const QString &text)
{
    return std::accumulate(text.cbegin(), text.cend(), qint64(0),
                           [](qint64 sum, QChar c) { return sum + c.unicode(); });
}

} // namespace

int main()
{
    const QString text = mixedText();
    const qsizetype bytes = text.toUtf8().size();
    const QRegularExpression pattern = o200kPattern();
    const Tokenizer &o200k = Tokenizer::of(Encoding::O200kBase);
    const Tokenizer &cl100k = Tokenizer::of(Encoding::Cl100kBase);
    std::vector<double> o200kRate, cl100kRate, cutRate, readRate;
    for (int round = 0; round <= Rounds; ++round) {
        const double first = megabytesPerSecond(bytes, [&] { return o200k.count(text); });
        const double second = megabytesPerSecond(bytes, [&] { return cl100k.count(text); });
        const double cut = megabytesPerSecond(bytes, [&] { return piecesOf(text, pattern); });
        const double read = megabytesPerSecond(bytes, [&] { return sumOf(text); });
        if (round == 0) continue; // warms up
        o200kRate.push_back(first);
        cl100kRate.push_back(second);
        cutRate.push_back(cut);
        readRate.push_back(read);
    }
    bench::report("o200k against regex cutting", "MB/s", o200kRate, cutRate);
    bench::report("cl100k against regex cutting", "MB/s", cl100kRate, cutRate);
    bench::report("o200k against reading", "MB/s", o200kRate, readRate);
    return 0;
}
