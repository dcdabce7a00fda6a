#include "tests/layering/rules.h"

#include "tests/layering/folders.h"
#include "tests/layering/sourcetext.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QRegularExpression>

#include <algorithm>

namespace burin::layering {

namespace {

constexpr int longestFile = 450;

/// Whether @p path is @p folder, or lies below it, or is a file of that name ("core/store/dbthread" has two).
bool isBelow(const QString &path, QLatin1StringView folder)
{
    if (folder.isEmpty() || path == folder) return true;
    return path.startsWith(folder) && (path.at(folder.size()) == u'/' || path.at(folder.size()) == u'.');
}

QList<QLatin1StringView> listOf(const char *words)
{
    QList<QLatin1StringView> list;
    for (const QLatin1StringView word : QLatin1StringView(words).tokenize(QLatin1StringView(" "), Qt::SkipEmptyParts))
        list += word;
    return list;
}

/// Who may know whom, whatever the CMake files say. The longest matching folder counts; a name allows all below it.
struct Layer {
    const char *folder;
    const char *mayUse;
};
constexpr Layer layers[] = {
    {"core/base", ""},
    {"core/domain", "core/base"},
    {"core/prompt", "core/domain core/base"},
    {"core/query", "core/domain core/base"},
    {"core/cost", "core/prompt core/domain core/base"},
    {"core/reconcile", "core/prompt core/domain core/base"},
    {"core/net", "core/base"},
    {"core/providers", "core/net core/domain core/base"},
    {"core/snippets", "core/net core/domain core/base"},
    {"core/engine", "core/providers core/prompt core/cost core/net core/domain core/base"},
    {"core/store", "core/cost core/prompt core/domain core/base"},
    {"core/simulator", "core/domain core/base"},
    {"core/knowledge", "core/domain core/base"},
    {"core/exchange", "core/prompt core/domain core/base"},
    {"core/export", "core/domain core/base"},
    {"core/otlp", "core/domain core/base"},
    {"core/batch", "core/engine core/providers core/prompt core/cost core/net core/domain core/base"},
    {"ui", "ui core/query core/prompt core/cost core/domain core/base"},
    {"app", "app ui core"},
    {"app/cli", "app core"},
};

/// Qt modules that a layer never includes.
struct BannedModules {
    const char *folder;
    const char *modules;
};
constexpr BannedModules bannedModules[] = {
    {"core", "Gui Widgets Charts Svg DBus"},
    {"ui", "Network Sql DBus"},
    {"app/cli", "Gui Widgets Charts Svg"},
};

/// Headers and words that belong to a few places.
struct Reserved {
    const char *pattern;
    const char *places; ///< Folders, or files without their suffix.

