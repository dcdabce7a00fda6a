#include "core/domain/attachment.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array textTypes = {"application/json",     "application/xml",        "application/yaml",
                                  "application/x-yaml",   "application/toml",       "application/javascript",
                                  "application/sql",      "application/x-sh",       "application/x-ndjson",
                                  "application/x-python", "application/typescript", "application/rtf"};

struct MagicRow {
    const char *bytes;
    qsizetype at;
    const char *type;
};

constexpr MagicRow magic[] = {
    {"\x89PNG\r\n\x1a\n", 0, "image/png"},
    {"\xff\xd8\xff", 0, "image/jpeg"},
    {"GIF87a", 0, "image/gif"},
    {"GIF89a", 0, "image/gif"},
    {"WEBP", 8, "image/webp"},
    {"%PDF-", 0, "application/pdf"},
    {"ftypheic", 4, "image/heic"},
    {"ftypheix", 4, "image/heic"},
    {"ftypmif1", 4, "image/heif"},
    {"ftypavif", 4, "image/avif"},
    {"PK\x03\x04", 0, "application/zip"},
};

struct SuffixRow {
    const char *suffix;
    const char *type;
};

constexpr SuffixRow suffixes[] = {
    {"json", "application/json"},
    {"jsonl", "application/x-ndjson"},
    {"xml", "application/xml"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"toml", "application/toml"},
    {"md", "text/markdown"},
    {"csv", "text/csv"},
    {"tsv", "text/tab-separated-values"},
    {"html", "text/html"},
    {"htm", "text/html"},
    {"svg", "image/svg+xml"},
};

bool isUtf8(const QByteArray &data)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(data);
    return !decoder.hasError() && !text.contains(QChar::Null);
}

/// The @p count bytes from @p at on, which must be there, as a number.
int number(const QByteArray &bytes, qsizetype at, int count, bool bigEndian)
{
    quint32 value = 0;
    for (int i = 0; i < count; ++i)
        value = (value << 8) | uchar(bytes.at(at + (bigEndian ? i : count - 1 - i)));
    return int(value); // a side of more than 2^31 pixels becomes negative and is no size
}

std::optional<PixelSize> sizeOf(int width, int height)
{
    if (width <= 0 || height <= 0) return std::nullopt;
    return PixelSize{width, height};
}

/// ITU T.81: segments of a marker and a length, up to the frame's header.
std::optional<PixelSize> jpegSize(const QByteArray &image)
{
    qsizetype at = 2;
    while (at + 9 < image.size() && uchar(image.at(at)) == 0xff) {
        const int marker = uchar(image.at(at + 1));
        if (marker == 0xff) { // filling
            ++at;
            continue;
        }
        const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) return sizeOf(number(image, at + 7, 2, true), number(image, at + 5, 2, true));
        at += 2 + number(image, at + 2, 2, true);
    }
    return std::nullopt;
}

/// RFC 9649: the lossy, lossless and extended forms.
std::optional<PixelSize> webpSize(const QByteArray &image)
{
    const QByteArray form = image.mid(12, 4);
    if (image.size() < 30) return std::nullopt;
    if (form == "VP8 ") return sizeOf(number(image, 26, 2, false) & 0x3fff, number(image, 28, 2, false) & 0x3fff);
    if (form == "VP8X") return sizeOf(number(image, 24, 3, false) + 1, number(image, 27, 3, false) + 1);
    if (form != "VP8L") return std::nullopt;
    const auto bits = quint32(number(image, 21, 4, false));
    return sizeOf(int(bits & 0x3fff) + 1, int((bits >> 14) & 0x3fff) + 1);
}

} // namespace

AttachmentKind attachmentKind(const Attachment &attachment)
{
    const QString type = attachment.mimeType.section(u';', 0, 0).trimmed().toLower();
    if (type == QLatin1StringView("application/pdf")) return AttachmentKind::Document;
    const bool listed =
        std::ranges::any_of(textTypes, [&type](const char *known) { return type == QLatin1StringView(known); });
    if (listed || type.startsWith(QLatin1StringView("text/")) || type.endsWith(QLatin1StringView("+json")) ||
        type.endsWith(QLatin1StringView("+xml")))
        return AttachmentKind::Text;
    return type.startsWith(QLatin1StringView("image/")) ? AttachmentKind::Image : AttachmentKind::Other;
}

QString mimeTypeOf(const QString &name, const QByteArray &data)
{
    for (const MagicRow &row : magic) {
        if (data.mid(row.at, qsizetype(qstrlen(row.bytes))) == row.bytes) return QString::fromLatin1(row.type);
    }
    if (!isUtf8(data)) return QStringLiteral("application/octet-stream");
    const QString suffix = name.section(u'.', -1).toLower();
    const auto *row =
        std::ranges::find_if(suffixes, [&](const SuffixRow &r) { return suffix == QLatin1StringView(r.suffix); });
    return row == std::end(suffixes) ? QStringLiteral("text/plain") : QString::fromLatin1(row->type);
}

QString quotedFile(const Attachment &file)
{
    // A name with a quotation mark must not end the attribute.
    const QString name = QString(file.name).replace(u'"', u'\'');
    return QLatin1StringView("<file name=\"") + name + QLatin1StringView("\">\n") + QString::fromUtf8(file.data) +
           QLatin1StringView("\n</file>");
}

std::vector<ContentPart> contentParts(const Message &message)
{
    std::vector<ContentPart> parts;
    if (!message.text.isEmpty()) parts.push_back({.text = message.text});
    for (const Attachment &file : message.attachments) {
        if (attachmentKind(file) != AttachmentKind::Text)
            parts.push_back({.file = &file});
        else if (!parts.empty() && !parts.back().file)
            parts.back().text += QLatin1StringView("\n\n") + quotedFile(file);
        else
            parts.push_back({.text = quotedFile(file)});
    }
    return parts;
}

std::optional<PixelSize> imageSize(const QByteArray &image)
{
    if (image.startsWith("\x89PNG\r\n\x1a\n") && image.size() >= 24)
        return sizeOf(number(image, 16, 4, true), number(image, 20, 4, true));
    if (image.startsWith("GIF8") && image.size() >= 10)
        return sizeOf(number(image, 6, 2, false), number(image, 8, 2, false));
    if (image.startsWith("\xff\xd8\xff")) return jpegSize(image);
    if (image.startsWith("RIFF") && image.mid(8, 4) == "WEBP") return webpSize(image);
    return std::nullopt;
}

} // namespace burin
