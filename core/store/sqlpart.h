#pragma once

#include <QString>
#include <QVariant>

namespace burin {

/// A piece of SQL, made of literals of ours, with the values of its question marks.
struct SqlPart {
    QString text = {};
    QVariantList values = {};

    bool isEmpty() const { return text.isEmpty(); }
    void add(const QString &more, const QVariantList &moreValues = {})
    {
        text += more;
        values += moreValues;
    }
    void add(const SqlPart &more) { add(more.text, more.values); }
};

} // namespace burin
