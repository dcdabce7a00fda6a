#include "tests/layering/folders.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

namespace burin::layering {

namespace {

struct Library {
    QString name;
    QString folder;
    QStringList depends;
    QStringList modules;
    QStringList links; ///< Of a program: what it links, folders or not.
};

QStringList words(const QString &text)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    return text.split(space, Qt::SkipEmptyParts);
}

std::vector<Library> librariesIn(const QString &folder, const QString &text)
{
    static const QRegularExpression call(QStringLiteral("\\bburin_library\\s*\\(([^)]*)\\)"));
    std::vector<Library> libraries;
    for (auto it = call.globalMatch(text); it.hasNext();) {
        QString section;
        Library library;
        library.folder = folder;
        for (const QString &word : words(it.next().captured(1))) {
            if (library.name.isEmpty())
                library.name = word;
            else if (word == u"SOURCES" || word == u"DEPENDS" || word == u"QT" || word == u"LINK")
                section = word;
            else if (section == u"DEPENDS")
                library.depends += word;
            else if (section == u"QT")
                library.modules += word;
        }
        libraries.push_back(library);
    }
    return libraries;
}

/// The programs of a folder: their main files include what the program links.
std::vector<Library> programsIn(const QString &folder, const QString &text)
{
    static const QRegularExpression program(QStringLiteral("\\badd_executable\\s*\\(\\s*([\\w-]+)"));
    std::vector<Library> programs;
    for (auto it = program.globalMatch(text); it.hasNext();) {
        const QString name = it.next().captured(1);
        const QRegularExpression links(QStringLiteral("\\btarget_link_libraries\\s*\\(\\s*%1\\s([^)]*)\\)").arg(name));
        const QRegularExpressionMatch match = links.match(text);
        Library made;
        made.name = name;
        made.folder = folder;
        if (match.hasMatch()) made.links = words(match.captured(1));
        programs.push_back(made);
    }
    return programs;
}

std::vector<Library> librariesBelow(const QString &root)
{
    static const QRegularExpression comment(QStringLiteral("#[^\n]*"));
    std::vector<Library> libraries;
    for (const QString &top : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
        QDirIterator files(QDir(root).filePath(top), {QStringLiteral("CMakeLists.txt")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            const QString folder = QDir(root).relativeFilePath(files.fileInfo().path());
            const QString text = QString::fromUtf8(file.readAll()).remove(comment);
            for (const auto &found : {librariesIn(folder, text), programsIn(folder, text)})
                libraries.insert(libraries.end(), found.begin(), found.end());
        }
    }
    return libraries;
}

} // namespace

Folders Folders::read(const QString &root)
{
    const std::vector<Library> libraries = librariesBelow(root);
    QHash<QString, QString> folderOfTarget;
    for (const Library &library : libraries)
        folderOfTarget.insert(library.name, library.folder);

    Folders result;
    for (const Library &library : libraries) {
        Folder &folder = result.m_folders[library.folder];
        folder.path = library.folder;
        folder.modules += library.modules;
        for (const QString &target : library.depends)
            folder.folders += folderOfTarget.value(target, target);
        for (const QString &target : library.links) {
            if (folderOfTarget.contains(target)) folder.folders += folderOfTarget.value(target);
        }
    }
    return result;
}

QString Folders::folderOf(const QString &file) const
{
    QString folder = file;
    while (folder.contains(u'/')) {
        folder.truncate(folder.lastIndexOf(u'/'));
        if (m_folders.contains(folder)) return folder;
    }
    return {};
}

QSet<QString> Folders::reachable(const QString &folder) const
{
    QSet<QString> reached{folder};
    QStringList open{folder};
    while (!open.isEmpty()) {
        for (const QString &next : m_folders.value(open.takeLast()).folders) {
            if (reached.contains(next)) continue;
            reached.insert(next);
            open += next;
        }
    }
    return reached;
}

QSet<QString> Folders::modules(const QString &folder) const
{
    static const QHash<QString, QStringList> implied = {
        {QStringLiteral("Widgets"), {QStringLiteral("Gui")}},
        {QStringLiteral("Svg"), {QStringLiteral("Gui")}},
        {QStringLiteral("Charts"), {QStringLiteral("Widgets"), QStringLiteral("Gui")}},
    };
    QSet<QString> result{QStringLiteral("Core")};
    for (const QString &path : reachable(folder)) {
        for (const QString &module : m_folders.value(path).modules) {
            result.insert(module);
            for (const QString &other : implied.value(module))
                result.insert(other);
        }
    }
    return result;
}

} // namespace burin::layering
