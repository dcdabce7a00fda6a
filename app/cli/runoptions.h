#pragma once

#include "app/cli/refusal.h"
#include "app/cli/session.h"
#include "core/domain/run.h"
#include "core/prompt/promptrender.h"
#include "core/store/fragments.h"

#include <utility>

class QCommandLineParser;

namespace burin {

struct StoredProfile;

/// The options of run, which estimate has too.
void addRunOptions(QCommandLineParser &parser);

/// What the options ask for, before its templates are rendered.
struct AskedRun {
    RunSpec spec;       ///< Without messages, key, id and time.
    QString promptName; ///< Of the file or option that a message comes from, for what is wrong with it.
    QString systemName; ///< The same, of a system message.
};

/// Reads the files named.
Checked<AskedRun> readRun(const QCommandLineParser &parser);

/// @p asked with its messages; @p fragments are what they include.
Checked<RunSpec> rendered(const AskedRun &asked, const Fragments &fragments);

/// Calls next(const Fragments &) with what the prompt of @p asked includes from the library of the profile.
template <class Next> void withFragments(Session &session, const AskedRun &asked, Next next)
{
    const QStringList names = fragmentsOf(asked.spec.draft);
    if (names.isEmpty() || !session.hasDatabase()) return next(Fragments());
    await(session.database().run([names](const QSqlDatabase &db) { return loadFragments(db, names); }), &session,
          [&session, next = std::move(next)](const Result<Fragments> &fragments) {
              if (!fragments) return session.refuse(refusalOf(fragments.error()));
              next(*fragments);
          });
}

/// @p spec as the user's settings want it where no option says otherwise: the provider's address, timeouts, retries.
Checked<RunSpec> adapted(const RunSpec &spec, const QCommandLineParser &parser, const StoredProfile &profile);

} // namespace burin
