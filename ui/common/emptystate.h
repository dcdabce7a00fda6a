#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace burin {

/// What a page shows instead of nothing: one icon, one sentence and, where something can be done about it, one action.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    struct Content {
        QString iconName;
        QString sentence;
        QString action; ///< The button's text; empty = no button.
    };

    explicit EmptyState(QWidget *parent = nullptr);
    void setContent(const Content &content);

Q_SIGNALS:
    void actionTriggered();

private:
    void paintIcon();

    Content m_content;
    QLabel *m_icon;
    QLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace burin
