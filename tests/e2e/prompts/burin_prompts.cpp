// The test prompts through any endpoint, with a report: success, retries, tokens, cost, times. `./dev prompts` runs it.
#include "app/cli/interrupt.h"
#include "app/cli/providerchoice.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/secrets/secrets.h"
#include "tests/e2e/prompts/promptrunner.h"

#include <QCommandLineParser>

using namespace burin;

namespace {

struct Choice {
    std::vector<TestPrompt> prompts;
    PromptRunner::Options options;
};

Checked<std::vector<TestPrompt>> chosenPrompts(const QString &sets)
{
    const QString project = QStringLiteral(BURIN_SOURCE_DIR);
    auto prompts = readPrompts(project + QStringLiteral("/tests/data/prompts"), project);
    if (!prompts) return Refusal{prompts.error().text};
    if (!sets.isEmpty()) {
        const QStringList wanted = sets.split(u',');
        std::erase_if(prompts.value(), [&wanted](const TestPrompt &prompt) { return !wanted.contains(prompt.set()); });
    }
    if (prompts->empty()) return Refusal{QStringLiteral("--sets %1: there is no such set.").arg(sets)};
    return prompts.value();
}

Checked<Choice> readChoice(const QCommandLineParser &parser, Session &session)
{
    Choice choice;
    const auto prompts = chosenPrompts(parser.value(QStringLiteral("sets")));
    if (!prompts) return prompts.error();
    choice.prompts = *prompts;
    const auto provider = chosenProvider(parser, parser.value(QStringLiteral("provider")));
    if (!provider) return provider.error();
    const auto reachable = served(session, *provider);
    if (!reachable) return reachable.error();
    choice.options.provider = *reachable;
    choice.options.model = parser.value(QStringLiteral("model"));
    if (choice.options.model.isEmpty()) return Refusal{QStringLiteral("which model? Name one with --model.")};
    const auto jobs = parseCount(QStringLiteral("--jobs"), parser.value(QStringLiteral("jobs")), 1);
    if (!jobs) return jobs.error();
    choice.options.jobs = *jobs;
    if (const QString text = parser.value(QStringLiteral("price")); !text.isEmpty()) {
        const auto price = parsePrices(text);
        if (!price) return price.error();
        choice.options.price = *price;
    }
    return choice;
}

void run(Session &session, Engine &engine, const Choice &choice)
{
    auto *runner = new PromptRunner(engine, choice.options, &session);
    QObject::connect(runner, &PromptRunner::ended, &session, [&session](const QString &name, const RunRecord &record) {
        session.console().note(QStringLiteral("%1: %2").arg(name, toString(record.status)));
    });
    QObject::connect(&session.interrupt(), &Interrupt::requested, runner, &PromptRunner::cancel);
    QObject::connect(runner, &PromptRunner::finished, &session, [&session, runner] {
        const PromptReport &report = runner->report();
        if (session.wantsJson())
            session.console().writeJson(report.json());
        else
            session.console().write(report.text());
        session.finish(report.all().successRate() >= 0.95 ? ExitDone : ExitFailed);
    });
    runner->start(choice.prompts);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Session session;
    QCommandLineParser parser;
    addAdHocOptions(parser);
    const auto option = [&parser](const char *name, const char *text, const char *value, const char *fallback = "") {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value),
                          QString::fromLatin1(fallback)});
    };
    option("provider", "A configured provider.", "NAME");
    option("model", "The model.", "MODEL");
    option("sets", "Which prompts: short,medium,long,edge,…; all without it.", "SETS");
    option("jobs", "Runs at a time.", "N", "4");
    option("price", "USD per million tokens.", "IN,OUT");
    QStringList arguments = QCoreApplication::arguments();
    arguments.removeFirst();
    if (!session.read(parser, QStringLiteral("prompts"), arguments)) return QCoreApplication::exec();
    Checked<Choice> choice = readChoice(parser, session);
    if (!choice) {
        session.refuse(choice.error());
        return QCoreApplication::exec();
    }
    Secrets secrets({choice->options.provider});
    Engine engine({});
    await(secrets.find(choice->options.provider), &session, [&](const KeyLookup &lookup) {
        if (const auto problem = keyProblem(choice->options.provider, lookup))
            return session.refuse(refusalOf(*problem));
        choice.value().options.key = lookup.key;
        run(session, engine, *choice);
    });
    return QCoreApplication::exec();
}
