// Writes into a library in a process of its own. Called as
//   library_writer FOLDER PROMPT NAME N
// It says "ready", waits for a line, saves N drafts and versions of the prompt, moves a label each time, makes a prompt
// and deletes it again, and says "done".

#include "core/store/database.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryversions.h"

#include <QCoreApplication>

#include <cstdio>

using namespace burin;

namespace {

void require(bool went)
{
    if (!went) std::abort();
}

void writeOnce(const QSqlDatabase &db, PromptId prompt, const QString &text)
{
    PromptDraft draft;
    draft.title = text;
    draft.messages = systemAndUser({}, text);
    draft.prompt = prompt;
    require(bool(saveDraft(db, {}, draft)));
    const auto saved = saveVersion(db, prompt, draft, text);
    require(saved && saved->isNew);
    require(bool(setLabel(db, saved->version.id, QStringLiteral("newest"))));
    const auto made = createPrompt(db, {.draft = draft, .folder = QStringLiteral("F/") + text});
    require(made && deletePrompts(db, {made->prompt}));
}

void say(const char *line)
{
    std::puts(line);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 5) return 2;
    const Result<QSqlDatabase> db = openDatabase(QString::fromLocal8Bit(argv[1]), QStringLiteral("writer"));
    if (!db) return 3;
    say("ready");
    std::getchar();
    for (int i = 0; i < std::atoi(argv[4]); ++i)
        writeOnce(*db, PromptId{std::atoll(argv[2])}, QStringLiteral("%1 %2").arg(QLatin1StringView(argv[3])).arg(i));
    say("done");
    return 0;
}
