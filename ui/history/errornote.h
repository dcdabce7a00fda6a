#pragma once

#include "core/domain/error.h"

#include <QFrame>

class QLabel;

namespace burin {

class FactList;
class FoldButton;

/// What went wrong, what to do about it and, unfolded, the details for a report or the provider's support.
class ErrorNote : public QFrame {
    Q_OBJECT
public:
    explicit ErrorNote(QWidget *parent = nullptr);
    void setError(const Error &error);

private:
    void paintIcon();

    QLabel *m_icon;
    QLabel *m_message;
    QLabel *m_advice;
    QLabel *m_words; ///< The provider's or system's own.
    QWidget *m_details;
    FoldButton *m_more;
    FactList *m_facts;
};

} // namespace burin
