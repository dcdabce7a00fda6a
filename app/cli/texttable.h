#pragma once

#include "core/base/money.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

namespace burin {

/// Rows of text in aligned columns, for people. Cells become one line each; control characters are left out.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        QString title;
        Align align = Align::Left;
    };

    explicit TextTable(std::vector<Column> columns) : m_columns(std::move(columns)) {}

    void add(const QStringList &cells);
    QString text() const;

private:
    std::vector<Column> m_columns;
    std::vector<QStringList> m_rows;
};

// Figures as the tables and messages of burin-cli write them.
QString shown(const std::optional<qint64> &count); ///< "1204", "-" when unknown.
QString shown(const std::optional<Money> &amount); ///< "$0.0105", "-" when unknown.
QString seconds(std::chrono::milliseconds time);   ///< "1.3", without its unit.

} // namespace burin
