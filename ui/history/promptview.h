#pragma once

#include "core/domain/run.h"

#include <QTextEdit>

namespace burin {

/// What was sent: the messages, the variables and the parameters of a run as one selectable plain text with headings.
class PromptView : public QTextEdit {
    Q_OBJECT
public:
    explicit PromptView(QWidget *parent = nullptr);
    void setRecord(const RunRecord &record);

private:
    void rebuild();

    std::vector<Message> m_messages;
    PromptDraft m_draft;
};

} // namespace burin
