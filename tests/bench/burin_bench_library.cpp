// A library of 10,000 prompts in 200 folders: how long it takes to list it, to search it as one types, to keep a draft
// and to show it in the panel. Baseline: reading the same rows' ids and titles and nothing else.
#include "core/store/database.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "ui/library/librarymodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace burin;

namespace {

constexpr int Prompts = 10'000;
constexpr int Folders = 200;
constexpr int Rounds = 15;

/// The median of some rounds, in milliseconds, printed.
template <class F> void measure(const char *what, F work)
{
    std::vector<double> times;
    for (int round = 0; round < Rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("%-44s median %8.2f ms, longest %8.2f ms, n = %d\n", what, times[times.size() / 2], times.back(),
                Rounds);
}

/// Some 1,000 letters of words that other prompts share.
QString textOf(int number)
{
    QString text;
    for (int word = 0; text.size() < 1000; ++word)
        text += QStringLiteral("word%1 ").arg((number * 31 + word * word * 17) % 5000);
    return text + QStringLiteral("unique%1 {{question}}").arg(number);
}

void fill(const QSqlDatabase &db)
{
    for (int i = 0; i < Prompts; ++i) {
        PromptDraft draft;
        draft.title = QStringLiteral("Prompt %1").arg(i);
        draft.messages = systemAndUser(QStringLiteral("You are brief."), textOf(i));
        const NewPrompt prompt{.draft = draft,
                               .folder = QStringLiteral("Area %1/Topic %2").arg(i % 10).arg(i % Folders),
                               .tags = {QStringLiteral("tag%1").arg(i % 7)}};
        if (!createPrompt(db, prompt)) qFatal("not created");
    }
}

void list(const QSqlDatabase &db, const LibraryQuery &query)
{
    const auto listing = libraryListing(db, query);
    if (!listing || listing->prompts.empty()) qFatal("nothing listed");
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const Theme theme;
    const QTemporaryDir folder;
    const Result<QSqlDatabase> db = openDatabase(folder.path(), QStringLiteral("bench"));
    if (!db) return 1;
    fill(*db);
    measure("baseline: ids and titles alone", [&db] {
        QSqlQuery query(*db);
        query.exec(QStringLiteral("SELECT id, title FROM library_prompts"));
        while (query.next())
            query.value(1).toString();
    });
    measure("list all", [&db] { list(*db, {}); });
    for (const char *text : {"p", "wo", "word12", "brief word1", "unique77"}) {
        const QString words = QString::fromLatin1(text);
        measure(qPrintable(QStringLiteral("search \"%1\"").arg(words)),
                [&] { list(*db, {.text = words, .limit = 500}); });
    }
    PromptDraft draft = openPrompt(*db, PromptId{Prompts / 2}).value();
    measure("keep a draft", [&] {
        draft.messages.back().text += u'x';
        if (!saveDraft(*db, {}, draft)) qFatal("not kept");
    });
    const LibraryListing listing = libraryListing(*db, {}).value();
    measure("rows of the tree", [&] { libraryNodes(listing, LibraryShape::Tree); });
    return 0;
}
