#include "core/cost/attachmenttokens.h"

#include "core/cost/pricing.h"

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

constexpr PixelSize UnknownSize{1'024, 1'024};
constexpr qsizetype BytesPerPage = 50'000;

/// How many tiles of @p side pixels cover @p length.
qint64 tiles(double length, int side)
{
    return qint64(std::ceil(length / side));
}

qint64 openAiTokens(PixelSize size)
{
    double width = size.width;
    double height = size.height;
    const double fit = std::min(1.0, 2'048 / std::max(width, height));
    width *= fit;
    height *= fit;
    const double shrink = std::min(1.0, 768 / std::min(width, height));
    // A length of exactly n tiles must not become n + 1 by the last bit of a product.
    const auto covered = [shrink](double length) { return tiles(std::max(1.0, std::round(length * shrink)), 512); };
    return 85 + 170 * covered(width) * covered(height);
}

qint64 claudeTokens(PixelSize size)
{
    const double fit = std::min(1.0, 1'568.0 / std::max(size.width, size.height));
    return qint64(std::ceil(size.width * fit * size.height * fit / 750));
}

qint64 geminiTokens(PixelSize size)
{
    if (std::max(size.width, size.height) <= 384) return 258;
    return 258 * tiles(size.width, 768) * tiles(size.height, 768);
}

qint64 imageTokens(PixelSize size, FileTokens how)
{
    switch (how) {
    case FileTokens::OpenAi:
        return openAiTokens(size);
    case FileTokens::Claude:
        return claudeTokens(size);
    case FileTokens::Gemini2:
        return geminiTokens(size);
    case FileTokens::Gemini3:
        break;
    }
    return 1'120;
}

qint64 pageTokens(FileTokens how)
{
    switch (how) {
    case FileTokens::OpenAi:
        return 1'500;
    case FileTokens::Claude:
        return 3'000;
    case FileTokens::Gemini2:
        return 258;
    case FileTokens::Gemini3:
        break;
    }
    return 560;
}

/// ISO 32000: each page is a dictionary of the type Page, the nodes above them are of the type Pages.
qint64 pagesOf(const QByteArray &pdf)
{
    qint64 pages = 0;
    for (const char *form : {"/Type /Page", "/Type/Page"}) {
        const auto length = qsizetype(qstrlen(form));
        for (qsizetype at = pdf.indexOf(form); at >= 0; at = pdf.indexOf(form, at + length))
            pages += pdf.mid(at + length, 1) != "s";
    }
    return pages > 0 ? pages : 1 + pdf.size() / BytesPerPage;
}

} // namespace

FileTokens fileTokensFor(QStringView kind, const QString &model)
{
    const qsizetype gemini = model.indexOf(QLatin1StringView("gemini-"));
    if (gemini >= 0 || kind == QLatin1StringView("gemini")) {
        const QString version = gemini >= 0 ? model.mid(gemini + 7, 1) : QString();
        return version == QLatin1StringView("1") || version == QLatin1StringView("2") ? FileTokens::Gemini2
                                                                                      : FileTokens::Gemini3;
    }
    if (kind == QLatin1StringView("anthropic") || model.contains(QLatin1StringView("claude")))
        return FileTokens::Claude;
    return FileTokens::OpenAi;
}

qint64 estimateTokens(const Attachment &file, FileTokens how)
{
    switch (attachmentKind(file)) {
    case AttachmentKind::Text:
        return estimateTokens(quotedFile(file));
    case AttachmentKind::Document:
        return pagesOf(file.data) * pageTokens(how);
    case AttachmentKind::Image:
    case AttachmentKind::Other:
        break;
    }
    return imageTokens(imageSize(file.data).value_or(UnknownSize), how);
}

} // namespace burin
