#pragma once

#include "core/domain/history.h"
#include "core/query/query.h"

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace burin {

/// The field for a query: one line with its parts coloured, and completion of fields and values as one types
/// (Ctrl+Space asks for it). Return with a chosen completion takes it; otherwise it is the field's.
class QueryLine : public QLineEdit {
    Q_OBJECT
public:
    explicit QueryLine(QWidget *parent = nullptr);

    /// Names that values are completed from.
    void setKnown(const RunFacets &known) { m_known = known; }

Q_SIGNALS:
    /// Return that takes no completion.
    void entered();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void colour();
    void offer();
    void take(const QString &completion);
    bool isOffering() const;

    RunFacets m_known;
    QStringListModel *m_texts;
    QCompleter *m_completer;
    qsizetype m_offset = 0; ///< What a completion stands in place of.
    qsizetype m_length = 0;
};

} // namespace burin
