#pragma once

#include "core/prompt/templatetree.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace burin {

/// Where the renderer of a template stands: the values, the contexts within each other, the loops.
class TemplateContext {
public:
    /// What paths are looked up in; @c given is what an including tag gave, and comes first.
    struct Scope {
        QJsonValue value;
        QJsonObject given = {};
    };
    struct Loop {
        qsizetype index = 0;
        qsizetype size = 0;
        QString key = {};
    };

    explicit TemplateContext(const QJsonObject &values) : m_scopes{{values}} {}

    /// Nothing when there is no such value.
    std::optional<QJsonValue> find(const TemplatePath &path) const;

    std::vector<Scope> &scopes() { return m_scopes; }
    std::vector<Loop> &loops() { return m_loops; }

private:
    std::vector<Scope> m_scopes; ///< The values first, the innermost last.
    std::vector<Loop> m_loops;
};

/// What {{#if}} takes for true: not false, null, zero, an empty text or an empty list.
bool isTruthy(const QJsonValue &value);

} // namespace burin
