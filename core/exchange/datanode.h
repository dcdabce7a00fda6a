#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <vector>

namespace burin {

/// Where something stands in a text file. Both from 1; 0 = not known, as for what did not come from a file.
struct FilePlace {
    int line = 0;
    int column = 0; ///< In characters of the line.
};

/// A value of a YAML or JSON document: ordered, with places, and with numbers as they were written. Places are no part
/// of the value: == does not look at them.
struct DataNode {
    enum class Kind { Null, Boolean, Number, Text, List, Map };

    Kind kind = Kind::Null;
    QString text = {};                ///< Text; Boolean: "true", "false"; Number: as written.
    std::vector<DataNode> items = {}; ///< Of a List; of a Map the values.
    QStringList keys = {};            ///< Of a Map: as many as items, each once.
    FilePlace place = {};             ///< Of the value.
    FilePlace keyPlace = {};          ///< Of the key before it, in a Map.
    qsizetype begin = 0;              ///< Offsets in the JSON text that it was read from; 0 for YAML.
    qsizetype end = 0;

    static DataNode ofText(const QString &text);
    static DataNode ofNumber(double number);
    static DataNode ofBoolean(bool value);
    static DataNode list(std::vector<DataNode> items = {});
    static DataNode map();

    bool isText() const { return kind == Kind::Text; }
    bool isList() const { return kind == Kind::List; }
    bool isMap() const { return kind == Kind::Map; }
    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind != Kind::List && kind != Kind::Map; }

    /// The member @p key of a Map; null when there is none or this is no Map.
    const DataNode *find(const QString &key) const;
    DataNode *find(const QString &key);
    /// Sets the member @p key; a new one comes last. Makes a Map of this if it is none.
    void set(const QString &key, const DataNode &value);
    /// The same, unless @p text is empty.
    void setText(const QString &key, const QString &text);

    bool operator==(const DataNode &other) const
    {
        return kind == other.kind && text == other.text && keys == other.keys && items == other.items;
    }
};

/// Numbers become doubles or 64-bit integers; nothing else is lost.
QJsonValue toJson(const DataNode &node);
/// An object's keys come in the order of QJsonObject, which is sorted.
DataNode dataFrom(const QJsonValue &value);

/// As a form's field holds it: a scalar's own text, a list or map as compact JSON; null is empty.
QString valueText(const DataNode &node);
/// The elements of a list of scalars, or the one scalar; others are left out.
QStringList textsOf(const DataNode &node);

} // namespace burin
