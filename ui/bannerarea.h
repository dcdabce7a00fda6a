#pragma once

#include "ui/common/erroractions.h"

#include <QWidget>

#include <functional>

class QFrame;
class QVBoxLayout;

namespace burin {

/// The notices above the pages. Each stays until it is dismissed; the same one is not shown twice.
class BannerArea : public QWidget {
    Q_OBJECT
public:
    explicit BannerArea(QWidget *parent = nullptr);

    /// With the buttons that help. @p topic is for withdraw(), and comes back with actionRequested().
    void showError(const Error &error, ErrorOrigin origin, const QString &topic = {});
    /// @p tone is "info", "warn" or "error".
    void showNotice(const QString &text, const QString &tone = QStringLiteral("info"), const QString &topic = {});
    /// A notice with a button, which dismisses it and calls @p accept.
    void showOffer(const QString &text, const QString &button, std::function<void()> accept);
    /// The cause of the banners about @p topic is gone, and so are they.
    void withdraw(const QString &topic);
    int count() const;

Q_SIGNALS:
    void actionRequested(burin::ErrorAction action, const burin::Error &error, const QString &topic);

private:
    struct Content {
        QString text;
        QString details;
        QString tone;
        QString topic;
    };

    QFrame *add(const Content &content);
    QFrame *makeBanner(const Content &content);
    QWidget *makeSign(QWidget *banner, const QString &tone);
    void dismiss(QWidget *banner);

    QVBoxLayout *m_column;
};

} // namespace burin
