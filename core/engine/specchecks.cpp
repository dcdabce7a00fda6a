#include "core/engine/specchecks.h"

#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <algorithm>

namespace burin {

namespace {

/// No model reads as much; a request of several times that size, encoded and copied, might not fit into memory.
constexpr qsizetype MostCharacters = 64 * 1024 * 1024;

/// Of the texts, and the bytes of the files.
qsizetype sizeOf(const std::vector<Message> &messages)
{
    qsizetype sum = 0;
    for (const Message &message : messages) {
        sum += message.text.size();
        for (const Attachment &file : message.attachments)
            sum += file.data.size();
    }
    return sum;
}

bool saysNothing(const Message &message)
{
    return message.text.trimmed().isEmpty() && message.attachments.empty() && message.toolCalls.empty();
}

} // namespace

std::optional<Error> checkSpec(const RunSpec &spec)
{
    const QUrl &url = spec.provider.baseUrl;
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() ||
        (url.scheme() != QLatin1StringView("http") && url.scheme() != QLatin1StringView("https")))
        return makeError(ErrorCode::BadUrl, url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    if (!isSafeBaseUrl(url))
        return makeError(ErrorCode::InsecureUrl, url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    if (spec.provider.needsKey && spec.key.isEmpty()) return makeError(ErrorCode::MissingKey, spec.provider.name);
    if (!spec.key.isEmpty() && !isWellFormedKey(spec.key)) return makeError(ErrorCode::BadKeyFormat);
    if (spec.draft.model.trimmed().isEmpty()) return makeError(ErrorCode::BadParameter, QStringLiteral("model"));
    if (std::ranges::all_of(spec.messages, saysNothing)) return makeError(ErrorCode::EmptyPrompt);
    if (sizeOf(spec.messages) > MostCharacters) return makeError(ErrorCode::TooLarge);
    if (const Provider *codec = providerFor(spec.provider.kind))
        return checkRequest(requestOf(spec), codec->abilities());
    return std::nullopt;
}

} // namespace burin
