#include "core/engine/specchecks.h"

#include <algorithm>

namespace burin {

namespace {

/// No model reads as much; a request of several times that size, encoded and copied, might not fit into memory.
constexpr qsizetype MostCharacters = 64 * 1024 * 1024;

qsizetype charactersOf(const std::vector<Message> &messages)
{
    qsizetype sum = 0;
    for (const Message &message : messages)
        sum += message.text.size();
    return sum;
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
    const bool nothingToSay =
        std::ranges::all_of(spec.messages, [](const Message &m) { return m.text.trimmed().isEmpty(); });
    if (nothingToSay) return makeError(ErrorCode::EmptyPrompt);
    if (charactersOf(spec.messages) > MostCharacters) return makeError(ErrorCode::TooLarge);
    return std::nullopt;
}

} // namespace burin
