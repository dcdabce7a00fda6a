#pragma once

#include "core/domain/run.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace burin {

class FoldButton;

/// A thin amber rule under an answer that is not whole, why it is not, and "Run again".
class EndNote : public QFrame {
    Q_OBJECT
public:
    explicit EndNote(QWidget *parent = nullptr);

    /// Shows itself if the answer of @p record is not whole, hides otherwise.
    void showRecord(const RunRecord &record);

Q_SIGNALS:
    void runAgainRequested();
    void settingsRequested();

private:
    void applyTheme();

    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_settings;
};

/// Why the answer of @p record is not whole, in one line; empty when it is.
QString reasonOfPartialAnswer(const RunRecord &record);

} // namespace burin