    bool allows(const QString &file) const
    {
        return std::ranges::any_of(listOf(places), [&file](QLatin1StringView place) { return isBelow(file, place); });
    }
};
constexpr Reserved reservedHeaders[] = {
    {"^sqlite3\\.h$", "core/store"},
    {"^QSql(?!Database$)|^QtSql/(?!QSqlDatabase$)", "core/store"}, // a database is what DbThread hands on
    {"^md4c", "ui/markdown"},
    {"^dtl/", "core/prompt"},
    {"^yaml-cpp/", "core/exchange"},
    {"^valijson/", "core/prompt"},
    {"^qt6keychain/", "app/secrets"},
};
constexpr Reserved reservedWords[] = {
    {"\\bmoveToThread\\b", "core/store/dbthread ui/markdown/markdownview"}, // the latter hands a document over
};

/// Words that stand nowhere in the code of a layer; "" is every layer.
struct BannedWords {
    const char *folder;
    const char *pattern;
};
constexpr BannedWords bannedWords[] = {
    {"", "\\bprocessEvents\\b"},
    {"", "\\bQEventLoop\\b"},
    {"", "\\bwaitFor(ReadyRead|Finished|Connected|Disconnected|Encrypted|BytesWritten|Started)\\b"},
    {"", "\\b(QThread::)?[mu]?sleep\\s*\\(|\\bsleep_(for|until)\\b"},
    {"", "\\bignoreSslErrors\\b"},
    {"", "\\bVerifyNone\\b"},
    {"", "\\b(Q(Recursive)?Mutex|std::(recursive_|shared_)?mutex)\\b"},
    {"ui", "(\\.|->)exec\\s*\\("},
    {"ui", "\\bQMessageBox::(about|critical|information|question|warning)\\s*\\("},
    {"ui", "\\bQ(File|Input|Color|Font)Dialog::get\\w+\\s*\\("},
};

const Layer *layerOf(const QString &path)
{
    const Layer *best = nullptr;
    for (const Layer &layer : layers) {
        if (isBelow(path, QLatin1StringView(layer.folder)) && (!best || qstrlen(layer.folder) > qstrlen(best->folder)))
            best = &layer;
    }
    return best;
}

bool mayUse(const Layer &layer, const QString &other)
{
    const QList<QLatin1StringView> allowed = listOf(layer.mayUse);
    return isBelow(other, QLatin1StringView(layer.folder)) ||
           std::ranges::any_of(allowed, [&](QLatin1StringView folder) { return isBelow(other, folder); });
}

/// The Qt module of a header such as QWidget or QtWidgets/QWidget, as installed here; empty for others.
QString moduleOf(const QString &header)
{
    static const QHash<QString, QString> modules = [] {
        QHash<QString, QString> result;
        const QDir qt(QLibraryInfo::path(QLibraryInfo::HeadersPath));
        for (const QString &folder : qt.entryList({QStringLiteral("Qt*")}, QDir::Dirs, QDir::Name | QDir::Reversed)) {
            for (const QString &file : QDir(qt.filePath(folder)).entryList(QDir::Files))
                result.insert(file, folder.mid(2));
        }
        return result;
    }();
    if (header.startsWith(u"Qt") && header.contains(u'/')) return header.section(u'/', 0, 0).mid(2);
    return modules.value(header);
}

class Checker {
public:
    explicit Checker(const QString &root) : m_root(root), m_folders(Folders::read(root)) {}

