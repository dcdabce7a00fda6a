#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace burin {

/// A name and its value, both plain text.
struct Fact {
    QString name;
    QString value;
    QString toolTip; ///< The exact value, if it differs.
    bool operator==(const Fact &) const = default;
};

/// Facts below each other: names muted at the left, values selectable at the right.
class FactList : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    void setFacts(const std::vector<Fact> &facts);

private:
    QGridLayout *m_grid;
};

} // namespace burin
