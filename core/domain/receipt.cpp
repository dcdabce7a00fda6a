#include "core/domain/receipt.h"

#include <algorithm>
#include <array>

namespace burin {

namespace {
constexpr std::array names = {"reported", "computed", "estimated", "local", "unpriced"};
}

QString toString(Provenance provenance)
{
    return QString::fromLatin1(names[size_t(provenance)]);
}

std::optional<Provenance> provenanceFrom(QStringView text)
{
    const auto name = std::ranges::find_if(names, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == names.end()) return std::nullopt;
    return Provenance(name - names.begin());
}

} // namespace burin
