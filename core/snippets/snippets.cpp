#include "core/snippets/snippets.h"

#include "core/snippets/literals.h"

#include <QStringList>

#include <algorithm>

namespace burin {

namespace {

/// Of one argument of a program; Linux takes no longer one than 128 KiB.
constexpr qsizetype LongestArgument = 100'000;
/// Of a C++ literal; compilers must take 65,536 characters, escapes are up to four.
constexpr qsizetype LongestLiteral = 8'000;

QString urlOf(const HttpRequest &request)
{
    return QString::fromLatin1(request.url.toEncoded());
}

QString textFrom(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

bool hasKey(const HttpRequest &request, const QString &keyVariable)
{
    return !request.keyHeader.isEmpty() && !keyVariable.isEmpty();
}

/// What stands before the key in a sum of literals; empty where nothing does.
QString prefixed(const HttpRequest &request, QString (*literal)(const QString &))
{
    return request.keyPrefix.isEmpty() ? QString() : literal(textFrom(request.keyPrefix)) + QLatin1StringView(" + ");
}

QString curl(const HttpRequest &request, const QString &keyVariable)
{
    const QString body = textFrom(request.body);
    const bool piped = request.body.size() > LongestArgument;
    // -N: what arrives is shown at once.
    QStringList words{QStringLiteral("curl -N -X %1 %2").arg(textFrom(request.method), shellLiteral(urlOf(request)))};
    const bool globs = urlOf(request).contains(u'[') || urlOf(request).contains(u'{');
    if (globs) words.first().insert(4, QLatin1StringView(" --globoff"));
    for (const auto &[name, value] : request.headers)
        words += QLatin1StringView("-H ") + shellLiteral(textFrom(name + ": " + value));
    if (hasKey(request, keyVariable))
        words += QStringLiteral("-H %1\"$%2\"")
                     .arg(shellLiteral(textFrom(request.keyHeader + ": " + request.keyPrefix)), keyVariable);
    if (!body.isEmpty())
        words += piped ? QStringLiteral("--data-binary @-") : QLatin1StringView("--data-raw ") + shellLiteral(body);
    const QString command = words.join(QLatin1StringView(" \\\n  ")) + u'\n';
    return piped ? QLatin1StringView("printf %s ") + shellLiteral(body) + QLatin1StringView(" | \\\n") + command
                 : command;
}

QString python(const HttpRequest &request, const QString &keyVariable)
{
    const bool key = hasKey(request, keyVariable);
    QString source = QStringLiteral("import os\nimport sys\n\nimport requests\n\nheaders = {\n");
    if (!key) source.remove(0, int(qstrlen("import os\n")));
    for (const auto &[name, value] : request.headers)
        source += QStringLiteral("    %1: %2,\n").arg(pythonLiteral(textFrom(name)), pythonLiteral(textFrom(value)));
    if (key)
        source += QStringLiteral("    %1: %2os.environ.get(%3, ''),\n")
                      .arg(pythonLiteral(textFrom(request.keyHeader)), prefixed(request, pythonLiteral),
                           pythonLiteral(keyVariable));
    source += QLatin1StringView("}\nbody = ") + pythonLiteral(textFrom(request.body)) + u'\n';
    source += QStringLiteral("\nresponse = requests.request(\n    %1,\n    %2,\n    headers=headers,\n"
                             "    data=body.encode(\"utf-8\"),\n    stream=True,\n    timeout=300,\n)\n"
                             "for chunk in response.iter_content(chunk_size=None):\n"
                             "    sys.stdout.buffer.write(chunk)\n    sys.stdout.buffer.flush()\n"
                             "response.raise_for_status()\n")
                  .arg(pythonLiteral(textFrom(request.method)), pythonLiteral(urlOf(request)));
    return source;
}

QString javaScript(const HttpRequest &request, const QString &keyVariable)
{
    QString source = QStringLiteral("// Node.js 18 or later; as a module (.mjs).\nconst headers = {\n");
    for (const auto &[name, value] : request.headers)
        source += QStringLiteral("  %1: %2,\n").arg(scriptLiteral(textFrom(name)), scriptLiteral(textFrom(value)));
    if (hasKey(request, keyVariable))
        source += QStringLiteral("  %1: %2(process.env[%3] ?? ''),\n")
                      .arg(scriptLiteral(textFrom(request.keyHeader)), prefixed(request, scriptLiteral),
                           scriptLiteral(keyVariable));
    source += QLatin1StringView("};\nconst body = ") + scriptLiteral(textFrom(request.body)) + QLatin1StringView(";\n");
    source += QStringLiteral("\nconst response = await fetch(%1, { method: %2, headers, body });\n"
                             "for await (const chunk of response.body) process.stdout.write(chunk);\n"
                             "if (!response.ok) process.exitCode = 1;\n")
                  .arg(scriptLiteral(urlOf(request)), scriptLiteral(textFrom(request.method)));
    return source;
}

/// The bytes as literals below each other, which the compiler joins.
QString cppBody(const QByteArray &body)
{
    QStringList lines;
    for (qsizetype at = 0; at < body.size() || lines.isEmpty(); at += LongestLiteral)
        lines += cppLiteral(body.mid(at, LongestLiteral));
    return lines.join(QLatin1StringView("\n        "));
}

QString cpp(const HttpRequest &request, const QString &keyVariable)
{
    QString source = QStringLiteral(
        "// Qt 6: link Qt6::Core and Qt6::Network.\n#include <QCoreApplication>\n#include <QNetworkAccessManager>\n"
        "#include <QNetworkReply>\n#include <QNetworkRequest>\n\n#include <cstdio>\n\n"
        "int main(int argc, char **argv)\n{\n    QCoreApplication app(argc, argv);\n"
        "    QNetworkAccessManager manager;\n");
    source += QStringLiteral("    QNetworkRequest request(QUrl(QString::fromUtf8(%1)));\n")
                  .arg(cppLiteral(request.url.toEncoded()));
    for (const auto &[name, value] : request.headers)
        source += QStringLiteral("    request.setRawHeader(%1, %2);\n").arg(cppLiteral(name), cppLiteral(value));
    if (hasKey(request, keyVariable))
        source +=
            QStringLiteral("    request.setRawHeader(%1, %2 + qgetenv(%3));\n")
                .arg(cppLiteral(request.keyHeader), cppLiteral(request.keyPrefix), cppLiteral(keyVariable.toUtf8()));
    source += QStringLiteral("    const QByteArray body(\n        %1);\n").arg(cppBody(request.body));
    source += QStringLiteral("    QNetworkReply *reply = manager.sendCustomRequest(request, %1, body);\n"
                             "    QObject::connect(reply, &QNetworkReply::readyRead, [reply] {\n"
                             "        const QByteArray chunk = reply->readAll();\n"
                             "        std::fwrite(chunk.constData(), 1, size_t(chunk.size()), stdout);\n"
                             "        std::fflush(stdout);\n    });\n"
                             "    QObject::connect(reply, &QNetworkReply::finished, &app, [reply] {\n"
                             "        QCoreApplication::exit(reply->error() == QNetworkReply::NoError ? 0 : 1);\n"
                             "    });\n    return app.exec();\n}\n")
                  .arg(cppLiteral(request.method));
    return source;
}

constexpr SnippetRow rows[] = {
    {"curl", "curl", curl},
    {"python", "Python (requests)", python},
    {"javascript", "JavaScript (fetch)", javaScript},
    {"cpp", "C++ (Qt)", cpp},
};

} // namespace

std::span<const SnippetRow> snippetRows()
{
    return rows;
}

const SnippetRow *findSnippet(QStringView id)
{
    const auto *row = std::ranges::find_if(rows, [id](const SnippetRow &r) { return id == QLatin1StringView(r.id); });
    return row == std::end(rows) ? nullptr : row;
}

QString snippetOf(const SnippetRow &row, const HttpRequest &request, const QString &keyVariable)
{
    return row.write(request, keyVariable);
}

QString snippetKeyVariable(const ProviderProfile &profile)
{
    const bool none = !profile.needsKey && (profile.local || profile.keyVariables.isEmpty());
    if (none) return {};
    return profile.keyVariables.isEmpty() ? QStringLiteral("API_KEY") : profile.keyVariables.first();
}

} // namespace burin
