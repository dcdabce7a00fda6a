#include "tests/e2e/tour/tourprofile.h"

#include "app/desktop/samples.h"
#include "core/store/budgets.h"
#include "core/store/library.h"
#include "core/store/libraryversions.h"
#include "tests/core/store/storetesting.h"

#include <QDir>
#include <QFile>

#include <cmath>

namespace burin {

namespace {

constexpr int Days = 30;

struct SeededModel {
    const char *provider;
    const char *providerName;
    const char *model;
    qint64 inputPrice; ///< Pico-dollars a token.
    qint64 outputPrice;
    int firstContent; ///< Milliseconds.
    int share;        ///< Of ten runs.
};
constexpr SeededModel models[] = {{"openai", "OpenAI", "gpt-5-mini", 250'000, 2'000'000, 420, 5},
                                  {"anthropic", "Anthropic", "claude-sonnet-4-5", 3'000'000, 15'000'000, 760, 3},
                                  {"google", "Google Gemini", "gemini-2.5-flash", 300'000, 2'500'000, 350, 2}};

struct SeededPrompt {
    const char *title;
    const char *folder;
    const char *tags; ///< Separated by spaces.
    const char *user;
    const char *answer;
};
constexpr SeededPrompt prompts[] = {
    {"Refund request", "Support", "mail refunds", "Decide whether {{order}} can be refunded.",
     "Yes: the order is eleven days old and unworn."},
    {"Complaint triage", "Support", "classify", "Sort this complaint: {{text}}", "Urgent. A parcel was lost twice."},
    {"Release notes", "Writing", "changelog", "Write release notes from these commits: {{commits}}",
     "## New\n- Folders of prompt files can be opened."},
    {"Interview summary", "Research", "summary", "Summarise the interview in five points: {{transcript}}",
     "1. Two of three people test prompts by hand."}};

PromptDraft draftOf(const SeededPrompt &prompt)
{
    PromptDraft draft;
    draft.title = QString::fromUtf8(prompt.title);
    draft.messages = systemAndUser({}, QString::fromUtf8(prompt.user));
    draft.providerId = QStringLiteral("openai");
    draft.model = QStringLiteral("gpt-5-mini");
    return draft;
}

PromptDraft supportReply()
{
    PromptDraft draft = samplePrompt();
    draft.title = TourPrompt;
    draft.providerId = QStringLiteral("openai");
    draft.model = QStringLiteral("gpt-5");
    draft.parameters.maxTokens = 600; // so that the worst case is within the budgets
    draft.declared = {
        {.name = QStringLiteral("tone"),
         .type = VariableType::Choice,
         .fallback = QStringLiteral("warm"),
         .description = QStringLiteral("How the reply should sound"),
         .options = {QStringLiteral("warm"), QStringLiteral("matter-of-fact"), QStringLiteral("formal")}}};
    draft.variables.insert(QStringLiteral("tone"), QStringLiteral("warm"));
    return draft;
}

/// Three versions, so that there is something to compare.
void addVersions(const QSqlDatabase &db)
{
    PromptDraft draft = supportReply();
    const QString whole = draft.messages.front().text;
    draft.messages.front().text = QString(whole).remove(QStringLiteral("\n- End with one concrete next step."));
    draft.messages.front().text.replace(QStringLiteral("120 words"), QStringLiteral("200 words"));
    const ValueSet late{QStringLiteral("late parcel"), draft.variables};
    ValueSet torn = late;
    torn.name = QStringLiteral("torn seam");
    torn.values.insert(QStringLiteral("question"),
                       QStringLiteral("A seam of my Fjell jacket has come apart. What now?"));
    const auto first = createPrompt(db, {.draft = draft,
                                         .folder = QStringLiteral("Support"),
                                         .tags = {QStringLiteral("mail")},
                                         .cases = {late, torn},
                                         .note = QStringLiteral("First try")});
    if (!first) qFatal("no prompt");
    draft.messages.front().text.replace(QStringLiteral("200 words"), QStringLiteral("120 words"));
    const auto second = saveVersion(db, first->prompt, draft, QStringLiteral("Shorter; customers skim"));
    draft.messages.front().text = whole;
    const auto third = saveVersion(db, first->prompt, draft, QStringLiteral("Asks for one next step"));
    if (!second || !third || !setLabel(db, second->version.id, QStringLiteral("production")) ||
        !setLabel(db, third->version.id, QStringLiteral("candidate")) || !starPrompt(db, first->prompt, Star::On))
        qFatal("no versions");
}

RunRecord runOf(const SeededPrompt &prompt, const SeededModel &model, RandomRuns &random, const QDateTime &at)
{
    RunRecord run = plainRun(QString::fromUtf8(prompt.user), QString::fromUtf8(prompt.answer));
    run.draft = draftOf(prompt);
    run.draft.providerId = QString::fromLatin1(model.provider);
    run.draft.model = QString::fromLatin1(model.model);
    run.providerId = run.draft.providerId;
    run.providerName = QString::fromUtf8(model.providerName);
    run.createdAt = at;
    run.finishReason = FinishReason::Stop;
    Attempt &attempt = run.attempts.front();
    const qint64 input = 300 + random.below(1'800);
    const qint64 output = 120 + random.below(500);
    const Money in{input * model.inputPrice};
    const Money out{output * model.outputPrice};
    attempt.usage = {input, input / (2 + random.below(4)), {}, output, {}, Usage::Source::Reported};
    attempt.receipt = {in + out,
                       Provenance::Computed,
                       QStringLiteral("the tour"),
                       {{QStringLiteral("input"), input, Money{model.inputPrice}, in},
                        {QStringLiteral("output"), output, Money{model.outputPrice}, out}}};
    attempt.startedAt = at;
    attempt.firstContent = milliseconds(model.firstContent + random.below(400));
    attempt.duration = *attempt.firstContent + milliseconds(output * (7 + random.below(6)));
    run.timings.firstContent = attempt.firstContent;
    run.timings.total = attempt.duration;
    run.timings.tokensPerSecond = 1000.0 * double(output) / double((attempt.duration - *attempt.firstContent).count());
    if (random.oneIn(14)) {
        attempt.error = makeError(ErrorCode::Overloaded);
        attempt.httpStatus = 503;
        attempt.receipt = {Money{}, Provenance::Computed, QStringLiteral("the tour"), {}};
        attempt.usage = {};
        run.status = RunStatus::Failed;
        run.error = attempt.error;
        run.text.clear();
    }
    run.usage = attempt.usage;
    run.receipt = attempt.receipt;
    run.endedAt = at.addMSecs(run.timings.total.count());
    return run;
}

void addRuns(const QSqlDatabase &db)
{
    RandomRuns random(7);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int day = Days - 1; day >= 0; --day) {
        const QDateTime morning(now.addDays(-day).date(), QTime(7, 30), Qt::UTC);
        const bool weekend = morning.date().dayOfWeek() > 5;
        const int runs = (weekend ? 1 : 5) + random.below(weekend ? 2 : 8);
        for (int i = 0; i < runs; ++i) {
            const QDateTime at = morning.addSecs(i * 2'700LL + random.below(1'200));
            if (at > now) break;
            int pick = random.below(10);
            const SeededModel *model = models;
            while (pick >= model->share)
                pick -= (model++)->share;
            RunRecord run = runOf(prompts[random.below(4)], *model, random, at);
            if (!store(db, run)) qFatal("no run");
        }
    }
}

} // namespace

void fillTourProfile(const QString &folder)
{
    const OpenDatabase db(folder);
    if (!db.valid()) qFatal("no database");
    addVersions(db);
    for (const SeededPrompt &prompt : prompts)
        if (!createPrompt(db, {.draft = draftOf(prompt),
                               .folder = QString::fromUtf8(prompt.folder),
                               .tags = QString::fromUtf8(prompt.tags).split(u' ')}))
            qFatal("no prompt");
    addRuns(db);
    constexpr qint64 Dollar = 1'000'000'000'000;
    for (const Budget &budget :
         {Budget{BudgetScope::Day, {}, Money{Dollar / 2}}, Budget{BudgetScope::Month, {}, Money{2 * Dollar}},
          Budget{BudgetScope::Run, {}, Money{Dollar / 4}},
          Budget{BudgetScope::Prompt, QStringLiteral("Release notes"), Money{Dollar / 2}}})
        if (!setBudget(db, budget)) qFatal("no budget");
}

void fillTourFiles(const QString &folder)
{
    const auto put = [&folder](const char *name, const QByteArray &text) {
        const QString path = folder + u'/' + QLatin1StringView(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("no file");
    };
    put("onboarding/welcome.prompt.yml",
        "name: Welcome mail\ndescription: The first mail that a new customer gets\nmodel: gpt-5-mini\nmessages:\n"
        "  - role: system\n    content: Write as Nordlicht, an online shop for outdoor clothing. At most 90 words.\n"
        "  - role: user\n    content: Welcome {{name}}, who has just bought {{item}}.\n"
        "testData:\n  - item: the Fjell jacket\n    name: Ada Lind\n"
        "x-burin:\n  provider: openai\n  tags:\n    - mail\n"
        "evaluators:\n  - name: names the customer\n    string:\n      contains: Ada\n");
    put("onboarding/first-return.prompt.yml", "name: First return\nmodel: gpt-5-mini\nmessages:\n  - role: user\n    "
                                              "content: Explain to {{name}} how to return an item.\n");
    put("support/size-advice.prompt.yml", "name: Size advice\nmodel: gpt-5-mini\nmessages:\n  - role: user\n    "
                                          "content: Which size of {{item}} fits {{measures}}?\n");
    put("support/repair.prompt.yml", "name: Repair request\nmodel: gpt-5-mini\nmessages:\n  - role: user\n    content: "
                                     "Answer this repair request. {{mail}}\n");
}

PromptDraft firstTourPrompt()
{
    PromptDraft draft;
    draft.title = QStringLiteral("My first prompt");
    draft.messages =
        systemAndUser({}, QStringLiteral("Give me three reasons why {{craft}} suits a small workshop. Number them, "
                                         "and say what to start with."));
    draft.variables = {{QStringLiteral("craft"), QStringLiteral("engraving")}};
    draft.providerId = QStringLiteral("openai");
    draft.model = QStringLiteral("gpt-5-mini");
    draft.parameters.maxTokens = 600;
    return draft;
}

} // namespace burin
