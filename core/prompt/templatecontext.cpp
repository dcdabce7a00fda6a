#include "core/prompt/templatecontext.h"

#include "core/prompt/templaterender.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace burin {

namespace {

std::optional<QJsonValue> memberOf(const QJsonValue &value, const QString &key)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        const auto member = object.constFind(key);
        return member == object.constEnd() ? std::nullopt : std::optional<QJsonValue>(*member);
    }
    if (!value.isArray()) return std::nullopt;
    const QJsonArray array = value.toArray();
    if (key == QLatin1StringView("length")) return QJsonValue(array.size());
    bool isIndex = false;
    const qlonglong index = key.toLongLong(&isIndex);
    if (!isIndex || index < 0 || index >= array.size()) return std::nullopt;
    return array.at(index);
}

QString numberText(const QJsonValue &value)
{
    if (const qint64 whole = value.toInteger(); QJsonValue(whole) == value) return QString::number(whole);
    return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
}

std::optional<QJsonValue> loopValue(const TemplateContext::Loop &loop, const QString &name)
{
    if (name == QLatin1StringView("index")) return QJsonValue(loop.index);
    if (name == QLatin1StringView("first")) return QJsonValue(loop.index == 0);
    if (name == QLatin1StringView("last")) return QJsonValue(loop.index + 1 == loop.size);
    return QJsonValue(loop.key);
}

} // namespace

std::optional<QJsonValue> TemplateContext::find(const TemplatePath &path) const
{
    if (path.base == TemplatePath::Base::Loop) {
        if (size_t(path.up) >= m_loops.size()) return std::nullopt;
        return loopValue(m_loops[m_loops.size() - 1 - size_t(path.up)], path.keys.front());
    }
    const bool root = path.base == TemplatePath::Base::Root;
    if (!root && size_t(path.up) >= m_scopes.size()) return std::nullopt;
    const Scope &scope = root ? m_scopes.front() : m_scopes[m_scopes.size() - 1 - size_t(path.up)];
    QStringList keys = path.keys;
    QJsonValue value = scope.value;
    if (!keys.isEmpty() && scope.given.contains(keys.front())) value = scope.given.value(keys.takeFirst());
    for (const QString &key : std::as_const(keys)) {
        const std::optional<QJsonValue> member = memberOf(value, key);
        if (!member) return std::nullopt;
        value = *member;
    }
    return value;
}

bool isTruthy(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool();
    case QJsonValue::Double:
        return value.toDouble() != 0;
    case QJsonValue::String:
        return !value.toString().isEmpty();
    case QJsonValue::Array:
        return !value.toArray().isEmpty();
    case QJsonValue::Object:
        return true;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return false;
    }
    Q_UNREACHABLE();
}

QString printed(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return numberText(value);
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
    case QJsonValue::Object:
        return jsonText(value);
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    }
    Q_UNREACHABLE();
}

QString jsonText(const QJsonValue &value)
{
    const QString inArray = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return inArray.mid(1, inArray.size() - 2);
}

} // namespace burin
