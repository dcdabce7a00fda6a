#include "app/hardening/hardening.h"
#include "app/secrets/secrets.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>
#include <sys/resource.h>

using namespace burin;

/// What both programs do first, then a line on stdout and nothing more until it is killed. "plain" leaves it out: the
/// test wants to see that it would find something.
int main(int argc, char **argv)
{
    const bool isPlain = argc > 1 && std::strcmp(argv[1], "plain") == 0;
    if (!isPlain) hardenProcess();
    QCoreApplication application(argc, argv);
    ProviderProfile profile;
    profile.id = QStringLiteral("example");
    profile.baseUrl = QUrl(QStringLiteral("https://api.example.com/v1"));
    profile.keyVariables = {QStringLiteral("EXAMPLE_API_KEY")};
    std::unique_ptr<Secrets> secrets;
    if (!isPlain) secrets = std::make_unique<Secrets>(std::vector{profile});
    FILE *file = std::fopen("made-by-child", "w");
    if (file) std::fclose(file);
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
