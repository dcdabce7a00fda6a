#include "core/simulator/scenariofile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin {

namespace {

constexpr char Folder[] = ":/burin/scenarios";
constexpr char Prefix[] = "simulator-";
constexpr char Default[] = "fast";

QString inSimulator(const char *text)
{
    return QCoreApplication::translate("Simulator", text);
}

Error wrong(const QString &field, const char *expected)
{
    return makeError(ErrorCode::BadParameter, field,
                     inSimulator(QT_TRANSLATE_NOOP("Simulator", "It must be %1.")).arg(inSimulator(expected)));
}

bool readText(const QJsonValue &value, QString &target)
{
    target = value.toString();
    return value.isString() && !target.isEmpty() && !target.contains(u'\n');
}

bool readFamily(const QJsonValue &value, NamedScenario &file)
{
    file.family = value.toString();
    return std::ranges::any_of(scenarioFamilies(),
                               [&file](const ScenarioFamily &f) { return file.family == QLatin1StringView(f.id); });
}

bool readKinds(const QJsonValue &value, NamedScenario &file)
{
    for (const QJsonArray kinds = value.toArray(); const QJsonValue &kind : kinds)
        file.kinds += kind.toString();
    return value.isArray() && !file.kinds.contains(QString());
}

/// "CATEGORY/code", or several of them.
bool readErrors(const QJsonValue &value, std::vector<ErrorCode> &errors)
{
    const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &text : several) {
        const QStringList parts = text.toString().split(u'/');
        const std::optional<ErrorCode> code = findErrorCode(parts.value(0), parts.value(1));
        if (!code) return false;
        errors.push_back(*code);
    }
    return true;
}

bool readExpectation(const QJsonValue &value, NamedScenario &file)
{
    const QJsonObject object = value.toObject();
    const std::optional<RunStatus> status = runStatusFrom(object.value(u"status").toString());
    if (!status) return false;
    file.expect.status = *status;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == QLatin1StringView("error")) {
            if (!readErrors(it.value(), file.expect.errors)) return false;
        } else if (it.key() == QLatin1StringView("attempts")) {
            file.expect.attempts = it.value().toInt();
            if (*file.expect.attempts < 1) return false;
        } else if (it.key() != QLatin1StringView("status")) {
            return false;
        }
    }
    return true;
}

bool readLimits(const QJsonValue &value, NamedScenario &file)
{
    const QJsonObject object = value.toObject();
    file.limits.emplace();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const int count = it.value().toInt();
        if (count < 1) return false;
        if (it.key() == QLatin1StringView("first_content"))
            file.limits->firstContent = std::chrono::milliseconds(count);
        else if (it.key() == QLatin1StringView("idle"))
            file.limits->idle = std::chrono::milliseconds(count);
        else if (it.key() == QLatin1StringView("total"))
            file.limits->total = std::chrono::milliseconds(count);
        else
            return false;
    }
    return value.isObject();
}

struct FileField {
    const char *name;
    bool (*read)(const QJsonValue &value, NamedScenario &file);
    const char *expected;
};

constexpr char OneLine[] = QT_TRANSLATE_NOOP("Simulator", "a text of one line");

// clang-format off
constexpr FileField fileFields[] = {
    {"title", [](const QJsonValue &v, NamedScenario &f) { return readText(v, f.title); }, OneLine},
    {"description", [](const QJsonValue &v, NamedScenario &f) { return readText(v, f.description); }, OneLine},
    {"family", &readFamily, QT_TRANSLATE_NOOP("Simulator", "the name of a family")},
    {"kinds", &readKinds, QT_TRANSLATE_NOOP("Simulator", "a list of wire formats")},
    {"limits", &readLimits, QT_TRANSLATE_NOOP("Simulator", "an object with first_content, idle and total in milliseconds")},
    {"expect", &readExpectation, QT_TRANSLATE_NOOP("Simulator", "a status, and errors as CATEGORY/code or a number of attempts if there is one")},
};
// clang-format on

