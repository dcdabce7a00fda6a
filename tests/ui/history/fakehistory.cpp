#include "fakehistory.h"

#include <QTimer>

#include <algorithm>

namespace burin {

using namespace std::chrono_literals;

namespace {

constexpr const char *models[] = {"alpha", "beta", "gamma"};

bool fulfils(const RunSummary &run, const RunCondition &condition)
{
    const qint64 day = run.createdAt.toLocalTime().date().toJulianDay();
    switch (condition.field) {
    case RunField::Model:
        return condition.relation == RunRelation::Is ? run.model == condition.text : run.model.contains(condition.text);
    case RunField::Status:
        return int(run.status) == condition.number;
    case RunField::Starred:
        return run.starred;
    case RunField::Day:
        if (condition.relation == RunRelation::AtMost) return day <= condition.number;
        return condition.relation == RunRelation::AtLeast ? day >= condition.number : day < condition.number;
    case RunField::Id:
        return run.id.value > condition.number;
    default:
        return true;
    }
}

bool matches(const RunSummary &run, const QString &text, const std::vector<RunCondition> &conditions)
{
    if (!text.isEmpty() && !run.title.contains(text, Qt::CaseInsensitive)) return false;
    return std::ranges::all_of(conditions, [&](const RunCondition &c) { return fulfils(run, c) != c.negated; });
}

template <class T> QFuture<Result<T>> answered(const Result<T> &result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(result);
    promise.finish();
    return promise.future();
}

Attempt attemptOf(int number, const std::optional<Error> &error)
{
    Attempt attempt;
    attempt.number = number;
    attempt.startedAt = QDateTime(QDate(2026, 3, 4), QTime(10, 20, 30), Qt::UTC);
    attempt.waited = number > 1 ? 2100ms : 0ms;
    attempt.sent = true;
    attempt.httpStatus = error ? 503 : 200;
    attempt.error = error;
    attempt.requestId = QStringLiteral("req-%1").arg(number);
    attempt.firstByte = 410ms;
    attempt.bytes = 18'233;
    attempt.billing = error ? Billing::None : Billing::Exact;
    return attempt;
}

void addFigures(RunRecord &run)
{
    run.usage = {.input = 1204,
                 .cachedInput = 212,
                 .cacheWrite = {},
                 .output = 356,
                 .reasoning = 180,
                 .source = Usage::Source::Reported};
    run.receipt.total = Money{4'300'000'000};
    run.receipt.provenance = Provenance::Computed;
    run.receipt.priceSource = QStringLiteral("catalog 2026-03");
    run.receipt.lines = {{QStringLiteral("input"), 992, Money{3'000'000}, Money{2'976'000'000}},
                         {QStringLiteral("output"), 356, Money{15'000'000}, Money{1'324'000'000}}};
    run.timings = {.queued = 12ms,
                   .connect = 84ms,
                   .firstByte = 410ms,
                   .firstContent = 620ms,
                   .total = 4900ms,
                   .tokensPerSecond = 84.2};
    run.attempts = {attemptOf(1, makeError(ErrorCode::Overloaded)), attemptOf(2, std::nullopt)};
}

} // namespace

RunSummary summaryOf(int id)
{
    RunSummary run;
    run.id = {id};
    run.createdAt = QDateTime(QDate(2026, 3, 4), QTime(10, 20, 30), Qt::UTC).addSecs(id * 60);
    run.status = id % 5 ? RunStatus::Completed : RunStatus::Failed;
    run.title = QStringLiteral("Prompt %1").arg(id);
    run.providerId = QStringLiteral("openrouter");
    run.model = QString::fromLatin1(models[id % 3]);
    run.inputTokens = 1204;
    run.outputTokens = 356;
    run.cost = Money{4'300'000'000};
    run.provenance = Provenance::Computed;
    run.firstContent = 620ms;
    run.total = 4900ms;
    return run;
}

RunRecord recordOf(RunId id)
{
    const RunSummary summary = summaryOf(int(id.value));
    RunRecord run;
    run.id = id;
    run.draft.title = summary.title;
    run.draft.model = summary.model;
    run.draft.variables = {{QStringLiteral("shop"), QStringLiteral("Nordlicht")}};
    run.draft.parameters.temperature = 0.7;
    run.messages = {{Role::System, QStringLiteral("Be kind.")}, {Role::User, QStringLiteral("Where is <b>it</b>?")}};
    run.providerName = QStringLiteral("OpenRouter");
    run.createdAt = summary.createdAt;
    run.endedAt = summary.createdAt.addSecs(5);
    run.status = RunStatus::Partial;
    run.text = QStringLiteral("It is **on its way**, run %1.").arg(id.value);
    run.reasoning = QStringLiteral("The parcel left on Tuesday.");
    run.toolCalls = {{QStringLiteral("call-1"), QStringLiteral("track"), QStringLiteral("{\"parcel\":42}")}};
    run.finishReason = FinishReason::Length;
    run.nativeFinishReason = QStringLiteral("max_tokens");
    run.error = makeError(ErrorCode::IdleTimeout, QStringLiteral("30"), QStringLiteral("nothing came"));
    run.error->requestId = QStringLiteral("req-2");
    run.modelServed = QStringLiteral("alpha-2026");
    run.requestJson = R"({"model":"alpha","messages":[]})";
    addFigures(run);
    return run;
}

FakeHistory::FakeHistory(int count)
{
    for (int id = count; id > 0; --id)
        runs.push_back(summaryOf(id));
}

HistorySource FakeHistory::source()
{
    HistorySource source;
    source.page = [this](const RunQuery &query, const RunPlace &place, int limit) {
        pages.push_back({query, place.before, place.skip, limit, std::make_shared<QPromise<Result<RunPage>>>()});
        pages.back().answer->start();
        if (!held) QTimer::singleShot(0, this, [this, question = pages.size() - 1] { answerPage(question); });
        return pages.back().answer->future();
    };
    source.run = [this](RunId id) {
        details.push_back({id, std::make_shared<QPromise<Result<RunRecord>>>()});
        details.back().answer->start();
        if (!held) QTimer::singleShot(0, this, [this, question = details.size() - 1] { answerRun(question); });
        return details.back().answer->future();
    };
    source.stretch = [this](const RunQuery &query, RunId before, int limit) {
        const RunPage page = pageOf({query, before, 0, limit, {}});
        stretches.push_back(before);
        return answered<RunStretch>(RunStretch{int(page.runs.size()), page.runs.empty() ? RunId() : page.runs.back().id,
                                               int(page.runs.size()) == limit});
    };
    source.ids = [this](const RunQuery &query, const RunPlace &place, int limit) {
        std::vector<RunId> ids;
        for (const RunSummary &run : pageOf({query, place.before, place.skip, limit, {}}).runs)
            ids.push_back(run.id);
        return answered<std::vector<RunId>>(ids);
    };
    source.mark = [this](const MarkChanges &changes) {
        marks.push_back(changes);
        return answered<MarkChanges>(undo);
    };
    source.facets = [] {
        RunFacets facets;
        for (const char *model : models)
            facets.models += QString::fromLatin1(model);
        facets.tags = {QStringLiteral("draft")};
        return answered<RunFacets>(facets);
    };
    return source;
}

RunPage FakeHistory::pageOf(const PageQuestion &question) const
{
    RunPage page;
    int skip = question.skip;
    const std::vector<RunCondition> conditions = conditionsOf(question.query);
    for (const RunSummary &run : runs) {
        if (question.before.isValid() && run.id >= question.before) continue;
        if (!matches(run, question.query.text, conditions)) continue;
        if (skip-- > 0) continue;
        if (int(page.runs.size()) == question.limit) {
            page.more = true;
            break;
        }
        page.runs.push_back(run);
    }
    return page;
}

void FakeHistory::answerPage(size_t question)
{
    const PageQuestion &asked = pages[question];
    if (error)
        asked.answer->addResult(*error);
    else
        asked.answer->addResult(pageOf(asked));
    asked.answer->finish();
}

void FakeHistory::answerRun(size_t question)
{
    const RunQuestion &asked = details[question];
    if (error)
        asked.answer->addResult(*error);
    else
        asked.answer->addResult(recordOf(asked.id));
    asked.answer->finish();
}

} // namespace burin
