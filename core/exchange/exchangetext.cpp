#include "core/exchange/datadocument.h"
#include "core/exchange/exchange.h"

#include <QStringDecoder>

namespace burin {

Error badFile(FilePlace place, const QString &sentence)
{
    if (place.line < 1) return makeError(ErrorCode::BadFile, sentence);
    return makeError(ErrorCode::BadFile,
                     ExchangeText::tr("Line %1, column %2: %3").arg(place.line).arg(place.column).arg(sentence));
}

namespace {

/// Where the first byte stands that is no UTF-8.
FilePlace firstInvalid(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    FilePlace place{1, 1};
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const QString part = decoder.decode(QByteArrayView(bytes).sliced(at, 1));
        if (decoder.hasError()) return place;
        for (const QChar c : part)
            place = c == u'\n' ? FilePlace{place.line + 1, 1} : FilePlace{place.line, place.column + 1};
    }
    return place;
}

} // namespace

Result<QString> exchangeText(const QByteArray &bytes)
{
    if (bytes.size() > LargestExchangeFile)
        return badFile({}, ExchangeText::tr("It has more than %1 MB.").arg(LargestExchangeFile / 1'000'000));
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder.decode(bytes);
    if (decoder.hasError() || !bytes.isValidUtf8())
        return badFile(firstInvalid(bytes), ExchangeText::tr("A byte is no UTF-8. Save the file as UTF-8."));
    text.replace(QLatin1StringView("\r\n"), QLatin1StringView("\n"));
    return text;
}

} // namespace burin
