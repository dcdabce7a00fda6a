#pragma once

#include "core/domain/chat.h"

#include <vector>

namespace burin {

/// How a file is sent: as a picture, as a document that the provider takes apart, or as a part of the message's text.
enum class AttachmentKind { Image, Document, Text, Other };

/// By its MIME type. SVG is text here: no provider draws it. Documents are PDF.
AttachmentKind attachmentKind(const Attachment &attachment);

/// The MIME type of a file, by its beginning where that is known, else by the suffix of @p name;
/// "application/octet-stream" where nothing tells. Text without a telling suffix is "text/plain".
QString mimeTypeOf(const QString &name, const QByteArray &data);

/// A text file as the model reads it: its content between tags that carry its name.
QString quotedFile(const Attachment &file);

/// A part of a message as it is sent: a text, or a file that is not text.
struct ContentPart {
    QString text = {};
    const Attachment *file = nullptr; ///< Of the message, which must outlive the part.
};

/// The parts of @p message in their order: its text, then its files, text files quoted into the text beside them.
/// Texts are never empty, and no two of them follow each other.
std::vector<ContentPart> contentParts(const Message &message);

/// Width and height in pixels.
struct PixelSize {
    int width = 0;
    int height = 0;
    bool operator==(const PixelSize &) const = default;
};

/// The size that the head of a PNG, JPEG, GIF or WebP image tells; nullopt for anything else. Never reads beyond
/// @p image, whatever it holds.
std::optional<PixelSize> imageSize(const QByteArray &image);

} // namespace burin