    QStringList run()
    {
        checkDependencies();
        for (const QString &file : sources())
            checkFile(file);
        m_found.sort();
        return m_found;
    }

private:
    QStringList sources() const
    {
        QStringList found;
        for (const char *top : {"core", "ui", "app", "tests"}) {
            QDirIterator files(m_root.filePath(QLatin1StringView(top)),
                               {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext())
                found += m_root.relativeFilePath(files.next());
        }
        found.sort();
        return found;
    }

    void report(int line, const QString &what)
    {
        m_found += QStringLiteral("%1:%2: %3").arg(m_file).arg(line).arg(what);
    }

    void checkDependencies()
    {
        for (const Folder &folder : m_folders.all()) {
            m_file = folder.path + QStringLiteral("/CMakeLists.txt");
            const Layer *layer = layerOf(folder.path);
            if (!layer) report(1, QStringLiteral("no layer of this name in tests/layering"));
            for (const QString &other : m_folders.reachable(folder.path)) {
                if (layer && other != folder.path && !mayUse(*layer, other))
                    report(1, QStringLiteral("must not depend on %1").arg(other));
            }
        }
    }

    void checkFile(const QString &path)
    {
        QFile file(m_root.filePath(path));
        if (!file.open(QIODevice::ReadOnly)) return;
        m_file = path;
        const QString source = QString::fromUtf8(file.readAll());
        const qsizetype lines = source.count(u'\n');
        if (path.endsWith(u".h") && !source.contains(QLatin1StringView("#pragma once")))
            report(1, QStringLiteral("#pragma once is missing"));
        if (path.endsWith(u".h")) checkTypes(source);
        if (path.startsWith(u"tests/")) return;
        if (lines > longestFile) report(int(lines), QStringLiteral("longer than %1 lines").arg(longestFile));
        checkWords(source);
        for (const Include &include : includesOf(source)) {
            if (include.quoted)
                checkOwnInclude(include);
            else
                checkForeignInclude(include);
        }
    }

    /// Two types of one name are one type to the linker, which then takes the functions of either.
    void checkTypes(const QString &source)
    {
        static const QRegularExpression opening(
            QStringLiteral("^(?:namespace ([\\w:]+) \\{|(?:struct|class|enum class) (\\w+)[^;{]*\\{)"),
            QRegularExpression::MultilineOption);
        QString space;
        for (auto it = opening.globalMatch(source); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            if (match.hasCaptured(1)) space = match.captured(1);
            if (!match.hasCaptured(2)) continue;
            const QString type = space + QStringLiteral("::") + match.captured(2);
            const int line = int(QStringView(source).left(match.capturedStart()).count(u'\n')) + 1;
            if (m_types.contains(type)) report(line, QStringLiteral("%1 is in %2 too").arg(type, m_types.value(type)));
            m_types.insert(type, m_file);
        }
    }

    void checkOwnInclude(const Include &include)
    {
        static const QRegularExpression fromRoot(QStringLiteral("^(core|ui|app)/(?!.*\\.\\./)"));
        if (include.path.endsWith(u".moc")) return;
        if (!fromRoot.match(include.path).hasMatch())
            return report(include.line, QStringLiteral("\"%1\" is not a path from the root").arg(include.path));

        const QString folder = m_folders.folderOf(m_file);
        const QString other = m_folders.folderOf(include.path);
        const Layer *layer = layerOf(m_file);
        if (layer && !mayUse(*layer, include.path))
            report(include.line, QStringLiteral("must not include %1").arg(include.path));
        else if (!folder.isEmpty() && !other.isEmpty() && !m_folders.reachable(folder).contains(other))
            report(include.line, QStringLiteral("includes %1, but %2 is not in DEPENDS").arg(include.path, other));
    }

    void checkForeignInclude(const Include &include)
    {
        for (const Reserved &reserved : reservedHeaders) {
            if (QRegularExpression(QLatin1StringView(reserved.pattern)).match(include.path).hasMatch() &&
                !reserved.allows(m_file))
                report(include.line,
                       QStringLiteral("<%1> is for %2").arg(include.path, QLatin1StringView(reserved.places)));
        }
        const QString module = moduleOf(include.path);
        if (module.isEmpty()) return;
        for (const BannedModules &banned : bannedModules) {
            if (isBelow(m_file, QLatin1StringView(banned.folder)) && listOf(banned.modules).contains(module))
                return report(include.line, QStringLiteral("must not include Qt%1 (<%2>)").arg(module, include.path));
        }
        const QString folder = m_folders.folderOf(m_file);
        if (!folder.isEmpty() && !m_folders.modules(folder).contains(module))
            report(include.line, QStringLiteral("<%1>: %2 is not in QT").arg(include.path, module));
    }

    void checkWords(const QString &source)
    {
        static const QRegularExpression unfinished(QStringLiteral("\\b(TODO|FIXME|XXX)\\b"));
        reportMatches(source, unfinished);
        const QString code = codeOf(source);
        for (const BannedWords &banned : bannedWords) {
            if (isBelow(m_file, QLatin1StringView(banned.folder)))
                reportMatches(code, QRegularExpression(QLatin1StringView(banned.pattern)));
        }
        for (const Reserved &reserved : reservedWords) {
            if (!reserved.allows(m_file)) reportMatches(code, QRegularExpression(QLatin1StringView(reserved.pattern)));
        }
    }

    void reportMatches(const QString &text, const QRegularExpression &pattern)
    {
        for (auto it = pattern.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const int line = int(QStringView(text).left(match.capturedStart()).count(u'\n')) + 1;
            report(line, QStringLiteral("forbidden: %1").arg(match.captured()));
        }
    }

    QDir m_root;
    Folders m_folders;
    QString m_file;                  ///< The one being looked at.
    QHash<QString, QString> m_types; ///< With the headers they are in.
    QStringList m_found;
};

} // namespace

QStringList violations(const QString &root)
{
    return Checker(root).run();
}

} // namespace burin::layering
