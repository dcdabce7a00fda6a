#include "core/exchange/datanode.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <limits>

namespace burin {

DataNode DataNode::ofText(const QString &text)
{
    return {.kind = Kind::Text, .text = text};
}

DataNode DataNode::ofNumber(double number)
{
    QString text = QString::number(number, 'g', QLocale::FloatingPointShortest);
    // YAML 1.1 takes an exponent for a number only behind a decimal point.
    const qsizetype exponent = text.indexOf(u'e');
    if (exponent >= 0 && !text.contains(u'.')) text.insert(exponent, QLatin1StringView(".0"));
    return {.kind = Kind::Number, .text = text};
}

DataNode DataNode::ofBoolean(bool value)
{
    return {.kind = Kind::Boolean, .text = value ? QStringLiteral("true") : QStringLiteral("false")};
}

DataNode DataNode::list(std::vector<DataNode> items)
{
    return {.kind = Kind::List, .items = std::move(items)};
}

DataNode DataNode::map()
{
    return {.kind = Kind::Map};
}

const DataNode *DataNode::find(const QString &key) const
{
    const qsizetype at = keys.indexOf(key);
    return at < 0 ? nullptr : &items[size_t(at)];
}

DataNode *DataNode::find(const QString &key)
{
    const qsizetype at = keys.indexOf(key);
    return at < 0 ? nullptr : &items[size_t(at)];
}

void DataNode::set(const QString &key, const DataNode &value)
{
    if (!isMap()) *this = map();
    if (DataNode *member = find(key)) {
        *member = value;
        return;
    }
    keys += key;
    items.push_back(value);
}

void DataNode::setText(const QString &key, const QString &value)
{
    if (!value.isEmpty()) set(key, ofText(value));
}

QJsonValue toJson(const DataNode &node)
{
    switch (node.kind) {
    case DataNode::Kind::Null:
        return QJsonValue::Null;
    case DataNode::Kind::Boolean:
        return node.text == QLatin1StringView("true");
    case DataNode::Kind::Number: {
        bool isInteger = false;
        const qint64 integer = node.text.toLongLong(&isInteger);
        return isInteger ? QJsonValue(integer) : QJsonValue(node.text.toDouble());
    }
    case DataNode::Kind::Text:
        return node.text;
    case DataNode::Kind::List: {
        QJsonArray array;
        for (const DataNode &item : node.items)
            array += toJson(item);
        return array;
    }
    case DataNode::Kind::Map:
        break;
    }
    QJsonObject object;
    for (qsizetype i = 0; i < node.keys.size(); ++i)
        object.insert(node.keys.at(i), toJson(node.items[size_t(i)]));
    return object;
}

DataNode dataFrom(const QJsonValue &value)
{
    if (value.isBool()) return DataNode::ofBoolean(value.toBool());
    if (value.isString()) return DataNode::ofText(value.toString());
    if (value.isDouble()) {
        constexpr qint64 NoInteger = std::numeric_limits<qint64>::min();
        const qint64 integer = value.toInteger(NoInteger);
        if (integer == NoInteger) return DataNode::ofNumber(value.toDouble());
        return {.kind = DataNode::Kind::Number, .text = QString::number(integer)};
    }
    if (value.isArray()) {
        DataNode list = DataNode::list();
        for (const QJsonArray array = value.toArray(); const QJsonValue &item : array)
            list.items.push_back(dataFrom(item));
        return list;
    }
    if (!value.isObject()) return {};
    DataNode map = DataNode::map();
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.set(it.key(), dataFrom(it.value()));
    return map;
}

QString valueText(const DataNode &node)
{
    if (node.isScalar()) return node.text;
    const QJsonValue value = toJson(node);
    const QJsonDocument document = node.isList() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QStringList textsOf(const DataNode &node)
{
    if (node.isNull()) return {};
    if (node.isScalar()) return {node.text};
    QStringList texts;
    if (!node.isList()) return texts;
    for (const DataNode &item : node.items)
        if (item.isScalar() && !item.isNull()) texts += item.text;
    return texts;
}

} // namespace burin
