#pragma once

#include "core/domain/run.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace burin {

class FactList;
class FoldButton;
class MarkdownView;
class StreamView;

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
    QString m_reasoningText;
    QString m_callsText;
    bool m_sourceFilled = false; ///< It is filled when it is first shown.
    StreamView *m_reasoning;
    FoldButton *m_fold;
    QToolButton *m_asSource;
    QToolButton *m_copy;
    QStackedWidget *m_views;
    MarkdownView *m_rendered;
    StreamView *m_source;
    QLabel *m_none;
    StreamView *m_calls;
    FactList *m_facts;
};

} // namespace burin
