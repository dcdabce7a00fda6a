#pragma once

#include "core/domain/attachment.h"

#include <QString>

namespace burin {

/// Whose way it is to make tokens of pictures and documents.
enum class FileTokens { OpenAi, Claude, Gemini2, Gemini3 };

/// By the model's family, which a router's name of it tells too, else by the wire format @p kind. Of others nothing is
/// published; they are counted as OpenAI's, which is more than most of them take.
FileTokens fileTokensFor(QStringView kind, const QString &model);

/// The input tokens that @p file makes. Text: as text. Images, as the vendors document it: OpenAI 85 and 170 for each
/// tile of 512 pixels after scaling to 2,048 and the shorter side to 768; Claude width × height ÷ 750 with the longer
/// side at most 1,568; Gemini 2 258 for each tile of 768 pixels; Gemini 3 1,120. An image whose size cannot be read
/// counts as one of 1,024 × 1,024. PDF: an assumption for each page, 1,500 (OpenAI: its text and its picture), 3,000
/// (Claude: the upper end of what is documented), 258 or 560 (Gemini, documented); pages are counted by their objects,
/// and a file whose objects are compressed counts as one page for each 50,000 bytes.
qint64 estimateTokens(const Attachment &file, FileTokens how);

} // namespace burin
