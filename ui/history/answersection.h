#pragma once

#include "core/domain/run.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace burin {

class FactList;
class FoldButton;
class MarkdownView;

/// The answer of a run: its reasoning folded, the text rendered or as the model wrote it, what else the model said,
/// how it ended.
class AnswerSection : public QWidget {
    Q_OBJECT
public:
    explicit AnswerSection(QWidget *parent = nullptr);
    void setRecord(const RunRecord &record);

private:
    QWidget *makeBar();
    void build();
    void showReasoning(const RunRecord &record);
    void showView();

    QString m_text;
    QPlainTextEdit *m_reasoning;
    FoldButton *m_fold;
    QToolButton *m_asSource;
    QToolButton *m_copy;
    QStackedWidget *m_views;
    MarkdownView *m_rendered;
    QPlainTextEdit *m_source;
    QLabel *m_none;
    QPlainTextEdit *m_calls;
    FactList *m_facts;
};

} // namespace burin
