#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace burin {

/// Tells the desktop's user something while the window is in the background (org.freedesktop.Notifications, version
/// 1.2). Nothing waits for the desktop, and where there is no such service nothing happens. GUI thread.
class Notifications : public QObject {
    Q_OBJECT
public:
    enum class Urgency { Low, Normal, Critical };
    struct Notification {
        QString topic;   ///< Takes the place of what was last told about it.
        QString summary; ///< One line of plain text.
        QString body;    ///< Plain text; what looks like markup is shown as it is.
        Urgency urgency = Urgency::Normal;
    };

    using QObject::QObject;
    void tell(const Notification &notification);

private:
    QHash<QString, uint> m_ids; ///< The service's, by topic.
};

} // namespace burin
