#pragma once

#include "core/cost/ownprices.h"

#include <QFrame>

class QVBoxLayout;

namespace burin {

/// The models that ran without a known price, each with a button that adds one. Hidden while there are none.
class UnpricedList : public QFrame {
    Q_OBJECT
public:
    explicit UnpricedList(QWidget *parent = nullptr);
    void setModels(const std::vector<UnpricedModel> &models);

Q_SIGNALS:
    void priceRequested(const QString &provider, const QString &model);

private:
    void addRow(const UnpricedModel &model);

    QVBoxLayout *m_rows;
    QWidget *m_list = nullptr;
};

} // namespace burin
