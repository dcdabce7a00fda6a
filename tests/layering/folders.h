#pragma once

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace burin::layering {

/// A folder with a burin_library() in its CMakeLists.txt, as far as the rules care.
struct Folder {
    QString path;        ///< From the root, such as "core/net".
    QStringList folders; ///< The folders of its DEPENDS, directly.
    QStringList modules; ///< Qt modules of its QT line, without "Core".
};

/// What the CMakeLists.txt files of a source tree say about who may include whom.
class Folders {
public:
    /// Reads core/, ui/ and app/ below @p root.
    static Folders read(const QString &root);

    QList<Folder> all() const { return m_folders.values(); }
    /// The folder with a library that @p file (path from the root) belongs to, or an empty string.
    QString folderOf(const QString &file) const;
    /// @p folder and everything it depends on, directly or not.
    QSet<QString> reachable(const QString &folder) const;
    /// The Qt modules that @p folder may include, those of its dependencies and those they imply among them.
    QSet<QString> modules(const QString &folder) const;

private:
    QMap<QString, Folder> m_folders;
};

} // namespace burin::layering
