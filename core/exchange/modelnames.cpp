#include "core/exchange/modelnames.h"

#include <algorithm>

namespace burin {

void readPrefixedModel(std::span<const ModelPrefix> prefixes, const QString &name, PromptDraft &draft)
{
    draft.model = name;
    for (const ModelPrefix &row : prefixes) {
        const QLatin1StringView prefix(row.prefix);
        if (!name.startsWith(prefix) || name.size() == prefix.size()) continue;
        draft.model = name.sliced(prefix.size());
        draft.providerId = QString::fromLatin1(row.provider);
        return;
    }
}

QString prefixedModel(std::span<const ModelPrefix> prefixes, const PromptDraft &draft, std::vector<Notice> &notices)
{
    if (draft.model.isEmpty() || draft.providerId.isEmpty()) return draft.model;
    const auto row = std::ranges::find_if(prefixes, [&draft](const ModelPrefix &candidate) {
        return draft.providerId == QLatin1StringView(candidate.provider);
    });
    if (row != prefixes.end()) return QString::fromLatin1(row->prefix) + draft.model;
    notices.push_back(
        {{}, draft.providerId, ExchangeText::tr("That format does not know this provider; it was left out.")});
    return draft.model;
}

} // namespace burin
