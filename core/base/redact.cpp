#include "core/base/redact.h"

#include "core/base/knownsecrets.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace burin {

namespace {

/// Shorter ones are placeholders such as "x" or "-", and would tear every text apart.
constexpr qsizetype ShortestSecret = 4;

struct Pattern {
    QRegularExpression expression;
    QString replacement;
};

Pattern pattern(const char *expression, const char *replacement)
{
    return {QRegularExpression(QString::fromLatin1(expression), QRegularExpression::CaseInsensitiveOption),
            QString::fromLatin1(replacement)};
}

const std::vector<Pattern> &patterns()
{
    static const std::vector<Pattern> list = {
        // Named values: headers, JSON members, assignments, URL parameters. Quotes may be escaped once more.
        pattern(
            R"re(((?:proxy-)?authorization\\?["']?\s*[:=]\s*\\?["']?(?:(?:Bearer|Basic|Token|Digest)\s+)?)[^\s"'\\,&)]+)re",
            R"(\1[redacted])"),
        pattern(
            R"re(((?:api[-_]?key|(?:access|refresh|auth|id)[-_]?token|client[-_]?secret|secret[-_]?key)\\?["']?\s*[:=]\s*\\?["']?)(?!\[redacted\])[^\s"'\\,&)]+)re",
            R"(\1[redacted])"),
        pattern(
            R"re(([?&;#](?:[\w.\-]{0,40}[\-_.])?(?:key|token|auth|sig|signature|secret|credential|password|code|code_verifier)=)(?!\[redacted\])[^&\s"'\\#]+)re",
            R"(\1[redacted])"),
        pattern(R"re(((?:set-)?cookie\\?["']?\s*[:=]\s*\\?["']?)[^\s=;"'\\,]+=[^\r\n"'\\]*)re", R"(\1[redacted])"),
        pattern(R"re((://[^\s/:@"']*:)[^\s/@"']+(?=@))re", R"(\1[redacted])"),
        // "Bearer authentication" and "Basic understanding" are prose; a credential is more than a plain word.
        pattern(
            R"re(\b(Bearer\s+)(?!\[redacted\])(?!(?-i:[A-Za-z]?[a-z]{0,17})(?![A-Za-z0-9])(?![\-._~+/=*:]+[A-Za-z0-9]))[A-Za-z0-9\-._~+/=*:]{3,}(?<!\.))re",
            R"(\1[redacted])"),
        pattern(
            R"re(\b(Basic\s+)(?-i:(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z0-9])(?![A-Z]?[a-z]+\b)[A-Za-z0-9+/]{12,}={0,2}))re",
            R"(\1[redacted])"),
        // The vendors' own shapes, wherever they stand. Model names such as "pplx-7b-online" are shorter.
        pattern(
            R"re((?<![A-Za-z0-9])(?-i:sk-[A-Za-z0-9_\-*.]{6,}|AIza[A-Za-z0-9_\-*.]{6,}|gsk_[A-Za-z0-9*.]{6,})(?<!\.))re",
            "[redacted]"),
        pattern(
            R"re((?<![A-Za-z0-9])(?-i:(?:xai-|pplx-|csk-|tgp_v1_|fw_|hf_|r8_|nvapi-|gh[opsu]_|github_pat_|AKIA|ya29\.)[A-Za-z0-9_\-*]{16,}))re",
            "[redacted]"),
        pattern(R"re((?<![A-Za-z0-9])(?-i:eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*))re",
                "[redacted]"),
    };
    return list;
}

/// The characters of a base64 text that say nothing but @p bytes, when @p before bytes stand in front of them.
QByteArray base64Inside(const QByteArray &bytes, int before)
{
    constexpr int bitsPerByte = 8;
    constexpr int bitsPerCharacter = 6;
    const QByteArray whole = (QByteArray(before, '\0') + bytes).toBase64(QByteArray::OmitTrailingEquals);
    const int first = (before * bitsPerByte + bitsPerCharacter - 1) / bitsPerCharacter;
    const qsizetype end = (before + bytes.size()) * bitsPerByte / bitsPerCharacter;
    return whole.mid(first, end - first);
}

/// "%73%6b…", which some servers make of every byte.
QByteArray percentEncodedWhole(const QByteArray &bytes)
{
    return '%' + bytes.toHex('%');
}

/// As UTF-16 looks where it is taken for a text of bytes.
QByteArray withZeros(const QByteArray &bytes)
{
    QByteArray spaced;
    for (const char byte : bytes)
        spaced += QByteArray(1, byte) + '\0';
    spaced.chop(1);
    return spaced;
}

QByteArray backwards(QByteArray bytes)
{
    std::ranges::reverse(bytes);
    return bytes;
}

void addSpellings(QStringList &list, const QByteArray &bytes)
{
    QByteArrayList all = {
        bytes.toPercentEncoding(), percentEncodedWhole(bytes), bytes.toHex(),
        withZeros(bytes),          backwards(bytes),           bytes.toBase64(QByteArray::OmitTrailingEquals)};
    for (int before = 0; before < 3; ++before)
        all += base64Inside(bytes, before);
    list += QString::fromUtf8(bytes);
    for (const QByteArray &spelling : all) {
        list += QString::fromLatin1(spelling);
        if (spelling.contains('+') || spelling.contains('/')) // base64 as it stands in URLs
            list += QString::fromLatin1(spelling).replace(u'+', u'-').replace(u'/', u'_');
    }
}

/// The spellings in which the known secrets may come back, longest first: one may be the beginning of another.
QStringList spellings(const std::vector<Secret> &known)
{
    QStringList list;
    for (const Secret &secret : known) {
        if (secret.reveal().size() >= ShortestSecret) addSpellings(list, secret.reveal());
    }
    erase_if(list, [](const QString &spelling) { return spelling.size() < ShortestSecret; });
    list.removeDuplicates();
    std::ranges::stable_sort(list, std::ranges::greater(), &QString::size);
    return list;
}

} // namespace

QString redacted(QString text, const std::vector<Secret> &known)
{
    for (const QString &spelling : spellings(known))
        text.replace(spelling, QStringLiteral("[redacted]"), Qt::CaseInsensitive); // hex and percent come in both cases
    for (const Pattern &pattern : patterns())
        text.replace(pattern.expression, pattern.replacement);
    return text;
}

QString redactedForOutput(const QString &text)
{
    return redacted(text, rememberedSecrets());
}

} // namespace burin
