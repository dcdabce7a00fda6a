#pragma once

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace burin {

struct Error;

/// The notices above the pages. Each stays until it is dismissed; the same one is not shown twice.
class BannerArea : public QWidget {
    Q_OBJECT
public:
    explicit BannerArea(QWidget *parent = nullptr);

    void showError(const Error &error);
    void showNotice(const QString &text);
    /// A notice with a button, which dismisses it and calls @p accept.
    void showOffer(const QString &text, const QString &button, std::function<void()> accept);
    int count() const;

private:
    QWidget *add(const QString &text, const QString &details, const QString &tone);
    QWidget *makeBanner(const QString &text, const QString &details, const QString &tone);
    void dismiss(QWidget *banner);

    QVBoxLayout *m_column;
};

} // namespace burin
