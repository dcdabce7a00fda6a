#pragma once

#include "core/domain/run.h"

#include <QWidget>

class QToolButton;

namespace burin {

class PromptView;

/// What was sent beside what was written, with a switch for the templates and a way to copy.
class PromptSection : public QWidget {
    Q_OBJECT
public:
    explicit PromptSection(QWidget *parent = nullptr);
    void setRecord(const RunRecord &record);

private:
    PromptView *m_view;
    QToolButton *m_templates;
    QToolButton *m_copy;
};

} // namespace burin
