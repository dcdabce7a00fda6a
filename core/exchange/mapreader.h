#pragma once

#include "core/exchange/exchange.h"

#include <QSet>

namespace burin {

/// What reading one prompt of a file has found so far.
struct ImportContext {
    QString format;      ///< Its id.
    QString source = {}; ///< The text of the file, to find places in.
    PromptFile file = {};
    std::vector<Notice> notices = {};

    void tell(FilePlace place, const QString &what, const QString &sentence);
    /// Keeps @p value for writing it back, and tells so. What is a key (apiKey, password, …) is left out, and that is
    /// told.
    void keep(const QStringList &path, const DataNode &value, const QString &sentence = {});
    /// Where @p piece stands in the source, at @p from or after; @p from when it is not there as it is.
    FilePlace find(const QString &piece, FilePlace from) const;
};

/// "tests[2].assert" of the path ("tests", "2", "assert").
QString pathText(const QStringList &path);

/// Takes apart a map of the document. What no call asked for is kept and told by finish(), as is what has not the type
/// that was asked for.
class MapReader {
public:
    /// Both must outlive the reader. @p node that is no map is told, unless it is null, and read as an empty one.
    MapReader(ImportContext &context, const DataNode *node, const QStringList &path = {});

    /// The member, from now on taken; null when there is none.
    const DataNode *take(const char *key);
    const DataNode *takeMap(const char *key);
    const DataNode *takeList(const char *key);
    /// A scalar's text; empty when there is none.
    QString text(const char *key);
    std::optional<double> number(const char *key);
    std::optional<bool> boolean(const char *key);
    /// A list of scalars, or one scalar.
    QStringList texts(const char *key);

    /// Keeps a member that has no place in a prompt, telling @p sentence.
    void keep(const QString &key, const QString &sentence = {});
    /// Keeps and tells of all that was not taken.
    void finish();

    QStringList keys() const;
    QStringList untaken() const;
    /// The member without taking it; null when there is none.
    const DataNode *find(const QString &key) const { return m_node ? m_node->find(key) : nullptr; }
    QStringList pathTo(const QString &key) const { return m_path + QStringList{key}; }
    ImportContext &context() { return m_context; }

private:
    const DataNode *takeIf(const char *key, bool (*fits)(const DataNode &));

    ImportContext &m_context;
    const DataNode *m_node; ///< Null or a map.
    QStringList m_path;
    QSet<QString> m_taken;
};

/// Calls @p take with a reader of each map in the list @p key, and finishes it; other elements are kept and told.
template <class Take> void eachMap(MapReader &reader, const char *key, Take take)
{
    const DataNode *list = reader.takeList(key);
    for (size_t i = 0; list && i < list->items.size(); ++i) {
        const QStringList path = reader.pathTo(QString::fromUtf8(key)) + QStringList{QString::number(i)};
        MapReader item(reader.context(), &list->items[i], path);
        if (!list->items[i].isMap()) continue;
        take(item);
        item.finish();
    }
}

/// Puts what was kept for @p format back into @p root; tells what has lost its place.
void putKept(DataNode &root, const PromptFile &file, const QString &format, std::vector<Notice> &notices);

} // namespace burin
