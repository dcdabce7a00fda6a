#pragma once

#include "ui/workbench/textsearch.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace burin {

/// The line in which one says what to find and what to put in its place. Says what is wanted; who owns it finds.
class FindBar : public QFrame {
    Q_OBJECT
public:
    enum class Mode { Find, Replace };

    explicit FindBar(QWidget *parent = nullptr);

    /// Shows it, with @p selected as what to find unless that is empty or has lines, and goes there.
    void open(Mode mode, const QString &selected);
    SearchFor sought() const;
    /// Of @p count hits number @p current, from 1; 0: none of them.
    void showCount(int current, int count);
    void showError(const QString &error);

Q_SIGNALS:
    void soughtChanged();
    void nextWanted();
    void previousWanted();
    void replaceWanted(const QString &with);
    void replaceAllWanted(const QString &with);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *makeField(const char *name, const QString &title);
    QToolButton *makeTool(const char *name, const QString &iconName, const QString &title);
    QToolButton *makeSwitch(const char *name, const QString &iconName, const QString &title);
    void layOut();
    bool keyPressed(QObject *field, const QKeyEvent *event);

    QLineEdit *m_find;
    QLineEdit *m_replace;
    QLabel *m_count;
    QToolButton *m_case;
    QToolButton *m_regular;
    QWidget *m_replacing;
};

} // namespace burin
