#include "core/cost/pricebook.h"
#include "core/domain/logentry.h"
#include "core/domain/prompt.h"
#include "core/domain/settings.h"
#include "core/providers/registry.h"
#include "tests/fuzz/fuzzing.h"

#include <QJsonDocument>

using namespace burin;

/// The documents that are read back from a profile or come with the program: settings, draft, log, providers, prices.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const Settings settings(json);
    for (const SettingRow &row : settingRows()) {
        const double value = settings.number(row.key);
        fuzz::require(value >= row.minimum && value <= row.maximum, "a setting is out of its range");
    }
    const PromptDraft draft = draftFrom(json);
    fuzz::require(draftFrom(toJson(draft)) == draft, "a draft changes when it is stored");
    if (const auto entry = logEntryFrom(json))
        fuzz::require(logEntryFrom(toJson(*entry)) == entry, "a log entry changes when it is stored");
    if (const auto providers = parseProviders(bytes)) {
        for (const ProviderProfile &profile : *providers)
            fuzz::require(providerFor(profile.kind) != nullptr, "a provider of no kind");
    }
    (void)PriceBook::parse(bytes);
    return 0;
}
