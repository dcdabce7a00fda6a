#pragma once

#include "core/domain/run.h"

#include <QWidget>

class QPlainTextEdit;
class QToolButton;
class QLabel;

namespace burin {

class FactList;

/// The answer of a run: its reasoning folded, the text, how it ended.
class AnswerSection : public QWidget {
    Q_OBJECT
public:
    explicit AnswerSection(QWidget *parent = nullptr);
    void setRecord(const RunRecord &record);

private:
    void build();
    void showReasoning();

    QString m_text;
    QToolButton *m_fold;
    QToolButton *m_copy;
    QPlainTextEdit *m_reasoning;
    QPlainTextEdit *m_source;
    QLabel *m_none;
    FactList *m_facts;
};

} // namespace burin
