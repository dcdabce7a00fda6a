#include "core/net/utf8.h"

namespace burin {

namespace {

using Byte = unsigned char;

struct Lead {
    int length = 0;     ///< Of the whole character; 0 = not the first byte of one.
    Byte lowest = 0x80; ///< Bounds of the second byte, which rule out overlong forms and surrogates.
    Byte highest = 0xBF;
};

Lead leadOf(Byte byte)
{
    if (byte < 0x80) return {1};
    if (byte < 0xC2 || byte > 0xF4) return {};
    if (byte < 0xE0) return {2};
    if (byte < 0xF0)
        return {3, static_cast<Byte>(byte == 0xE0 ? 0xA0 : 0x80), static_cast<Byte>(byte == 0xED ? 0x9F : 0xBF)};
    return {4, static_cast<Byte>(byte == 0xF0 ? 0x90 : 0x80), static_cast<Byte>(byte == 0xF4 ? 0x8F : 0xBF)};
}

struct Part {
    qsizetype length = 1;
    enum class Kind { Character, Cut, Wrong } kind = Kind::Wrong; ///< Cut = the bytes end inside it.
};

/// The character, or the maximal part of one, at the front of @p bytes (not empty).
Part frontPart(QByteArrayView bytes)
{
    const Lead lead = leadOf(static_cast<Byte>(bytes.front()));
    if (lead.length == 0) return {};
    qsizetype length = 1;
    for (; length < lead.length; ++length) {
        if (length == bytes.size()) return {length, Part::Kind::Cut};
        const Byte byte = static_cast<Byte>(bytes[length]);
        const bool fits = length == 1 ? byte >= lead.lowest && byte <= lead.highest : byte >= 0x80 && byte <= 0xBF;
        if (!fits) return {length, Part::Kind::Wrong};
    }
    return {length, Part::Kind::Character};
}

} // namespace

QByteArray repairedUtf8(QByteArray bytes)
{
    if (bytes.isValidUtf8()) return bytes;
    QByteArray repaired;
    repaired.reserve(bytes.size() + 16);
    for (QByteArrayView rest = bytes; !rest.isEmpty();) {
        const Part part = frontPart(rest);
        if (part.kind == Part::Kind::Character)
            repaired.append(rest.first(part.length));
        else
            repaired.append("\xEF\xBF\xBD");
        rest = rest.sliced(part.length);
    }
    return repaired;
}

QByteArray withoutCutCharacter(QByteArray bytes)
{
    // A character has at most four bytes, so a cut one begins in the last three.
    for (qsizetype length = 1; length <= 3 && length <= bytes.size(); ++length) {
        const QByteArrayView tail = QByteArrayView(bytes).last(length);
        if (leadOf(static_cast<Byte>(tail.front())).length == 0) continue;
        if (frontPart(tail).kind == Part::Kind::Cut) bytes.chop(length);
        break;
    }
    return bytes;
}

} // namespace burin