NamedScenario builtIn(const QString &path)
{
    QFile file(path);
    const bool open = file.open(QIODevice::ReadOnly);
    const Result<NamedScenario> read = parseScenarioFile(open ? file.readAll() : QByteArray());
    if (!read) qFatal("%s: %s", qUtf8Printable(path), qUtf8Printable(read.error().message() + read.error().detail));
    NamedScenario named = *read;
    named.model = QLatin1StringView(Prefix) + QFileInfo(path).completeBaseName();
    return named;
}

/// Where a scenario stands among the families; the default comes first.
size_t rankOf(const NamedScenario &file)
{
    if (file.model == QLatin1StringView(Prefix) + QLatin1StringView(Default)) return 0;
    const auto &families = scenarioFamilies();
    const auto family = std::ranges::find_if(
        families, [&file](const ScenarioFamily &f) { return file.family == QLatin1StringView(f.id); });
    return size_t(family - families.begin()) + 1;
}

} // namespace

const std::vector<ScenarioFamily> &scenarioFamilies()
{
    static const std::vector<ScenarioFamily> families = {
        {"good", QT_TRANSLATE_NOOP("Simulator", "Good answers")},
        {"answer", QT_TRANSLATE_NOOP("Simulator", "Odd answers")},
        {"refused", QT_TRANSLATE_NOOP("Simulator", "Refused requests")},
        {"limits", QT_TRANSLATE_NOOP("Simulator", "Rate limits and quotas")},
        {"outage", QT_TRANSLATE_NOOP("Simulator", "Failing servers")},
        {"connection", QT_TRANSLATE_NOOP("Simulator", "Broken connections")},
        {"silence", QT_TRANSLATE_NOOP("Simulator", "Silence and slowness")},
        {"http", QT_TRANSLATE_NOOP("Simulator", "Odd HTTP")},
        {"stream", QT_TRANSLATE_NOOP("Simulator", "Damaged streams")},
        {"usage", QT_TRANSLATE_NOOP("Simulator", "Wrong token counts")},
        {"embedding", QT_TRANSLATE_NOOP("Simulator", "Embeddings")},
        {"weather", QT_TRANSLATE_NOOP("Simulator", "Weather")},
    };
    return families;
}

const std::vector<NamedScenario> &builtInScenarios()
{
    static const std::vector<NamedScenario> list = [] {
        std::vector<NamedScenario> files;
        const QDir folder{QLatin1StringView(Folder)};
        for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            files.push_back(builtIn(folder.filePath(name)));
        std::ranges::stable_sort(files, {}, rankOf);
        return files;
    }();
    return list;
}

const NamedScenario *findScenario(const QString &name)
{
    const auto &all = builtInScenarios();
    const auto found = std::ranges::find_if(all, [&name](const NamedScenario &file) {
        return file.model == name || file.model == QLatin1StringView(Prefix) + name;
    });
    return found == all.end() ? nullptr : &*found;
}

Result<NamedScenario> parseScenarioFile(const QByteArray &json)
{
    NamedScenario file;
    QJsonObject behaviour = QJsonDocument::fromJson(json).object();
    for (const FileField &field : fileFields) {
        const QJsonValue value = behaviour.take(QLatin1StringView(field.name));
        if (!value.isUndefined() && !field.read(value, file))
            return wrong(QString::fromLatin1(field.name), field.expected);
    }
    // What is no object is left to parseScenario, which says what is wrong with it.
    const bool isObject = QJsonDocument::fromJson(json).isObject();
    const Result<Scenario> scenario =
        parseScenario(isObject ? QJsonDocument(behaviour).toJson(QJsonDocument::Compact) : json);
    if (!scenario) return scenario.error();
    file.scenario = *scenario;
    file.embedding = file.family == QLatin1StringView("embedding");
    return file;
}

} // namespace burin
